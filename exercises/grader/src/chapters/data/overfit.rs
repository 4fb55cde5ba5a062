//! Exercise 9.5: learn a few samples by heart.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use worker::value::FromValue;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Imitation, Special, asked, once};

/// What each step leads to, and when to stop.
#[derive(Clone, Debug)]
pub struct Steps {
    eta: f64,
    costs: Vec<f64>,
    limit: f64,
    most: usize,
}

impl Steps {
    /// The cost after step k; the last one stays.
    fn cost(&self, k: usize) -> f64 {
        self.costs[k.min(self.costs.len() - 1)]
    }
}

/// Costs in tenths, some equal to the limit and some NaN.
fn inputs() -> impl Strategy<Value = Steps> {
    let cost = prop_oneof![
        6 => (1..=9_i32).prop_map(|tenths| f64::from(tenths) / 10.0),
        1 => Just(f64::NAN),
    ];
    (1..=20_i32, vec(cost, 1..=6), 1..=6_i32, 1..=6_usize).prop_map(
        |(eta, costs, limit, most)| Steps {
            eta: f64::from(eta) / 10.0,
            costs,
            limit: f64::from(limit) / 10.0,
            most,
        },
    )
}

/// Compared word for word, since NaN is not equal to itself.
fn curve(costs: &[f64]) -> Answer {
    vec![part("costs", format!("{costs:?}"))]
}

/// Steps until `done` says so of a cost, or for `most` steps.
fn until(i: &Steps, most: usize, done: impl Fn(f64) -> bool) -> Vec<f64> {
    let mut costs = Vec::new();
    while costs.len() < most {
        costs.push(i.cost(costs.len()));
        if done(costs[costs.len() - 1]) {
            break;
        }
    }
    costs
}

pub fn overfit() -> Function<Steps> {
    Function {
        name: "overfit",
        inputs: || inputs().boxed(),
        show: |i| {
            vec![
                part("costs after each step", format!("{:?}", i.costs)),
                part("η", i.eta),
                part("limit", i.limit),
                part("most", i.most as f64),
            ]
        },
        ask: |worker, i| {
            let taken = Cell::new(0);
            let arguments = args![(), i.eta, i.limit, i.most];
            let costs: Vec<f64> = worker.call_with("overfit", arguments, |question| {
                let [eta] = asked(question)?;
                let step =
                    if f64::from_value(eta)? == i.eta { taken.get() } else { usize::MAX };
                taken.set(taken.get() + 1);
                Ok(i.cost(step).into())
            })?;
            Ok(curve(&costs))
        },
        truth: |i, _| {
            let costs: Vec<f64> = (0..i.most).map(|k| i.cost(k)).collect();
            let low = costs.iter().position(|&c| c <= i.limit);
            curve(&costs[..low.map_or(i.most, |k| k + 1)])
        },
        model,
        mistakes: vec![
            "overfit-never-stops",
            "overfit-limit-not-reached",
            "overfit-nan-ends",
            "overfit-one-step-too-many",
            "overfit-one-step-too-few",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn model(i: &Steps, wrong: Wrong) -> Answer {
    let most = match () {
        () if wrong.has("overfit-one-step-too-many") => i.most + 1,
        () if wrong.has("overfit-one-step-too-few") => i.most - 1,
        () => i.most,
    };
    curve(&until(i, most, |cost| match () {
        () if wrong.has("overfit-never-stops") => false,
        () if wrong.has("overfit-limit-not-reached") => cost < i.limit,
        () if wrong.has("overfit-nan-ends") => cost.is_nan() || cost <= i.limit,
        () => cost <= i.limit,
    }))
}

/// A step whose cost is compared, and another whose cost is kept.
fn two_each_time(i: &Steps, done: impl Fn(f64) -> bool) -> Answer {
    let mut costs = Vec::new();
    while costs.len() < i.most && !done(i.cost(2 * costs.len())) {
        costs.push(i.cost(2 * costs.len() + 1));
    }
    curve(&costs)
}

fn written() -> Vec<Imitation<Steps>> {
    vec![
        once("overfit-last-cost-lost", |i| {
            let mut costs = until(i, i.most, |cost| cost <= i.limit);
            if costs.last().is_some_and(|&cost| cost <= i.limit) {
                costs.pop();
            }
            curve(&costs)
        }),
        once("overfit-only-last-cost", |i| {
            let costs = until(i, i.most, |cost| cost <= i.limit);
            curve(&costs[costs.len() - 1..])
        }),
        once("overfit-goes-on-after", |i| {
            let costs = until(i, i.most, |cost| cost <= i.limit);
            curve(&until(i, (costs.len() + 1).min(i.most), |_| false))
        }),
        once("overfit-stops-at-a-rise", |i| {
            let mut costs = until(i, i.most, |cost| cost <= i.limit);
            let rise = costs.windows(2).position(|pair| pair[1] > pair[0]);
            costs.truncate(rise.map_or(costs.len(), |k| k + 2));
            curve(&costs)
        }),
        once("overfit-two-steps-each-time", |i| two_each_time(i, |c| c <= i.limit)),
        once("overfit-two-steps-each-time", |i| {
            two_each_time(i, |c| c.is_nan() || c <= i.limit)
        }),
        once("overfit-condition-reversed", |i| {
            curve(&until(i, i.most, |cost| cost > i.limit))
        }),
    ]
}
