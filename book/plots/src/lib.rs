//! Draws the figures of the book that have data in them and measures the numbers that it quotes.
//!
//! ```text
//! cargo run --release --package plots                   draw and measure everything again
//! cargo run --release --package plots -- l2_lambda      this figure and its values only
//! cargo run --release --package plots -- --check        is what the book shows still true?
//! cargo run --release --package plots -- --measure      time the forms of backpropagation
//! cargo run --release --package plots -- --commands     run the train commands of the pages
//! cargo run --release --package plots -- --digit-network  train the network that the page reads digits with
//! cargo run --package plots -- --symptoms               run every mistake that a training run can make
//! cargo run --release --package plots -- --cases        what the moving figures must compute
//! ```
//!
//! Figures are `book/figures/<name>.svg` and values are entries of `book/data/values.json`. Each
//! figure is a module of its own, which also measures the values that come with it.

pub mod cases;
pub mod check;
pub mod commands;
pub mod digit_network;
mod draw;
mod each;
pub mod examples;
mod runs;
pub mod symptoms;
pub mod timing;
pub mod values;

mod cost_surface;
mod cross_entropy_costs;
mod cross_entropy_slow_down;
mod data_activations;
mod data_drawn_digits;
mod data_eta;
mod data_initialisation;
mod data_misread;
mod data_read;
mod further_deep;
mod gradient_check_steps;
mod l2_contours;
mod l2_lambda;
mod l2_overfitting;
mod landmarks;
mod lanes_weights;
mod mini_batch_speed;
mod network_boundary;
mod network_sigmoid;
mod network_weights;
mod roofline;
mod seeds;
mod sgd_learning_curve;
mod variants;

use std::path::PathBuf;

use values::Value;

/// A figure as it comes out today, and the values measured along the way.
pub struct Figure {
    pub svg: String,
    pub values: Vec<Value>,
}

/// A figure of the book.
#[derive(Clone, Copy)]
pub struct Plot {
    /// The name of its file and in `{{figure …}}`.
    pub name: &'static str,
    pub draw: fn() -> Figure,
    /// How far a coordinate may be from the committed one, in units of a figure 560 wide.
    pub tolerance: f64,
}

/// Training is seeded, and rounding, which differs between processors, hardly grows in it: with
/// another kernel for matrix products, or in f64, the same runs end with costs equal to four
/// digits and the same digits misread. That is far below one unit.
const PLOT: f64 = 1.0;

/// Where the learning rate is far too large, training is chaotic and rounding does grow: with
/// another kernel a cost differs by a factor of up to 3. A factor of 5 is 56 units here.
const CHAOS: f64 = 56.0;

/// The errors of central differences at small steps are rounding errors themselves. Another
/// library's e^x changes them by a factor of 2 or so, which is 10 units where a decade is 34; a factor of 4 is 20.
const ROUNDING: f64 = 20.0;

/// All figures, in the order of the book.
pub const PLOTS: [Plot; 21] = [
    plot("network_weights", network_weights::draw, PLOT),
    plot("network_sigmoid", network_sigmoid::draw, PLOT),
    plot("network_boundary", network_boundary::draw, PLOT),
    plot("cost_surface", cost_surface::draw, PLOT),
    plot("gradient_check_steps", gradient_check_steps::draw, ROUNDING),
    plot("sgd_learning_curve", sgd_learning_curve::draw, PLOT),
    plot("mini_batch_speed", mini_batch_speed::draw, PLOT),
    plot("roofline", roofline::draw, PLOT),
    plot("lanes_weights", lanes_weights::draw, PLOT),
    plot("cross_entropy_slow_down", cross_entropy_slow_down::draw, PLOT),
    plot("cross_entropy_costs", cross_entropy_costs::draw, PLOT),
    plot("l2_overfitting", l2_overfitting::draw, PLOT),
    plot("l2_lambda", l2_lambda::draw, PLOT),
    plot("l2_contours", l2_contours::draw, PLOT),
    plot("data_drawn_digits", data_drawn_digits::draw, PLOT),
    plot("data_eta", data_eta::draw, CHAOS),
    plot("data_initialisation", data_initialisation::draw, PLOT),
    plot("data_activations", data_activations::draw, PLOT),
    plot("data_misread", data_misread::draw, PLOT),
    plot("data_read", data_read::draw, PLOT),
    plot("further_deep", further_deep::draw, PLOT),
];

const fn plot(name: &'static str, draw: fn() -> Figure, tolerance: f64) -> Plot {
    Plot { name, draw, tolerance }
}

/// The directory `book/` of this workspace.
pub fn book() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
