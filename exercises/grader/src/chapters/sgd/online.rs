//! Exercise 5.6: a step for one sample, layer by layer while the backward pass goes on.

use ndarray::Array1;
use proptest::prelude::*;

use super::batch::mean_gradient;
use super::step::{STEP, network, parts, share};
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::cost::{DERIVATIVE, derivative};
use crate::chapters::per_sample::model::{
    self, IN_LOOPS, ONLY_BACKWARD, ONLY_BIASES, ONLY_FIRST, ONLY_HIDDEN,
    ONLY_LAST_HIDDEN, ONLY_OUTPUT, ONLY_WEIGHTS, SHORTER, ways,
};
use crate::chapters::per_sample::slopes::{ONLY_BP1, ONLY_BP2, SIGMOID_SLOPES};
use crate::chapters::per_sample::whole::{
    BACKWARD, SIGMA_FOR_SIGMA_PRIME, all, backward_ways, sigmoid_slope_ways, slope_ways,
    sum_ways,
};
use crate::function::{Function, Special, once};
use crate::sample::{Activation, Sample, positive, sample};

/// A network with one sample, and η.
type Step = (Sample, f64);

fn stepped((i, eta): &Step, wrong: Wrong) -> Answer {
    if wrong.has("updated-before-propagated") {
        return through_new_weights(i, *eta, wrong);
    }
    let (zs, activations) = i.forward(Activation::Sigmoid);
    let (nabla_b, nabla_w) =
        model::backward(&i.weights, &zs, &activations, &i.y, Activation::Sigmoid, wrong);
    let (mut weights, mut biases) = (i.weights.clone(), i.biases.clone());
    let last = weights.len() - 1;
    for l in 0..nabla_w.len().min(nabla_b.len()) {
        // η in the errors comes once more with each layer.
        let more = if wrong.has("eta-in-the-errors") { (last - l) as i32 } else { 0 };
        let twice = if wrong.has("eta-twice") { 1 } else { 0 };
        let rate =
            |bias| -eta.powi(1 + more + twice) * share(wrong, (l, last), bias, *eta);
        if wrong.has("step-replaces") {
            weights[l].fill(0.0);
            biases[l].fill(0.0);
        }
        weights[l].scaled_add(rate(false), &nabla_w[l]);
        biases[l].scaled_add(rate(true), &nabla_b[l]);
    }
    parts(&weights, &biases)
}

/// The step of each layer first, then the way back through its weights.
fn through_new_weights(i: &Sample, eta: f64, wrong: Wrong) -> Answer {
    let (zs, activations) = i.forward(Activation::Sigmoid);
    let (mut weights, mut biases) = (i.weights.clone(), i.biases.clone());
    let last = weights.len() - 1;
    let raw = wrong.has("bp2-raw-errors");
    let mut sent = derivative(&activations[last + 1], &i.y, wrong);
    for l in (0..=last).rev() {
        let slope = zs[l].mapv(|z| match () {
            () if wrong.has("bp1-without-sigma-prime") && l == last => 1.0,
            () if wrong.has("bp2-without-sigma-prime") && l < last => 1.0,
            () => model::sigma(z) * model::sigma(-z),
        });
        let delta = &sent * &slope;
        let own = usize::from(wrong.has("bp4-own-activation"));
        let rate = |bias| -eta * share(wrong, (l, last), bias, eta);
        weights[l]
            .scaled_add(rate(false), &model::bp4(&activations[l + own], &delta, wrong));
        biases[l].scaled_add(rate(true), &delta);
        if l > 0 {
            sent = weights[l].t().dot(if raw { &sent } else { &delta });
        }
    }
    parts(&weights, &biases)
}

pub fn online_step() -> Function<Step> {
    let [bp1, bp2] = sigmoid_slope_ways!(stepped);
    let [sums] = sum_ways!(stepped; ONLY_BACKWARD);
    let raw = vec![once("bp2-raw-errors", |i| {
        stepped(i, Wrong(&["bp2-raw-errors", "updated-before-propagated"]))
    })];
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
            let (weights, biases): (Vec<_>, Vec<_>) =
                worker.call("online_step", arguments)?;
            Ok(parts(&weights, &biases))
        },
        truth: |(i, eta), witness| {
            let start = i.parameters();
            let gradient = mean_gradient(std::slice::from_ref(i), &start, witness);
            network(i, &(Array1::from(start) - gradient * *eta))
        },
        model: stepped,
        mistakes: [
            &["updated-before-propagated", "eta-in-the-errors", "eta-twice"],
            &STEP[..],
            &DERIVATIVE,
            &BACKWARD,
            &SIGMA_FOR_SIGMA_PRIME,
            &SIGMOID_SLOPES,
        ]
        .concat(),
        special: Special {
            written: all([raw, backward_ways!(stepped), bp1, bp2, sums]),
            ..Special::none()
        },
    }
}
