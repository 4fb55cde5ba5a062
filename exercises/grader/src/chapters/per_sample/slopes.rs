//! σ and tanh, their derivatives, and what is taken for them.

use crate::atlas::Wrong;
use crate::sample::Activation;

/// σ or tanh, whichever the network has.
pub fn value(activation: Activation, z: f64) -> f64 {
    activation.of(z)
}

pub fn sigma(z: f64) -> f64 {
    value(Activation::Sigmoid, z)
}

/// With one of these, only one of the two equations takes another slope.
pub const ONLY_BP1: &str = "only in BP1";
pub const ONLY_BP2: &str = "only in BP2";

/// What is taken for σ′, wherever σ′ stands.
pub const SIGMOID_SLOPES: [&str; 11] = [
    "sigmoid-prime-of-activation",
    "sigmoid-prime-mixed",
    "sigmoid-prime-plus",
    "sigmoid-prime-sign",
    "sigmoid-prime-one-minus",
    "sigmoid-prime-squared",
    "sigmoid-prime-twice",
    "sigmoid-prime-one-minus-square",
    "sigmoid-prime-of-tanh",
    "sigmoid-prime-of-relu",
    "sigmoid-prime-exp-negated",
];

/// What is taken for the derivative of tanh.
pub const TANH_SLOPES: [&str; 14] = [
    "tanh-sigmoid-prime",
    "tanh-a-one-minus-a",
    "tanh-without-square",
    "tanh-for-its-slope",
    "tanh-one-minus-z-squared",
    "tanh-one-plus-square",
    "tanh-slope-of-arctan",
    "tanh-prime-of-a",
    "tanh-without-outer-square",
    "tanh-slope-sign",
    "tanh-slope-twice",
    "tanh-squared-difference",
    "tanh-slope-of-relu",
    "tanh-slope-without-one",
];

/// With this, slopes are made of the activations that are kept, and handed over instead of z.
pub const FROM_ACTIVATIONS: &str = "from the activations";

/// The derivative at z of what the network applies.
pub fn slope(activation: Activation, z: f64, wrong: Wrong) -> f64 {
    let kept = wrong.has(FROM_ACTIVATIONS) || wrong.has("slopes-one-layer-early");
    let a = if kept { z } else { value(activation, z) };
    let known = match activation {
        Activation::Sigmoid => SIGMOID_SLOPES.iter().find(|slug| wrong.has(slug)),
        Activation::Tanh => TANH_SLOPES.iter().find(|slug| wrong.has(slug)),
    };
    let right = match activation {
        Activation::Sigmoid => a * (1.0 - a),
        Activation::Tanh => 1.0 - a * a,
    };
    match known.copied().unwrap_or_default() {
        "sigmoid-prime-of-activation" => z * (1.0 - z),
        "sigmoid-prime-mixed" => a * (1.0 - z),
        "sigmoid-prime-plus" => a * (1.0 + a),
        "sigmoid-prime-one-minus" | "tanh-without-square" => 1.0 - a,
        "sigmoid-prime-squared" => a * a,
        "sigmoid-prime-one-minus-square" => 1.0 - a * a,
        "sigmoid-prime-of-tanh" => 1.0 - z.tanh().powi(2),
        "sigmoid-prime-of-relu" | "tanh-slope-of-relu" => f64::from(z > 0.0),
        "sigmoid-prime-exp-negated" => {
            let s = 1.0 / (1.0 - z.exp());
            s * (1.0 - s)
        }
        "sigmoid-prime-sign" | "tanh-slope-sign" => -right,
        "sigmoid-prime-twice" | "tanh-slope-twice" => right * right,
        "tanh-sigmoid-prime" => sigma(z) * sigma(-z),
        "tanh-a-one-minus-a" => a * (1.0 - a),
        "tanh-for-its-slope" => a,
        "tanh-slope-without-one" => a * a,
        "tanh-one-minus-z-squared" => 1.0 - z * z,
        "tanh-one-plus-square" => 1.0 + a * a,
        "tanh-slope-of-arctan" => 1.0 / (1.0 + z * z),
        "tanh-prime-of-a" => 1.0 - a.tanh().powi(2),
        "tanh-without-outer-square" => 1.0 / z.cosh(),
        "tanh-squared-difference" => (1.0 - a) * (1.0 - a),
        _ => right,
    }
}

/// What BP1 multiplies by.
pub fn at_output(activation: Activation, z: f64, wrong: Wrong) -> f64 {
    if wrong.has("bp1-without-sigma-prime") {
        1.0
    } else if wrong.has("bp1-sigma-for-sigma-prime") {
        value(activation, z)
    } else if wrong.has("bp1-sigma-prime-of-a") {
        slope(activation, value(activation, z), wrong)
    } else {
        let wrong = if wrong.has(ONLY_BP2) { Wrong::NOTHING } else { wrong };
        slope(activation, z, wrong)
    }
}

/// What BP2 multiplies by.
pub fn at_hidden(activation: Activation, z: f64, wrong: Wrong) -> f64 {
    if wrong.has("bp2-without-sigma-prime") {
        1.0
    } else if wrong.has("bp2-sigma-for-sigma-prime") {
        value(activation, z)
    } else if wrong.has("bp2-sigma-prime-of-a") {
        slope(activation, value(activation, z), wrong)
    } else {
        let wrong = if wrong.has(ONLY_BP1) { Wrong::NOTHING } else { wrong };
        slope(activation, z, wrong)
    }
}
