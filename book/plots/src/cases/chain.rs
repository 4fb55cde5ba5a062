//! Chains of single neurons, and the factors of their errors.

use backprop::cost::{Cost, quadratic_derivative};
use backprop::network::{Layer, Network, sigmoid, sigmoid_prime};
use backprop::per_sample::{backprop, backward_pass, forward_pass};
use ndarray::array;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

const CASES: usize = 150;

/// Chains of two to ten layers, as far as the sliders go. The input is 1.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let neurons = rng.random_range(1..=9);
        let mut draw = || -> Vec<f64> {
            (0..neurons).map(|_| rng.random_range(-6.0..6.0)).collect()
        };
        let (w, b) = (draw(), draw());
        let y: f64 = rng.random_range(0.0..1.0);
        let layer = |(&w, &b)| Layer { weights: array![[w]], biases: array![b] };
        let chain = Network { layers: w.iter().zip(&b).map(layer).collect() };
        let (x, target) = (array![1.0], array![y]);
        let (zs, _) = forward_pass(&chain, x.view());
        let deltas = backward_pass(&chain, Cost::Quadratic, &zs, target.view());
        let gradient = backprop(&chain, Cost::Quadratic, x.view(), target.view());

        let mut factors = vec![quadratic_derivative(sigmoid(zs[neurons - 1][0]), y)];
        for i in (0..neurons).rev() {
            factors.push(sigmoid_prime(zs[i][0]));
            factors.extend((i > 0).then_some(w[i]));
        }
        json!({
            "w": w,
            "b": b,
            "y": y,
            "z": zs.iter().map(|z| z[0]).collect::<Vec<_>>(),
            "delta": deltas.iter().map(|delta| delta[0]).collect::<Vec<_>>(),
            "nablaW": gradient.iter().map(|layer| layer.nabla_w[[0, 0]]).collect::<Vec<_>>(),
            "factors": factors,
        })
    };
    (0..CASES).map(case).collect()
}
