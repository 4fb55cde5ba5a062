//! Exercises 5.2 and 5.4: the update for a mini-batch, and an epoch of them.

use ndarray::{Array1, Array2};
use proptest::prelude::*;
use worker::value::FromValue;

use super::batch::{Batch, mean_gradient};
use super::split::{order, split};
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::Gradients;
use crate::function::{Function, Special, asked};
use crate::sample::{Sample, filled, positive, widths};
use crate::witness::Witness;

/// A mini-batch and η.
type Update = (Batch, f64);

/// The widths of networks of two or three layers.
fn few_layers() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![widths(2), widths(3)]
}

pub fn parts(weights: &[Array2<f64>], biases: &[Array1<f64>]) -> Answer {
    [layers("w", 2, weights), layers("b", 2, biases)].concat()
}

/// The parameters of a network as parts.
pub fn network(like: &Sample, parameters: &Array1<f64>) -> Answer {
    let (biases, weights) = like.split(&parameters.to_vec());
    parts(&weights, &biases)
}

/// The sum of the gradients of some samples at the weights and biases of `network`.
fn gradient_sum(network: &Sample, samples: &[Sample]) -> Gradients {
    let at = network.parameters();
    let zero = Array1::zeros(at.len());
    let sum = samples.iter().fold(zero, |sum, sample| {
        sum + mean_gradient(std::slice::from_ref(sample), &at, Witness::Duals)
    });
    network.split(&sum.to_vec())
}

/// −η times a sum of gradients over their number, with the mistakes that can be made there.
/// `like` says which of the parameters are biases.
fn change(
    like: &Sample,
    sum: Array1<f64>,
    size: usize,
    eta: f64,
    wrong: Wrong,
) -> Array1<f64> {
    let size = size as f64;
    let divisor = if wrong.has("factor-1-m-missing") {
        1.0
    } else if wrong.has("factor-1-m-twice") {
        size * size
    } else {
        size
    };
    let sign = if wrong.has("step-uphill") { 1.0 } else { -1.0 };
    let change = sum * (sign * eta / divisor);
    if wrong.has("biases-not-updated") { change * kept(like, 1.0, 0.0) } else { change }
}

/// One factor for all weights and one for all biases, in the order of the parameters.
fn kept(like: &Sample, weight: f64, bias: f64) -> Array1<f64> {
    let layers = like.weights.iter().zip(&like.biases);
    layers
        .flat_map(|(w, b)| [vec![weight; w.len()], vec![bias; b.len()]].concat())
        .collect()
}

fn updated(batch: &Batch, eta: f64, wrong: Wrong) -> Answer {
    let samples = batch.samples();
    let (like, m) = (&samples[0], samples.len());
    let start = Array1::from(like.parameters());
    let of_sample = |sample: &Sample, at: &Array1<f64>| {
        mean_gradient(std::slice::from_ref(sample), &at.to_vec(), Witness::Duals)
    };
    if wrong.has("updated-while-summing") {
        let end = samples.iter().fold(start, |at, sample| {
            let gradient = of_sample(sample, &at);
            &at + &change(like, gradient, m, eta, wrong)
        });
        return network(like, &end);
    }
    let counted =
        if wrong.has("last-gradient-only") { &samples[m - 1..] } else { &samples[..] };
    let step = |at: &Array1<f64>| {
        let sum =
            counted.iter().fold(at * 0.0, |sum, sample| sum + of_sample(sample, at));
        change(like, sum, m, eta, wrong)
    };
    if wrong.has("biases-updated-first") {
        let halfway = &start + step(&start) * kept(like, 0.0, 1.0);
        let end = &halfway + step(&halfway) * kept(like, 1.0, 0.0);
        return network(like, &end);
    }
    network(like, &(&start + step(&start)))
}

pub fn update_mini_batch() -> Function<Update> {
    Function {
        name: "update_mini_batch",
        inputs: || {
            let batch = filled((few_layers(), 1..=4_usize), |(widths, m), numbers| {
                Batch::of(widths, *m, numbers)
            });
            (batch, positive()).boxed()
        },
        show: |(batch, eta)| [batch.show_samples(), vec![part("η", *eta)]].concat(),
        ask: |worker, (batch, eta)| {
            let samples = batch.samples().into_iter().map(|sample| (sample.x, sample.y));
            let samples: Vec<_> = samples.collect();
            let arguments = args![&batch.weights, &batch.biases, samples, *eta, ()];
            let (weights, biases): (Vec<_>, Vec<_>) =
                worker.call_with("update_mini_batch", arguments, |question| {
                    let [weights, biases, x, y] = asked(question)?;
                    let sample = Sample {
                        weights: Vec::from_value(weights)?,
                        biases: Vec::from_value(biases)?,
                        x: Array1::from_value(x)?,
                        y: Array1::from_value(y)?,
                    };
                    Ok(gradient_sum(&sample, std::slice::from_ref(&sample)).into())
                })?;
            Ok(parts(&weights, &biases))
        },
        truth: |(batch, eta), witness| {
            let samples = batch.samples();
            let start = samples[0].parameters();
            let gradient = mean_gradient(&samples, &start, witness);
            network(&samples[0], &(Array1::from(start) - gradient * *eta))
        },
        model: |(batch, eta), wrong| updated(batch, *eta, wrong),
        mistakes: vec![
            "factor-1-m-missing",
            "factor-1-m-twice",
            "step-uphill",
            "last-gradient-only",
            "updated-while-summing",
            "biases-updated-first",
            "biases-not-updated",
        ],
        special: Special::none(),
    }
}

/// All that an epoch is given.
#[derive(Clone, Debug)]
pub struct Epoch {
    data: Batch,
    order: Vec<usize>,
    m: usize,
    eta: f64,
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

fn chosen(samples: &[Sample], numbers: &[usize]) -> Vec<Sample> {
    numbers.iter().map(|&k| samples[k].clone()).collect()
}

fn trained(i: &Epoch, wrong: Wrong) -> Answer {
    let samples = i.data.samples();
    let like = &samples[0];
    let start = Array1::from(like.parameters());
    let (mut at, mut carried) = (start.clone(), &start * 0.0);
    for numbers in split(&i.order, i.m, wrong) {
        let place = if wrong.has("gradient-at-old-weights") { &start } else { &at };
        let batch = chosen(&samples, &numbers);
        let mut sum =
            mean_gradient(&batch, &place.to_vec(), Witness::Duals) * batch.len() as f64;
        if wrong.has("sum-carried-over") {
            sum += &carried;
            carried = sum.clone();
        }
        let size = if wrong.has("partial-mini-batch-over-m") {
            i.m
        } else if wrong.has("factor-1-n-for-1-m") {
            i.order.len()
        } else {
            batch.len()
        };
        at += &change(like, sum, size, i.eta, wrong);
    }
    network(like, &at)
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
        mistakes: vec![
            "partial-mini-batch-dropped",
            "partial-mini-batch-over-m",
            "factor-1-m-missing",
            "factor-1-n-for-1-m",
            "gradient-at-old-weights",
            "sum-carried-over",
            "order-ignored",
            "step-uphill",
            "biases-not-updated",
        ],
        special: Special::none(),
    }
}
