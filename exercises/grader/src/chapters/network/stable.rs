//! Exercise 1.5: σ for every z.

use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Answer, Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;

pub fn stable_sigmoid() -> Function<f64> {
    Function {
        info: Info {
            id: "1.5",
            name: "stable_sigmoid",
            title: "a sigmoid that is accurate for every z, and 1 − σ with it",
            stars: 2,
            hints: [
                "e^710 is not a number that f64 can hold, but e^(−710) is harmless. How do you \
                 write σ so that the exponent is never positive? And what does 1 − σ(40) give?",
                "With e = e^(−|z|): 1/(1 + e) belongs to the larger of σ and 1 − σ, and \
                 e/(1 + e) to the smaller. 1 − σ(z) = σ(−z).",
                "Compute e from −|z|, then both quotients, then return them in the order that \
                 the sign of z asks for. Nothing is subtracted.",
            ],
        },
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
        reader: |answers, &z| both((answers.network.stable_sigmoid)(z)),
        truth: |&z, _| both((sigma(z), sigma(-z))),
        model: |&z, wrong| {
            // As it is usually written: what 1 − σ loses depends on the rounding of σ.
            let sigma = |z: f64| {
                if wrong.has(&STABLE_OVERFLOW) {
                    z.exp() / (1.0 + z.exp())
                } else if wrong.has(&STABLE_CLAMPED) {
                    1.0 / (1.0 + (-z.clamp(-500.0, 500.0)).exp())
                } else {
                    1.0 / (1.0 + (-z).exp())
                }
            };
            let clipped = |sigma: f64| {
                let clip = wrong.has(&STABLE_EPSILON);
                if clip { sigma.clamp(1e-15, 1.0 - 1e-15) } else { sigma }
            };
            let (sigma, other) = (clipped(sigma(z)), clipped(sigma(-z)));
            both((sigma, if wrong.has(&STABLE_CANCELS) { 1.0 - sigma } else { other }))
        },
        mistakes: vec![
            &STABLE_OVERFLOW,
            &STABLE_CANCELS,
            &STABLE_CLAMPED,
            &STABLE_EPSILON,
        ],
        stub: None,
        tolerance: RELATIVE,
        first_wrong: None,
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
