//! Exercise 1.5: σ for every z.

use proptest::prelude::*;

use crate::answer::{Answer, Tolerance, part};
use crate::function::{Function, Special};

pub fn stable_sigmoid() -> Function<f64> {
    Function {
        name: "stable_sigmoid",
        inputs: || {
            let moderate = (-400..=400_i32).prop_map(|tenths| f64::from(tenths) / 10.0);
            prop_oneof![
                moderate,
                (-700..=700_i32).prop_map(f64::from),
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
                } else if wrong.has("sigmoid-clamped") {
                    1.0 / (1.0 + (-z.clamp(-500.0, 500.0)).exp())
                } else {
                    1.0 / (1.0 + (-z).exp())
                }
            };
            let clipped = |sigma: f64| {
                let clip = wrong.has("sigmoid-clipped-output");
                if clip { sigma.clamp(1e-15, 1.0 - 1e-15) } else { sigma }
            };
            let (sigma, other) = (clipped(sigma(z)), clipped(sigma(-z)));
            both((
                sigma,
                if wrong.has("sigmoid-complement-cancels") { 1.0 - sigma } else { other },
            ))
        },
        mistakes: vec![
            "sigmoid-overflows",
            "sigmoid-complement-cancels",
            "sigmoid-clamped",
            "sigmoid-clipped-output",
        ],
        special: Special { tolerance: RELATIVE, ..Special::none() },
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
