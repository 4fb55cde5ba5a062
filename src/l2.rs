//! Chapter 8: L2 regularisation, a price on large weights.
//!
//! The cost of a training set of n samples gains a term,
//!
//! ```text
//! C = C₀ + (λ/2n) Σ‖w^l‖²
//! ```
//!
//! whose derivative (λ/n) w turns the update w → w − η ∂C/∂w into
//! w → (1 − ηλ/n) w − η ∂C₀/∂w. Biases are left alone: a large bias does not make a neuron more
//! sensitive to its inputs.

use ndarray::NdFloat;

use crate::network::Network;

/// The penalty (λ/2n) Σ‖w^l‖², summed over all weights of all layers.
///
/// `n` is the size of the training set, not of a mini-batch.
pub fn penalty<F: NdFloat>(network: &Network<F>, lambda: f64, n: usize) -> f64 {
    let weights = network.layers.iter().flat_map(|layer| &layer.weights);
    let sum_of_squares: f64 =
        weights.map(|w| w.to_f64().expect("F is a float").powi(2)).sum();
    lambda / (2.0 * n as f64) * sum_of_squares
}

/// Weight decay: the factor 1 − ηλ/n by which each update first shrinks the weights.
pub fn decay(eta: f64, lambda: f64, n: usize) -> f64 {
    1.0 - eta * lambda / n as f64
}
