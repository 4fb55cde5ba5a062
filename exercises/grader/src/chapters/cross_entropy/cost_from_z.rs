//! Exercise 7.3: the cross-entropy of one sample, from the weighted inputs.

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Outputs, target};
use crate::answer::{Answer, Tolerance, part};
use crate::atlas::Wrong;
use crate::constants::{LIMITS, SMALL};
use crate::function::{Function, Imitation, Special, once, with};
use crate::witness::Real;

/// Sums of a few positive numbers, each exact to some ε: see CE-z.
const RELATIVE: Tolerance = Tolerance { relative: 1e-12, floor: f64::MIN_POSITIVE };

/// What is smaller may be 0 as well: e^(−700) = 9.9e-305.
const SMALLEST: f64 = 9e-305;

fn cost(c: f64) -> Answer {
    vec![part("C", if c.abs() < SMALLEST { 0.0 } else { c })]
}

/// The sum of what `neuron` makes of each weighted input and its target.
fn each((z, y): &Outputs, neuron: impl Fn(f64, f64) -> f64) -> Answer {
    cost(z.iter().zip(y).map(|(&z, &y)| neuron(z, y)).sum())
}

/// A weighted input and its target. Most neurons are nearly right or far off.
fn input_and_target() -> impl Strategy<Value = (f64, f64)> {
    let z = prop_oneof![
        3 => (-400..=400_i32).prop_map(|tenths| f64::from(tenths) / 10.0),
        1 => -40.0..40.0_f64,
        2 => (-700..=700_i32).prop_map(f64::from),
        1 => (720..=1000_i32).prop_map(f64::from),
        1 => (-1000..=-720_i32).prop_map(f64::from),
    ];
    (z, target())
}

/// ln(1 + e) for e ≤ 1 as 2 artanh(e/(2 + e)), by its series; what is left out is below 3⁻⁴⁰.
fn log_one_plus(e: f64) -> f64 {
    let u = e / (2.0 + e);
    let terms = (0..20).rev().map(|k| 1.0 / f64::from(2 * k + 1));
    2.0 * u * terms.fold(0.0, |series, term| series * u * u + term)
}

/// The cost of one neuron: what the wrong side costs, and the rest.
fn right(z: f64, y: f64) -> f64 {
    let share = if z < 0.0 { y } else { 1.0 - y };
    share * z.abs() + log_one_plus((-z.abs()).exp())
}

/// Through the activation, where 0 · ln 0 is 0.
fn through(a: f64, rest: f64, y: f64) -> f64 {
    let term = |y: f64, a: f64| if y == 0.0 { 0.0 } else { -y * a.ln() };
    term(y, a) + term(1.0 - y, rest)
}

/// Through the activation, as the formula is printed.
fn printed(a: f64, y: f64) -> f64 {
    -(y * a.ln() + (1.0 - y) * (1.0 - a).ln())
}

pub fn cross_entropy_from_z() -> Function<Outputs> {
    Function {
        name: "cross_entropy_from_z",
        inputs: || {
            vec(input_and_target(), 1..=3_usize)
                .prop_map(|pairs| {
                    let (z, y): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                    (Array1::from(z), Array1::from(y))
                })
                .boxed()
        },
        show: |(z, y)| vec![part("z", z.clone()), part("y", y.clone())],
        ask: |worker, (z, y)| {
            Ok(cost(worker.call::<f64>("cross_entropy_from_z", args![z, y])?))
        },
        truth: |i, _| each(i, right),
        model,
        mistakes: vec![
            "cross-entropy-tail-lost",
            "cross-entropy-z-sign-kept",
            "cross-entropy-wrong-side-free",
            "cross-entropy-yz-lost",
            "cross-entropy-yz-added",
            "cross-entropy-of-minus-z",
            "cross-entropy-sign",
            "cross-entropy-log2",
            "cross-entropy-mean-of-neurons",
        ],
        special: Special { tolerance: RELATIVE, written: written(), ..Special::none() },
    }
}

