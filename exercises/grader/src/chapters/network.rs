//! Chapter 1: σ, one layer, the whole forward pass.

mod activation;
mod layers;
mod stable;

use crate::exercise::Exercise;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(activation::sigmoid()),
        Box::new(activation::sigmoid_prime()),
        Box::new(layers::weighted_input()),
        Box::new(layers::feedforward()),
        Box::new(stable::stable_sigmoid()),
    ]
}
