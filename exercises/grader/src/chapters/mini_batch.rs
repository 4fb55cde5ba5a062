//! Chapter 6: the four equations for a whole mini-batch.

mod equations;
mod gather;
mod parameters;
mod products;
mod stack;
pub mod whole;

use crate::exercise::Exercise;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(stack::stack_columns()),
        Box::new(stack::feedforward_batch()),
        Box::new(equations::bp1_batch()),
        Box::new(equations::bp2_batch()),
        Box::new(parameters::bp3_batch()),
        Box::new(parameters::bp4_batch()),
        Box::new(whole::backprop_batch()),
        Box::new(gather::gather()),
    ]
}
