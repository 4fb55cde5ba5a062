//! Exercises 1.3 and 1.4: one layer, and all of them.

use ndarray::{Array1, Axis};
use proptest::strategy::Strategy;

use super::activation::sigma;
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::forward::{self, FED_TOO, FORWARD, RELU};
use crate::chapters::per_sample::model::{ONLY_FIRST, ONLY_HIDDEN, ONLY_OUTPUT, ways};
use crate::chapters::per_sample::sums::SUMS;
use crate::function::{Function, Special, once};
use crate::sample::{Activation, Layer, Sample, layer, sample, show_layer};

fn of_z(z: Array1<f64>) -> Answer {
    vec![part("z", z)]
}

pub fn weighted_input() -> Function<Layer> {
    let mut mistakes = vec![
        "forward-without-bias",
        "forward-bias-subtracted",
        "forward-bias-multiplied",
        "forward-bias-per-input",
        "forward-transposed",
        "forward-without-product",
        "forward-without-weights",
        "weighted-input-activated",
    ];
    mistakes.extend(SUMS);
    Function {
        name: "weighted_input",
        inputs: || layer().boxed(),
        show: show_layer,
        ask: |worker, (w, b, a)| {
            Ok(of_z(worker.call::<Array1<f64>>("weighted_input", args![w, b, a])?))
        },
        truth: |(w, b, a), _| {
            let z =
                |j: usize| a.indexed_iter().fold(b[j], |sum, (k, a)| sum + w[[j, k]] * a);
            of_z(Array1::from_shape_fn(b.len(), z))
        },
        model: |(w, b, a), wrong| {
            let mut z = forward::weighted_input(w, b, a, wrong);
            if wrong.has("weighted-input-activated") {
                z.mapv_inplace(sigma);
            }
            of_z(z)
        },
        mistakes,
        special: Special {
            written: vec![
                once("forward-fed-bias", |(w, b, _)| of_z(w.dot(b) + b)),
                once("forward-bias-first", |(w, b, a)| of_z(w.dot(&(a + b)))),
                once("forward-one-bias", |(w, b, a)| of_z(w.dot(a) + b[0])),
                once("forward-one-bias", |(w, b, a)| of_z(w.dot(a) + b[b.len() - 1])),
                once("forward-one-bias", |(w, b, a)| of_z(w.dot(a) + b.sum())),
                once("forward-without-input", |(w, b, _)| of_z(w.sum_axis(Axis(1)) + b)),
                once("forward-product-subtracted", |(w, b, a)| of_z(b - w.dot(a))),
                once("forward-product-subtracted", |(w, _, a)| of_z(-w.dot(a))),
                once("forward-terms-added", |(w, b, a)| {
                    of_z((w + a).sum_axis(Axis(1)) + b)
                }),
                once("forward-neuron-left-out", |(w, b, a)| {
                    let mut z = w.dot(a) + b;
                    z[b.len() - 1] = 0.0;
                    of_z(z)
                }),
                once("forward-neuron-left-out", |(w, b, a)| {
                    let mut z = w.dot(a) + b;
                    z[0] = 0.0;
                    of_z(z)
                }),
                once("forward-without-weights", |(_, b, a)| of_z(b + a.sum())),
                once("sum-not-reset", |(w, b, a)| {
                    let mut sum = 0.0;
                    let z = w.dot(a) + b;
                    of_z(z.mapv(|z| {
                        sum += z;
                        sum
                    }))
                }),
                once("weighted-input-activated", |(w, b, a)| {
                    of_z((w.dot(a) + b).mapv(f64::tanh))
                }),
                once("weighted-input-activated", |(w, b, a)| {
                    of_z((w.dot(a) + b).mapv(|z| z.max(0.0)))
                }),
                once("weighted-input-activated", |(w, b, a)| {
                    of_z(w.dot(&a.mapv(sigma)) + b)
                }),
            ],
            ..Special::none()
        },
    }
}

fn lists(zs: &[Array1<f64>], activations: &[Array1<f64>]) -> Answer {
    [layers("z", 2, zs), layers("a", 1, activations)].concat()
}

/// The forward pass, and what becomes of its two lists.
fn passed(i: &Sample, wrong: Wrong) -> Answer {
    let (mut zs, mut activations) = forward::forward(i, Activation::Sigmoid, wrong);
    if wrong.has("forward-keeps-a-for-z") {
        zs.clone_from_slice(&activations[1..]);
    }
    if wrong.has("forward-keeps-z-for-a") {
        activations[1..].clone_from_slice(&zs);
    }
    if wrong.has("forward-output-not-kept") {
        activations.pop();
    }
    if wrong.has("forward-layer-left-out") {
        activations.pop();
        zs.pop();
    }
    if wrong.has("forward-input-not-kept") {
        activations.remove(0);
    }
    if wrong.has("forward-z-begins-with-x") {
        zs.insert(0, i.x.clone());
    }
    if wrong.has("lists-back-to-front") {
        zs.reverse();
        activations.reverse();
    }
    lists(&zs, &activations)
}

pub fn feedforward() -> Function<Sample> {
    let mut mistakes = FORWARD.to_vec();
    mistakes.extend([
        "forward-keeps-a-for-z",
        "forward-keeps-z-for-a",
        "forward-output-not-kept",
        "forward-layer-left-out",
        "forward-input-not-kept",
        "forward-z-begins-with-x",
        "lists-back-to-front",
    ]);
    mistakes.extend(SUMS);
    Function {
        name: "feedforward",
        inputs: || sample().boxed(),
        show: Sample::show_without_target,
        ask: |worker, i| {
            let arguments = args![&i.weights, &i.biases, &i.x];
            let (zs, activations): (Vec<Array1<f64>>, Vec<Array1<f64>>) =
                worker.call("feedforward", arguments)?;
            Ok(lists(&zs, &activations))
        },
        truth: |i, _| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            lists(&zs, &activations)
        },
        model: passed,
        mistakes,
        special: Special {
            written: [
                ways![passed;
                    "forward-input-activated" FED_TOO,
                    "forward-other-activation" RELU,
                    "forward-without-bias" ONLY_OUTPUT,
                    "forward-without-bias" ONLY_HIDDEN,
                    "forward-without-bias" ONLY_FIRST,
                ],
                vec![
                    once("forward-results-exchanged", |i| {
                        let (zs, activations) = i.forward(Activation::Sigmoid);
                        lists(&activations, &zs)
                    }),
                    once("lists-back-to-front", |i| {
                        let (mut zs, activations) = i.forward(Activation::Sigmoid);
                        zs.reverse();
                        lists(&zs, &activations)
                    }),
                    once("lists-back-to-front", |i| {
                        let (zs, mut activations) = i.forward(Activation::Sigmoid);
                        activations.reverse();
                        lists(&zs, &activations)
                    }),
                    once("forward-layer-left-out", |i| {
                        let (zs, activations) = i.forward(Activation::Sigmoid);
                        lists(&zs[1..], &[&activations[..1], &activations[2..]].concat())
                    }),
                    once("forward-output-only", |i| {
                        let (zs, activations) = i.forward(Activation::Sigmoid);
                        lists(&zs[zs.len() - 1..], &activations[zs.len()..])
                    }),
                ],
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..Special::none()
        },
    }
}
