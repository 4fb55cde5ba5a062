//! Chapter 9: a file's header, the answer of an output, and a network that reads digits.

mod diagnosis;
pub mod digits;
mod evidence;
mod files;
mod header;
pub mod learner;
mod maximum;
mod network;
mod overfit;
mod saturated;
mod training;

pub use network::{Network, forward, random, random_blocks};
pub use training::{ASKED, without_network};

use crate::exercise::Exercise;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(header::idx_header()),
        Box::new(maximum::arg_max()),
        Box::new(training::train_network()),
        Box::new(saturated::saturated()),
        Box::new(overfit::overfit()),
    ]
}
