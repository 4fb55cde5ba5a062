//! Chapter 3: the four equations of backpropagation, for one sample (x, y).
//!
//! The error of layer l is δ^l = ∂C/∂z^l. It is known at the output, it travels backwards, and
//! the gradient of every weight and bias can be read off it:
//!
//! ```text
//! BP1   δ^L = ∇_a C ⊙ σ′(z^L)
//! BP2   δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l)
//! BP3   ∂C/∂b^l = δ^l
//! BP4   ∂C/∂w^l = δ^l (a^(l−1))ᵀ
//! ```

use ndarray::{
    Array, Array1, Array2, ArrayView, ArrayView1, Axis, Dimension, NdFloat, Zip,
};

use crate::cost::{Cost, quadratic_derivative};
use crate::cross_entropy::cross_entropy_delta;
use crate::network::{Layer, Network, sigmoid, sigmoid_prime};

/// ∂C/∂w^l and ∂C/∂b^l of one layer, in the shapes of its weights and biases.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerGradient<F> {
    pub nabla_w: Array2<F>,
    pub nabla_b: Array1<F>,
}

/// The gradient of a cost with respect to every weight and bias, layer by layer.
pub type Gradient<F> = Vec<LayerGradient<F>>;

/// A gradient of zeros in the shapes of `network`.
pub fn zero_gradient<F: NdFloat>(network: &Network<F>) -> Gradient<F> {
    let zeros = |layer: &Layer<F>| LayerGradient {
        nabla_w: Array2::zeros(layer.weights.raw_dim()),
        nabla_b: Array1::zeros(layer.biases.raw_dim()),
    };
    network.layers.iter().map(zeros).collect()
}

/// BP1: the error of the output layer, δ^L = ∇_a C ⊙ σ′(z^L).
///
/// All its products are entry by entry, so it serves one sample, shapes (n_out), as well as
/// the columns of a mini-batch, shapes (n_out, m).
pub fn bp1<F, D>(cost: Cost, z: ArrayView<F, D>, y: ArrayView<F, D>) -> Array<F, D>
where
    F: NdFloat,
    D: Dimension,
{
    Zip::from(z).and(y).map_collect(|&z, &y| match cost {
        Cost::Quadratic => quadratic_derivative(sigmoid(z), y) * sigmoid_prime(z),
        Cost::CrossEntropy => cross_entropy_delta(sigmoid(z), y),
    })
}

/// BP2: the error of layer l from that of layer l+1, δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l).
///
/// Shapes: `next_weights` (n_(l+1), n_l), `next_delta` (n_(l+1)), `z` (n_l) → (n_l).
pub fn bp2<F: NdFloat>(
    next_weights: &Array2<F>,
    next_delta: &Array1<F>,
    z: &Array1<F>,
) -> Array1<F> {
    next_weights.t().dot(next_delta) * z.mapv(sigmoid_prime)
}

/// BP3: ∂C/∂b^l = δ^l. Shape (n_l).
pub fn bp3<F: NdFloat>(delta: &Array1<F>) -> Array1<F> {
    delta.clone()
}

/// BP4: ∂C/∂w^l_jk = a^(l−1)_k δ^l_j, what comes into the weight times the error at its far end.
///
/// A row (1, n_(l−1)) times a column (n_l, 1), stretched over each other: (n_l, n_(l−1)).
pub fn bp4<F: NdFloat>(activation: &Array1<F>, delta: &Array1<F>) -> Array2<F> {
    let row = activation.view().insert_axis(Axis(0));
    let column = delta.view().insert_axis(Axis(1));
    &row * &column
}

/// Backpropagation: the gradient of one sample's cost.
///
/// One pass forward keeps every z^l and a^l, one pass backward turns them into the gradient.
/// Shapes: `x` (n_in), `y` (n_out).
///
/// # Panics
/// If `x` or `y` does not fit the network.
pub fn backprop<F: NdFloat>(
    network: &Network<F>,
    cost: Cost,
    x: ArrayView1<F>,
    y: ArrayView1<F>,
) -> Gradient<F> {
    // Forward. activations[l] feeds layers[l], which computes zs[l] and activations[l + 1].
    let mut activations = vec![x.to_owned()];
    let mut zs = Vec::new();
    for (l, layer) in network.layers.iter().enumerate() {
        zs.push(layer.weighted_input(activations[l].view()));
        activations.push(zs[l].mapv(sigmoid));
    }

    // Backward. The first delta is the output's, the rest follow from layer to layer.
    let last = network.layers.len() - 1;
    let mut delta = bp1(cost, zs[last].view(), y);
    let mut gradient = Vec::new();
    for l in (0..=last).rev() {
        if l < last {
            delta = bp2(&network.layers[l + 1].weights, &delta, &zs[l]);
        }
        gradient.push(LayerGradient {
            nabla_w: bp4(&activations[l], &delta),
            nabla_b: bp3(&delta),
        });
    }
    gradient.reverse();
    gradient
}
