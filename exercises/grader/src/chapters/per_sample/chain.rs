//! Exercise 3.8: a chain of neurons.

use proptest::strategy::Strategy;

use super::first_wrong::first_wrong;
use super::forward::{FED_TOO, FORWARD, RELU};
use super::model::{
    self, ONLY_BIASES, ONLY_FIRST, ONLY_HIDDEN, ONLY_LAST_HIDDEN, ONLY_OUTPUT,
    ONLY_WEIGHTS, SHORTER, ways,
};
use super::slopes::{ONLY_BP1, ONLY_BP2, SIGMOID_SLOPES};
use super::ways::{
    BACKWARD, SIGMA_FOR_SIGMA_PRIME, all, forward_ways, sigmoid_slope_ways, slope_ways,
};
use super::whole::NetworkCost;
use super::{ChainGradients, Gradients};
use crate::answer::{Answer, layers};
use crate::atlas::Wrong;
use crate::chapters::cost::DERIVATIVE;
use crate::function::{Function, Special, once};
use crate::sample::{Activation, Sample, filled};
use crate::witness::Witness;

/// The numbers of a list of tensors, layer after layer.
fn chain<'a, A>(tensors: &'a [A]) -> Vec<f64>
where
    &'a A: IntoIterator<Item = &'a f64>,
{
    tensors.iter().flatten().copied().collect()
}

fn chain_parts((nabla_b, nabla_w): ChainGradients) -> Answer {
    [layers("∇b", 2, &nabla_b), layers("∇w", 2, &nabla_w)].concat()
}

/// A 1 × 1 matrix is a number here.
fn as_chain((nabla_b, nabla_w): Gradients) -> Answer {
    let b = chain(&nabla_b);
    let w = chain(&nabla_w);
    chain_parts((b, w))
}

fn chain_truth(i: &Sample, witness: Witness) -> Answer {
    let cost = NetworkCost(i, Activation::Sigmoid);
    as_chain(i.split(&witness.gradient(&cost, &i.parameters())))
}

fn modelled_chain(i: &Sample, wrong: Wrong) -> Answer {
    let (zs, activations) = model::forward(i, Activation::Sigmoid, wrong);
    as_chain(model::backward(
        &i.weights,
        &zs,
        &activations,
        &i.y,
        Activation::Sigmoid,
        wrong,
    ))
}

/// What makes no difference where every layer has one neuron.
const NOT_IN_A_CHAIN: [&str; 14] = [
    "hadamard-as-dot",
    "forward-bias-per-input",
    "forward-transposed",
    "forward-softmax-output",
    "cost-derivative-mean-over-outputs",
    "cost-derivative-summed",
    "bp2-not-transposed",
    "bp2-slope-inside",
    "bp3-averaged",
    "bp3-summed",
    "bp3-row-sums",
    "bp4-wrong-way-round",
    "bp4-averaged",
    "bp4-inner-product",
];

pub fn neuron_chain() -> Function<Sample> {
    let lists =
        [&FORWARD[..], &DERIVATIVE, &BACKWARD, &SIGMA_FOR_SIGMA_PRIME, &SIGMOID_SLOPES];
    let mistakes =
        lists.concat().into_iter().filter(|slug| !NOT_IN_A_CHAIN.contains(slug));
    let [bp1, bp2] = sigmoid_slope_ways!(modelled_chain);
    Function {
        name: "neuron_chain",
        inputs: || {
            filled(2..=4_usize, |&n, numbers| Sample::of(&vec![1; n], numbers)).boxed()
        },
        show: Sample::show,
        ask: |worker, i| {
            let (w, b) = (chain(&i.weights), chain(&i.biases));
            Ok(chain_parts(worker.call("neuron_chain", args![w, b, i.x[0], i.y[0]])?))
        },
        truth: chain_truth,
        model: modelled_chain,
        mistakes: mistakes.collect(),
        special: Special {
            first_wrong: Some(|i, got| {
                let (_, activations) = i.forward(Activation::Sigmoid);
                first_wrong(got, &chain_truth(i, Witness::Duals), &activations, true)
            }),
            written: all([
                forward_ways!(modelled_chain),
                bp1,
                bp2,
                ways![modelled_chain;
                    "bp2-without-sigma-prime" ONLY_LAST_HIDDEN,
                    "bp2-without-sigma-prime" ONLY_FIRST,
                    "bp4-own-activation" ONLY_OUTPUT,
                    "bp4-own-activation" ONLY_HIDDEN,
                    "gradients-back-to-front" ONLY_BIASES,
                    "gradients-back-to-front" ONLY_WEIGHTS,
                    "backward-first-left-out" SHORTER,
                    "backward-output-only" SHORTER,
                ],
                vec![
                    once("chain-own-weight-too", |i| {
                        let (zs, activations) = i.forward(Activation::Sigmoid);
                        let (mut nabla_b, mut nabla_w) = model::backward(
                            &i.weights,
                            &zs,
                            &activations,
                            &i.y,
                            Activation::Sigmoid,
                            Wrong::NOTHING,
                        );
                        for (l, w) in i.weights.iter().enumerate() {
                            nabla_b[l] *= w[[0, 0]];
                            nabla_w[l] *= w[[0, 0]];
                        }
                        as_chain((nabla_b, nabla_w))
                    }),
                    once("chain-three-at-once", |i| {
                        let three = [
                            "bp2-raw-errors",
                            "bp4-weights-for-a",
                            "cost-derivative-twice",
                        ];
                        modelled_chain(i, Wrong(&three))
                    }),
                ],
            ]),
            ..Special::none()
        },
    }
}
