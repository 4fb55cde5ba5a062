//! Chapter 8: a price on large weights.

use ndarray::{Array1, Array2, ArrayView2};

/// Exercise 8.1 ★: the L2 penalty of a network.
///
/// (λ/2n) Σ_l ‖w^l‖², the sum over all weights of all layers
///
/// Shapes: `network` has w^l, (n_out, n_in), and b^l, (n_out), for each layer. `n` is the size of
/// the training set.
pub fn l2_penalty(network: &[(Array2<f64>, Array1<f64>)], lambda: f64, n: usize) -> f64 {
    // BEGIN SOLUTION 8.1
    let squares = network.iter().map(|(w, _)| (w * w).sum());
    lambda / (2.0 * n as f64) * squares.sum::<f64>()
    // END SOLUTION
}

/// Exercise 8.2 ★★: a step of gradient descent with weight decay.
///
/// w → (1 − ηλ/n) w − (η/m) Σ_x ∂C_x/∂w and b → b − (η/m) Σ_x ∂C_x/∂b
///
/// Shapes: `w` (n_out, n_in), `b` (n_out); `gradients` has (∂C_x/∂w, ∂C_x/∂b) of the same shapes
/// for each of the m samples of the mini-batch. `n` is the size of the training set.
pub fn l2_update(
    w: &mut Array2<f64>,
    b: &mut Array1<f64>,
    gradients: &[(Array2<f64>, Array1<f64>)],
    eta: f64,
    lambda: f64,
    n: usize,
) {
    // BEGIN SOLUTION 8.2
    let m = gradients.len() as f64;
    *w *= 1.0 - eta * lambda / n as f64;
    for (nabla_w, nabla_b) in gradients {
        w.scaled_add(-eta / m, nabla_w);
        b.scaled_add(-eta / m, nabla_b);
    }
    // END SOLUTION
}

/// Exercise 8.3 ★★★: a step of gradient descent with the L1 penalty.
///
/// The cost is C₀ + (λ/n) Σ|w|. The derivative of |w| is 1 for w > 0 and −1 for w < 0; at w = 0,
/// where there is none, the penalty must not move the weight.
///
/// Shapes: `w` and `nabla_w`, which is ∂C₀/∂w, (n_out, n_in). Returns w after one step with the
/// learning rate `eta`, (n_out, n_in). `n` is the size of the training set.
pub fn l1_update(
    w: ArrayView2<f64>,
    nabla_w: ArrayView2<f64>,
    eta: f64,
    lambda: f64,
    n: usize,
) -> Array2<f64> {
    // BEGIN SOLUTION 8.3
    let sign = w.mapv(|w| if w == 0.0 { 0.0 } else { w.signum() });
    &w - eta * (&nabla_w + lambda / n as f64 * sign)
    // END SOLUTION
}

/// Exercise 8.4 ★★: the total cost of a data set.
///
/// C = (1/n) Σ_x ½‖a − y‖² + (λ/2n) Σ_l ‖w^l‖²
///
/// Shapes: each column is a sample; `a` and `y` (n_out, n), the outputs and the targets; `weights`
/// has one matrix for each layer.
pub fn total_cost(
    a: ArrayView2<f64>,
    y: ArrayView2<f64>,
    weights: &[Array2<f64>],
    lambda: f64,
) -> f64 {
    // BEGIN SOLUTION 8.4
    let n = a.ncols() as f64;
    let error = &a - &y;
    let squares: f64 = weights.iter().map(|w| (w * w).sum()).sum();
    (0.5 * (&error * &error).sum() + 0.5 * lambda * squares) / n
    // END SOLUTION
}
