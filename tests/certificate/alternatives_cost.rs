//! Chapter 2, written in another way.

use ndarray::{Array1, ArrayView1};

/// By a loop, from the last output to the first.
pub fn quadratic_cost(a: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    let mut cost = 0.0;
    for j in (0..a.len()).rev() {
        cost += (a[j] - y[j]).powi(2) / 2.0;
    }
    cost
}

/// By the slope of the cost between two points: exact for a parabola, but for rounding.
pub fn quadratic_cost_derivative(a: ArrayView1<f64>, y: ArrayView1<f64>) -> Array1<f64> {
    Array1::from_shape_fn(a.len(), |j| {
        let cost = |a_j: f64| (a_j - y[j]).powi(2) / 2.0;
        cost(a[j] + 0.5) - cost(a[j] - 0.5)
    })
}

/// Entry by entry.
pub fn gradient_step(v: &mut Array1<f64>, gradient: ArrayView1<f64>, eta: f64) {
    for (v, slope) in v.iter_mut().zip(gradient) {
        *v -= eta * slope;
    }
}

/// By recursion.
pub fn step_that_lowers_the_cost(
    cost: &dyn Fn(ArrayView1<f64>) -> f64,
    v: ArrayView1<f64>,
    gradient: ArrayView1<f64>,
    eta: f64,
) -> f64 {
    let mut there = v.to_owned();
    gradient_step(&mut there, gradient, eta);
    if cost(there.view()) < cost(v) {
        return eta;
    }
    step_that_lowers_the_cost(cost, v, gradient, eta * 0.5)
}
