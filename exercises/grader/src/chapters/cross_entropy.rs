//! Chapter 7: the cross-entropy, softmax with the log-likelihood, and their δ.

mod blank;
pub mod cost;
mod cost_from_z;
pub mod delta;
mod first_costs;
mod log_likelihood;
mod log_likelihood_delta;
mod nabla_w;
pub mod one_hot;
mod softmax;

use ndarray::Array1;
use proptest::prelude::*;

use crate::exercise::Exercise;
use crate::witness::Real;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(one_hot::one_hot()),
        Box::new(cost::cross_entropy()),
        Box::new(cost_from_z::cross_entropy_from_z()),
        Box::new(delta::cross_entropy_delta()),
        Box::new(nabla_w::cross_entropy_nabla_w()),
        Box::new(softmax::softmax()),
        Box::new(log_likelihood::log_likelihood()),
        Box::new(log_likelihood_delta::log_likelihood_delta()),
        Box::new(first_costs::first_costs()),
        Box::new(blank::blank_cost()),
    ]
}

/// Something for each output neuron, and the targets.
pub type Outputs = (Array1<f64>, Array1<f64>);

/// A target from 0 to 1, most often one of the two.
fn target() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(1.0),
        (1..=9_i32).prop_map(|tenths| f64::from(tenths) / 10.0),
    ]
}

fn sigma(z: f64) -> f64 {
    z.sigmoid()
}

/// The cross-entropy of a = σ(z) for one neuron. 1 − a is σ(−z), without a subtraction that
/// would cost the witnesses their digits.
fn cost_of<T: Real>(z: T, y: f64) -> T {
    -(T::from(y) * z.sigmoid().ln() + T::from(1.0 - y) * (-z).sigmoid().ln())
}

/// The largest of them.
fn largest(z: &Array1<f64>) -> f64 {
    z.fold(f64::NEG_INFINITY, |largest, &z| largest.max(z))
}
