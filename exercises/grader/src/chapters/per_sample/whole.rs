//! Exercises 3.5 to 3.8: the equations put together.

use proptest::strategy::Strategy;

use super::first_wrong::first_wrong;
use super::mistakes::*;
use super::{ChainGradients, Gradients, model};
use crate::answer::{Answer, Tolerance, layers, part};
use crate::atlas::{Mistake, Wrong};
use crate::chapters::cost::Quadratic;
use crate::chapters::cost::mistakes::DERIVATIVE_SIGN;
use crate::chapters::network::mistakes::{LINEAR_OUTPUT, WITHOUT_BIAS, Z_FED_FORWARD};
use crate::exercise::Info;
use crate::function::Function;
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
const BACKWARD: [&Mistake; 15] = [
    &DERIVATIVE_SIGN,
    &BP1_WITHOUT_SIGMA_PRIME,
    &BP1_SIGMA_PRIME_OF_A,
    &BP2_WITHOUT_SIGMA_PRIME,
    &BP2_NOT_TRANSPOSED,
    &BP2_SIGMA_FOR_SIGMA_PRIME,
    &BP2_SIGMA_PRIME_OF_A,
    &BP2_OWN_WEIGHTS,
    &BP2_NEXT_Z,
    &BP2_FROM_OUTPUT,
    &BP3_SIGMA_PRIME_AGAIN,
    &BP4_WRONG_WAY,
    &BP4_OWN_ACTIVATION,
    &BP4_Z_FOR_A,
    &BACK_TO_FRONT,
];

const FORWARD: [&Mistake; 3] = [&WITHOUT_BIAS, &LINEAR_OUTPUT, &Z_FED_FORWARD];

const TANH: [&Mistake; 4] = [
    &TANH_SIGMOID_PRIME,
    &TANH_SIGMOID_FORWARD,
    &TANH_A_ONE_MINUS_A,
    &TANH_WITHOUT_SQUARE,
];

pub fn backward_pass() -> Function<Sample> {
    Function {
        info: Info {
            id: "3.5",
            name: "backward_pass",
            title: "the backward pass, from given z and activations",
            stars: 3,
            hints: [
                "δ^L needs nothing but the output. What does each layer before it need, in \
                 which order do they come, and which a belongs to ∇w^l?",
                "δ^L = (a^L − y) ⊙ σ′(z^L); δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l); \
                 ∇b^l = δ^l; ∇w^l = δ^l (a^(l−1))ᵀ",
                "Compute δ^L. Loop over the layers from the last to the first: push ∇b and ∇w, \
                 then replace δ by that of the layer before, if there is one. Reverse both lists.",
            ],
        },
        inputs: || sample().boxed(),
        show: |i| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            let mut parts = layers("w", 2, &i.weights);
            parts.extend(layers("z", 2, &zs));
            parts.extend(layers("a", 1, &activations));
            parts.push(part("y", i.y.clone()));
            parts
        },
        reader: |answers, i| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            let y = i.y.view();
            parts((answers.per_sample.backward_pass)(&i.weights, &zs, &activations, y))
        },
        truth: |i, witness| truth(i, Activation::Sigmoid, witness),
        model: |i, wrong| modelled(i, Activation::Sigmoid, wrong),
        mistakes: BACKWARD.to_vec(),
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: Some(|i, got| first_wrong_in_network(i, got, Activation::Sigmoid)),
    }
}

pub fn backprop() -> Function<Sample> {
    Function {
        info: Info {
            id: "3.6",
            name: "backprop",
            title: "backpropagation for one sample",
            stars: 3,
            hints: [
                "Which numbers of the forward pass does the backward pass need again?",
                "First all z and all activations, then BP1, and BP2, BP3, BP4 from layer to layer.",
                "The loop of exercise 1.4, then that of exercise 3.5. Write the first, print its \
                 shapes, then write the second.",
            ],
        },
        inputs: || sample().boxed(),
        show: Sample::show,
        reader: |answers, i| {
            let backprop = answers.per_sample.backprop;
            parts(backprop(&i.weights, &i.biases, i.x.view(), i.y.view()))
        },
        truth: |i, witness| truth(i, Activation::Sigmoid, witness),
        model: |i, wrong| modelled(i, Activation::Sigmoid, wrong),
        mistakes: [&FORWARD[..], &BACKWARD].concat(),
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: Some(|i, got| first_wrong_in_network(i, got, Activation::Sigmoid)),
    }
}

pub fn backprop_tanh() -> Function<Sample> {
    Function {
        info: Info {
            id: "3.7",
            name: "backprop_tanh",
            title: "backpropagation through tanh",
            stars: 3,
            hints: [
                "In which places does the derivation use that the activation is σ? What does it \
                 use there, and what is the same for tanh?",
                "a = tanh(z), and tanh′(z) = 1 − tanh²(z). BP1 to BP4 stand as they are.",
                "Your backprop with `tanh` in the forward pass and 1 − tanh² wherever σ′ stood.",
            ],
        },
        inputs: || sample().boxed(),
        show: Sample::show,
        reader: |answers, i| {
            let backprop = answers.per_sample.backprop_tanh;
            parts(backprop(&i.weights, &i.biases, i.x.view(), i.y.view()))
        },
        truth: |i, witness| truth(i, Activation::Tanh, witness),
        model: |i, wrong| modelled(i, Activation::Tanh, wrong),
        mistakes: [&TANH[..], &FORWARD, &BACKWARD].concat(),
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: Some(|i, got| first_wrong_in_network(i, got, Activation::Tanh)),
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
        info: Info {
            id: "3.8",
            name: "neuron_chain",
            title: "the backward pass through a chain of neurons, by hand",
            stars: 2,
            hints: [
                "Push one weight a little. Through which numbers, in which order, does the push \
                 reach the cost, and by what factor does each pass it on?",
                "δ^L = (a^L − y) σ′(z^L); δ^l = w^(l+1) δ^(l+1) σ′(z^l); ∂C/∂b^l = δ^l; \
                 ∂C/∂w^l = a^(l−1) δ^l",
                "Two loops over numbers: forward, keeping z and a; backward, from the last neuron \
                 to the first.",
            ],
        },
        inputs: || {
            filled(2..=4_usize, |&n, numbers| Sample::of(&vec![1; n], numbers)).boxed()
        },
        show: Sample::show,
        reader: |answers, i| {
            let w = chain(&i.weights);
            let b = chain(&i.biases);
            chain_parts((answers.per_sample.neuron_chain)(&w, &b, i.x[0], i.y[0]))
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
            &WITHOUT_BIAS,
            &DERIVATIVE_SIGN,
            &BP1_WITHOUT_SIGMA_PRIME,
            &BP2_WITHOUT_SIGMA_PRIME,
            &CHAIN_WITHOUT_WEIGHT,
            &BP2_OWN_WEIGHTS,
            &BP2_NEXT_Z,
            &BP4_OWN_ACTIVATION,
            &BP4_INPUT_FOR_ALL,
            &BACK_TO_FRONT,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: Some(|i, got| {
            let (_, activations) = i.forward(Activation::Sigmoid);
            first_wrong(got, &chain_truth(i, Witness::Duals), &activations)
        }),
    }
}
