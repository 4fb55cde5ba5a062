//! Exercise 5.2: the update for a mini-batch.

use ndarray::{Array1, Array2};
use proptest::prelude::*;
use worker::value::FromValue;

use super::batch::{Batch, mean_gradient};
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::Gradients;
use crate::function::{Function, Special, asked, once};
use crate::sample::{Sample, filled, positive, widths};
use crate::witness::Witness;

/// A mini-batch and η.
type Update = (Batch, f64);

/// The widths of networks of two or three layers.
pub fn few_layers() -> impl Strategy<Value = Vec<usize>> {
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
pub fn gradient_sum(network: &Sample, samples: &[Sample]) -> Gradients {
    let at = network.parameters();
    let zero = Array1::zeros(at.len());
    let sum = samples.iter().fold(zero, |sum, sample| {
        sum + mean_gradient(std::slice::from_ref(sample), &at, Witness::Duals)
    });
    network.split(&sum.to_vec())
}

/// What can go wrong with a step, whatever its gradient is.
pub const STEP: [&str; 11] = [
    "step-uphill",
    "biases-uphill",
    "weights-uphill",
    "step-without-eta",
    "step-on-a-copy",
    "step-replaces",
    "biases-not-updated",
    "weights-not-updated",
    "first-layer-not-updated",
    "last-layer-not-updated",
    "last-layer-updated-alone",
];

/// What the biases or the weights of layer l of 0 … last are changed by, as a multiple of the step
/// that is right.
pub fn share(wrong: Wrong, (l, last): (usize, usize), bias: bool, eta: f64) -> f64 {
    let kept = wrong.has("step-on-a-copy")
        || wrong.has("biases-not-updated") && bias
        || wrong.has("weights-not-updated") && !bias
        || wrong.has("first-layer-not-updated") && l == 0
        || wrong.has("last-layer-not-updated") && l == last
        || wrong.has("last-layer-updated-alone") && l < last;
    let uphill = wrong.has("step-uphill")
        || wrong.has("biases-uphill") && bias
        || wrong.has("weights-uphill") && !bias;
    let share = if wrong.has("step-without-eta") { 1.0 / eta } else { 1.0 };
    match (kept, uphill) {
        (true, _) => 0.0,
        (_, true) => -share,
        _ => share,
    }
}

/// A number for the weights and one for the biases of each layer, in the order of the parameters.
fn by_layer(like: &Sample, number: impl Fn(usize, bool) -> f64) -> Array1<f64> {
    let layers = like.weights.iter().zip(&like.biases).enumerate();
    let numbers = layers.flat_map(|(l, (w, b))| {
        [vec![number(l, false); w.len()], vec![number(l, true); b.len()]].concat()
    });
    numbers.collect()
}

/// What a sum of gradients can be divided by.
pub const DIVISORS: [&str; 7] = [
    "factor-1-m-missing",
    "factor-1-m-twice",
    "factor-m-for-1-m",
    "biases-not-averaged",
    "weights-not-averaged",
    "divided-by-m-minus-1",
    "divided-by-layers",
];

/// The parameters after a step with a sum of gradients. `like` says which of them are biases.
pub fn moved(
    like: &Sample,
    at: &Array1<f64>,
    sum: Array1<f64>,
    size: usize,
    eta: f64,
    wrong: Wrong,
) -> Array1<f64> {
    let (m, last) = (size as f64, like.weights.len() - 1);
    let sum = if wrong.has("gradients-back-to-front") { turned(like, &sum) } else { sum };
    let rate = by_layer(like, |l, bias| {
        let divisor = if wrong.has("factor-1-m-missing")
            || wrong.has("biases-not-averaged") && bias
            || wrong.has("weights-not-averaged") && !bias
        {
            1.0
        } else if wrong.has("factor-1-m-twice") {
            m * m
        } else if wrong.has("factor-m-for-1-m") {
            1.0 / m
        } else if wrong.has("divided-by-m-minus-1") {
            m - 1.0
        } else if wrong.has("divided-by-layers") {
            like.weights.len() as f64
        } else {
            m
        };
        -eta / divisor * share(wrong, (l, last), bias, eta)
    });
    let change = sum * rate;
    if wrong.has("step-replaces") { change } else { at + &change }
}

/// The gradients with those of the last layer first, each stretched to its place if that is
/// possible.
fn turned(like: &Sample, sum: &Array1<f64>) -> Array1<f64> {
    let (mut nabla_b, mut nabla_w) = like.split(&sum.to_vec());
    nabla_b.reverse();
    nabla_w.reverse();
    let fit = |(like, of): (&Array2<f64>, &Array2<f64>)| {
        of.broadcast(like.dim()).expect("shapes").to_owned()
    };
    let weights = like.weights.iter().zip(&nabla_w).map(fit).collect();
    let fit = |(like, of): (&Array1<f64>, &Array1<f64>)| {
        of.broadcast(like.dim()).expect("shapes").to_owned()
    };
    let biases = like.biases.iter().zip(&nabla_b).map(fit).collect();
    Sample { weights, biases, ..like.clone() }.parameters().into()
}

/// The sum of the gradients of some samples at some weights and biases. The judge takes them from
/// the cost, a training run from its backward pass.
pub type GradientSum<'a> = &'a dyn Fn(&[Sample], &Array1<f64>) -> Array1<f64>;

pub fn sum_at(samples: &[Sample], at: &Array1<f64>) -> Array1<f64> {
    samples.iter().fold(at * 0.0, |sum, sample| {
        sum + mean_gradient(std::slice::from_ref(sample), &at.to_vec(), Witness::Duals)
    })
}

/// A step with the gradients of `samples`, or two: one for the biases and one for the weights.
pub fn stepped(
    at: &Array1<f64>,
    samples: &[Sample],
    gradient: GradientSum,
    size: usize,
    eta: f64,
    wrong: Wrong,
    like: &Sample,
) -> Array1<f64> {
    let step =
        |at: &Array1<f64>| moved(like, at, gradient(samples, at), size, eta, wrong);
    let biases_first = wrong.has("biases-updated-first");
    if biases_first || wrong.has("weights-updated-first") {
        let of_first =
            by_layer(like, |_, bias| f64::from(u8::from(bias == biases_first)));
        let halfway = at + (step(at) - at) * &of_first;
        return &halfway + (step(&halfway) - &halfway) * (1.0 - of_first);
    }
    step(at)
}

/// Which of the gradients are lost, and where they are taken.
const GRADIENTS: [&str; 9] = [
    "first-gradient-only",
    "last-gradient-only",
    "first-sample-left-out",
    "last-sample-left-out",
    "updated-while-summing",
    "stepped-with-growing-sum",
    "biases-updated-first",
    "weights-updated-first",
    "gradients-back-to-front",
];

/// The parameters after the update for `samples`, with the mistakes of this exercise.
pub fn updated(
    like: &Sample,
    start: &Array1<f64>,
    samples: &[Sample],
    gradient: GradientSum,
    eta: f64,
    wrong: Wrong,
) -> Array1<f64> {
    let m = samples.len();
    if wrong.has("updated-while-summing") || wrong.has("stepped-with-growing-sum") {
        let (mut at, mut before) = (start.clone(), start * 0.0);
        for sample in samples {
            let of_sample = gradient(std::slice::from_ref(sample), &at);
            let sum = &of_sample + &before;
            if wrong.has("stepped-with-growing-sum") {
                before = sum.clone();
            }
            at = moved(like, &at, sum, m, eta, wrong);
        }
        return at;
    }
    let counted = if wrong.has("last-gradient-only") {
        &samples[m - 1..]
    } else if wrong.has("first-gradient-only") {
        &samples[..1]
    } else if wrong.has("first-sample-left-out") {
        &samples[1..]
    } else if wrong.has("last-sample-left-out") {
        &samples[..m - 1]
    } else {
        samples
    };
    stepped(start, counted, gradient, m, eta, wrong, like)
}

fn answered((batch, eta): &Update, wrong: Wrong) -> Answer {
    let samples = batch.samples();
    let (like, start) = (&samples[0], Array1::from(samples[0].parameters()));
    network(like, &updated(like, &start, &samples, &sum_at, *eta, wrong))
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
        model: answered,
        mistakes: [&GRADIENTS[..], &DIVISORS, &STEP].concat(),
        special: Special {
            written: vec![
                once("last-gradient-only", |i| {
                    // Each sample's mean is assigned, without 1/m.
                    answered(i, Wrong(&["last-gradient-only", "factor-1-m-missing"]))
                }),
                once("first-gradient-only", |i| {
                    answered(i, Wrong(&["first-gradient-only", "factor-1-m-missing"]))
                }),
                once("updated-while-summing", |i| {
                    answered(i, Wrong(&["updated-while-summing", "factor-1-m-missing"]))
                }),
                once("divided-by-m-minus-1", |(batch, eta)| {
                    let samples = batch.samples();
                    let (like, size) = (&samples[0], (samples.len() - 1).max(1));
                    let at = Array1::from(like.parameters());
                    network(
                        like,
                        &stepped(
                            &at,
                            &samples,
                            &sum_at,
                            size,
                            *eta,
                            Wrong::NOTHING,
                            like,
                        ),
                    )
                }),
            ],
            ..Special::none()
        },
    }
}
