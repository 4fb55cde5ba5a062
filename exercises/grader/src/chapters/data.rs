//! Chapter 9: a file's header, the answer of an output, and a network that reads digits.

mod diagnosis;
pub mod digits;
mod evidence;
mod header;
mod learner;
mod maximum;
pub mod mistakes;
mod training;

use ndarray::{ArrayView1, ArrayView2};

pub use training::{ASKED, Network, forward, random};

use crate::exercise::Exercise;

/// The answers to be judged.
pub struct Answers {
    /// (first bytes, length of the file) → sizes
    pub idx_header: fn(&[u8], u64) -> Result<Vec<usize>, String>,
    /// a → the index of its largest entry
    pub arg_max: fn(ArrayView1<f64>) -> usize,
    /// (images, labels, random number) → (weights, biases)
    pub train_network: TrainNetwork,
}

pub type TrainNetwork = fn(ArrayView2<u8>, &[u8], &mut dyn FnMut() -> f64) -> Network;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(header::idx_header()),
        Box::new(maximum::arg_max()),
        Box::new(training::train_network()),
    ]
}
