//! Chapter 3: the four equations for one sample, and backpropagation made of them.

pub mod equations;
mod first_wrong;
pub mod mistakes;
pub mod model;
mod whole;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::exercise::Exercise;

/// The answers to be judged.
pub struct Answers {
    /// (∇_a C, z^L) → δ^L
    pub bp1: fn(ArrayView1<f64>, ArrayView1<f64>) -> Array1<f64>,
    /// (w^(l+1), δ^(l+1), z^l) → δ^l
    pub bp2: fn(ArrayView2<f64>, ArrayView1<f64>, ArrayView1<f64>) -> Array1<f64>,
    /// δ^l → ∂C/∂b^l
    pub bp3: fn(ArrayView1<f64>) -> Array1<f64>,
    /// (a^(l−1), δ^l) → ∂C/∂w^l
    pub bp4: fn(ArrayView1<f64>, ArrayView1<f64>) -> Array2<f64>,
    pub backward_pass: BackwardPass,
    pub backprop: Backprop,
    pub backprop_tanh: Backprop,
    pub neuron_chain: NeuronChain,
}

/// (∇b, ∇w), from layer 2 on.
pub type Gradients = (Vec<Array1<f64>>, Vec<Array2<f64>>);

/// (weights, biases, x, y) → (∇b, ∇w)
pub type Backprop =
    fn(&[Array2<f64>], &[Array1<f64>], ArrayView1<f64>, ArrayView1<f64>) -> Gradients;

/// (weights, all z, all activations, y) → (∇b, ∇w)
pub type BackwardPass =
    fn(&[Array2<f64>], &[Array1<f64>], &[Array1<f64>], ArrayView1<f64>) -> Gradients;

/// (∇b, ∇w) of a chain of neurons.
pub type ChainGradients = (Vec<f64>, Vec<f64>);

/// (weights, biases, x, y) → (∇b, ∇w)
pub type NeuronChain = fn(&[f64], &[f64], f64, f64) -> ChainGradients;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(equations::bp1()),
        Box::new(equations::bp2()),
        Box::new(equations::bp3()),
        Box::new(equations::bp4()),
        Box::new(whole::backward_pass()),
        Box::new(whole::backprop()),
        Box::new(whole::backprop_tanh()),
        Box::new(whole::neuron_chain()),
    ]
}
