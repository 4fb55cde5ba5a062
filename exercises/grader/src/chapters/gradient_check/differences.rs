//! Exercise 4.1: a derivative by a difference.
//!
//! The functions are polynomials of so low a degree that what a difference gives is known without
//! computing one. So h may be large, and every mistake shows in the first digits.

use proptest::collection::vec;
use proptest::prelude::*;
use worker::value::FromValue;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, asked, once, with};
use crate::sample::number;

/// The coefficients of a polynomial of degree 5, x and h.
type AtPoint = (Vec<f64>, f64, f64);

fn polynomial(c: &[f64], x: f64) -> f64 {
    c.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

pub fn step() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.5), Just(0.1), Just(0.01)]
}

/// Steps that people choose for themselves.
pub const STEPS: &[f64] = &[
    1.0,
    0.1,
    0.05,
    0.01,
    1e-3,
    1e-4,
    1e-5,
    1e-6,
    1e-7,
    1e-8,
    1e-9,
    1e-10,
    1e-12,
    1e-15,
    1e-16,
    f64::EPSILON,
    f32::EPSILON as f64,
];

/// Those that leave digits in a difference, other than 1, which is like none at all.
pub const VISIBLE_STEPS: &[f64] = STEPS.split_at(10).0.split_at(1).1;

/// ((x + h)ⁿ − (x − h)ⁿ) / 2h: of the binomial expansions, the odd powers of h are left.
fn quotient_of_power(n: usize, x: f64, h: f64) -> f64 {
    let mut binomial = 1.0;
    let mut sum = 0.0;
    for j in 1..=n {
        binomial *= (n + 1 - j) as f64 / j as f64;
        if j % 2 == 1 {
            sum += binomial * x.powi((n - j) as i32) * h.powi(j as i32 - 1);
        }
    }
    sum
}

/// What can go wrong with one quotient.
pub const QUOTIENT: [&str; 15] = [
    "forward-difference",
    "backward-difference",
    "forward-difference-over-2h",
    "difference-two-steps-forward",
    "difference-half-step",
    "difference-of-four-points",
    "second-difference",
    "difference-sign",
    "difference-plus",
    "difference-absolute",
    "difference-brackets-missing",
    "difference-not-divided",
    "central-difference-without-2",
    "central-difference-h-squared",
    "central-difference-times-h",
];

/// The quotient for a function given along one line: `f(s)` is its value s steps from the point.
pub fn quotient(f: impl Fn(f64) -> f64, h: f64, wrong: Wrong) -> f64 {
    if wrong.has("second-difference") {
        return (f(1.0) - 2.0 * f(0.0) + f(-1.0)) / (h * h);
    }
    if wrong.has("difference-of-four-points") {
        return (f(-2.0) - 8.0 * f(-1.0) + 8.0 * f(1.0) - f(2.0)) / (12.0 * h);
    }
    let half_sided = wrong.has("forward-difference-over-2h");
    let (above, below, span) = if wrong.has("forward-difference") {
        (f(1.0), f(0.0), 1.0)
    } else if wrong.has("backward-difference") {
        (f(0.0), f(-1.0), 1.0)
    } else if half_sided {
        (f(1.0), f(0.0), 2.0)
    } else if wrong.has("difference-two-steps-forward") {
        (f(2.0), f(0.0), 2.0)
    } else if wrong.has("difference-half-step") {
        (f(0.5), f(-0.5), 1.0)
    } else {
        (f(1.0), f(-1.0), 2.0)
    };
    // Without its 2 the half-sided difference would be the forward one.
    let span =
        if wrong.has("central-difference-without-2") && !half_sided { 1.0 } else { span };
    if wrong.has("difference-brackets-missing") {
        return above - below / (span * h);
    }
    let difference = if wrong.has("difference-plus") {
        above + below
    } else if wrong.has("difference-sign") {
        below - above
    } else {
        above - below
    };
    let slope = if wrong.has("difference-not-divided") {
        difference
    } else if wrong.has("central-difference-times-h") {
        difference / span * h
    } else if wrong.has("central-difference-h-squared") {
        difference / (span * h * h)
    } else {
        difference / (span * h)
    };
    if wrong.has("difference-absolute") { slope.abs() } else { slope }
}

