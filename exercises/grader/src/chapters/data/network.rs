//! A network as weights and biases, and the random numbers that it begins with.

use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use worker::value::{Unfit, Value};

/// w² … w^L and b² … b^L.
pub type Network = (Vec<Array2<f64>>, Vec<Array1<f64>>);

/// A random number from 0 up to 1.
pub type Random<'a> = &'a mut dyn FnMut() -> f64;

/// Random numbers from 0 up to 1, the same for the same seed.
pub fn random(seed: u64) -> impl FnMut() -> f64 {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &key);
    move || rng.random()
}

fn sigma(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The outputs for the columns of x.
pub fn forward(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: Array2<f64>,
) -> Array2<f64> {
    forward_with(weights, biases, x, sigma)
}

/// The same with another activation in the hidden layers.
pub fn forward_with(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: Array2<f64>,
    hidden: fn(f64) -> f64,
) -> Array2<f64> {
    let layers = (1..).zip(weights.iter().zip(biases));
    layers.fold(x, |a, (l, (w, b))| {
        let z = w.dot(&a) + b.view().insert_axis(Axis(1));
        z.mapv(if l < weights.len() { hidden } else { sigma })
    })
}

/// The random numbers go out in blocks of this size.
const BLOCK: usize = 4096;

/// A closure that answers each question with the next block of random numbers.
pub fn random_blocks(
    mut random: impl FnMut() -> f64,
) -> impl FnMut(Vec<Value>) -> Result<Value, Unfit> {
    move |_| Ok((0..BLOCK).map(|_| random()).collect::<Vec<f64>>().into())
}
