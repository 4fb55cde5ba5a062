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
///
/// # Panics
/// If the shapes differ.
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
///
/// # Panics
/// If the shapes are others.
pub fn bp2<F: NdFloat>(
    next_weights: &Array2<F>,
    next_delta: &Array1<F>,
    z: &Array1<F>,
) -> Array1<F> {
    assert_eq!(next_weights.ncols(), z.len(), "neurons of layer l");
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

/// The forward pass: the weighted inputs z^2 … z^L, and what feeds each layer, a^1 … a^(L−1).
///
/// Shape: `x` (n_in).
///
/// # Panics
/// If `x` does not fit the network.
pub fn forward_pass<F: NdFloat>(
    network: &Network<F>,
    x: ArrayView1<F>,
) -> (Vec<Array1<F>>, Vec<Array1<F>>) {
    let mut zs: Vec<Array1<F>> = Vec::new();
    let mut activations = Vec::new();
    for layer in &network.layers {
        let activation = zs.last().map_or(x.to_owned(), |z| z.mapv(sigmoid));
        zs.push(layer.weighted_input(activation.view()));
        activations.push(activation);
    }
    (zs, activations)
}

/// The backward pass: the errors δ^2 … δ^L, the last by BP1, the others by BP2.
///
/// Shapes: `zs` those of [`forward_pass`], `y` (n_out).
///
/// # Panics
/// If `zs` or `y` does not fit the network.
pub fn backward_pass<F: NdFloat>(
    network: &Network<F>,
    cost: Cost,
    zs: &[Array1<F>],
    y: ArrayView1<F>,
) -> Vec<Array1<F>> {
    let last = network.layers.len() - 1;
    assert_eq!(zs.len(), network.layers.len(), "layers of zs");
    // From the last layer to the first, and turned round at the end.
    let mut deltas = vec![bp1(cost, zs[last].view(), y)];
    for l in (0..last).rev() {
        let next_delta = &deltas[last - l - 1];
        deltas.push(bp2(&network.layers[l + 1].weights, next_delta, &zs[l]));
    }
    deltas.reverse();
    deltas
}

/// Backpropagation: the gradient of one sample's cost.
///
/// A pass forward, a pass backward; then BP3 and BP4 read the gradient of each layer off what
/// feeds it and its error. Shapes: `x` (n_in), `y` (n_out).
///
/// # Panics
/// If `x` or `y` does not fit the network.
pub fn backprop<F: NdFloat>(
    network: &Network<F>,
    cost: Cost,
    x: ArrayView1<F>,
    y: ArrayView1<F>,
) -> Gradient<F> {
    let (zs, activations) = forward_pass(network, x);
    let deltas = backward_pass(network, cost, &zs, y);
    let gradient = activations.iter().zip(&deltas).map(|(activation, delta)| {
        LayerGradient { nabla_w: bp4(activation, delta), nabla_b: bp3(delta) }
    });
    gradient.collect()
}