fn model((z, y): &Outputs, wrong: Wrong) -> Answer {
    let neuron = |(&z, &y): (&f64, &f64)| {
        let z = if wrong.has("cross-entropy-of-minus-z") { -z } else { z };
        let exponent = if wrong.has("cross-entropy-z-sign-kept") { -z } else { -z.abs() };
        let e = exponent.exp();
        let tail =
            if wrong.has("cross-entropy-tail-lost") { (1.0 + e).ln() } else { e.ln_1p() };
        let side =
            if wrong.has("cross-entropy-wrong-side-free") { 0.0 } else { z.max(0.0) };
        let yz = match () {
            () if wrong.has("cross-entropy-yz-lost") => 0.0,
            () if wrong.has("cross-entropy-yz-added") => -y * z,
            () => y * z,
        };
        side - yz + tail
    };
    let sum: f64 = z.iter().zip(y).map(neuron).sum();
    let sum = if wrong.has("cross-entropy-sign") { -sum } else { sum };
    let sum = if wrong.has("cross-entropy-log2") { sum / 2.0_f64.ln() } else { sum };
    cost(if wrong.has("cross-entropy-mean-of-neurons") {
        sum / z.len() as f64
    } else {
        sum
    })
}

fn written() -> Vec<Imitation<Outputs>> {
    vec![
        once("cross-entropy-through-a", |i| each(i, |z, y| printed(z.sigmoid(), y))),
        once("cross-entropy-through-a", |i| {
            each(i, |z, y| through(z.sigmoid(), 1.0 - z.sigmoid(), y))
        }),
        once("cross-entropy-through-a", |i| {
            each(i, |z, y| through(z.sigmoid(), (-z).sigmoid(), y))
        }),
        once("cross-entropy-exp-overflows", |i| {
            each(i, |z, y| (-z).exp().ln_1p() + (1.0 - y) * z)
        }),
        once("cross-entropy-exp-overflows", |i| {
            each(i, |z, y| (1.0 + (-z).exp()).ln() + (1.0 - y) * z)
        }),
        once("cross-entropy-exp-overflows", |i| each(i, |z, y| z.exp().ln_1p() - y * z)),
        once("cross-entropy-exp-overflows", |i| {
            each(i, |z, y| (1.0 + z.exp()).ln() - y * z)
        }),
        once("cross-entropy-tail-lost", |i| {
            each(i, |z, y| {
                let share = if z < 0.0 { y } else { 1.0 - y };
                share * z.abs() + (1.0 + (-z.abs()).exp()).ln()
            })
        }),
        once("cross-entropy-no-tail", |i| each(i, |z, y| z.max(0.0) - y * z)),
        with("cross-entropy-clipped", SMALL, |i, c| {
            each(i, |z, y| printed(z.sigmoid().clamp(c, 1.0 - c), y))
        }),
        with("cross-entropy-clipped", SMALL, |i, c| {
            each(i, |z, y| {
                let a = z.sigmoid();
                -(y * a.max(c).ln() + (1.0 - y) * (1.0 - a).max(c).ln())
            })
        }),
        with("cross-entropy-epsilon", SMALL, |i, c| {
            each(i, |z, y| {
                let a = z.sigmoid();
                -(y * (a + c).ln() + (1.0 - y) * (1.0 - a + c).ln())
            })
        }),
        with("cross-entropy-z-clamped", LIMITS, |i, c| {
            each(i, |z, y| right(z.clamp(-c, c), y))
        }),
        with("cross-entropy-z-clamped", LIMITS, |i, c| {
            each(i, |z, y| {
                let a = z.clamp(-c, c).sigmoid();
                through(a, 1.0 - a, y)
            })
        }),
        once("cross-entropy-one-neuron", |(z, y)| cost(right(z[0], y[0]))),
        once("cross-entropy-one-neuron", |(z, y)| {
            cost(right(z[z.len() - 1], y[y.len() - 1]))
        }),
        once("cross-entropy-quadratic", |i| {
            each(i, |z, y| 0.5 * (z.sigmoid() - y).powi(2))
        }),
        once("cross-entropy-activation-again", |i| each(i, |z, y| right(z.sigmoid(), y))),
    ]
}
