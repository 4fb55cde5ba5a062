//! Chapter 1, written in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// By the hyperbolic tangent.
pub fn sigmoid(z: f64) -> f64 {
    (1.0 + (z / 2.0).tanh()) / 2.0
}

/// e^z / (1 + e^z)², with no σ in it.
pub fn sigmoid_prime(z: f64) -> f64 {
    z.exp() / (1.0 + z.exp()).powi(2)
}

/// By indices, from the last term of each sum to the first.
pub fn weighted_input(
    w: ArrayView2<f64>,
    b: ArrayView1<f64>,
    a: ArrayView1<f64>,
) -> Array1<f64> {
    let mut z = Array1::zeros(b.len());
    for j in 0..w.nrows() {
        for k in (0..w.ncols()).rev() {
            z[j] += w[[j, k]] * a[k];
        }
        z[j] += b[j];
    }
    z
}

/// Backwards in time: recursion on the layers, lists put together at the end.
pub fn feedforward(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
) -> (Vec<Array1<f64>>, Vec<Array1<f64>>) {
    let Some(last) = weights.len().checked_sub(1) else {
        return (vec![], vec![x.to_owned()]);
    };
    let (mut zs, mut activations) = feedforward(&weights[..last], &biases[..last], x);
    let z = weighted_input(
        weights[last].view(),
        biases[last].view(),
        activations[last].view(),
    );
    activations.push(z.mapv(sigmoid));
    zs.push(z);
    (zs, activations)
}

/// By cases of the sign, with (1 + e)^(−1) as a reciprocal.
pub fn stable_sigmoid(z: f64) -> (f64, f64) {
    if z < 0.0 {
        let e = z.exp();
        let rest = (1.0 + e).recip();
        (e * rest, rest)
    } else {
        let (sigma, rest) = stable_sigmoid(-z.max(f64::MIN_POSITIVE));
        (rest, sigma)
    }
}
