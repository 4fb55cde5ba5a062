//! Chapter 2: the cost of an output, and a step that lowers it.

use ndarray::{Array1, ArrayView1};

/// Exercise 2.1 ★: the quadratic cost of one sample.
///
/// C = ½ ‖y − a‖² = ½ Σ_j (y_j − a_j)²
///
/// Shapes: output `a` and target `y` have the same length.
pub fn quadratic_cost(a: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    todo!("2.1")
}

/// Exercise 2.2 ★: the gradient of the quadratic cost with respect to the output.
///
/// (∇_a C)_j = ∂C/∂a_j, with C as in exercise 2.1.
///
/// Shapes: `a`, `y` and the result have the same length.
pub fn quadratic_cost_derivative(a: ArrayView1<f64>, y: ArrayView1<f64>) -> Array1<f64> {
    todo!("2.2")
}

/// Exercise 2.3 ★: one step of gradient descent.
///
/// v → v − η ∇C
///
/// Changes `v`. Shapes: `v` and `gradient` have the same length.
pub fn gradient_step(v: &mut Array1<f64>, gradient: ArrayView1<f64>, eta: f64) {
    todo!("2.3")
}

/// Exercise 2.4 ★★: a learning rate that lowers the cost.
///
/// Returns the first of η, η/2, η/4, … for which C(v − η ∇C) < C(v).
///
/// `cost` is C, and `gradient` is ∇C at `v`; it is not zero, so that there is such an η. Far from v
/// the cost may be NaN, which is not lower.
pub fn step_that_lowers_the_cost(
    cost: &dyn Fn(ArrayView1<f64>) -> f64,
    v: ArrayView1<f64>,
    gradient: ArrayView1<f64>,
    eta: f64,
) -> f64 {
    todo!("2.4")
}
