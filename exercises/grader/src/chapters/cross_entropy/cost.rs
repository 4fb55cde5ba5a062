//! Exercise 7.2: the cross-entropy of one sample.

use proptest::collection::vec;
use proptest::prelude::*;

use ndarray::Array1;

use super::{Outputs, target};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::constants::{LIMITS, SMALL};
use crate::function::{Function, Imitation, Special, once, with};
use crate::witness::Real;

/// So near 0 or 1 that whoever moves an output is seen: the nearest that there are.
const NEAREST: [f64; 3] = [1e-300, 5e-324, 1.0 - f64::EPSILON / 2.0];

/// An output and its target. Saturated neurons are right; nearly saturated ones may be wrong.
fn output_and_target() -> impl Strategy<Value = (f64, f64)> {
    let ordinary = (1..=9_i32, prop_oneof![Just(0.0), (-0.05..0.05).no_shrink()])
        .prop_map(|(tenths, noise)| f64::from(tenths) / 10.0 + noise);
    let nearly = (1..=24_i32, any::<bool>()).prop_map(|(digits, one)| {
        let a = 10.0_f64.powi(-digits);
        if one && digits <= 15 { 1.0 - a } else { a }
    });
    prop_oneof![
        1 => Just((0.0, 0.0)),
        1 => Just((1.0, 1.0)),
        3 => (ordinary, target()),
        2 => (nearly, target()),
        2 => (proptest::sample::select(&NEAREST[..]), target()),
    ]
}

fn cost(c: f64) -> Answer {
    vec![part("C", c)]
}

/// The sum of what `cost` makes of each output and its target.
fn each((a, y): &Outputs, neuron: impl Fn(f64, f64) -> f64) -> Answer {
    cost(a.iter().zip(y).map(|(&a, &y)| neuron(a, y)).sum())
}

/// −y ln a, where `log` is ln a; 0 for y = 0.
fn term(y: f64, log: f64) -> f64 {
    if y == 0.0 { 0.0 } else { -y * log }
}

/// The cost of one neuron.
fn right(a: f64, y: f64) -> f64 {
    term(y, a.ln()) + term(1.0 - y, (1.0 - a).ln())
}

/// The formula as it is printed: 0 · ln 0 is NaN.
fn printed(a: f64, y: f64) -> f64 {
    -(y * a.ln() + (1.0 - y) * (1.0 - a).ln())
}

