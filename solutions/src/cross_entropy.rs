//! Chapter 7: costs whose δ has no σ′ in it.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Exercise 7.1 ★: a label as a target vector.
///
/// y_j = 1 for j = label, and 0 for every other j.
///
/// There are n classes, counted from 0. Returns y, (n).
pub fn one_hot(label: usize, n: usize) -> Array1<f64> {
    // BEGIN SOLUTION 7.1
    let mut y = Array1::zeros(n);
    y[label] = 1.0;
    y
    // END SOLUTION
}

/// Exercise 7.2 ★★: the cross-entropy of one sample, finite at a = 0 and a = 1.
///
/// C = −Σ_j [y_j ln a_j + (1 − y_j) ln(1 − a_j)], where 0 · ln 0 counts as 0
///
/// Shapes: `a` and `y` (n_out). Every a_j and y_j is in [0, 1], and a_j is exactly 0 or 1 only
/// where y_j is the same number. No a_j may be moved: where a_j = 1e-12 and y_j = 1 the cost
/// is 27.6.
pub fn cross_entropy(a: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    // BEGIN SOLUTION 7.2
    let term = |y: f64, a: f64| if y == 0.0 { 0.0 } else { -y * a.ln() };
    a.iter().zip(y).map(|(a, y)| term(*y, *a) + term(1.0 - y, 1.0 - a)).sum()
    // END SOLUTION
}

/// Exercise 7.3 ★★: the same cost from the weighted inputs, finite for every z.
///
/// C = Σ_j [max(z_j, 0) − y_j z_j + ln(1 + e^(−|z_j|))], the cost of exercise 7.2 for a = σ(z)
///
/// Shapes: `z` and `y` (n_out). z_j is any number between −1000 and 1000, and y_j is in [0, 1].
/// Small costs count as well: where z = 40 and y = 1 the cost is 4.25e-18, and not 0.
pub fn cross_entropy_from_z(z: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    // BEGIN SOLUTION 7.3
    let neuron = |z: f64, y: f64| z.max(0.0) - y * z + (-z.abs()).exp().ln_1p();
    z.iter().zip(y).map(|(&z, &y)| neuron(z, y)).sum()
    // END SOLUTION
}

/// Exercise 7.4 ★★: the error of the output layer under the cross-entropy (BP1).
///
/// δ^L = ∂C/∂z^L, where C is the cross-entropy of exercise 7.2 and a^L = σ(z^L)
///
/// Shapes: `a` is a^L, (n_out), every entry between 0 and 1; `y` (n_out). Returns δ^L, (n_out).
pub fn cross_entropy_delta(a: ArrayView1<f64>, y: ArrayView1<f64>) -> Array1<f64> {
    // BEGIN SOLUTION 7.4
    &a - &y
    // END SOLUTION
}

/// Exercise 7.5 ★★: the gradient of the output weights under the cross-entropy.
///
/// ∂C/∂w_jk = (1/m) Σ_x a^(L−1)_k (a^L_j − y_j), for the mean cost C of m samples
///
/// Shapes: each column is a sample; `a_prev` is a^(L−1), (n_in, m); `a` is a^L, (n_out, m); `y`
/// (n_out, m). Returns ∇w^L, (n_out, n_in).
pub fn cross_entropy_nabla_w(
    a_prev: ArrayView2<f64>,
    a: ArrayView2<f64>,
    y: ArrayView2<f64>,
) -> Array2<f64> {
    // BEGIN SOLUTION 7.5
    (&a - &y).dot(&a_prev.t()) / a.ncols() as f64
    // END SOLUTION
}

/// Exercise 7.6 ★★: the softmax function.
///
/// a_j = e^(z_j) / Σ_k e^(z_k)
///
/// Shapes: `z` (n_out), at least one entry; returns a, (n_out). The entries of `z` lie between
/// −1000 and 1000, and the entries of a must be finite. Which number can be taken from every z_j
/// without changing a?
pub fn softmax(z: ArrayView1<f64>) -> Array1<f64> {
    // BEGIN SOLUTION 7.6
    let largest = z.fold(f64::NEG_INFINITY, |largest, &z| largest.max(z));
    let e = z.mapv(|z| (z - largest).exp());
    &e / e.sum()
    // END SOLUTION
}

/// Exercise 7.7 ★★: the log-likelihood cost of one sample, from the weighted inputs.
///
/// C = −ln a_label, where a = softmax(z)
///
/// Shapes: `z` is z^L, (n_out), entries between −1000 and 1000; `label` < n_out. The cost must be
/// finite and accurate even where a_label is too small for an f64: take the logarithm on paper
/// first.
pub fn log_likelihood(z: ArrayView1<f64>, label: usize) -> f64 {
    // BEGIN SOLUTION 7.7
    let largest = z.fold(f64::NEG_INFINITY, |largest, &z| largest.max(z));
    let sum: f64 = z.iter().map(|z| (z - largest).exp()).sum();
    sum.ln() + largest - z[label]
    // END SOLUTION
}

/// Exercise 7.8 ★★★: the error of a softmax layer under the log-likelihood cost.
///
/// δ = ∂C_x/∂z, where C_x = −ln a_label and a = softmax(z), for every sample x. Every z_k of a
/// sample changes every a_j of it: ∂a_j/∂z_k = a_j (1 − a_j) for k = j, and −a_j a_k for k ≠ j.
///
/// Shapes: each column is a sample; `a` is a^L, (n_out, m); `labels` has the m labels. Returns δ,
/// (n_out, m), a column for each sample.
pub fn log_likelihood_delta(a: ArrayView2<f64>, labels: &[usize]) -> Array2<f64> {
    // BEGIN SOLUTION 7.8
    let mut delta = a.to_owned();
    for (sample, &label) in labels.iter().enumerate() {
        delta[[label, sample]] -= 1.0;
    }
    delta
    // END SOLUTION
}

/// Exercise 7.9 ★: the cost of a network that knows nothing yet.
///
/// The target is one-hot, with n ≥ 2 classes. Returns two costs of one sample: the cross-entropy of
/// n sigmoid neurons that all say ½, and the log-likelihood cost of a softmax layer that gives each
/// class the same probability.
pub fn first_costs(n: usize) -> (f64, f64) {
    // BEGIN SOLUTION 7.9
    let n = n as f64;
    (n * 2_f64.ln(), n.ln())
    // END SOLUTION
}

/// Exercise 7.10 ★★: the best cost without a look at the input.
///
/// The lowest mean cross-entropy of a network whose outputs are the same for every sample.
///
/// Shapes: `y` (n_out, n), a column for each sample, n ≥ 1; every target is 0 or 1. 0 · ln 0 counts
/// as 0.
pub fn blank_cost(y: ArrayView2<f64>) -> f64 {
    // BEGIN SOLUTION 7.10
    let term = |p: f64| if p == 0.0 { 0.0 } else { -p * p.ln() };
    let means = y.rows().into_iter().map(|row| row.sum() / row.len() as f64);
    means.map(|p| term(p) + term(1.0 - p)).sum()
    // END SOLUTION
}
