//! Chapter 1: a network of sigmoid neurons and its forward pass.
//!
//! A layer takes the activations a^(l−1) of the layer before it and computes
//!
//! ```text
//! z^l = w^l a^(l−1) + b^l        the weighted inputs
//! a^l = σ(z^l)                   the activations
//! ```
//!
//! where w^l_jk is the weight from neuron k of layer l−1 to neuron j of layer l.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, NdFloat};
use rand::{Rng, RngExt};
use rand_distr::StandardNormal;

/// The sigmoid σ(z) = 1 / (1 + e^−z).
///
/// Finite for every finite `z`: where e^−z overflows to infinity, the quotient is 0.
pub fn sigmoid<F: NdFloat>(z: F) -> F {
    F::one() / (F::one() + (-z).exp())
}

/// Its derivative σ′(z) = σ(z) (1 − σ(z)) = e^−z / (1 + e^−z)².
///
/// σ′ is even, so e^−|z| may stand for e^−z. It is at most 1: nothing overflows, and unlike
/// 1 − σ(z) nothing cancels when z is large.
pub fn sigmoid_prime<F: NdFloat>(z: F) -> F {
    let e = (-z.abs()).exp();
    e / ((F::one() + e) * (F::one() + e))
}

/// σ′(z) from the activation a = σ(z), which saves an exponential: a (1 − a).
///
/// Near a = 1 digits of 1 − a are lost, about one ε of F in absolute terms.
#[inline(always)]
pub fn sigmoid_prime_at<F: NdFloat>(activation: F) -> F {
    activation * (F::one() - activation)
}

/// One layer: `weights` w^l of shape (n_out, n_in) and `biases` b^l of shape (n_out).
#[derive(Clone, Debug, PartialEq)]
pub struct Layer<F> {
    pub weights: Array2<F>,
    pub biases: Array1<F>,
}

impl<F: NdFloat> Layer<F> {
    /// z^l = w^l a^(l−1) + b^l for one sample: (n_in) → (n_out).
    ///
    /// # Panics
    /// If `activation` has not n_in entries.
    pub fn weighted_input(&self, activation: ArrayView1<F>) -> Array1<F> {
        self.weights.dot(&activation) + &self.biases
    }

    /// The same for a mini-batch whose columns are the samples: (n_in, m) → (n_out, m).
    /// The biases are a column, added to each of the m columns.
    ///
    /// # Panics
    /// If `activation` has not n_in rows.
    pub fn weighted_input_batch(&self, activation: ArrayView2<F>) -> Array2<F> {
        self.weights.dot(&activation) + self.biases.view().insert_axis(Axis(1))
    }
}

/// How the weights are drawn. Biases are drawn with standard deviation 1 either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initialiser {
    /// Weights with standard deviation 1/√n_in. For inputs from 0 to 1 the standard deviation of
    /// z is then at most √2.
    Scaled,
    /// Weights with standard deviation 1.
    Large,
}

/// A feedforward network: layers 2 to L, each fed by the one before it.
///
/// The input layer has no weights and is not stored, so `layers[0]` is layer 2 of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<F> {
    pub layers: Vec<Layer<F>>,
}

impl<F: NdFloat> Network<F> {
    /// A network with `sizes[0]` inputs, `sizes[1..]` neurons per layer and random parameters.
    ///
    /// Numbers are drawn as f64 and rounded to `F`, so that one seed gives one network.
    ///
    /// # Panics
    /// If there are fewer than two sizes or a size is 0.
    pub fn new(sizes: &[usize], initialiser: Initialiser, rng: &mut impl Rng) -> Self {
        assert!(
            sizes.len() >= 2,
            "a network needs an input and an output layer, got {sizes:?}"
        );
        assert!(!sizes.contains(&0), "every layer needs a neuron, got {sizes:?}");
        let mut normal = |deviation: f64| {
            F::from(deviation * rng.sample::<f64, _>(StandardNormal))
                .expect("F is a float")
        };
        let layers = sizes.windows(2).map(|pair| {
            let (n_in, n_out) = (pair[0], pair[1]);
            let deviation = match initialiser {
                Initialiser::Scaled => 1.0 / (n_in as f64).sqrt(),
                Initialiser::Large => 1.0,
            };
            Layer {
                weights: Array2::from_shape_simple_fn((n_out, n_in), || {
                    normal(deviation)
                }),
                biases: Array1::from_shape_simple_fn(n_out, || normal(1.0)),
            }
        });
        Network { layers: layers.collect() }
    }

    /// The number of inputs, then the number of neurons of each layer.
    ///
    /// # Panics
    /// If the network has no layer.
    pub fn sizes(&self) -> Vec<usize> {
        let inputs = self.layers[0].weights.ncols();
        let neurons = self.layers.iter().map(|layer| layer.biases.len());
        std::iter::once(inputs).chain(neurons).collect()
    }

    /// The output a^L for one input `x`: (n_in) → (n_out).
    ///
    /// # Panics
    /// If `x` has not one entry per input.
    pub fn feedforward(&self, x: ArrayView1<F>) -> Array1<F> {
        self.layers.iter().fold(x.to_owned(), |activation, layer| {
            layer.weighted_input(activation.view()).mapv_into(sigmoid)
        })
    }

    /// The outputs A^L for a mini-batch whose columns are the samples: (n_in, m) → (n_out, m).
    ///
    /// # Panics
    /// If `x` has not one row per input.
    pub fn feedforward_batch(&self, x: ArrayView2<F>) -> Array2<F> {
        self.weighted_output(x).mapv_into(sigmoid)
    }

    /// The weighted inputs Z^L of the output layer, from which every cost is computed:
    /// (n_in, m) → (n_out, m).
    ///
    /// # Panics
    /// If `x` has not one row per input.
    pub fn weighted_output(&self, x: ArrayView2<F>) -> Array2<F> {
        let z = self.layers[0].weighted_input_batch(x);
        self.layers[1..]
            .iter()
            .fold(z, |z, layer| layer.weighted_input_batch(z.mapv_into(sigmoid).view()))
    }
}
