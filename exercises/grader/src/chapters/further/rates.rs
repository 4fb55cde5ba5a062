//! Exercise 11.3: the local rates of six operations.

use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
use crate::sample::{number, positive};
use crate::witness::{Cost, Real};

/// The two numbers.
pub type Numbers = (f64, f64);

const LABELS: [&str; 8] = [
    "u − v, for u",
    "u − v, for v",
    "u / v, for u",
    "u / v, for v",
    "tanh u",
    "max(0, u)",
    "e^u",
    "ln v",
];

fn parts(rates: [f64; 8]) -> Answer {
    LABELS.iter().zip(rates).map(|(&label, rate)| part(label, rate)).collect()
}

/// The result of one operation. max(0, u) is taken on the side on which `u` lies.
struct Result {
    operation: usize,
    u: f64,
}

impl Cost for Result {
    fn at<T: Real>(&self, numbers: &[T]) -> T {
        let (u, v) = (numbers[0], numbers[1]);
        match self.operation {
            0 => u - v,
            1 => u / v,
            2 => u.tanh(),
            3 if self.u > 0.0 => u,
            3 => T::from(0.0),
            4 => u.exp(),
            _ => v.ln(),
        }
    }
}

fn rates(&(u, v): &Numbers, wrong: Wrong) -> [f64; 8] {
    let sub = if wrong.has("rate-sub-sign") { 1.0 } else { -1.0 };
    let div = match () {
        () if wrong.has("rate-div-sign") => u / (v * v),
        () if wrong.has("rate-div-not-squared") => -u / v,
        () if wrong.has("rate-div-without-numerator") => -1.0 / (v * v),
        () => -u / (v * v),
    };
    let a = u.tanh();
    let tanh = match () {
        () if wrong.has("rate-tanh-of-u") => 1.0 - u * u,
        () if wrong.has("rate-tanh-of-a") => 1.0 - a.tanh().powi(2),
        () if wrong.has("rate-tanh-as-sigmoid") => a * (1.0 - a),
        () if wrong.has("rate-tanh-not-squared") => 1.0 - a,
        () => 1.0 - a * a,
    };
    let relu = match () {
        () if wrong.has("rate-relu-value") => u.max(0.0),
        () if wrong.has("rate-relu-everywhere") => 1.0,
        () if wrong.has("rate-relu-at-zero") && u == 0.0 => 1.0,
        () if wrong.has("rate-relu-step") && u < 0.0 => -1.0,
        () if u > 0.0 => 1.0,
        () => 0.0,
    };
    let exp = match () {
        () if wrong.has("rate-exp-as-power") => u * (u - 1.0).exp(),
        () if wrong.has("rate-exp-times-u") => u * u.exp(),
        () => u.exp(),
    };
    let ln = match () {
        () if wrong.has("rate-ln-value") => v.ln(),
        () if wrong.has("rate-ln-over-ln") => 1.0 / v.ln(),
        () => 1.0 / v,
    };
    [1.0, sub, 1.0 / v, div, tanh, relu, exp, ln]
}

pub fn local_rates() -> Function<Numbers> {
    Function {
        name: "local_rates",
        inputs: || {
            // Where ReLU has no slope, often enough for a `>=` to show.
            let u = prop_oneof![1 => Just(0.0), 4 => number()];
            let v = positive().prop_map(|v| v + 0.2);
            (u, v).boxed()
        },
        show: |&(u, v)| vec![part("u", u), part("v", v)],
        ask: |worker, &(u, v)| Ok(parts(worker.call("local_rates", args![u, v])?)),
        truth: |&(u, v), witness| {
            let of = |operation| witness.gradient(&Result { operation, u }, &[u, v]);
            let (sub, div) = (of(0), of(1));
            let [tanh, relu, exp] = [2, 3, 4].map(|operation| of(operation)[0]);
            parts([sub[0], sub[1], div[0], div[1], tanh, relu, exp, of(5)[1]])
        },
        model: |i, wrong| parts(rates(i, wrong)),
        mistakes: vec![
            "rate-sub-sign",
            "rate-div-sign",
            "rate-div-not-squared",
            "rate-div-without-numerator",
            "rate-tanh-of-u",
            "rate-tanh-of-a",
            "rate-tanh-as-sigmoid",
            "rate-tanh-not-squared",
            "rate-relu-value",
            "rate-relu-everywhere",
            "rate-relu-at-zero",
            "rate-relu-step",
            "rate-exp-as-power",
            "rate-exp-times-u",
            "rate-ln-value",
            "rate-ln-over-ln",
        ],
        special: Special {
            written: vec![once("rate-values", |&(u, v)| {
                let relu = u.max(0.0);
                parts([u - v, u - v, u / v, u / v, u.tanh(), relu, u.exp(), v.ln()])
            })],
            ..Special::none()
        },
    }
}
