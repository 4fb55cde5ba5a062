//! Chapter 3, written in another way.

use ndarray::{Array1, ArrayView1, ArrayView2};

fn sigma(z: f64) -> f64 {
    (1.0 + (z / 2.0).tanh()) / 2.0
}

/// By indices, from the last term of each sum to the first.
pub fn bp2(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView1<f64>,
    z: ArrayView1<f64>,
) -> Array1<f64> {
    Array1::from_shape_fn(z.len(), |k| {
        let back: f64 =
            (0..delta_next.len()).rev().map(|j| w_next[[j, k]] * delta_next[j]).sum();
        back * sigma(z[k]) * sigma(-z[k])
    })
}
