//! Chapter 3: the four equations for one sample, and backpropagation made of them.

mod chain;
pub mod equations;
mod first_wrong;
pub mod forward;
pub mod model;
mod parameters;
pub mod slopes;
pub mod sums;
pub mod ways;
pub mod whole;

use ndarray::{Array1, Array2};

use crate::exercise::Exercise;

/// (∇b, ∇w), from layer 2 on.
pub type Gradients = (Vec<Array1<f64>>, Vec<Array2<f64>>);

/// (∇b, ∇w) of a chain of neurons.
pub type ChainGradients = (Vec<f64>, Vec<f64>);

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(equations::bp1()),
        Box::new(equations::bp2()),
        Box::new(parameters::bp3()),
        Box::new(parameters::bp4()),
        Box::new(whole::backward_pass()),
        Box::new(whole::backprop()),
        Box::new(whole::backprop_tanh()),
        Box::new(chain::neuron_chain()),
    ]
}
