//! Chapter 10: ten functions of a notebook, each with one bug to find and repair.
//!
//! The stub has the bug in it, so the bug of each exercise is its `stub`, and an untouched stub is
//! "not started". The other mistakes are repairs that do not hold.

mod data;
mod mistakes;
mod monitoring;
mod network;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::exercise::Exercise;

/// The answers to be judged.
pub struct Answers {
    /// (w, b, a^(l−1)) → a^l
    pub sigmoid_variable:
        fn(ArrayView2<f64>, ArrayView1<f64>, ArrayView1<f64>) -> Array1<f64>,
    /// (a, y) → C
    pub half_norm: fn(ArrayView1<f64>, ArrayView1<f64>) -> f64,
    pub resize: Resize,
    pub monitor_accuracy: Monitor,
    pub monitor_cost: Monitor,
    pub evaluation_accuracy: EvaluationAccuracy,
    pub label_conversion: LabelConversion,
    pub consumed_iterator: ConsumedIterator,
    /// (costs, weights, λ) → total cost
    pub penalty_per_sample: fn(&[f64], &[Array2<f64>], f64) -> f64,
    /// standard normal numbers → weights
    pub variance_promise: fn(ArrayView2<f64>) -> Array2<f64>,
}

/// (sizes, source of numbers) → (biases, weights)
pub type Resize =
    fn(&[usize], &mut dyn FnMut() -> f64) -> (Vec<Array1<f64>>, Vec<Array2<f64>>);

/// (four numbers for each epoch, which are wanted) → four lists
pub type Monitor = fn(&[[f64; 4]], [bool; 4]) -> [Vec<f64>; 4];

/// (read, label) of the training and the evaluation data → shares read correctly
pub type EvaluationAccuracy = fn(&[(usize, usize)], &[(usize, usize)]) -> (f64, f64);

/// (samples, m) → (n, mini-batches)
pub type ConsumedIterator =
    fn(&mut dyn Iterator<Item = usize>, usize) -> (usize, Vec<Vec<usize>>);

/// (output, target) of the training and the evaluation data → numbers read correctly
pub type LabelConversion =
    fn(&[(Array1<f64>, Array1<f64>)], &[(Array1<f64>, Array1<f64>)]) -> (usize, usize);

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(network::sigmoid_variable()),
        Box::new(network::half_norm()),
        Box::new(network::resize()),
        Box::new(monitoring::monitor_accuracy()),
        Box::new(monitoring::monitor_cost()),
        Box::new(monitoring::evaluation_accuracy()),
        Box::new(data::label_conversion()),
        Box::new(data::consumed_iterator()),
        Box::new(data::penalty_per_sample()),
        Box::new(network::variance_promise()),
    ]
}
