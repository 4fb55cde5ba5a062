//! Chapter 5: stochastic gradient descent.
//!
//! [`given`](super::given) has σ and σ′.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// The gradients of a network: ∇b² … ∇b^L and ∇w² … ∇w^L.
pub type Gradients = (Vec<Array1<f64>>, Vec<Array2<f64>>);

/// Backpropagation for one sample: (weights, biases, x, y) → (∇b, ∇w).
pub type Backprop<'a> = dyn Fn(&[Array2<f64>], &[Array1<f64>], ArrayView1<f64>, ArrayView1<f64>) -> Gradients
    + 'a;

/// The sum of the gradients of some samples: (weights, biases, their numbers) → (∇b, ∇w).
pub type GradientSum<'a> =
    dyn Fn(&[Array2<f64>], &[Array1<f64>], &[usize]) -> Gradients + 'a;

/// Exercise 5.1 ★★: the mini-batches of an epoch.
///
/// `order` holds the numbers of the training samples, already shuffled. Cut it into mini-batches
/// of `m` samples, m ≥ 1, and keep the order. If the samples do not divide evenly, the last
/// mini-batch has fewer.
pub fn mini_batches(order: &[usize], m: usize) -> Vec<Vec<usize>> {
    todo!("5.1")
}

/// Exercise 5.2 ★★: the update for one mini-batch.
///
/// w^l → w^l − (η/m) Σ_x ∂C_x/∂w^l and b^l → b^l − (η/m) Σ_x ∂C_x/∂b^l
///
/// Changes `weights` and `biases`. Shapes: per layer (n_out, n_in) and (n_out). `mini_batch` holds
/// m ≥ 1 samples (x, y); call `backprop(weights, biases, x.view(), y.view())` for each of them. It
/// returns ∇b² … ∇b^L and ∇w² … ∇w^L of the cost of that sample.
pub fn update_mini_batch(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    mini_batch: &[(Array1<f64>, Array1<f64>)],
    eta: f64,
    backprop: &Backprop,
) {
    todo!("5.2")
}

/// Exercise 5.3 ★: the accuracy.
///
/// A sample is classified by the index of its largest output. The accuracy is the share of the
/// samples whose index is their label, a number from 0 to 1.
///
/// Shapes: `outputs` (n_out, n), one column per sample; `labels` (n), n ≥ 1. No two outputs are
/// equal.
pub fn accuracy(outputs: ArrayView2<f64>, labels: &[usize]) -> f64 {
    todo!("5.3")
}

/// Exercise 5.4 ★★★: an epoch.
///
/// One step for each mini-batch of `m` samples, in the `order` given; the last mini-batch may be
/// smaller. A step is that of exercise 5.2, with the mean gradient of *its* samples at the weights
/// that the step before has left.
///
/// Changes `weights` and `biases`. `gradient_sum(weights, biases, samples)` returns the *sum* of
/// the gradients of the samples whose numbers it is given, as ∇b² … ∇b^L and ∇w² … ∇w^L.
pub fn epoch(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    order: &[usize],
    m: usize,
    eta: f64,
    gradient_sum: &GradientSum,
) {
    todo!("5.4")
}

/// Exercise 5.5 ★★: shuffle images and labels together.
///
/// Afterwards image k still has label k, and every order of the samples is equally likely.
///
/// `images` and `labels` have the same length. `random_below(n)` returns one of 0, 1, … n − 1,
/// each equally likely; n ≥ 1.
pub fn shuffle_together(
    images: &mut [Array1<f64>],
    labels: &mut [usize],
    random_below: &mut dyn FnMut(usize) -> usize,
) {
    todo!("5.5")
}

/// Exercise 5.6 ★★★: a step for one sample, taken during the backward pass.
///
/// With C = ½ ‖y − a^L‖²: w^l → w^l − η ∂C/∂w^l and b^l → b^l − η ∂C/∂b^l. No gradient is kept.
/// Each layer is changed in the loop that finds its δ, from the last layer to the first.
///
/// Changes `weights` and `biases`. Shapes: per layer (n_out, n_in) and (n_out); `zs` are z² … z^L
/// and `activations` are a¹ = x … a^L, of the forward pass with the weights before the step.
pub fn online_step(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    zs: &[Array1<f64>],
    activations: &[Array1<f64>],
    y: ArrayView1<f64>,
    eta: f64,
) {
    todo!("5.6")
}

/// Exercise 5.7 ★: the size of an update against the size of the weights.
///
/// ‖w_after − w_before‖ / ‖w_before‖ for each layer, with ‖w‖² = Σ_jk w_jk²
///
/// Shapes: `before` and `after` have w² … w^L, (n_out, n_in) each; no layer is 0 before. Returns a
/// ratio for each layer.
pub fn update_ratios(before: &[Array2<f64>], after: &[Array2<f64>]) -> Vec<f64> {
    todo!("5.7")
}

/// Exercise 5.8 ★★: the best of several learning rates.
///
/// Returns the learning rate of `etas` after which the cost is lowest.
///
/// `cost_after(eta)` trains for some steps, from the same start each time, and returns the cost. A
/// cost that is infinite or NaN loses against each that is neither. At least one cost is finite, and
/// no two finite ones are equal.
pub fn best_learning_rate(etas: &[f64], cost_after: &dyn Fn(f64) -> f64) -> f64 {
    todo!("5.8")
}