/// The polynomial in x, without the terms that are 0.
fn shown(c: &[f64]) -> String {
    const POWERS: [&str; 6] = ["", " x", " x²", " x³", " x⁴", " x⁵"];
    let terms = c.iter().zip(POWERS).filter(|(c, _)| **c != 0.0);
    let terms: Vec<_> = terms.map(|(c, power)| format!("{c}{power}")).collect();
    if terms.is_empty() { "0".into() } else { terms.join(" + ") }
}

/// The quotient with another step than that given.
fn with_step((c, x, _): &AtPoint, step: f64) -> Answer {
    let slope = quotient(|s| polynomial(c, x + s * step), step, Wrong::NOTHING);
    vec![part("f′(x)", slope)]
}

fn of(slope: f64) -> Answer {
    vec![part("f′(x)", slope)]
}

pub fn central_difference() -> Function<AtPoint> {
    Function {
        name: "central_difference",
        inputs: || (vec(number(), 6), number(), step()).boxed(),
        show: |(c, x, h)| vec![part("f(x)", shown(c)), part("x", *x), part("h", *h)],
        ask: |worker, (c, x, h)| {
            let slope: f64 = worker.call_with(
                "central_difference",
                args![(), *x, *h],
                |question| {
                    let [x] = asked(question)?;
                    Ok(polynomial(c, f64::from_value(x)?).into())
                },
            )?;
            Ok(of(slope))
        },
        truth: |(c, x, h), _| {
            let terms = c.iter().enumerate();
            of(terms.map(|(n, c)| c * quotient_of_power(n, *x, *h)).sum())
        },
        model: |(c, x, h), wrong| of(quotient(|s| polynomial(c, x + s * h), *h, wrong)),
        mistakes: QUOTIENT.to_vec(),
        special: Special {
            written: vec![
                once("forward-difference-over-2h", |(c, x, h)| {
                    of((polynomial(c, *x) - polynomial(c, x - h)) / (2.0 * h))
                }),
                once("difference-not-divided-by-h", |(c, x, h)| {
                    of((polynomial(c, x + h) - polynomial(c, x - h)) / 2.0)
                }),
                once("central-difference-times-h", |(c, x, h)| {
                    of((polynomial(c, x + h) - polynomial(c, x - h)) * (2.0 * h))
                }),
                once("difference-brackets-missing", |(c, x, h)| {
                    of(polynomial(c, x + h) - polynomial(c, x - h) / 2.0 * h)
                }),
                once("difference-brackets-missing", |(c, x, h)| {
                    of(polynomial(c, x + h) - polynomial(c, x - h) / h)
                }),
                once("difference-argument-negated", |(c, x, h)| {
                    of((polynomial(c, x + h) - polynomial(c, h - x)) / (2.0 * h))
                }),
                once("step-times-entry", |i| with_step(i, i.2 * i.1)),
                once("step-times-entry", |i| with_step(i, i.2 * i.1.abs())),
                once("step-grows-with-entry", |i| with_step(i, i.2 * i.1.abs().max(1.0))),
                once("step-grows-with-entry", |i| with_step(i, i.2 * (1.0 + i.1.abs()))),
                with("step-of-its-own", STEPS, with_step),
                with("two-steps", VISIBLE_STEPS, |(c, x, h), step| {
                    of((polynomial(c, x + step) - polynomial(c, x - step)) / (2.0 * h))
                }),
                with("two-steps", VISIBLE_STEPS, |(c, x, h), step| {
                    of((polynomial(c, x + h) - polynomial(c, x - h)) / (2.0 * step))
                }),
            ],
            ..Special::none()
        },
    }
}
