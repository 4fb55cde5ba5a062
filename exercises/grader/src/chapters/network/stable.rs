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
            let overflowing = |z: f64| z.exp() / (1.0 + z.exp());
            if wrong.has(&STABLE_OVERFLOW) {
                both((overflowing(z), overflowing(-z)))
            } else if wrong.has(&STABLE_CANCELS) {
                both((sigma(z), 1.0 - sigma(z)))
            } else if wrong.has(&STABLE_CLAMPED) {
                let z = z.clamp(-500.0, 500.0);
                both((sigma(z), sigma(-z)))
            } else if wrong.has(&STABLE_EPSILON) {
                let sigma = sigma(z).clamp(1e-15, 1.0 - 1e-15);
                both((sigma, 1.0 - sigma))
            } else {
                both((sigma(z), sigma(-z)))
            }
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

/// Two quotients, an exponential: rounding of a few ε, whatever the size of the result. Below the
/// normal numbers of f64 the spacing itself, 5e-324, is the limit: 1e-12 · 2e-308 allows 4000 of it.
const RELATIVE: Tolerance = Tolerance { relative: 1e-12, floor: f64::MIN_POSITIVE };

fn both((sigma, rest): (f64, f64)) -> Answer {
    vec![part("σ(z)", sigma), part("1 − σ(z)", rest)]
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
