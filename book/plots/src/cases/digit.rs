//! Test digits read by the network of the page, and the way back to the image.

use backprop::cost::Cost;
use backprop::gradient_check::mean_cost;
use backprop::network::sigmoid;
use backprop::per_sample::forward_pass;
use ndarray::Axis;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use crate::digit_network::{input, input_gradient, one_hot, read, step_towards};
use crate::runs::digits;

const CASES: usize = 120;

pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let network = read().expect("the network of the page is in its file");
    let test = &digits().test;
    let case = |_| {
        let pixels = test.inputs().row(rng.random_range(0..test.len()));
        let target = rng.random_range(0..10);
        let (x, y) = (input(pixels), one_hot(target));
        let (zs, activations) = forward_pass(&network, x.view());
        let column = |v: &ndarray::Array1<f64>| v.clone().insert_axis(Axis(1));
        let cost =
            mean_cost(&network, Cost::CrossEntropy, column(&x).view(), column(&y).view());
        json!({
            "pixels": pixels.to_vec(),
            "target": target,
            "hidden": activations[1].to_vec(),
            "output": zs[1].mapv(sigmoid).to_vec(),
            "cost": cost,
            "nablaX": input_gradient(&network, &x, &y).to_vec(),
            "stepped": network.feedforward(step_towards(&network, &x, &y).view()).to_vec(),
        })
    };
    (0..CASES).map(case).collect()
}
