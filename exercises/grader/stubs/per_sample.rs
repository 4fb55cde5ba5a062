//! Chapter 3: the four equations for one sample.
//!
//! [`given`](super::given) has σ and σ′.

use ndarray::{Array1, ArrayView1, ArrayView2};

/// Exercise 3.2 ★★: the error of layer l from the error of layer l + 1 (BP2).
///
/// δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l)
///
/// Shapes: `w_next` is w^(l+1), (n_next, n); `delta_next` is δ^(l+1), (n_next); `z` is z^l, (n).
/// Returns δ^l, (n).
pub fn bp2(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView1<f64>,
    z: ArrayView1<f64>,
) -> Array1<f64> {
    todo!("3.2")
}
