//! Exercise 5.4: an epoch of mini-batches.

use ndarray::Array1;
use proptest::prelude::*;
use worker::value::FromValue;

use super::batch::{Batch, mean_gradient};
use super::split::{SPLIT, order, sliding, split};
use super::step::{
    DIVISORS, GradientSum, STEP, few_layers, gradient_sum, moved, network, parts,
    stepped, sum_at,
};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, asked, once};
use crate::sample::{Sample, filled, positive};

/// All that an epoch is given.
#[derive(Clone, Debug)]
pub struct Epoch {
    pub data: Batch,
    pub order: Vec<usize>,
    pub m: usize,
    pub eta: f64,
}

fn epoch_inputs() -> impl Strategy<Value = Epoch> {
    let shape = (few_layers(), order(6), 1..=4_usize, positive());
    filled(shape, |(widths, order, m, eta), numbers| Epoch {
        data: Batch::of(widths, order.len(), numbers),
        order: order.clone(),
        m: *m,
        eta: *eta,
    })
}

pub fn chosen(samples: &[Sample], numbers: &[usize]) -> Vec<Sample> {
    numbers.iter().map(|&k| samples[k].clone()).collect()
}

/// What can go wrong between the mini-batches.
const BETWEEN: [&str; 9] = [
    "partial-mini-batch-over-m",
    "factor-1-n-for-1-m",
    "gradient-at-old-weights",
    "gradient-one-step-late",
    "sum-carried-over",
    "step-per-sample",
    "biases-updated-first",
    "weights-updated-first",
    "gradients-back-to-front",
];

fn trained(i: &Epoch, wrong: Wrong) -> Answer {
    trained_on(i, split(&i.order, i.m, wrong), wrong)
}

fn trained_on(i: &Epoch, batches: Vec<Vec<usize>>, wrong: Wrong) -> Answer {
    let samples = i.data.samples();
    let (like, start) = (&samples[0], Array1::from(samples[0].parameters()));
    let steps = Steps { like, samples: &samples, gradient: &sum_at, m: i.m, eta: i.eta };
    network(like, &steps.taken(start, batches, wrong))
}

/// What the steps of an epoch are made of. `like` says which of the parameters are biases.
pub struct Steps<'a> {
    pub like: &'a Sample,
    pub samples: &'a [Sample],
    pub gradient: GradientSum<'a>,
    pub m: usize,
    pub eta: f64,
}

impl Steps<'_> {
    /// The parameters after a step for each of the mini-batches.
    pub fn taken(
        &self,
        start: Array1<f64>,
        batches: Vec<Vec<usize>>,
        wrong: Wrong,
    ) -> Array1<f64> {
        let Steps { like, samples, gradient, m, eta } = *self;
        let (mut at, mut before) = (start.clone(), start.clone());
        let mut carried = &start * 0.0;
        for numbers in batches {
            let batch = chosen(samples, &numbers);
            let size = if wrong.has("partial-mini-batch-over-m") {
                m
            } else if wrong.has("factor-1-n-for-1-m") {
                samples.len()
            } else {
                batch.len()
            };
            if wrong.has("step-per-sample") {
                for sample in &batch {
                    let sample = std::slice::from_ref(sample);
                    at = stepped(&at, sample, gradient, size, eta, wrong, like);
                }
                continue;
            }
            if !wrong.has("sum-carried-over")
                && !wrong.has("gradient-at-old-weights")
                && !wrong.has("gradient-one-step-late")
            {
                at = stepped(&at, &batch, gradient, size, eta, wrong, like);
                continue;
            }
            let place = if wrong.has("gradient-at-old-weights") {
                &start
            } else if wrong.has("gradient-one-step-late") {
                &before
            } else {
                &at
            };
            let mut sum = gradient(&batch, place);
            if wrong.has("sum-carried-over") {
                sum += &carried;
                carried = sum.clone();
            }
            before = at.clone();
            at = moved(like, &at, sum, size, eta, wrong);
        }
        at
    }
}

/// One sample at a time.
fn singly(i: &Epoch, size: usize) -> Answer {
    let single = Epoch { m: 1, eta: i.eta / size as f64, ..i.clone() };
    trained(&single, Wrong::NOTHING)
}

pub fn epoch() -> Function<Epoch> {
    Function {
        name: "epoch",
        inputs: || epoch_inputs().boxed(),
        show: |i| {
            let rest = [
                part("order", format!("{:?}", i.order)),
                part("m", i.m as f64),
                part("η", i.eta),
            ];
            [i.data.show_samples(), rest.to_vec()].concat()
        },
        ask: |worker, i| {
            let samples = i.data.samples();
            let arguments =
                args![&i.data.weights, &i.data.biases, &i.order, i.m, i.eta, ()];
            let (weights, biases): (Vec<_>, Vec<_>) =
                worker.call_with("epoch", arguments, |question| {
                    let [weights, biases, of] = asked(question)?;
                    let network = Sample {
                        weights: Vec::from_value(weights)?,
                        biases: Vec::from_value(biases)?,
                        ..samples[0].clone()
                    };
                    let of = chosen(&samples, &Vec::from_value(of)?);
                    Ok(gradient_sum(&network, &of).into())
                })?;
            Ok(parts(&weights, &biases))
        },
        truth: |i, witness| {
            let samples = i.data.samples();
            let mut at = Array1::from(samples[0].parameters());
            for start in (0..i.order.len()).step_by(i.m) {
                let end = i.order.len().min(start + i.m);
                let batch = chosen(&samples, &i.order[start..end]);
                at = &at - &(mean_gradient(&batch, &at.to_vec(), witness) * i.eta);
            }
            network(&samples[0], &at)
        },
        model: trained,
        mistakes: [&SPLIT[..], &BETWEEN, &DIVISORS, &STEP].concat(),
        special: Special {
            written: vec![
                once("mini-batches-overlap", |i| {
                    trained_on(i, sliding(&i.order, i.m), Wrong::NOTHING)
                }),
                once("step-per-sample", |i| singly(i, 1)),
                once("step-per-sample", |i| singly(i, i.m)),
                once("step-per-sample", |i| singly(i, i.order.len())),
                once("empty-mini-batch", |i| {
                    let mut batches = split(&i.order, i.m, Wrong::NOTHING);
                    batches.push(Vec::new());
                    trained_on(i, batches, Wrong::NOTHING)
                }),
                once("one-mini-batch", |i| {
                    let divided = Wrong(&["partial-mini-batch-over-m"]);
                    trained_on(i, vec![i.order.clone()], divided)
                }),
                once("one-mini-batch", |i| {
                    let summed = Wrong(&["factor-1-m-missing"]);
                    trained_on(i, vec![i.order.clone()], summed)
                }),
                once("m-mini-batches", |i| {
                    let size = (i.order.len() / i.m).max(1);
                    trained_on(i, split(&i.order, size, Wrong::NOTHING), Wrong::NOTHING)
                }),
                once("mini-batches-overlap", |i| {
                    let divided = Wrong(&["partial-mini-batch-over-m"]);
                    trained_on(i, sliding(&i.order, i.m), divided)
                }),
            ],
            ..Special::none()
        },
    }
}
