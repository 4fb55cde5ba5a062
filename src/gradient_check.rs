//! Chapter 4: is the gradient right?
//!
//! Backpropagation computes a gradient by a chain of equations. Here are two ways to compute it
//! that know nothing of these equations, far slower and hard to get wrong: move one parameter a
//! little and watch the cost ([`numerical_gradient`]), or carry an exact derivative along with
//! every number ([`dual_gradient`](crate::dual::dual_gradient)).

use ndarray::{ArrayView2, indices_of};

use crate::cost::Cost;
use crate::network::Network;
use crate::per_sample::{Gradient, LayerGradient, zero_gradient};

/// The step of a central difference, h = (3ε)^⅓ ≈ 8.7 · 10⁻⁶.
///
/// Rounding makes an error of about ε|f|/h and the dropped terms of the Taylor series one of
/// h²|f‴|/6. Their sum is smallest where h³ = 3ε|f|/|f‴|, and a smooth cost has f and f‴ of the
/// same size. What is left is an error of about ε^⅔ ≈ 4 · 10⁻¹¹ times the cost.
pub fn best_step() -> f64 {
    (3.0 * f64::EPSILON).cbrt()
}

/// The derivative of `f` at `x` as (f(x + h) − f(x − h)) / 2h.
pub fn central_difference(mut f: impl FnMut(f64) -> f64, x: f64, h: f64) -> f64 {
    (f(x + h) - f(x - h)) / (2.0 * h)
}

/// The mean cost of the samples in the columns of `x` (n_in, m) and `y` (n_out, m).
///
/// # Panics
/// If `x` or `y` does not fit the network, or there is no column.
pub fn mean_cost(
    network: &Network<f64>,
    cost: Cost,
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
) -> f64 {
    assert!(x.ncols() > 0, "there is no sample");
    cost.value(network.weighted_output(x).view(), y) / x.ncols() as f64
}

/// The gradient of [`mean_cost`], by one central difference of step `h` per parameter.
///
/// # Panics
/// As [`mean_cost`].
pub fn numerical_gradient(
    network: &Network<f64>,
    cost: Cost,
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
    h: f64,
) -> Gradient<f64> {
    let mut moved = network.clone();
    let mut gradient = zero_gradient(network);
    for (l, layer) in network.layers.iter().enumerate() {
        for jk in indices_of(&layer.weights) {
            let cost_at = |w| {
                moved.layers[l].weights[jk] = w;
                mean_cost(&moved, cost, x, y)
            };
            gradient[l].nabla_w[jk] = central_difference(cost_at, layer.weights[jk], h);
            moved.layers[l].weights[jk] = layer.weights[jk];
        }
        for j in 0..layer.biases.len() {
            let cost_at = |b| {
                moved.layers[l].biases[j] = b;
                mean_cost(&moved, cost, x, y)
            };
            gradient[l].nabla_b[j] = central_difference(cost_at, layer.biases[j], h);
            moved.layers[l].biases[j] = layer.biases[j];
        }
    }
    gradient
}

/// How far two gradients of a layer are apart, ‖g − g′‖ / max(‖g‖, ‖g′‖), weights and biases
/// taken together.
///
/// 0 for equal gradients, at most 2, and about 10⁻⁹ where one of them is a central difference.
///
/// # Panics
/// If the shapes differ.
pub fn relative_error(layer: &LayerGradient<f64>, other: &LayerGradient<f64>) -> f64 {
    assert_eq!(layer.nabla_w.dim(), other.nabla_w.dim(), "shapes of the weights");
    assert_eq!(layer.nabla_b.dim(), other.nabla_b.dim(), "shapes of the biases");
    let entries = |g: &LayerGradient<f64>| -> Vec<f64> {
        g.nabla_w.iter().chain(&g.nabla_b).copied().collect()
    };
    let norm = |entries: &[f64]| entries.iter().map(|x| x * x).sum::<f64>().sqrt();
    let (mut g, mut other) = (entries(layer), entries(other));
    // Beside the largest entry no square is too large or too small for f64.
    let largest =
        g.iter().chain(&other).fold(f64::MIN_POSITIVE, |max, x| max.max(x.abs()));
    g.iter_mut().chain(&mut other).for_each(|x| *x /= largest);
    let difference: Vec<f64> = g.iter().zip(&other).map(|(x, y)| x - y).collect();
    // Two gradients that are both zero agree.
    norm(&difference) / norm(&g).max(norm(&other)).max(f64::MIN_POSITIVE)
}

/// [`relative_error`] for each layer, from the first.
///
/// # Panics
/// If the numbers of layers or their shapes differ.
pub fn relative_errors(gradient: &Gradient<f64>, other: &Gradient<f64>) -> Vec<f64> {
    assert_eq!(gradient.len(), other.len(), "numbers of layers");
    gradient
        .iter()
        .zip(other)
        .map(|(layer, other)| relative_error(layer, other))
        .collect()
}

/// The largest relative error of [`numerical_gradient`] at each of `steps`, measured against
/// `exact`: a V, falling as h² on the right and rising as ε/h on the left.
///
/// # Panics
/// As [`mean_cost`] and [`relative_errors`].
pub fn error_curve(
    network: &Network<f64>,
    cost: Cost,
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
    exact: &Gradient<f64>,
    steps: &[f64],
) -> Vec<(f64, f64)> {
    let error_at = |&h: &f64| {
        let errors = relative_errors(&numerical_gradient(network, cost, x, y, h), exact);
        // In the total order NaN is the largest, so it is not lost.
        (h, errors.into_iter().max_by(f64::total_cmp).expect("a network has a layer"))
    };
    steps.iter().map(error_at).collect()
}
