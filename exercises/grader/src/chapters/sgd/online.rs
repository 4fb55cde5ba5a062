//! Exercise 5.6: a step for one sample, layer by layer while the backward pass goes on.

use ndarray::Array1;
use proptest::prelude::*;

use super::batch::mean_gradient;
use super::step::{network, parts};
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::model;
use crate::function::{Function, Special};
use crate::sample::{Activation, Sample, positive, sample};

/// A network with one sample, and η.
type Step = (Sample, f64);

fn stepped((i, eta): &Step, wrong: Wrong) -> Answer {
    let (zs, activations) = i.forward(Activation::Sigmoid);
    let (mut weights, mut biases) = (i.weights.clone(), i.biases.clone());
    let rate = if wrong.has("step-uphill") { *eta } else { -eta };
    let last = weights.len() - 1;
    let nabla_a = &activations[last + 1] - &i.y;
    let mut delta = model::bp1(&nabla_a, &zs[last], Activation::Sigmoid, wrong);
    for l in (0..=last).rev() {
        if l < last {
            let w = if wrong.has("updated-before-propagated") {
                &weights[l + 1]
            } else if wrong.has("bp2-own-weights") {
                &i.weights[l]
            } else {
                &i.weights[l + 1]
            };
            delta = model::bp2(w, &delta, &zs[l], Activation::Sigmoid, wrong);
        }
        let own = usize::from(wrong.has("bp4-own-activation"));
        weights[l].scaled_add(rate, &model::bp4(&activations[l + own], &delta, wrong));
        if !wrong.has("biases-not-updated") {
            biases[l].scaled_add(rate, &delta);
        }
    }
    parts(&weights, &biases)
}

pub fn online_step() -> Function<Step> {
    Function {
        name: "online_step",
        inputs: || (sample(), positive()).boxed(),
        show: |(i, eta)| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            let mut shown = parts(&i.weights, &i.biases);
            shown.extend(layers("z", 2, &zs));
            shown.extend(layers("a", 1, &activations));
            shown.extend([part("y", i.y.clone()), part("η", *eta)]);
            shown
        },
        ask: |worker, (i, eta)| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            let arguments = args![&i.weights, &i.biases, zs, activations, &i.y, *eta];
            let (weights, biases): (Vec<_>, Vec<_>) = worker.call("online_step", arguments)?;
            Ok(parts(&weights, &biases))
        },
        truth: |(i, eta), witness| {
            let start = i.parameters();
            let gradient = mean_gradient(std::slice::from_ref(i), &start, witness);
            network(i, &(Array1::from(start) - gradient * *eta))
        },
        model: stepped,
        mistakes: vec![
            "updated-before-propagated",
            "step-uphill",
            "biases-not-updated",
            "bp1-without-sigma-prime",
            "bp2-without-sigma-prime",
            "bp2-not-transposed",
            "bp2-own-weights",
            "bp4-own-activation",
            "bp4-wrong-way-round",
        ],
        special: Special::none(),
    }
}
