//! Chapter 7: the cross-entropy, and why BP1 loses its σ′.
//!
//! With a = σ(z) the cost of one output neuron is
//!
//! ```text
//! C = −[y ln a + (1 − y) ln(1 − a)]
//! ```
//!
//! and its derivative ∂C/∂a = (a − y) / (a (1 − a)) carries the reciprocal of
//! σ′(z) = a (1 − a). In BP1 the two cancel.

use ndarray::NdFloat;

/// One output neuron's share of the cross-entropy, for target `y` in [0, 1].
///
/// With ln σ(z) = −ln(1 + e^−z) and ln(1 − σ(z)) = −z − ln(1 + e^−z) the cost becomes
/// ln(1 + e^−z) + (1 − y) z. Pulling max(z, 0) out of the logarithm leaves e^−|z|, which never
/// overflows: finite for every finite `z`, and accurate where the cost is small.
pub fn cross_entropy<F: NdFloat>(z: F, y: F) -> F {
    let large = z.max(F::zero()) - y * z;
    large + (-z.abs()).exp().ln_1p()
}

/// BP1 for one output neuron: δ = ∂C/∂a σ′(z) = a − y, with no σ′ left to slow learning down.
pub fn cross_entropy_delta<F: NdFloat>(a: F, y: F) -> F {
    a - y
}
