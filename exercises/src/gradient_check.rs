//! Chapter 4: is the gradient right?

use ndarray::{Array1, ArrayView1};

/// Exercise 4.1 ★: the derivative of a function by a central difference.
///
/// f′(x) ≈ (f(x + h) − f(x − h)) / (2h)
///
/// `h` is not 0. Return the quotient for the `h` given, even where it is large.
pub fn central_difference(f: &dyn Fn(f64) -> f64, x: f64, h: f64) -> f64 {
    todo!("4.1")
}

/// Exercise 4.2 ★★: the gradient of a function of many variables, by central differences.
///
/// ∂C/∂v_k ≈ (C(v + h e_k) − C(v − h e_k)) / (2h), where e_k is 1 at place k and 0 elsewhere
///
/// Shapes: `v` and the result (n). `cost` is C.
pub fn numerical_gradient(
    cost: &dyn Fn(ArrayView1<f64>) -> f64,
    v: ArrayView1<f64>,
    h: f64,
) -> Array1<f64> {
    todo!("4.2")
}

/// Exercise 4.3 ★★: the relative error between two gradients.
///
/// ‖g − g′‖ / max(‖g‖, ‖g′‖), with the Euclidean norm, and 0 if both gradients are 0
///
/// Shapes: `g` and `other` have the same length. They may be very small or very large, from
/// 10^−100 to 10^100.
pub fn relative_error(g: ArrayView1<f64>, other: ArrayView1<f64>) -> f64 {
    todo!("4.3")
}

/// Exercise 4.4 ★★★★: a gradient checker.
///
/// Returns whether `claimed` is the gradient of `cost` at `v`.
///
/// `v` holds all weights and biases of a small network, of size 1 or so. A right gradient is right
/// to 12 digits. What is wrong about a wrong one is at least 1 % of its norm, and may sit in a
/// single entry. The cost may be multiplied by 10^−12 or 10^12, and its gradient with it. A
/// gradient is at least a hundredth of the cost in norm, except for a cost that is constant.
///
/// Shapes: `v` and `claimed` (n). Every right gradient must be accepted and every wrong one
/// rejected.
pub fn gradient_checker(
    cost: &dyn Fn(ArrayView1<f64>) -> f64,
    v: ArrayView1<f64>,
    claimed: ArrayView1<f64>,
) -> bool {
    todo!("4.4")
}

/// Exercise 4.5 ★★: the product of two dual numbers.
///
/// A dual number u + u′ε, with ε² = 0, is the pair (u, u′) of a value and its derivative. Multiply
/// (u + u′ε) (v + v′ε) out.
pub fn dual_product(u: (f64, f64), v: (f64, f64)) -> (f64, f64) {
    todo!("4.5")
}

/// Exercise 4.6 ★★★: the derivative of a chain of neurons, by dual numbers.
///
/// a¹ = x, z^l = w^l a^(l−1) + b^l, a^l = σ(z^l), one neuron per layer. Carry the derivative with
/// respect to one weight along with every number: the product rule in z, the chain rule
/// σ(z + z′ε) = σ(z) + σ′(z) z′ ε in a.
///
/// `w` and `b` are those of layers 2 … L. Returns a^L and its derivative with respect to the
/// weight `w[k]`.
pub fn dual_chain(w: &[f64], b: &[f64], x: f64, k: usize) -> (f64, f64) {
    todo!("4.6")
}

/// Exercise 4.7 ★★: whether a cost depends on these inputs.
///
/// Returns whether ∂C/∂v_k ≠ 0 for any k.
///
/// `cost` is the cost of one sample of a mini-batch, and `v` are the inputs of the others. If it
/// depends on them, something mixes the samples. Ask by central differences: where the cost does not
/// depend on v_k, both values are the same to the last digit. Costs may be near 10^−20 or 10^6.
///
/// Shapes: `v` (n).
pub fn depends_on(cost: &dyn Fn(ArrayView1<f64>) -> f64, v: ArrayView1<f64>) -> bool {
    todo!("4.7")
}
