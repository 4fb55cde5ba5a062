//! One neuron with two inputs.

use backprop::network::{Layer, sigmoid, sigmoid_prime};
use ndarray::{Array1, Array2};
use rand::{Rng, RngExt};
use serde_json::{Value, json};

const CASES: usize = 200;

/// Weights, bias and inputs as far as the sliders go: z from −38 to 38.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let weights =
            Array2::from_shape_simple_fn((1, 2), || rng.random_range(-5.0..5.0));
        let b: f64 = rng.random_range(-8.0..8.0);
        let x = Array1::from_shape_simple_fn(2, || rng.random_range(-3.0..3.0));
        let neuron = Layer { weights, biases: Array1::from_elem(1, b) };
        let z = neuron.weighted_input(x.view())[0];
        json!({
            "w": neuron.weights.row(0).to_vec(),
            "b": b,
            "x": x.to_vec(),
            "z": z,
            "a": sigmoid(z),
            "slope": sigmoid_prime(z),
        })
    };
    (0..CASES).map(case).collect()
}
