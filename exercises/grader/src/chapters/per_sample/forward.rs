//! The forward pass with switches: the mistakes of chapter 1.

use ndarray::{Array1, Array2};

use super::model::{ONLY_BACKWARD, in_layer};
use super::slopes::{sigma, slope, value};
use super::sums;
use crate::atlas::Wrong;
use crate::sample::{Activation, Sample};

/// What can go wrong in the forward pass and shows in the gradients too.
pub const FORWARD: [&str; 20] = [
    "forward-without-bias",
    "forward-bias-subtracted",
    "forward-bias-per-input",
    "forward-bias-multiplied",
    "forward-bias-after",
    "forward-z-without-bias",
    "forward-linear-output",
    "forward-linear-hidden",
    "forward-feeds-z",
    "forward-transposed",
    "forward-fed-x",
    "forward-input-activated",
    "forward-other-activation",
    "forward-softmax-output",
    "forward-sigma-twice",
    "forward-sigma-prime",
    "forward-first-weights",
    "forward-linear",
    "forward-without-product",
    "forward-without-weights",
];

/// The weighted input of a layer, with the slips of [`sums`] too.
pub fn weighted_input(
    w: &Array2<f64>,
    b: &Array1<f64>,
    a: &Array1<f64>,
    wrong: Wrong,
) -> Array1<f64> {
    let w = if wrong.has("forward-transposed") { w.t() } else { w.view() };
    if wrong.has("forward-without-product") {
        return b.clone();
    }
    if wrong.has("forward-without-weights") {
        return a + b;
    }
    let wa = sums::rows(w, a, wrong);
    if wrong.has("forward-without-bias") || wrong.has("forward-bias-after") {
        wa
    } else if wrong.has("forward-bias-subtracted") {
        wa - b
    } else if wrong.has("forward-bias-multiplied") {
        wa * b
    } else if wrong.has("forward-bias-per-input") {
        wa + b * a.len() as f64
    } else {
        wa + b
    }
}

/// All z and all activations.
pub fn forward(
    i: &Sample,
    activation: Activation,
    wrong: Wrong,
) -> (Vec<Array1<f64>>, Vec<Array1<f64>>) {
    let activation =
        if wrong.has("tanh-sigmoid-forward") { Activation::Sigmoid } else { activation };
    let everywhere = if wrong.has(ONLY_BACKWARD) { Wrong::NOTHING } else { wrong };
    let (mut zs, mut activations) = (Vec::new(), vec![i.x.clone()]);
    let mut fed = i.x.clone();
    if wrong.has("forward-input-activated") {
        activations[0].mapv_inplace(|x| value(activation, x));
        if wrong.has(FED_TOO) {
            fed = activations[0].clone();
        }
    }
    let last = i.weights.len() - 1;
    for (l, (w, b)) in i.weights.iter().zip(&i.biases).enumerate() {
        let wrong = in_layer(everywhere, l, last);
        let w = if wrong.has("forward-first-weights") { &i.weights[0] } else { w };
        let fed_here = if wrong.has("forward-fed-x") { &i.x } else { &fed };
        let z = weighted_input(w, b, fed_here, wrong);
        let a = if wrong.has("forward-linear-output") && l == last
            || wrong.has("forward-linear-hidden") && l < last
            || wrong.has("forward-linear")
        {
            z.clone()
        } else if wrong.has("forward-softmax-output") && l == last {
            let e = z.mapv(f64::exp);
            &e / e.sum()
        } else {
            z.mapv(|z| applied(activation, z, wrong))
        };
        let a = if wrong.has("forward-bias-after") { a + b } else { a };
        zs.push(if wrong.has("forward-z-without-bias") {
            w.dot(fed_here)
        } else {
            z.clone()
        });
        fed = if wrong.has("forward-feeds-z") { z } else { a.clone() };
        activations.push(a);
    }
    (zs, activations)
}

/// With this, what is stored for the input is fed to the network too.
pub const FED_TOO: &str = "fed to the network too";
/// With this, the other activation is ReLU.
pub const RELU: &str = "ReLU";

fn applied(activation: Activation, z: f64, wrong: Wrong) -> f64 {
    let a = value(activation, z);
    if wrong.has("forward-other-activation") {
        if wrong.has(RELU) {
            return z.max(0.0);
        }
        return match activation {
            Activation::Sigmoid => z.tanh(),
            Activation::Tanh => sigma(z),
        };
    }
    if wrong.has("forward-sigma-twice") {
        value(activation, a)
    } else if wrong.has("forward-sigma-prime") {
        slope(activation, z, Wrong::NOTHING)
    } else {
        a
    }
}
