//! One weight of a network, and the sum that it has a part in.

use backprop::per_sample::forward_pass;
use ndarray::Array1;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use super::network::{layers, network};

const CASES: usize = 150;

/// Any weight of networks of any shape. The expression is the one that is evaluated here.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let sizes: Vec<usize> =
            (0..rng.random_range(2..=4)).map(|_| rng.random_range(1..=5)).collect();
        let network = network(&sizes, rng);
        let x = Array1::from_shape_simple_fn(sizes[0], || rng.random_range(-3.0..3.0));
        let l = rng.random_range(0..network.layers.len());
        let j = rng.random_range(0..sizes[l + 1]);
        let k = rng.random_range(0..sizes[l]);
        let (zs, activations) = forward_pass(&network, x.view());
        let terms = &network.layers[l].weights.row(j) * &activations[l];
        json!({
            "layers": layers(&network),
            "x": x.to_vec(),
            "at": {"l": l, "j": j, "k": k},
            "weight": network.layers[l].weights[[j, k]],
            "expression": format!("network.layers[{l}].weights[[{j}, {k}]]"),
            "terms": terms.to_vec(),
            "bias": network.layers[l].biases[j],
            "z": zs[l][j],
        })
    };
    (0..CASES).map(case).collect()
}
