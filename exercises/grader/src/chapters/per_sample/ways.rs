//! The mistakes of a backward pass, and the ways to write each of them.

use crate::function::Imitation;

/// What can go wrong between BP1 and BP4 in a network of any shape and with any σ, beside ∇_a C.
pub const BACKWARD: [&str; 43] = [
    "bp1-without-sigma-prime",
    "bp1-previous-z",
    "bp1-arguments-exchanged",
    "bp1-only-slope",
    "hadamard-as-dot",
    "hadamard-as-sum",
    "hadamard-as-quotient",
    "slopes-one-layer-early",
    "bp2-missing",
    "backward-from-the-front",
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
            "backward-first-left-out" SHORTER | $crate::chapters::per_sample::model::OUTPUT_TOO,
            "backward-output-left-out" SHORTER | $crate::chapters::per_sample::model::BELOW_ZERO,
            "backward-from-the-front" $crate::chapters::per_sample::model::IN_ORDER,
            "bp2-missing" $crate::chapters::per_sample::model::SHAPED_LIKE_W,
            "hadamard-as-dot" $crate::chapters::per_sample::slopes::ONLY_BP1,
            "hadamard-as-dot" $crate::chapters::per_sample::slopes::ONLY_BP2,
            "hadamard-as-sum" $crate::chapters::per_sample::slopes::ONLY_BP1,
            "hadamard-as-sum" $crate::chapters::per_sample::slopes::ONLY_BP2,
            "hadamard-as-quotient" $crate::chapters::per_sample::slopes::ONLY_BP1,
            "hadamard-as-quotient" $crate::chapters::per_sample::slopes::ONLY_BP2,
        ]
    };
}

/// Sums of the one pass or the other.
macro_rules! sum_ways {
    ($answer:path; $($pass:path),*) => {
        [$(ways![$answer;
            "sum-keeps-last" $pass,
            "sum-keeps-first" $pass,
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
            "forward-linear-output" $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
            "forward-linear-hidden" $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
            "forward-linear" $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
            "forward-softmax-output" $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
            "forward-sigma-twice" $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
            "forward-sigma-prime" $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
            "forward-bias-after" $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
            "forward-other-activation" RELU | $crate::chapters::per_sample::slopes::FROM_ACTIVATIONS,
        ]
    };
}

pub(crate) use {backward_ways, forward_ways, sigmoid_slope_ways, slope_ways, sum_ways};

pub fn all<I, const N: usize>(ways: [Vec<Imitation<I>>; N]) -> Vec<Imitation<I>> {
    ways.into_iter().flatten().collect()
}
