//! Exercises 3.5 to 3.8: the equations put together.

use proptest::strategy::Strategy;

use super::first_wrong::first_wrong;
use super::forward::{FED_TOO, FORWARD, RELU};
use super::model::{
    self, IN_LOOPS, ONLY_BACKWARD, ONLY_BIASES, ONLY_FIRST, ONLY_FORWARD, ONLY_HIDDEN,
    ONLY_LAST_HIDDEN, ONLY_OUTPUT, ONLY_WEIGHTS, SHORTER, ways,
};
use super::slopes::{ONLY_BP1, ONLY_BP2, SIGMOID_SLOPES, TANH_SLOPES};
use super::{ChainGradients, Gradients};
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::cost::{DERIVATIVE, Quadratic};
use crate::function::{Function, Imitation, Special, once};
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

/// What can go wrong between BP1 and BP4 in a network of any shape and with any σ, beside ∇_a C.
pub const BACKWARD: [&str; 35] = [
    "bp1-without-sigma-prime",
    "bp1-previous-z",
    "bp2-without-sigma-prime",
    "bp2-not-transposed",
    "bp2-own-weights",
    "bp2-next-z",
    "bp2-from-output",
    "bp2-raw-errors",
    "bp2-slope-inside",
    "bp2-negative",
    "chain-without-weight",
    "bp3-sigma-prime-again",
    "bp3-negative",
    "bp3-averaged",
    "bp3-summed",
    "bp3-zero",
    "bp3-output-error",
    "bp3-row-sums",
    "bp4-wrong-way-round",
    "bp4-own-activation",
    "bp4-z-for-a",
    "bp4-input-for-all",
    "bp4-sigma-twice",
    "bp4-averaged",
    "bp4-negative",
    "bp4-weights-for-a",
    "bp4-inner-product",
    "bp4-without-activation",
    "bp4-output-error",
    "bp4-slope-for-a",
    "bp4-sigma-prime-again",
    "backward-first-left-out",
    "backward-output-left-out",
    "backward-output-only",
    "gradients-back-to-front",
];

/// What else is taken for σ′ in one equation.
pub const SIGMA_FOR_SIGMA_PRIME: [&str; 4] = [
    "bp1-sigma-for-sigma-prime",
    "bp1-sigma-prime-of-a",
    "bp2-sigma-for-sigma-prime",
    "bp2-sigma-prime-of-a",
];

/// The ways to write those mistakes.
macro_rules! backward_ways {
    ($answer:path) => {
        ways![$answer;
            "bp1-without-sigma-prime" IN_LOOPS,
            "bp2-without-sigma-prime" ONLY_LAST_HIDDEN,
            "bp2-without-sigma-prime" ONLY_FIRST,
            "bp2-not-transposed" IN_LOOPS,
            "bp2-own-weights" IN_LOOPS,
            "bp2-next-z" IN_LOOPS,
            "chain-without-weight" IN_LOOPS,
            "bp2-not-transposed" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "bp2-own-weights" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "bp2-next-z" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "bp2-from-output" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "bp2-slope-inside" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "chain-without-weight" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "bp4-output-error" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "backward-first-left-out" $crate::chapters::per_sample::model::OUTPUT_TOO,
            "bp4-own-activation" IN_LOOPS,
            "bp4-own-activation" ONLY_OUTPUT,
            "bp4-own-activation" ONLY_HIDDEN,
            "bp4-z-for-a" IN_LOOPS,
            "bp4-z-for-a" ONLY_OUTPUT,
            "bp4-input-for-all" IN_LOOPS,
            "bp4-input-for-all" ONLY_OUTPUT,
            "bp4-wrong-way-round" IN_LOOPS,
            "bp4-wrong-way-round" ONLY_OUTPUT,
            "bp4-wrong-way-round" ONLY_HIDDEN,
            "bp4-weights-for-a" ONLY_HIDDEN,
            "bp3-sigma-prime-again" ONLY_OUTPUT,
            "bp3-sigma-prime-again" ONLY_HIDDEN,
            "gradients-back-to-front" ONLY_BIASES,
            "gradients-back-to-front" ONLY_WEIGHTS,
            "backward-first-left-out" SHORTER,
            "backward-first-left-out" ONLY_BIASES,
            "backward-first-left-out" ONLY_WEIGHTS,
            "backward-output-left-out" SHORTER,
            "backward-output-only" SHORTER,
        ]
    };
}

/// Sums of the one pass or the other.
macro_rules! sum_ways {
    ($answer:path; $($pass:path),*) => {
        [$(ways![$answer;
            "sum-keeps-last" $pass,
            "sum-misses-last" $pass,
            "sum-misses-first" $pass,
            "sum-not-reset" $pass,
            "sum-of-everything" $pass,
            "mean-for-sum" $pass,
        ]),*]
    };
}

macro_rules! slope_ways {
    ($answer:path; $($slug:literal),* $(,)?) => {
        [ways![$answer; $($slug ONLY_BP1),*], ways![$answer; $($slug ONLY_BP2),*]]
    };
}

macro_rules! sigmoid_slope_ways {
    ($answer:path) => {
        slope_ways![$answer;
            "sigmoid-prime-of-activation",
            "sigmoid-prime-mixed",
            "sigmoid-prime-plus",
            "sigmoid-prime-one-minus",
            "sigmoid-prime-squared",
            "sigmoid-prime-twice",
            "sigmoid-prime-one-minus-square",
            "sigmoid-prime-of-tanh",
            "sigmoid-prime-of-relu",
        ]
    };
}

macro_rules! forward_ways {
    ($answer:path) => {
        ways![$answer;
            "forward-input-activated" FED_TOO,
            "forward-other-activation" RELU,
            "forward-without-bias" ONLY_OUTPUT,
            "forward-without-bias" ONLY_HIDDEN,
        ]
    };
}

pub(crate) use {backward_ways, forward_ways, sigmoid_slope_ways, slope_ways, sum_ways};

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

pub fn all<I, const N: usize>(ways: [Vec<Imitation<I>>; N]) -> Vec<Imitation<I>> {
    ways.into_iter().flatten().collect()
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
    // σ in the place of tanh has a name of its own here.
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
const NOT_IN_A_CHAIN: [&str; 13] = [
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
                vec![once("chain-three-at-once", |i| {
                    let three =
                        ["bp2-raw-errors", "bp4-weights-for-a", "cost-derivative-twice"];
                    modelled_chain(i, Wrong(&three))
                })],
            ]),
            ..Special::none()
        },
    }
}
