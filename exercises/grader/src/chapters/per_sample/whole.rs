//! Exercises 3.5 to 3.8: the equations put together.

use proptest::strategy::Strategy;

use super::first_wrong::first_wrong;
use super::{ChainGradients, Gradients, model};
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::cost::Quadratic;
use crate::function::{Function, Special};
use crate::sample::{Activation, Sample, filled, sample};
use crate::witness::{Cost, Real, Witness};

/// The quadratic cost of a sample, as a function of all weights and biases.
struct NetworkCost<'a>(&'a Sample, Activation);

impl Cost for NetworkCost<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        let NetworkCost(sample, activation) = *self;
        Quadratic(&sample.y).at(&sample.output(parameters, activation))
    }
}

fn parts((nabla_b, nabla_w): Gradients) -> Answer {
    [layers("∇b", 2, &nabla_b), layers("∇w", 2, &nabla_w)].concat()
}

fn truth(i: &Sample, activation: Activation, witness: Witness) -> Answer {
    parts(i.split(&witness.gradient(&NetworkCost(i, activation), &i.parameters())))
}

fn modelled(i: &Sample, activation: Activation, wrong: Wrong) -> Answer {
    let (zs, activations) = model::forward(i, activation, wrong);
    parts(model::backward(&i.weights, &zs, &activations, &i.y, activation, wrong))
}

fn first_wrong_in_network(
    i: &Sample,
    got: &Answer,
    activation: Activation,
) -> Option<&'static str> {
    first_wrong(got, &truth(i, activation, Witness::Duals), &i.forward(activation).1)
}

/// What can go wrong between BP1 and BP4 in a network of any shape.
const BACKWARD: [&str; 15] = [
    "cost-derivative-sign",
    "bp1-without-sigma-prime",
    "bp1-sigma-prime-of-a",
    "bp2-without-sigma-prime",
    "bp2-not-transposed",
    "bp2-sigma-for-sigma-prime",
    "bp2-sigma-prime-of-a",
    "bp2-own-weights",
    "bp2-next-z",
    "bp2-from-output",
    "bp3-sigma-prime-again",
    "bp4-wrong-way-round",
    "bp4-own-activation",
    "bp4-z-for-a",
    "gradients-back-to-front",
];

const FORWARD: [&str; 3] =
    ["forward-without-bias", "forward-linear-output", "forward-feeds-z"];

const TANH: [&str; 4] = [
    "tanh-sigmoid-prime",
    "tanh-sigmoid-forward",
    "tanh-a-one-minus-a",
    "tanh-without-square",
];

pub fn backward_pass() -> Function<Sample> {
    Function {
        name: "backward_pass",
        inputs: || sample().boxed(),
        show: |i| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            let mut parts = layers("w", 2, &i.weights);
            parts.extend(layers("z", 2, &zs));
            parts.extend(layers("a", 1, &activations));
            parts.push(part("y", i.y.clone()));
            parts
        },
        ask: |worker, i| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            Ok(parts(
                worker.call("backward_pass", args![&i.weights, zs, activations, &i.y])?,
            ))
        },
        truth: |i, witness| truth(i, Activation::Sigmoid, witness),
        model: |i, wrong| modelled(i, Activation::Sigmoid, wrong),
        mistakes: BACKWARD.to_vec(),
        special: Special {
            first_wrong: Some(|i, got| {
                first_wrong_in_network(i, got, Activation::Sigmoid)
            }),
            ..Special::none()
        },
    }
}

pub fn backprop() -> Function<Sample> {
    Function {
        name: "backprop",
        inputs: || sample().boxed(),
        show: Sample::show,
        ask: |worker, i| {
            Ok(parts(worker.call("backprop", args![&i.weights, &i.biases, &i.x, &i.y])?))
        },
        truth: |i, witness| truth(i, Activation::Sigmoid, witness),
        model: |i, wrong| modelled(i, Activation::Sigmoid, wrong),
        mistakes: [&FORWARD[..], &BACKWARD].concat(),
        special: Special {
            first_wrong: Some(|i, got| {
                first_wrong_in_network(i, got, Activation::Sigmoid)
            }),
            ..Special::none()
        },
    }
}

pub fn backprop_tanh() -> Function<Sample> {
    Function {
        name: "backprop_tanh",
        inputs: || sample().boxed(),
        show: Sample::show,
        ask: |worker, i| {
            Ok(parts(
                worker.call("backprop_tanh", args![&i.weights, &i.biases, &i.x, &i.y])?,
            ))
        },
        truth: |i, witness| truth(i, Activation::Tanh, witness),
        model: |i, wrong| modelled(i, Activation::Tanh, wrong),
        mistakes: [&TANH[..], &FORWARD, &BACKWARD].concat(),
        special: Special {
            first_wrong: Some(|i, got| first_wrong_in_network(i, got, Activation::Tanh)),
            ..Special::none()
        },
    }
}

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

pub fn neuron_chain() -> Function<Sample> {
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
        model: |i, wrong| {
            let (zs, activations) = model::forward(i, Activation::Sigmoid, wrong);
            let w = &i.weights;
            as_chain(model::backward(
                w,
                &zs,
                &activations,
                &i.y,
                Activation::Sigmoid,
                wrong,
            ))
        },
        mistakes: vec![
            "forward-without-bias",
            "cost-derivative-sign",
            "bp1-without-sigma-prime",
            "bp2-without-sigma-prime",
            "chain-without-weight",
            "bp2-own-weights",
            "bp2-next-z",
            "bp4-own-activation",
            "bp4-input-for-all",
            "gradients-back-to-front",
        ],
        special: Special {
            first_wrong: Some(|i, got| {
                let (_, activations) = i.forward(Activation::Sigmoid);
                first_wrong(got, &chain_truth(i, Witness::Duals), &activations)
            }),
            ..Special::none()
        },
    }
}
