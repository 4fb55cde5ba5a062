//! Chapter 3, written in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

type Gradients = (Vec<Array1<f64>>, Vec<Array2<f64>>);

fn sigma(z: f64) -> f64 {
    (1.0 + (z / 2.0).tanh()) / 2.0
}

/// σ′ is the product of both sides of σ.
fn slope(z: f64) -> f64 {
    sigma(z) * sigma(-z)
}

/// Entry by entry.
pub fn bp1(nabla_a: ArrayView1<f64>, z: ArrayView1<f64>) -> Array1<f64> {
    nabla_a.iter().zip(z).map(|(nabla_a, &z)| slope(z) * nabla_a).collect()
}

/// By indices, from the last term of each sum to the first.
pub fn bp2(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView1<f64>,
    z: ArrayView1<f64>,
) -> Array1<f64> {
    Array1::from_shape_fn(z.len(), |k| {
        let terms = (0..delta_next.len()).rev().map(|j| w_next[[j, k]] * delta_next[j]);
        terms.sum::<f64>() * slope(z[k])
    })
}

/// By the product with ∂z/∂b = 1.
pub fn bp3(delta: ArrayView1<f64>) -> Array1<f64> {
    Array2::eye(delta.len()).dot(&delta)
}

/// By indices.
pub fn bp4(activation: ArrayView1<f64>, delta: ArrayView1<f64>) -> Array2<f64> {
    Array2::from_shape_fn((delta.len(), activation.len()), |(j, k)| {
        delta[j] * activation[k]
    })
}

/// By recursion from the last layer: the gradients of the layers before come first.
pub fn backward_pass(
    weights: &[Array2<f64>],
    zs: &[Array1<f64>],
    activations: &[Array1<f64>],
    y: ArrayView1<f64>,
) -> Gradients {
    let output = &activations[activations.len() - 1];
    propagate(weights, zs, activations, &(output - &y))
}

/// From the derivative with respect to the last activation.
fn propagate(
    weights: &[Array2<f64>],
    zs: &[Array1<f64>],
    activations: &[Array1<f64>],
    nabla_a: &Array1<f64>,
) -> Gradients {
    let Some(l) = zs.len().checked_sub(1) else { return (vec![], vec![]) };
    let delta = bp1(nabla_a.view(), zs[l].view());
    let before = delta.dot(&weights[l]);
    let (mut nabla_b, mut nabla_w) = propagate(weights, &zs[..l], activations, &before);
    nabla_w.push(bp4(activations[l].view(), delta.view()));
    nabla_b.push(delta);
    (nabla_b, nabla_w)
}

/// Central differences of the whole cost: a gradient is right however it is found.
fn numerically(
    sigma: fn(f64) -> f64,
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> Gradients {
    let cost = |weights: &[Array2<f64>], biases: &[Array1<f64>]| {
        let output = weights.iter().zip(biases).fold(x.to_owned(), |a, (w, b)| {
            Array1::from_shape_fn(b.len(), |j| sigma(w.row(j).dot(&a) + b[j]))
        });
        output.iter().zip(y).map(|(a, y)| (y - a).powi(2)).sum::<f64>() / 2.0
    };
    let h = 1e-5;
    let nabla_b = (0..biases.len()).map(|l| {
        Array1::from_shape_fn(biases[l].len(), |j| {
            let moved = |by: f64| {
                let mut biases = biases.to_vec();
                biases[l][j] += by;
                cost(weights, &biases)
            };
            (moved(h) - moved(-h)) / (2.0 * h)
        })
    });
    let nabla_w = (0..weights.len()).map(|l| {
        Array2::from_shape_fn(weights[l].dim(), |jk| {
            let moved = |by: f64| {
                let mut weights = weights.to_vec();
                weights[l][jk] += by;
                cost(&weights, biases)
            };
            (moved(h) - moved(-h)) / (2.0 * h)
        })
    });
    (nabla_b.collect(), nabla_w.collect())
}

pub fn backprop(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> Gradients {
    numerically(sigma, weights, biases, x, y)
}

pub fn backprop_tanh(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> Gradients {
    numerically(f64::tanh, weights, biases, x, y)
}

/// A chain is a network of 1 × 1 matrices.
pub fn neuron_chain(w: &[f64], b: &[f64], x: f64, y: f64) -> (Vec<f64>, Vec<f64>) {
    let (mut zs, mut activations) = (vec![], vec![Array1::from_elem(1, x)]);
    for (&w, &b) in w.iter().zip(b) {
        let z = w * &activations[activations.len() - 1] + b;
        activations.push(z.mapv(sigma));
        zs.push(z);
    }
    let weights: Vec<_> = w.iter().map(|&w| Array2::from_elem((1, 1), w)).collect();
    let y = Array1::from_elem(1, y);
    let (nabla_b, nabla_w) = backward_pass(&weights, &zs, &activations, y.view());
    let numbers = nabla_w.iter().map(|w| w[[0, 0]]).collect();
    (nabla_b.iter().map(|b| b[0]).collect(), numbers)
}
