//! Chapter 5: mini-batches, the update, an epoch.

mod accuracy;
pub mod batch;
pub mod mistakes;
mod online;
mod shuffle;
mod split;
mod step;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::per_sample::Gradients;
use crate::exercise::Exercise;

/// The answers to be judged.
pub struct Answers {
    /// (order, m) → mini-batches
    pub mini_batches: fn(&[usize], usize) -> Vec<Vec<usize>>,
    /// (weights, biases, mini-batch, η, backprop), and weights and biases are changed
    pub update_mini_batch: UpdateMiniBatch,
    /// (outputs, labels) → the share that is right
    pub accuracy: fn(ArrayView2<f64>, &[usize]) -> f64,
    /// (weights, biases, order, m, η, sum of gradients), and weights and biases are changed
    pub epoch: Epoch,
    /// (images, labels, random number below), and both are shuffled
    pub shuffle_together: ShuffleTogether,
    /// (weights, biases, all z, all activations, y, η), and weights and biases are changed
    pub online_step: OnlineStep,
}

/// (weights, biases, x, y) → (∇b, ∇w)
pub type Backprop<'a> = dyn Fn(&[Array2<f64>], &[Array1<f64>], ArrayView1<f64>, ArrayView1<f64>) -> Gradients
    + 'a;

pub type UpdateMiniBatch = fn(
    &mut [Array2<f64>],
    &mut [Array1<f64>],
    &[(Array1<f64>, Array1<f64>)],
    f64,
    &Backprop,
);

/// (weights, biases, numbers of samples) → (∇b, ∇w), summed
pub type GradientSum<'a> =
    dyn Fn(&[Array2<f64>], &[Array1<f64>], &[usize]) -> Gradients + 'a;

pub type Epoch =
    fn(&mut [Array2<f64>], &mut [Array1<f64>], &[usize], usize, f64, &GradientSum);

pub type ShuffleTogether =
    fn(&mut [Array1<f64>], &mut [usize], &mut dyn FnMut(usize) -> usize);

pub type OnlineStep = fn(
    &mut [Array2<f64>],
    &mut [Array1<f64>],
    &[Array1<f64>],
    &[Array1<f64>],
    ArrayView1<f64>,
    f64,
);

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(split::mini_batches()),
        Box::new(step::update_mini_batch()),
        Box::new(accuracy::accuracy()),
        Box::new(step::epoch()),
        Box::new(shuffle::shuffle_together()),
        Box::new(online::online_step()),
    ]
}
