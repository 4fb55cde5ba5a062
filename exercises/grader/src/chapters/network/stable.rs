//! Exercise 1.5: σ for every z.

use proptest::prelude::*;

use crate::answer::{Answer, Tolerance, part};
use crate::constants::{LIMITS, SHOWING, SMALL};
use crate::function::{Function, Special, once, with};

pub fn stable_sigmoid() -> Function<f64> {
    Function {
        name: "stable_sigmoid",
        inputs: || {
            let moderate = (-400..=400_i32).prop_map(|tenths| f64::from(tenths) / 10.0);
            prop_oneof![
                moderate,
                (-700..=700_i32).prop_map(f64::from),
                -700.0..700.0_f64,
                (680..=700_i32, any::<bool>()).prop_map(|(z, left)| f64::from(if left {
                    -z
                } else {
                    z
                })),
                (720..=1000_i32).prop_map(f64::from),
                (-1000..=-720_i32).prop_map(f64::from),
            ]
            .boxed()
        },
        show: |&z| vec![part("z", z)],
        ask: |worker, &z| Ok(both(worker.call("stable_sigmoid", args![z])?)),
        truth: |&z, _| both((sigma(z), sigma(-z))),
        model: |&z, wrong| {
            // As it is usually written: what 1 − σ loses depends on the rounding of σ.
            let sigma = |z: f64| {
                if wrong.has("sigmoid-overflows") {
                    z.exp() / (1.0 + z.exp())
                } else {
                    plain(z)
                }
            };
            let (mut sigma, mut other) = (sigma(z), sigma(-z));
            if wrong.has("sigmoid-complement-cancels") {
                other = 1.0 - sigma;
            }
            if wrong.has("sigmoid-pair-exchanged") {
                (sigma, other) = (other, sigma);
            }
            both((sigma, other))
        },
        mistakes: vec![
            "sigmoid-overflows",
            "sigmoid-complement-cancels",
            "sigmoid-pair-exchanged",
        ],
        special: Special {
            tolerance: RELATIVE,
            written: vec![
                once("sigmoid-overflows", |&z| {
                    both((z.exp() / (1.0 + z.exp()), 1.0 / (1.0 + z.exp())))
                }),
                once("sigmoid-overflows", |&z| {
                    both((plain(z), (-z).exp() / (1.0 + (-z).exp())))
                }),
                once("sigmoid-complement-cancels", |&z| {
                    both((1.0 - plain(-z), plain(-z)))
                }),
                once("sigmoid-complement-cancels", |&z| complement(sigma(z))),
                once("sigmoid-complement-cancels", |&z| {
                    complement(0.5 * (1.0 + (0.5 * z).tanh()))
                }),
                once("sigmoid-complement-cancels", |&z| {
                    complement(0.5 + 0.5 * (0.5 * z).tanh())
                }),
                once("sigmoid-complement-cancels", |&z| {
                    let t = (0.5 * z).tanh();
                    both((0.5 * (1.0 + t), 0.5 * (1.0 - t)))
                }),
                with("sigmoid-clamped", LIMITS, |&z, c| {
                    let z = z.clamp(-c, c);
                    both((plain(z), plain(-z)))
                }),
                with("sigmoid-clamped", LIMITS, |&z, c| {
                    complement(plain(z.clamp(-c, c)))
                }),
                with("sigmoid-clamped", LIMITS, |&z, c| {
                    let z = z.max(-c);
                    both((plain(z), plain(-z)))
                }),
                with("sigmoid-clamped", LIMITS, |&z, c| {
                    let z = z.min(c);
                    both((plain(z), plain(-z)))
                }),
                with("sigmoid-clamped", LIMITS, |&z, c| complement(plain(z.max(-c)))),
                with("sigmoid-clamped", LIMITS, |&z, c| {
                    let e = |z: f64| (-z).min(c).exp();
                    both((1.0 / (1.0 + e(z)), 1.0 / (1.0 + e(-z))))
                }),
                with("sigmoid-clipped-output", SMALL, |&z, c| {
                    complement(plain(z).clamp(c, 1.0 - c))
                }),
                with("sigmoid-clipped-output", SMALL, |&z, c| {
                    both((plain(z).clamp(c, 1.0 - c), plain(-z).clamp(c, 1.0 - c)))
                }),
                with("sigmoid-clipped-output", SMALL, |&z, c| {
                    both((plain(z).max(c), plain(-z).max(c)))
                }),
                with("sigmoid-epsilon", SHOWING, |&z, c| {
                    both((1.0 / (1.0 + (-z).exp() + c), 1.0 / (1.0 + z.exp() + c)))
                }),
                with("sigmoid-epsilon", SHOWING, |&z, c| {
                    complement(1.0 / (1.0 + (-z).exp() + c))
                }),
                with("sigmoid-epsilon", SMALL, |&z, c| {
                    both((plain(z) + c, plain(-z) + c))
                }),
                with("sigmoid-epsilon", SHOWING, |&z, c| {
                    let e = (-z.abs()).exp();
                    by_sign(z, 1.0 / (1.0 + e + c), e / (1.0 + e + c))
                }),
                with("sigmoid-cut-off", &LIMITS[..LIMITS.len() - 1], |&z, c| {
                    both(if z > c {
                        (1.0, 0.0)
                    } else if z < -c {
                        (0.0, 1.0)
                    } else {
                        (plain(z), plain(-z))
                    })
                }),
                with("sigmoid-cut-off", &LIMITS[..LIMITS.len() - 1], |&z, c| {
                    complement(if z > c {
                        1.0
                    } else if z < -c {
                        0.0
                    } else {
                        plain(z)
                    })
                }),
                once("sigmoid-of-absolute", |&z| both((plain(z.abs()), plain(-z.abs())))),
                once("sigmoid-of-absolute", |&z| both((plain(-z.abs()), plain(z.abs())))),
                once("sigmoid-single-precision", |&z| {
                    let e = (-z.abs() as f32).exp();
                    by_sign(z, f64::from(1.0 / (1.0 + e)), f64::from(e / (1.0 + e)))
                }),
                once("sigmoid-single-precision", |&z| {
                    let plain = |z: f64| f64::from(1.0 / (1.0 + (-z as f32).exp()));
                    both((plain(z), plain(-z)))
                }),
                once("sigmoid-single-precision", |&z| {
                    let sigma = 1.0 / (1.0 + (-z as f32).exp());
                    both((f64::from(sigma), f64::from(1.0 - sigma)))
                }),
                once("sigmoid-pair-same", |&z| both((plain(z), plain(z)))),
                once("sigmoid-pair-same", |&z| both((plain(-z), plain(-z)))),
                once("sigmoid-pair-negative", |&z| both((plain(z), -plain(z)))),
                once("sigmoid-pair-slope", |&z| both((plain(z), plain(z) * plain(-z)))),
                once("sigmoid-pair-slope", |&z| {
                    both((plain(z), plain(z) * (1.0 - plain(z))))
                }),
                once("sigmoid-pair-not-divided", |&z| {
                    let e = (-z.abs()).exp();
                    by_sign(z, 1.0 / (1.0 + e), e)
                }),
                once("sigmoid-pair-not-divided", |&z| both((plain(z), (-z).exp()))),
                once("sigmoid-pair-not-divided", |&z| {
                    let e = (-z.abs()).exp();
                    by_sign(z, 1.0 / (1.0 + e), 1.0 - e)
                }),
            ],
            ..Special::none()
        },
    }
}

