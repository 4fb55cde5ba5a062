//! Chapter 10: ten functions of a notebook, each with one bug to find and repair.
//!
//! The stub has the bug in it, so the bug of each exercise is its `stub`, and an untouched stub is
//! "not started". The other mistakes are repairs that do not hold.

mod accuracy;
mod data;
mod initialisers;
mod monitoring;
mod network;
mod penalty;

use crate::exercise::Exercise;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(network::sigmoid_variable()),
        Box::new(network::half_norm()),
        Box::new(initialisers::resize()),
        Box::new(monitoring::monitor_accuracy()),
        Box::new(monitoring::monitor_cost()),
        Box::new(accuracy::evaluation_accuracy()),
        Box::new(data::label_conversion()),
        Box::new(data::consumed_iterator()),
        Box::new(penalty::penalty_per_sample()),
        Box::new(initialisers::variance_promise()),
    ]
}
