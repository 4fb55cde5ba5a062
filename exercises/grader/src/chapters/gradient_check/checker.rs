//! Exercise 4.4: a gradient checker, judged by what it accepts.

use ndarray::{Array1, ArrayView1};
use proptest::prelude::*;

use super::claims::{Claim, checkable, claims, cost, gradient};
use super::error::error;
use super::mistakes::*;
use super::{Cost, GradientChecker};
use crate::answer::{Answer, Part, Tolerance, Value, part};
use crate::atlas::Wrong;
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{Sample, filled, widths};

fn verdict(claim: &Claim, accepted: bool) -> Part {
    part(claim.kind, if accepted { "accepted" } else { "rejected" }.to_owned())
}

/// What a checker says of every claim about the gradient of a network.
fn verdicts(
    sample: &Sample,
    checker: &dyn Fn(&Cost, ArrayView1<f64>, ArrayView1<f64>) -> bool,
) -> Answer {
    let v = Array1::from(sample.parameters());
    let judge = |claim: Claim| {
        let cost = |v: ArrayView1<f64>| cost(sample, v, claim.scale);
        let accepted = checker(&cost, v.view(), claim.gradient.view());
        verdict(&claim, accepted)
    };
    claims(sample).into_iter().map(judge).collect()
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
    let tolerance = if wrong.has(&CHECKER_LOOSE) { 0.1 } else { 1e-5 };
    let error = error(claimed, numerical, wrong);
    if wrong.has(&CHECKER_NAN) { !(error > tolerance) } else { error <= tolerance }
}

/// What was accepted and rejected wrongly, in words.
fn in_words(sample: &Sample, got: &Answer) -> Option<String> {
    let claims = claims(sample);
    let misjudged = |right: bool| {
        let misjudged = claims.iter().zip(got).filter(|(claim, got)| {
            let accepted = got.value == Value::Text("accepted".into());
            claim.right == right && accepted != right
        });
        let kinds: Vec<_> =
            misjudged.map(|(claim, _)| format!("“{}”", claim.kind)).collect();
        kinds.join(", ")
    };
    let (rejected, accepted) = (misjudged(true), misjudged(false));
    let mut sentences = Vec::new();
    if !rejected.is_empty() {
        sentences
            .push(format!("Your checker rejects gradients that are right: {rejected}."));
    }
    if !accepted.is_empty() {
        sentences.push(format!("It lets wrong gradients pass: {accepted}."));
    }
    Some(sentences.join(" "))
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
            verdicts(i, &checker)
        },
        truth: |i, _| claims(i).iter().map(|claim| verdict(claim, claim.right)).collect(),
        model: |i, wrong| {
            verdicts(i, &|cost, v, claimed| accepts(cost, v, claimed, wrong))
        },
        mistakes: vec![
            &ERROR_ABSOLUTE,
            &ERROR_NO_GUARD,
            &ERROR_EPSILON,
            &ERROR_OF_LENGTHS,
            &ERRORS_CANCEL,
            &CHECKER_FIRST_ENTRY,
            &CHECKER_SIGNS,
            &CHECKER_LOOSE,
            &CHECKER_NAN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: Some(in_words),
    }
}
