//! Chapter 1: a network and its forward pass.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Exercise 1.1 ★: the sigmoid function.
///
/// σ(z) = 1 / (1 + e^(−z))
///
/// `z` is at most 2 in size; exercise 1.5 is about all the others.
pub fn sigmoid(z: f64) -> f64 {
    todo!("1.1")
}

/// Exercise 1.2 ★: the derivative of the sigmoid.
///
/// σ′(z) = σ(z) (1 − σ(z)), for the weighted input `z`.
pub fn sigmoid_prime(z: f64) -> f64 {
    todo!("1.2")
}

/// Exercise 1.3 ★: the weighted input of one layer.
///
/// z^l = w^l a^(l−1) + b^l
///
/// Shapes: `w` (n_out, n_in), `b` (n_out), `a` (n_in); returns (n_out).
pub fn weighted_input(
    w: ArrayView2<f64>,
    b: ArrayView1<f64>,
    a: ArrayView1<f64>,
) -> Array1<f64> {
    todo!("1.3")
}

/// Exercise 1.4 ★★: the forward pass that keeps every z and every activation.
///
/// a¹ = x, and for l = 2 … L: z^l = w^l a^(l−1) + b^l, a^l = σ(z^l)
///
/// Shapes: for each layer `weights` (n_out, n_in) and `biases` (n_out), `x` (n_in of the first).
/// Returns z² … z^L and a¹ … a^L, so that there is one activation more than there are z.
/// [`given::sigmoid`](super::given::sigmoid) is σ.
pub fn feedforward(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
) -> (Vec<Array1<f64>>, Vec<Array1<f64>>) {
    todo!("1.4")
}

/// Exercise 1.5 ★★: a sigmoid that is accurate for every z, and 1 − σ with it.
///
/// Returns (σ(z), 1 − σ(z)), each to full accuracy however small it is: twelve digits for
/// |z| ≤ 700, and beyond that 0 or 1 without a NaN. The exponential of a positive number
/// is never needed: what is σ(−z)?
pub fn stable_sigmoid(z: f64) -> (f64, f64) {
    todo!("1.5")
}
