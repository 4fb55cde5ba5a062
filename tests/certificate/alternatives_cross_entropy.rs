//! Chapter 7, written in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// By asking each index.
pub fn one_hot(label: usize, n: usize) -> Array1<f64> {
    (0..n).map(|j| if j == label { 1.0 } else { 0.0 }).collect()
}

/// The definition by cases of a, from the last neuron to the first.
pub fn cross_entropy(a: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    let mut cost = 0.0;
    for j in (0..a.len()).rev() {
        if a[j] > 0.0 && a[j] < 1.0 {
            cost -= y[j] * a[j].ln() + (1.0 - y[j]) * (-a[j]).ln_1p();
        }
    }
    cost
}

/// By the sign of z: what the wrong side costs, and what is left of ln(1 + e^(−|z|)).
pub fn cross_entropy_from_z(z: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    let mut cost = 0.0;
    for j in 0..z.len() {
        let share = if z[j] < 0.0 { y[j] } else { 1.0 - y[j] };
        let e = (-z[j].abs()).exp();
        cost += share * z[j].abs() + 2.0 * (e / (2.0 + e)).atanh();
    }
    cost
}

/// BP1 without cancelling: ∂C/∂a, then σ′(z).
pub fn cross_entropy_delta(a: ArrayView1<f64>, y: ArrayView1<f64>) -> Array1<f64> {
    let slope = a.mapv(|a| a * (1.0 - a));
    let nabla_a = (1.0 - &y) / (1.0 - &a) - &y / &a;
    nabla_a * slope
}

/// A loop over the samples, with the outer product entry by entry.
pub fn cross_entropy_nabla_w(
    a_prev: ArrayView2<f64>,
    a: ArrayView2<f64>,
    y: ArrayView2<f64>,
) -> Array2<f64> {
    let m = a.ncols();
    let mut nabla_w = Array2::zeros((a.nrows(), a_prev.nrows()));
    for x in 0..m {
        for ((j, k), entry) in nabla_w.indexed_iter_mut() {
            *entry += (a[[j, x]] - y[[j, x]]) * a_prev[[k, x]] / m as f64;
        }
    }
    nabla_w
}

/// e^(z − ln Σ e^z).
pub fn softmax(z: ArrayView1<f64>) -> Array1<f64> {
    (0..z.len()).map(|label| (-log_likelihood(z, label)).exp()).collect()
}

/// By sorting: the largest z comes first, and ln(1 + the rest).
pub fn log_likelihood(z: ArrayView1<f64>, label: usize) -> f64 {
    let mut sorted = z.to_vec();
    sorted.sort_by(|p, q| q.total_cmp(p));
    let rest: f64 = sorted[1..].iter().map(|z| (z - sorted[0]).exp()).sum();
    rest.ln_1p() + (sorted[0] - z[label])
}

/// The whole chain rule: ∂C/∂a times the matrix of softmax's derivatives.
pub fn log_likelihood_delta(a: ArrayView2<f64>, labels: &[usize]) -> Array2<f64> {
    Array2::from_shape_fn(a.dim(), |(k, x)| {
        let y = labels[x];
        let same = if y == k { 1.0 } else { 0.0 };
        -(1.0 / a[[y, x]]) * a[[y, x]] * (same - a[[k, x]])
    })
}

/// By the definitions.
pub fn first_costs(n: usize) -> (f64, f64) {
    let neurons = (0..n).map(|_| -0.5_f64.ln());
    (neurons.sum(), -(1.0 / n as f64).ln())
}

/// The cross-entropy of each sample with the constant outputs, and its mean.
pub fn blank_cost(y: ArrayView2<f64>) -> f64 {
    let n = y.ncols() as f64;
    let mut cost = 0.0;
    for row in y.rows() {
        let mean = row.sum() / n;
        for &y in row {
            cost -= if y == 1.0 { mean.ln() } else { (1.0 - mean).ln() } / n;
        }
    }
    cost
}
