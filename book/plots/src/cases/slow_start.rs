//! One neuron that learns to answer 0, under both costs.

use backprop::cost::Cost;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use crate::cross_entropy_slow_down::{Moment, learn};

const CASES: usize = 100;
const EPOCHS: usize = 60;

/// Starts and learning rates as far as the sliders go.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let mut from = || rng.random_range(-4.0..6.0);
        let (w, b): (f64, f64) = (from(), from());
        let eta = 10_f64.powf(rng.random_range(-2.0..0.0));
        let record = |cost| -> Vec<[f64; 4]> {
            let moments = learn(cost, (w, b), eta, EPOCHS).into_iter();
            moments
                .map(|Moment { z, output, delta, cost }| [z, output, delta, cost])
                .collect()
        };
        json!({
            "w": w,
            "b": b,
            "eta": eta,
            "quadratic": record(Cost::Quadratic),
            "crossEntropy": record(Cost::CrossEntropy),
        })
    };
    (0..CASES).map(case).collect()
}
