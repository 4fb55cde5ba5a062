//! Exercises 4.5 and 4.6: dual numbers.

use proptest::prelude::*;

use super::Dual;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special};
use crate::sample::{Activation, Sample, filled, number};
use crate::witness::{Cost, Real, Witness};

/// The product of two numbers that move with t: (u + u′t)(v + v′t).
struct Moving(Dual, Dual);

impl Cost for Moving {
    fn at<T: Real>(&self, t: &[T]) -> T {
        let at = |(value, slope): Dual| T::from(value) + T::from(slope) * t[0];
        at(self.0) * at(self.1)
    }
}

fn parts((value, derivative): Dual) -> Answer {
    vec![part("value", value), part("derivative", derivative)]
}

fn product(u: Dual, v: Dual, wrong: Wrong) -> Dual {
    let first = if wrong.has("product-rule-without-first") { 0.0 } else { u.1 * v.0 };
    let second = if wrong.has("product-rule-without-second") { 0.0 } else { u.0 * v.1 };
    let slope = if wrong.has("product-of-derivatives") {
        u.1 * v.1
    } else if wrong.has("product-rule-minus") {
        first - second
    } else {
        first + second
    };
    (u.0 * v.0, slope)
}

pub fn dual_product() -> Function<(Dual, Dual)> {
    Function {
        name: "dual_product",
        inputs: || ((number(), number()), (number(), number())).boxed(),
        show: |(u, v)| {
            vec![
                part("u", format!("{} + {} ε", u.0, u.1)),
                part("v", format!("{} + {} ε", v.0, v.1)),
            ]
        },
        ask: |worker, &(u, v)| Ok(parts(worker.call("dual_product", args![u, v])?)),
        truth: |&(u, v), witness| {
            parts((u.0 * v.0, witness.gradient(&Moving(u, v), &[0.0])[0]))
        },
        model: |&(u, v), wrong| parts(product(u, v, wrong)),
        mistakes: vec![
            "product-rule-without-first",
            "product-rule-without-second",
            "product-of-derivatives",
            "product-rule-minus",
        ],
        special: Special::none(),
    }
}

/// A chain of neurons, and the weight that moves.
type Chain = (Sample, usize);

/// The output of the chain, as a function of all its weights and biases.
struct Output<'a>(&'a Sample);

impl Cost for Output<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        self.0.output(parameters, Activation::Sigmoid)[0]
    }
}

fn weights_and_biases(chain: &Sample) -> (Vec<f64>, Vec<f64>) {
    let w = chain.weights.iter().map(|w| w[[0, 0]]);
    (w.collect(), chain.biases.iter().map(|b| b[0]).collect())
}

fn carried(chain: &Sample, k: usize, wrong: Wrong) -> Dual {
    let (w, b) = weights_and_biases(chain);
    let seeded_input = wrong.has("seed-at-input");
    let seeded_elsewhere = seeded_input || wrong.has("seed-missing");
    let mut a = (chain.x[0], if seeded_input { 1.0 } else { 0.0 });
    for (l, (&w, &b)) in w.iter().zip(&b).enumerate() {
        let moves = (l == k || wrong.has("seed-everywhere")) && !seeded_elsewhere;
        let weight = (w, if moves { 1.0 } else { 0.0 });
        // From x the derivative comes through the second term alone: without it there is none.
        let rule = if seeded_input { Wrong::NOTHING } else { wrong };
        let (product, slope) = product(weight, a, rule);
        let sigma = (product + b).sigmoid();
        let at_a = wrong.has("chain-rule-slope-at-a");
        let outer = if wrong.has("chain-rule-without-outer") {
            1.0
        } else if at_a {
            sigma.sigmoid() * (1.0 - sigma.sigmoid())
        } else {
            sigma * (1.0 - sigma)
        };
        a = (sigma, if wrong.has("chain-rule-without-inner") { outer } else { outer * slope });
    }
    a
}

pub fn dual_chain() -> Function<Chain> {
    Function {
        name: "dual_chain",
        inputs: || {
            let shape = (2..=4_usize).prop_flat_map(|n| (Just(n), 0..n - 1));
            filled(shape, |&(n, k), numbers| (Sample::of(&vec![1; n], numbers), k))
                .boxed()
        },
        show: |(chain, k)| {
            let (w, b) = weights_and_biases(chain);
            vec![
                part("w", ndarray::Array1::from(w)),
                part("b", ndarray::Array1::from(b)),
                part("x", chain.x[0]),
                part("k", *k as f64),
            ]
        },
        ask: |worker, (chain, k)| {
            let (w, b) = weights_and_biases(chain);
            Ok(parts(worker.call("dual_chain", args![w, b, chain.x[0], *k])?))
        },
        truth: |(chain, k), witness: Witness| {
            let parameters = chain.parameters();
            let value = Output(chain).at(&parameters);
            // The parameters are w², b², w³, b³, …: weight k is number 2k.
            parts((value, witness.gradient(&Output(chain), &parameters)[2 * k]))
        },
        model: |(chain, k), wrong| parts(carried(chain, *k, wrong)),
        mistakes: vec![
            "chain-rule-without-inner",
            "chain-rule-without-outer",
            "chain-rule-slope-at-a",
            "seed-missing",
            "product-rule-without-second",
            "seed-everywhere",
            "seed-at-input",
        ],
        special: Special::none(),
    }
}
