//! Exercises 1.1 and 1.2: σ and σ′.

use proptest::strategy::Strategy;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::slopes::{SIGMOID_SLOPES, slope};
use crate::constants::{COARSE, FACTORS};
use crate::function::{Function, Special, once, with};
use crate::sample::{Activation, number};
use crate::witness::{Cost, Real};

/// σ through another formula than the one asked for: no quotient of exponentials.
pub fn sigma(z: f64) -> f64 {
    0.5 * (1.0 + (0.5 * z).tanh())
}

fn of_sigma(a: f64) -> Answer {
    vec![part("σ(z)", a)]
}

/// What z is multiplied by: another base of the exponential, a half that is lost.
const SCALES: &[f64] = &[
    0.1,
    0.5,
    std::f64::consts::LN_2,
    1.5,
    1.702,
    2.0,
    std::f64::consts::LN_10,
    3.0,
    4.0,
    5.0,
    10.0,
    100.0,
];

pub fn sigmoid() -> Function<f64> {
    Function {
        name: "sigmoid",
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        ask: |worker, &z| Ok(of_sigma(worker.call::<f64>("sigmoid", args![z])?)),
        truth: |&z, _| of_sigma(sigma(z)),
        model: |&z, wrong| {
            let e = if wrong.has("sigmoid-exp-negated") {
                -z.exp()
            } else if wrong.has("sigmoid-sign") {
                z.exp()
            } else {
                (-z).exp()
            };
            let e = if wrong.has("sigmoid-one-minus-exp") { -e } else { e };
            of_sigma(if wrong.has("sigmoid-brackets") {
                1.0 + e
            } else {
                1.0 / (1.0 + e)
            })
        },
        mistakes: vec![
            "sigmoid-sign",
            "sigmoid-brackets",
            "sigmoid-exp-negated",
            "sigmoid-one-minus-exp",
        ],
        special: Special {
            written: vec![
                once("sigmoid-exp-of-sum", |&z| of_sigma(1.0 / (1.0 - z).exp())),
                once("sigmoid-exp-of-sum", |&z| of_sigma(1.0 / (1.0 + z).exp())),
                once("sigmoid-exp-of-sum", |&z| of_sigma((1.0 / (1.0 - z)).exp())),
                once("sigmoid-exp-of-sum", |&z| of_sigma((1.0 / (1.0 + z)).exp())),
                once("sigmoid-without-one", |&z| of_sigma(z.exp())),
                once("sigmoid-without-one", |&z| of_sigma((-z).exp())),
                once("sigmoid-other-function", |&z| of_sigma(z.tanh())),
                once("sigmoid-other-function", |&z| of_sigma(z.max(0.0))),
                once("sigmoid-other-function", |&z| of_sigma(z.max(0.01 * z))),
                once("sigmoid-other-function", |&z| of_sigma(f64::from(z >= 0.0))),
                once("sigmoid-other-function", |&z| of_sigma(f64::from(z > 0.0))),
                once("sigmoid-other-function", |&z| of_sigma(z.signum())),
                once("sigmoid-other-function", |&z| of_sigma(z)),
                once("sigmoid-other-function", |&z| of_sigma(z / (1.0 + z.abs()))),
                once("sigmoid-other-function", |&z| of_sigma(z.exp().ln_1p())),
                once("sigmoid-other-function", |&z| of_sigma(z * sigma(z))),
                once("sigmoid-other-function", |&z| of_sigma((-z * z).exp())),
                once("sigmoid-other-function", |&z| {
                    of_sigma((0.2 * z + 0.5).clamp(0.0, 1.0))
                }),
                once("sigmoid-of-absolute", |&z| of_sigma(sigma(z.abs()))),
                once("sigmoid-of-absolute", |&z| of_sigma(sigma(-z.abs()))),
                once("sigmoid-other-function", |&z| of_sigma((0.5 * z).tanh())),
                once("sigmoid-without-exp", |&z| of_sigma(1.0 / (1.0 - z))),
                once("sigmoid-without-exp", |&z| of_sigma(1.0 / (1.0 + z))),
                with("sigmoid-factor", FACTORS, |&z, c| of_sigma(c * sigma(z))),
                once("sigmoid-returns-slope", |&z| of_sigma(sigma(z) * sigma(-z))),
                with("sigmoid-scaled-argument", SCALES, |&z, c| of_sigma(sigma(c * z))),
            ],
            ..Special::none()
        },
    }
}

/// σ as a function to differentiate.
struct Sigma;

impl Cost for Sigma {
    fn at<T: Real>(&self, z: &[T]) -> T {
        z[0].sigmoid()
    }
}

fn of_slope(slope: f64) -> Answer {
    vec![part("σ′(z)", slope)]
}

pub fn sigmoid_prime() -> Function<f64> {
    Function {
        name: "sigmoid_prime",
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        ask: |worker, &z| Ok(of_slope(worker.call::<f64>("sigmoid_prime", args![z])?)),
        truth: |&z, witness| of_slope(witness.gradient(&Sigma, &[z])[0]),
        model: |&z, wrong| of_slope(slope(Activation::Sigmoid, z, wrong)),
        mistakes: SIGMOID_SLOPES.to_vec(),
        special: Special {
            written: vec![
                once("sigmoid-prime-mixed", |&z| of_slope(z * (1.0 - sigma(z)))),
                once("sigmoid-prime-of-sigma", |&z| {
                    of_slope(slope(Activation::Sigmoid, sigma(z), Wrong::NOTHING))
                }),
                once("sigmoid-prime-is-sigma", |&z| of_slope(sigma(z))),
                once("sigmoid-prime-without-denominator", |&z| of_slope(z.exp())),
                once("sigmoid-prime-without-denominator", |&z| of_slope((-z).exp())),
                once("sigmoid-prime-added", |_| of_slope(1.0)),
                once("sigmoid-prime-zero", |_| of_slope(0.0)),
                once("sigmoid-prime-one-inside", |&z| {
                    of_slope(sigma(z) * sigma(1.0 - z))
                }),
                once("sigmoid-brackets", |&z| {
                    let s = 1.0 + (-z).exp();
                    of_slope(s * (1.0 - s))
                }),
                with("sigmoid-prime-factor", FACTORS, |&z, c| {
                    of_slope(c * sigma(z) * sigma(-z))
                }),
                with("sigmoid-prime-difference", COARSE, |&z, h| {
                    of_slope((sigma(z + h) - sigma(z)) / h)
                }),
                with("sigmoid-prime-difference", COARSE, |&z, h| {
                    of_slope((sigma(z) - sigma(z - h)) / h)
                }),
                with("sigmoid-prime-difference", &COARSE[..7], |&z, h| {
                    of_slope((sigma(z + h) - sigma(z - h)) / (2.0 * h))
                }),
                with("sigmoid-prime-difference", &COARSE[..7], |&z, h| {
                    of_slope((sigma(z + h) - sigma(z - h)) / h)
                }),
            ],
            ..Special::none()
        },
    }
}
