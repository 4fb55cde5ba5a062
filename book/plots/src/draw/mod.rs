//! A small plotting helper. It writes SVG that takes the colours of the page's theme.
//!
//! Every figure is [`WIDTH`] units wide and its text is 15 units high, so that it can still be
//! read where a phone shows it at two thirds of its size; panels therefore stand one above the
//! other.

mod axis;
mod contour;
mod digit;
mod drawing;
mod panel;

pub use axis::{Axis, power};
pub use contour::contour;
pub use digit::digit;
pub use drawing::{Drawing, Ink, WIDTH};
pub use panel::{Anchor, Panel};
