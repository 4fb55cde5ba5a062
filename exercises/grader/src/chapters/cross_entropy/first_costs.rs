//! Exercise 7.9: the cost of a network that knows nothing yet.

use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::function::{Function, Imitation, Special, once};

fn both(sigmoid: f64, softmax: f64) -> Answer {
    vec![part("cross-entropy", sigmoid), part("log-likelihood", softmax)]
}

/// The cross-entropy of n outputs a, one of which should be 1.
fn cross_entropy(n: usize, a: f64) -> f64 {
    -a.ln() - (n - 1) as f64 * (1.0 - a).ln()
}

pub fn first_costs() -> Function<usize> {
    Function {
        name: "first_costs",
        inputs: || prop_oneof![3 => 2..=12_usize, 1 => 2..=1000_usize].boxed(),
        show: |&n| vec![part("n", n as f64)],
        ask: |worker, &n| {
            let (sigmoid, softmax) = worker.call("first_costs", args![n])?;
            Ok(both(sigmoid, softmax))
        },
        truth: |&n, _| both(cross_entropy(n, 0.5), -(1.0 / n as f64).ln()),
        model: |&n, wrong| {
            let (sigmoid, softmax) = (n as f64 * 2_f64.ln(), (n as f64).ln());
            if wrong.has("first-costs-exchanged") {
                both(softmax, sigmoid)
            } else if wrong.has("first-cost-of-one-neuron") {
                both(2_f64.ln(), softmax)
            } else if wrong.has("first-cost-same-for-both") {
                both(sigmoid, sigmoid)
            } else if wrong.has("first-costs-in-bits") {
                both(sigmoid / 2_f64.ln(), softmax / 2_f64.ln())
            } else if wrong.has("first-costs-sign") {
                both(-sigmoid, -softmax)
            } else {
                both(sigmoid, softmax)
            }
        },
        mistakes: vec![
            "first-costs-exchanged",
            "first-cost-of-one-neuron",
            "first-cost-same-for-both",
            "first-costs-in-bits",
            "first-costs-sign",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn written() -> Vec<Imitation<usize>> {
    vec![
        once("first-cost-same-for-both", |&n| both((n as f64).ln(), (n as f64).ln())),
        once("first-cost-of-shares", |&n| {
            both(cross_entropy(n, 1.0 / n as f64), (n as f64).ln())
        }),
        once("first-cost-quadratic", |&n| both(n as f64 / 8.0, (n as f64).ln())),
        once("first-cost-of-halves", |&n| both(n as f64 * 2_f64.ln(), 2_f64.ln())),
        once("first-cost-of-every-class", |&n| {
            both(n as f64 * 2_f64.ln(), n as f64 * (n as f64).ln())
        }),
    ]
}
