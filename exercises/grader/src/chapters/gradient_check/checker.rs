//! Exercise 4.4: a gradient checker, judged by what it accepts.

use std::convert::Infallible;

use ndarray::{Array1, ArrayView1};
use proptest::prelude::*;
use worker::value::FromValue;

use super::claims::{Claim, checkable, claims, cost, gradient};
use super::criteria::{CRITERIA, accepts, written};
use super::numerical::numerical;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, asked};
use crate::process::{End, Worker};
use crate::sample::{Sample, filled, widths};

/// The kinds of right gradients that are rejected, and of wrong ones that are accepted.
fn misjudged<E>(
    sample: &Sample,
    mut accepts: impl FnMut(&Claim) -> Result<bool, E>,
) -> Result<Answer, E> {
    let (mut rejected, mut accepted) = (Vec::new(), Vec::new());
    for claim in claims(sample) {
        match (claim.right, accepts(&claim)?) {
            (true, false) => rejected.push(claim.kind),
            (false, true) => accepted.push(claim.kind),
            _ => {}
        }
    }
    let list = |kinds: Vec<&str>, none: &str| {
        if kinds.is_empty() { none.to_owned() } else { kinds.join("\n") }
    };
    Ok(vec![
        part("what is rejected", list(rejected, "no right gradient")),
        part("what is accepted", list(accepted, "no wrong gradient")),
    ])
}

/// What a checker of the judge's own makes of all claims about the gradient of a network: it takes
/// the gradient by differences with step `h`, and compares it with what is claimed.
pub fn judged(
    sample: &Sample,
    h: f64,
    wrong: Wrong,
    accepts: impl Fn(&Array1<f64>, ArrayView1<f64>) -> bool,
) -> Answer {
    let v = Array1::from(sample.parameters());
    let mut known: Vec<(f64, Array1<f64>)> = Vec::new();
    let judged: Result<_, Infallible> = misjudged(sample, |claim| {
        let numerical = match known.iter().find(|(scale, _)| *scale == claim.scale) {
            Some((_, numerical)) => numerical,
            None => {
                let cost = |v: &Array1<f64>| cost(sample, v.view(), claim.scale);
                let gradient = numerical(&cost, &v, &|_| h, 0.0, wrong);
                known.push((claim.scale, gradient));
                &known[known.len() - 1].1
            }
        };
        Ok(accepts(numerical, claim.gradient.view()))
    });
    let Ok(judged) = judged;
    judged
}

/// What the reader's checker makes of them.
fn asked_of(worker: &mut Worker, sample: &Sample) -> Result<Answer, End> {
    let v = Array1::from(sample.parameters());
    misjudged(sample, |claim| {
        let arguments = args![(), &v, &claim.gradient];
        worker.call_with("gradient_checker", arguments, |question| {
            let [v] = asked(question)?;
            Ok(cost(sample, Array1::from_value(v)?.view(), claim.scale).into())
        })
    })
}

/// An input that hardly acts on the cost: the gradient has tiny entries then, lost in the rounding
/// of the cost. An input of 0 makes entries of 0.
fn one_input() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![4 => Just(None), 1 => Just(Some(1e-13)), 1 => Just(Some(0.0))]
}

pub fn gradient_checker() -> Function<Sample> {
    Function {
        name: "gradient_checker",
        inputs: || {
            let widths = prop_oneof![2 => widths(2), 1 => widths(3)];
            let widths = widths.prop_map(|widths| {
                // Every claim takes the cost twice per parameter.
                widths.into_iter().map(|n| n.min(3)).collect::<Vec<_>>()
            });
            let networks = filled((widths, one_input()), |(n, input), numbers| {
                let mut sample = Sample::of(n, numbers);
                if let Some(input) = input {
                    sample.x[0] = *input;
                }
                sample
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
        ask: asked_of,
        truth: |i, _| {
            let Ok(right) = misjudged(i, |claim| Ok::<_, Infallible>(claim.right));
            right
        },
        model: |i, wrong| judged(i, 1e-5, wrong, |g, other| accepts(g, other, wrong)),
        mistakes: CRITERIA.to_vec(),
        special: Special { written: written(), ..Special::none() },
    }
}