pub fn cross_entropy() -> Function<Outputs> {
    Function {
        name: "cross_entropy",
        inputs: || {
            vec(output_and_target(), 1..=4_usize)
                .prop_map(|pairs| {
                    let (a, y): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                    (Array1::from(a), Array1::from(y))
                })
                .boxed()
        },
        show: |(a, y)| vec![part("a", a.clone()), part("y", y.clone())],
        ask: |worker, (a, y)| Ok(cost(worker.call::<f64>("cross_entropy", args![a, y])?)),
        // The logarithm of the probability that the outputs give to the targets: powf knows
        // that 0⁰ is 1.
        truth: |(a, y), _| {
            let likelihood = |(a, y): (&f64, &f64)| a.powf(*y) * (1.0 - a).powf(1.0 - y);
            cost(a.iter().zip(y).map(likelihood).map(|p| -p.ln()).sum::<f64>())
        },
        model,
        mistakes: vec![
            "cross-entropy-zero-log-zero",
            "cross-entropy-sign",
            "cross-entropy-one-term",
            "cross-entropy-other-term",
            "cross-entropy-exchanged",
            "cross-entropy-log2",
            "cross-entropy-log10",
            "cross-entropy-mean-of-neurons",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn model((a, y): &Outputs, wrong: Wrong) -> Answer {
    let term = |y: f64, a: f64| {
        let log = if wrong.has("cross-entropy-log2") {
            a.log2()
        } else if wrong.has("cross-entropy-log10") {
            a.log10()
        } else {
            a.ln()
        };
        if y == 0.0 && !wrong.has("cross-entropy-zero-log-zero") { 0.0 } else { -y * log }
    };
    let (a, y) = if wrong.has("cross-entropy-exchanged") { (y, a) } else { (a, y) };
    let terms = a.iter().zip(y).map(|(&a, &y)| {
        let first = if wrong.has("cross-entropy-other-term") { 0.0 } else { term(y, a) };
        let rest = if wrong.has("cross-entropy-one-term") {
            0.0
        } else {
            term(1.0 - y, 1.0 - a)
        };
        first + rest
    });
    let sum: f64 = terms.sum();
    let sum = if wrong.has("cross-entropy-sign") { -sum } else { sum };
    let count =
        if wrong.has("cross-entropy-mean-of-neurons") { a.len() as f64 } else { 1.0 };
    cost(sum / count)
}

/// From 1 − 10⁻¹⁶ on the next number is 1.
const BELOW_ONE: &[f64] =
    &[0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-14, 1e-15];

fn written() -> Vec<Imitation<Outputs>> {
    vec![
        with("cross-entropy-clipped", SMALL, |i, c| {
            each(i, |a, y| printed(a.clamp(c, 1.0 - c), y))
        }),
        with("cross-entropy-clipped", SMALL, |i, c| {
            each(i, |a, y| -(y * a.max(c).ln() + (1.0 - y) * (1.0 - a).max(c).ln()))
        }),
        with("cross-entropy-clipped", SMALL, |i, c| each(i, |a, y| right(a.max(c), y))),
        with("cross-entropy-clipped", &[f64::MIN_POSITIVE], |i, c| {
            each(i, |a, y| right(a.max(c), y))
        }),
        with("cross-entropy-clipped", BELOW_ONE, |i, c| {
            each(i, |a, y| right(a.min(1.0 - c), y))
        }),
        with("cross-entropy-epsilon", SMALL, |i, c| {
            each(i, |a, y| -(y * (a + c).ln() + (1.0 - y) * (1.0 - a + c).ln()))
        }),
        with("cross-entropy-epsilon", SMALL, |i, c| {
            each(i, |a, y| term(y, (a + c).ln()) + term(1.0 - y, (1.0 - a).ln()))
        }),
        with("cross-entropy-epsilon", BELOW_ONE, |i, c| {
            each(i, |a, y| printed(a + c, y))
        }),
        with("cross-entropy-epsilon", &[1.0], |i, c| {
            each(i, |a, y| -(y * (a + c).ln() + (1.0 - y) * (1.0 - a + c).ln()))
        }),
        with("cross-entropy-log-floor", LIMITS, |i, c| {
            let ln = |x: f64| x.ln().max(-c);
            each(i, |a, y| -(y * ln(a) + (1.0 - y) * ln(1.0 - a)))
        }),
        with("cross-entropy-skips-small", SMALL, |i, c| {
            let ln = |x: f64| if x > c { x.ln() } else { 0.0 };
            each(i, |a, y| -(y * ln(a) + (1.0 - y) * ln(1.0 - a)))
        }),
        with("cross-entropy-skips-small", SMALL, |i, c| {
            each(i, |a, y| if a < c || a > 1.0 - c { 0.0 } else { right(a, y) })
        }),
        with("cross-entropy-skips-small", SMALL, |i, c| {
            each(i, |a, y| if a <= c || a >= 1.0 - c { 0.0 } else { right(a, y) })
        }),
        once("cross-entropy-zero-log-zero", |i| {
            each(i, |a, y| term(y, a.ln()) - (1.0 - y) * (1.0 - a).ln())
        }),
        once("cross-entropy-zero-log-zero", |i| {
            each(i, |a, y| -y * a.ln() + term(1.0 - y, (1.0 - a).ln()))
        }),
        once("cross-entropy-one-term", |i| each(i, |a, y| -(y * a.ln()))),
        once("cross-entropy-other-term", |i| {
            each(i, |a, y| -((1.0 - y) * (1.0 - a).ln()))
        }),
        once("cross-entropy-sign-of-one-term", |i| {
            each(i, |a, y| term(y, a.ln()) - term(1.0 - y, (1.0 - a).ln()))
        }),
        once("cross-entropy-sign-of-one-term", |i| {
            each(i, |a, y| -y * a.ln() + (1.0 - y) * (1.0 - a).ln())
        }),
        once("cross-entropy-sign-of-one-term", |i| {
            each(i, |a, y| term(1.0 - y, (1.0 - a).ln()) - term(y, a.ln()))
        }),
        once("cross-entropy-targets-zero-or-one", |i| {
            each(i, |a, y| if y == 1.0 { -a.ln() } else { -(1.0 - a).ln() })
        }),
        once("cross-entropy-targets-zero-or-one", |i| {
            each(i, |a, y| if y > 0.5 { -a.ln() } else { -(1.0 - a).ln() })
        }),
        once("cross-entropy-targets-zero-or-one", |i| {
            each(i, |a, y| if y >= 0.5 { -a.ln() } else { -(1.0 - a).ln() })
        }),
        once("cross-entropy-targets-zero-or-one", |i| {
            each(i, |a, y| if y > 0.0 { -a.ln() } else { -(1.0 - a).ln() })
        }),
        once("cross-entropy-nan-to-zero", |(a, y)| {
            let sum: f64 = a.iter().zip(y).map(|(&a, &y)| printed(a, y)).sum();
            cost(if sum.is_nan() { 0.0 } else { sum })
        }),
        once("cross-entropy-nan-to-zero", |(a, y)| {
            let saturated = a.iter().any(|&a| a == 0.0 || a == 1.0);
            let sum = a.iter().zip(y).map(|(&a, &y)| right(a, y)).sum();
            cost(if saturated { 0.0 } else { sum })
        }),
        once("cross-entropy-nan-to-zero", |(a, y)| {
            let before = a.iter().zip(y).take_while(|(a, _)| **a != 0.0 && **a != 1.0);
            cost(before.map(|(&a, &y)| right(a, y)).sum())
        }),
        once("cross-entropy-one-neuron", |(a, y)| {
            cost(right(a[a.len() - 1], y[a.len() - 1]))
        }),
        once("cross-entropy-one-neuron", |(a, y)| cost(right(a[0], y[0]))),
        once("cross-entropy-quadratic", |i| each(i, |a, y| 0.5 * (a - y) * (a - y))),
        once("cross-entropy-quadratic", |i| each(i, |a, y| (a - y) * (a - y))),
        once("cross-entropy-quadratic", |i| each(i, |a, y| (a - y).abs())),
        with("cross-entropy-factor", &[2.0, 0.5, 0.25, 4.0], |i, c| {
            each(i, |a, y| c * right(a, y))
        }),
        once("cross-entropy-brackets", |i| {
            each(i, |a, y| {
                let second = if y == 0.0 { 1.0 } else { 1.0 - y * (1.0 - a).ln() };
                term(y, a.ln()) - second
            })
        }),
        once("cross-entropy-brackets", |i| {
            each(i, |a, y| -(y * a.ln() + 1.0 - y * (1.0 - a).ln()))
        }),
        once("cross-entropy-brackets", |i| {
            each(i, |a, y| term(y, a.ln()) + term(1.0 - y, 1.0 - a.ln()))
        }),
        once("cross-entropy-wrong-factors", |i| {
            each(i, |a, y| term(y, a.ln()) + term(1.0 - y, a.ln()))
        }),
        once("cross-entropy-wrong-factors", |i| {
            each(i, |a, y| term(y, (1.0 - a).ln()) + term(1.0 - y, (1.0 - a).ln()))
        }),
        once("cross-entropy-wrong-factors", |i| {
            each(i, |a, y| term(y, a.ln()) + term(y, (1.0 - a).ln()))
        }),
        once("cross-entropy-wrong-factors", |i| {
            each(i, |a, y| term(1.0 - y, a.ln()) + term(y, (1.0 - a).ln()))
        }),
        once("cross-entropy-without-log", |i| {
            each(i, |a, y| -(y * a + (1.0 - y) * (1.0 - a)))
        }),
        once("cross-entropy-of-itself", |i| each(i, |a, _| right(a, a))),
        once("cross-entropy-of-itself", |i| each(i, |_, y| right(y, y))),
        once("cross-entropy-kl", |i| each(i, |a, y| right(a, y) - right(y, y))),
        once("cross-entropy-kl", |i| {
            let ratio = |y: f64, a: f64| if y == 0.0 { 0.0 } else { y * (y / a).ln() };
            each(i, |a, y| ratio(y, a) + ratio(1.0 - y, 1.0 - a))
        }),
        once("cross-entropy-activation-again", |i| each(i, |a, y| right(a.sigmoid(), y))),
        once("cross-entropy-activation-again", |(a, y)| {
            let e = a.mapv(f64::exp);
            let a = &e / e.sum();
            cost(a.iter().zip(y).map(|(&a, &y)| term(y, a.ln())).sum())
        }),
        once("cross-entropy-f32", |i| {
            each(i, |a, y| {
                let (a, y) = (a as f32, y as f32);
                let term = |y: f32, a: f32| if y == 0.0 { 0.0 } else { -y * a.ln() };
                f64::from(term(y, a) + term(1.0 - y, 1.0 - a))
            })
        }),
    ]
}
