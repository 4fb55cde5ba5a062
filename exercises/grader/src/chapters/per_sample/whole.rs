//! Exercises 3.5 to 3.7: the equations put together.

use proptest::strategy::Strategy;

use super::Gradients;
use super::first_wrong::first_wrong;
use super::forward::{FED_TOO, FORWARD, RELU};
use super::model::{
    self, IN_LOOPS, ONLY_BACKWARD, ONLY_BIASES, ONLY_FIRST, ONLY_FORWARD, ONLY_HIDDEN,
    ONLY_LAST_HIDDEN, ONLY_OUTPUT, ONLY_WEIGHTS, SHORTER, ways,
};
use super::slopes::{ONLY_BP1, ONLY_BP2, SIGMOID_SLOPES, TANH_SLOPES};
use super::ways::{
    BACKWARD, SIGMA_FOR_SIGMA_PRIME, all, backward_ways, forward_ways,
    sigmoid_slope_ways, slope_ways, sum_ways,
};
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::cost::{DERIVATIVE, Quadratic};
use crate::function::{Function, Special, once};
use crate::sample::{Activation, Sample, sample};
use crate::witness::{Cost, Real, Witness};

/// The quadratic cost of a sample, as a function of all weights and biases.
pub struct NetworkCost<'a>(pub &'a Sample, pub Activation);

impl Cost for NetworkCost<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        let NetworkCost(sample, activation) = *self;
        Quadratic(&sample.y).at(&sample.output(parameters, activation))
    }
}

/// Gradients as parts.
pub fn parts((nabla_b, nabla_w): Gradients) -> Answer {
    [layers("∇b", 2, &nabla_b), layers("∇w", 2, &nabla_w)].concat()
}

/// By definition.
pub fn truth(i: &Sample, activation: Activation, witness: Witness) -> Answer {
    parts(i.split(&witness.gradient(&NetworkCost(i, activation), &i.parameters())))
}

fn modelled(i: &Sample, activation: Activation, wrong: Wrong) -> Answer {
    let (zs, activations) = model::forward(i, activation, wrong);
    parts(model::backward(&i.weights, &zs, &activations, &i.y, activation, wrong))
}

/// Whether the forward pass is the reader's too.
type WithForward = bool;

fn first_wrong_in_network(
    i: &Sample,
    got: &Answer,
    activation: Activation,
    forward: WithForward,
) -> Option<&'static str> {
    let want = truth(i, activation, Witness::Duals);
    first_wrong(got, &want, &i.forward(activation).1, forward)
}

fn by_sigmoid(i: &Sample, wrong: Wrong) -> Answer {
    modelled(i, Activation::Sigmoid, wrong)
}

fn by_tanh(i: &Sample, wrong: Wrong) -> Answer {
    modelled(i, Activation::Tanh, wrong)
}

pub fn backward_pass() -> Function<Sample> {
    let [bp1, bp2] = sigmoid_slope_ways!(by_sigmoid);
    let [sums] = sum_ways!(by_sigmoid; ONLY_BACKWARD);
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
        model: by_sigmoid,
        mistakes: [&DERIVATIVE[..], &BACKWARD, &SIGMA_FOR_SIGMA_PRIME, &SIGMOID_SLOPES]
            .concat(),
        special: Special {
            first_wrong: Some(|i, got| {
                first_wrong_in_network(i, got, Activation::Sigmoid, false)
            }),
            written: all([backward_ways!(by_sigmoid), bp1, bp2, sums]),
            ..Special::none()
        },
    }
}

pub fn backprop() -> Function<Sample> {
    let [bp1, bp2] = sigmoid_slope_ways!(by_sigmoid);
    let [forward, backward] = sum_ways!(by_sigmoid; ONLY_FORWARD, ONLY_BACKWARD);
    Function {
        name: "backprop",
        inputs: || sample().boxed(),
        show: Sample::show,
        ask: |worker, i| {
            Ok(parts(worker.call("backprop", args![&i.weights, &i.biases, &i.x, &i.y])?))
        },
        truth: |i, witness| truth(i, Activation::Sigmoid, witness),
        model: by_sigmoid,
        mistakes: [
            &FORWARD[..],
            &DERIVATIVE,
            &BACKWARD,
            &SIGMA_FOR_SIGMA_PRIME,
            &SIGMOID_SLOPES,
        ]
        .concat(),
        special: Special {
            first_wrong: Some(|i, got| {
                first_wrong_in_network(i, got, Activation::Sigmoid, true)
            }),
            written: all([
                forward_ways!(by_sigmoid),
                backward_ways!(by_sigmoid),
                bp1,
                bp2,
                forward,
                backward,
            ]),
            ..Special::none()
        },
    }
}

pub fn backprop_tanh() -> Function<Sample> {
    let [bp1, bp2] = slope_ways![by_tanh;
        "tanh-sigmoid-prime",
        "tanh-a-one-minus-a",
        "tanh-without-square",
        "tanh-for-its-slope",
        "tanh-one-minus-z-squared",
        "tanh-one-plus-square",
        "tanh-slope-of-arctan",
        "tanh-prime-of-a",
        "tanh-without-outer-square",
        "tanh-slope-twice",
        "tanh-squared-difference",
        "tanh-slope-of-relu",
    ];
    let [forward, backward] = sum_ways!(by_tanh; ONLY_FORWARD, ONLY_BACKWARD);
    // σ instead of tanh has a name of its own here.
    let sigmoid = |slug: &&str| *slug != "forward-other-activation";
    let passes: Vec<_> = FORWARD.into_iter().filter(sigmoid).chain(BACKWARD).collect();
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
        model: by_tanh,
        mistakes: [&TANH_SLOPES[..], &["tanh-sigmoid-forward"], &DERIVATIVE, &passes]
            .concat(),
        special: Special {
            first_wrong: Some(|i, got| {
                first_wrong_in_network(i, got, Activation::Tanh, true)
            }),
            written: all([
                forward_ways!(by_tanh),
                backward_ways!(by_tanh),
                bp1,
                bp2,
                forward,
                backward,
                vec![
                    once("tanh-sigmoid-everywhere", |i| by_sigmoid(i, Wrong::NOTHING)),
                    once("tanh-sigmoid-output", |i| mixed(i, Wrong::NOTHING)),
                    once("tanh-sigmoid-output", |i| mixed(i, Wrong(&["bp1-tanh"]))),
                ],
            ]),
            ..Special::none()
        },
    }
}

/// σ in the last layer and tanh in those before it; BP1 has the slope of either.
fn mixed(i: &Sample, wrong: Wrong) -> Answer {
    let (mut zs, mut activations) = i.forward(Activation::Tanh);
    let last = zs.len() - 1;
    activations[last + 1] = zs[last].mapv(|z| Activation::Sigmoid.of(z));
    if !wrong.has("bp1-tanh") {
        // The z at which tanh has the slope that σ has: BP1 takes the slope of tanh.
        zs[last].mapv_inplace(|z| {
            let a = Activation::Sigmoid.of(z);
            (1.0 - a * (1.0 - a)).sqrt().atanh()
        });
    }
    let backward = model::backward;
    parts(backward(&i.weights, &zs, &activations, &i.y, Activation::Tanh, Wrong::NOTHING))
}
