//! Exercise 4.4: a gradient checker, judged by what it accepts.

use std::convert::Infallible;

use ndarray::{Array1, ArrayView1};
use proptest::prelude::*;
use worker::value::FromValue;

use super::claims::{Claim, checkable, claims, cost, gradient};
use super::error::error;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::process::{End, Worker};
use crate::function::{Function, Special, asked};
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

type Cost<'a> = dyn Fn(ArrayView1<f64>) -> f64 + 'a;

/// What a checker of the judge's own makes of all claims about the gradient of a network.
fn judged(sample: &Sample, wrong: Wrong) -> Answer {
    let v = Array1::from(sample.parameters());
    let judged: Result<_, Infallible> = misjudged(sample, |claim| {
        let cost = |v: ArrayView1<f64>| cost(sample, v, claim.scale);
        Ok(accepts(&cost, v.view(), claim.gradient.view(), wrong))
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
    let (claimed, numerical) = if wrong.has("checker-first-entry") {
        (claimed.split_at(ndarray::Axis(0), 1).0, numerical.slice(ndarray::s![..1]))
    } else {
        (claimed, numerical.view())
    };
    if wrong.has("checker-signs-only") {
        return claimed.iter().zip(&numerical).all(|(g, other)| g * other >= 0.0);
    }
    let tolerance = if wrong.has("checker-too-loose") {
        0.1
    } else if wrong.has("checker-too-strict") {
        1e-13
    } else {
        1e-5
    };
    let error = error(claimed, numerical, wrong);
    error <= tolerance || wrong.has("checker-accepts-nan") && error.is_nan()
}

pub fn gradient_checker() -> Function<Sample> {
    Function {
        name: "gradient_checker",
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
        ask: asked_of,
        truth: |i, _| {
            let Ok(right) = misjudged(i, |claim| Ok::<_, Infallible>(claim.right));
            right
        },
        model: judged,
        mistakes: vec![
            "error-absolute",
            "relative-error-0-over-0",
            "relative-error-plus-epsilon",
            "error-of-lengths",
            "checker-errors-cancel",
            "checker-first-entry",
            "checker-signs-only",
            "checker-too-loose",
            "checker-too-strict",
            "checker-accepts-nan",
        ],
        special: Special::none(),
    }
}
