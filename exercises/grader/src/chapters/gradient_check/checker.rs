//! Exercise 4.4: a gradient checker, judged by what it accepts.

use ndarray::{Array1, ArrayView1};
use proptest::prelude::*;

use super::claims::{Claim, checkable, claims, cost, gradient};
use super::error::error;
use super::mistakes::*;
use super::{Cost, GradientChecker};
use crate::answer::{Answer, Tolerance, part};
use crate::atlas::Wrong;
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{Sample, filled, widths};

/// The kinds of right gradients that are rejected, and of wrong ones that are accepted.
fn misjudged(sample: &Sample, accepts: impl Fn(&Claim) -> bool) -> Answer {
    let (mut rejected, mut accepted) = (Vec::new(), Vec::new());
    for claim in claims(sample) {
        match (claim.right, accepts(&claim)) {
            (true, false) => rejected.push(claim.kind),
            (false, true) => accepted.push(claim.kind),
            _ => {}
        }
    }
    let list = |kinds: Vec<&str>, none: &str| {
        if kinds.is_empty() { none.to_owned() } else { kinds.join("\n") }
    };
    vec![
        part("what is rejected", list(rejected, "no right gradient")),
        part("what is accepted", list(accepted, "no wrong gradient")),
    ]
}

type Checker<'a> = dyn Fn(&Cost, ArrayView1<f64>, ArrayView1<f64>) -> bool + 'a;

/// What a checker gets wrong of all claims about the gradient of a network.
fn judged(sample: &Sample, checker: &Checker) -> Answer {
    let v = Array1::from(sample.parameters());
    misjudged(sample, |claim| {
        let cost = |v: ArrayView1<f64>| cost(sample, v, claim.scale);
        checker(&cost, v.view(), claim.gradient.view())
    })
}

/// Central differences and a relative error, with the mistakes that can be made there.
fn accepts(
    cost: &Cost,
    v: ArrayView1<f64>,
    claimed: ArrayView1<f64>,
    wrong: Wrong,
) -> bool {
    let (h, mut moved) = (1e-5, v.to_owned());
    let difference = |k: usize| {
        moved[k] = v[k] + h;
        let above = cost(moved.view());
        moved[k] = v[k] - h;
        let below = cost(moved.view());
        moved[k] = v[k];
        (above - below) / (2.0 * h)
    };
    let numerical: Array1<f64> = (0..v.len()).map(difference).collect();
    let (claimed, numerical) = if wrong.has(&CHECKER_FIRST_ENTRY) {
        (claimed.split_at(ndarray::Axis(0), 1).0, numerical.slice(ndarray::s![..1]))
    } else {
        (claimed, numerical.view())
    };
    if wrong.has(&CHECKER_SIGNS) {
        return claimed.iter().zip(&numerical).all(|(g, other)| g * other >= 0.0);
    }
    let tolerance = if wrong.has(&CHECKER_LOOSE) {
        0.1
    } else if wrong.has(&CHECKER_STRICT) {
        1e-13
    } else {
        1e-5
    };
    let error = error(claimed, numerical, wrong);
    error <= tolerance || wrong.has(&CHECKER_NAN) && error.is_nan()
}

pub fn gradient_checker() -> Function<Sample> {
    Function {
        info: Info {
            id: "4.4",
            name: "gradient_checker",
            title: "a gradient checker",
            stars: 4,
            hints: [
                "Which gradients must one number decide about? Think of a cost of size 1e12, of \
                 one of size 1e-12, of a constant one, of one wrong entry among many, of a NaN. \
                 Which comparison is false for NaN?",
                "‖g − g′‖ ≤ 1e-5 · max(‖g‖, ‖g′‖), where g is claimed and g′ is made of central \
                 differences with h ≈ 1e-5",
                "Exercise 4.2 with h = 1e-5, then exercise 4.3, then `<=`. Nothing is compared \
                 entry by entry, and nothing with a number that ignores the size of the cost.",
            ],
        },
        inputs: || {
            let networks = filled(prop_oneof![widths(2), widths(3)], |n, numbers| {
                Sample::of(n, numbers)
            });
            networks.prop_filter("a gradient that differences can see", checkable).boxed()
        },
        show: |i| {
            vec![
                part("v", Array1::from(i.parameters())),
                part("cost(v)", cost(i, Array1::from(i.parameters()).view(), 1.0)),
                part("∇C", gradient(i)),
            ]
        },
        reader: |answers, i| {
            let checker: GradientChecker = answers.gradient_check.gradient_checker;
            judged(i, &checker)
        },
        truth: |i, _| misjudged(i, |claim| claim.right),
        model: |i, wrong| judged(i, &|cost, v, claimed| accepts(cost, v, claimed, wrong)),
        mistakes: vec![
            &ERROR_ABSOLUTE,
            &ERROR_NO_GUARD,
            &ERROR_EPSILON,
            &ERROR_OF_LENGTHS,
            &ERRORS_CANCEL,
            &CHECKER_FIRST_ENTRY,
            &CHECKER_SIGNS,
            &CHECKER_LOOSE,
            &CHECKER_STRICT,
            &CHECKER_NAN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