/// Two quotients, an exponential: rounding of a few ε, whatever the size of the result.
const RELATIVE: Tolerance = Tolerance { relative: 1e-12, floor: f64::MIN_POSITIVE };

/// e^(−700) = 9.9e-305 is the smallest number asked for. What is smaller may be 0 as well.
const SMALLEST: f64 = 9e-305;

fn both((sigma, rest): (f64, f64)) -> Answer {
    let asked_for = |x: f64| if x.abs() < SMALLEST { 0.0 } else { x };
    vec![part("σ(z)", asked_for(sigma)), part("1 − σ(z)", asked_for(rest))]
}

/// By subtracting.
fn complement(sigma: f64) -> Answer {
    both((sigma, 1.0 - sigma))
}

/// The larger of the two goes to the side of z.
fn by_sign(z: f64, larger: f64, smaller: f64) -> Answer {
    both(if z >= 0.0 { (larger, smaller) } else { (smaller, larger) })
}

/// By the formula of exercise 1.1.
fn plain(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// σ without a quotient: by tanh where that does not cancel, elsewhere by the geometric series
/// of 1/(1 + e) with e = e^z below e^(−1), or of 1 − e/(1 + e).
fn sigma(z: f64) -> f64 {
    if z.abs() < 1.0 {
        return 0.5 * (1.0 + (0.5 * z).tanh());
    }
    let e = (-z.abs()).exp();
    // Horner's form of e − e² + e³ − …; the terms left out are below e^(−40).
    let small = (0..40).fold(0.0, |series, _| e * (1.0 - series));
    if z < 0.0 { small } else { 1.0 - small }
}
