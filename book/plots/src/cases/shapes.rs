//! The products of one layer for a mini-batch.

use backprop::cost::Cost;
use backprop::mini_batch::backprop;
use backprop::network::{Layer, Network};
use backprop::per_sample::bp1;
use ndarray::{Array1, Array2};
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use super::network::matrix;

const CASES: usize = 150;

/// Layers of all shapes up to 5 × 5, with mini-batches of up to 7 samples.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let mut size = |most| rng.random_range(1..=most);
        let (n_out, n_in, m) = (size(5), size(5), size(7));
        let mut draw = |shape, low: f64, high: f64| {
            Array2::from_shape_simple_fn(shape, || rng.random_range(low..high))
        };
        let weights = draw((n_out, n_in), -2.0, 2.0);
        let (a, y) = (draw((n_in, m), 0.0, 1.0), draw((n_out, m), 0.0, 1.0));
        let biases = Array1::from_shape_simple_fn(n_out, || rng.random_range(-2.0..2.0));
        let layer = Layer { weights, biases };
        let z = layer.weighted_input_batch(a.view());
        let delta = bp1(Cost::Quadratic, z.view(), y.view());
        let back = layer.weights.t().dot(&delta);
        let network = Network { layers: vec![layer] };
        let gradient = backprop(&network, Cost::Quadratic, a.view(), y.view());
        let Layer { weights, biases } = &network.layers[0];
        json!({
            "w": matrix(weights),
            "b": biases.to_vec(),
            "a": matrix(&a),
            "y": matrix(&y),
            "z": matrix(&z),
            "back": matrix(&back),
            "nablaW": matrix(&gradient[0].nabla_w),
        })
    };
    (0..CASES).map(case).collect()
}
