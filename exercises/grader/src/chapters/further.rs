//! Chapter 11: gradients on a tape, and what they are good for.

mod adjoints;
mod dropout;
mod momentum;
mod network;
mod program;
mod programs;
mod rates;
mod record;
mod relu;
mod softmax;
mod sweep;
mod training;

use crate::exercise::Exercise;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(record::record_neuron()),
        Box::new(sweep::sweep()),
        Box::new(rates::local_rates()),
        Box::new(programs::program_gradient()),
        Box::new(network::tape_backprop()),
        Box::new(adjoints::product_adjoints()),
        Box::new(adjoints::broadcast_adjoint()),
        Box::new(training::train_on_tape()),
        Box::new(relu::relu_backward()),
        Box::new(relu::he_weights()),
        Box::new(softmax::softmax_adjoint()),
        Box::new(dropout::dropout()),
        Box::new(momentum::momentum_update()),
    ]
}
