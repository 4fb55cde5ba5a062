//! Exercise 10.9: the cell that adds the penalty.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, layers, part};
use crate::function::{Function, Imitation, Special, once, with};
use crate::l2::penalty::{SHARES, SUMS, squares, sums};
use crate::l2::price;
use crate::sample::{filled, positive, widths};

/// The cost of each sample, the weights, λ.
#[derive(Clone, Debug)]
pub struct Costs {
    costs: Vec<f64>,
    weights: Vec<Array2<f64>>,
    lambda: f64,
}

pub fn penalty_per_sample() -> Function<Costs> {
    Function {
        name: "penalty_per_sample",
        inputs: || {
            let weights = filled(prop_oneof![widths(2), widths(3)], |n, numbers| {
                n.windows(2).map(|n| numbers.matrix(n[1], n[0])).collect()
            });
            (vec(positive(), 1..=5_usize), weights, price())
                .prop_map(|(costs, weights, lambda)| Costs { costs, weights, lambda })
                .boxed()
        },
        show: |i| {
            let mut parts = vec![part("costs", Array1::from(i.costs.clone()))];
            parts.extend(layers("w", 2, &i.weights));
            parts.push(part("λ", i.lambda));
            parts
        },
        ask: |worker, i| {
            let arguments = args![&i.costs, &i.weights, i.lambda];
            Ok(vec![part("C", worker.call::<f64>("penalty_per_sample", arguments)?)])
        },
        truth: |i, _| {
            let squares = i.weights.iter().flatten().fold(0.0, |sum, w| sum + w * w);
            let sum = i.costs.iter().sum::<f64>() + i.lambda * squares / 2.0;
            vec![part("C", sum / i.costs.len() as f64)]
        },
        model: |i, wrong| {
            let n = i.costs.len() as f64;
            let mean = i.costs.iter().sum::<f64>() / n;
            let mean = if wrong.has("total-cost-sum") { n * mean } else { mean };
            let half = match () {
                _ if wrong.has("l2-without-half") => 1.0,
                _ if wrong.has("l2-penalty-sign") => -0.5,
                _ => 0.5,
            };
            let squares = squares(&i.weights);
            let times = if wrong.has("penalty-per-sample") {
                n
            } else if wrong.has("penalty-averaged") {
                1.0 / n
            } else if wrong.has("total-cost-without-penalty") {
                0.0
            } else {
                1.0
            };
            vec![part("C", mean + times * half * i.lambda / n * squares)]
        },
        mistakes: vec![
            "penalty-per-sample",
            "penalty-averaged",
            "total-cost-without-penalty",
            "total-cost-sum",
            "l2-without-half",
            "l2-penalty-sign",
        ],
        special: Special {
            written: repairs(),
            stub: Some("penalty-per-sample"),
            ..Special::none()
        },
    }
}

impl Costs {
    fn n(&self) -> f64 {
        self.costs.len() as f64
    }

    fn sum(&self) -> f64 {
        self.costs.iter().sum()
    }

    /// (λ/2) Σ_l ‖w^l‖², not yet divided by n.
    fn price(&self) -> f64 {
        0.5 * self.lambda * squares(&self.weights)
    }
}

fn cost(c: f64) -> Answer {
    vec![part("C", c)]
}

fn with_sum(i: &Costs, sum: fn(&[Array2<f64>]) -> f64) -> Answer {
    cost(i.sum() / i.n() + 0.5 * i.lambda * sum(&i.weights) / i.n())
}

/// Repairs that do not hold.
fn repairs() -> Vec<Imitation<Costs>> {
    let mut written = sums!(with_sum: 0 1 2 3 5 6 7 10 11 12 13 14 15);
    let others: [Imitation<Costs>; 12] = [
        // The penalty is averaged in the loop, and stands after it once more.
        once("penalty-twice", |i| cost((i.sum() + 2.0 * i.price()) / i.n())),
        once("penalty-per-sample-and-more", |i| {
            cost(i.sum() / i.n() + i.price() + i.price() / i.n())
        }),
        once("total-cost-nothing-divided", |i| cost(i.sum() + i.price())),
        once("total-cost-nothing-divided", |i| cost(i.sum() + i.n() * i.price())),
        once("total-cost-n-twice", |i| cost(i.sum() / i.n() / i.n() + i.price() / i.n())),
        once("total-cost-only-penalty", |i| cost(i.price() / i.n())),
        once("total-cost-one-sample", |i| {
            cost(i.costs[i.costs.len() - 1] / i.n() + i.price() / i.n())
        }),
        once("total-cost-one-sample", |i| {
            cost(i.costs[i.costs.len() - 1] + i.price() / i.n())
        }),
        once("l2-without-lambda", |i| {
            cost((i.sum() + 0.5 * squares(&i.weights)) / i.n())
        }),
        once("l2-times-n", |i| cost(i.sum() / i.n() + i.price() * i.n())),
        once("l2-without-lambda", |i| cost(i.sum() / i.n() + squares(&i.weights))),
        once("l2-by-layers", |i| {
            cost(i.sum() / i.n() + i.price() / i.weights.len() as f64)
        }),
    ];
    written.extend(others);
    written.push(with("l2-other-factor", SHARES, |i, c| {
        cost((i.sum() + c * i.lambda * squares(&i.weights)) / i.n())
    }));
    written
}
