//! Chapter 0: a warm-up with vectors and matrices.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Exercise 0.1 ★: a point between two others.
///
/// (1 − t) a + t b
///
/// Shapes: `a` and `b` have the same length.
pub fn point_between(a: ArrayView1<f64>, b: ArrayView1<f64>, t: f64) -> Array1<f64> {
    todo!("0.1")
}

/// Exercise 0.2 ★: each row without its mean.
///
/// x_jk − (1/n) Σ_i x_ji
///
/// Shape: `x` is (m, n), and so is the result.
pub fn centre_rows(x: ArrayView2<f64>) -> Array2<f64> {
    todo!("0.2")
}
