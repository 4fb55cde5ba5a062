//! Exercises 4.5 and 4.6: dual numbers.

use proptest::prelude::*;

use super::Dual;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
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

fn exchanged((value, derivative): Dual, wrong: Wrong) -> Answer {
    let exchanged = wrong.has("dual-parts-exchanged");
    parts(if exchanged { (derivative, value) } else { (value, derivative) })
}

const PRODUCT: [&str; 14] = [
    "product-rule-without-first",
    "product-rule-without-second",
    "product-of-derivatives",
    "product-rule-minus",
    "product-rule-own-value",
    "product-rule-sum",
    "product-rule-third-term",
    "product-rule-terms-multiplied",
    "product-rule-quotient",
    "product-rule-factor-missing",
    "dual-product-like-complex",
    "dual-product-with-epsilon-squared",
    "dual-values-added",
    "dual-parts-exchanged",
];

fn product(u: Dual, v: Dual, wrong: Wrong) -> Dual {
    let first = if wrong.has("product-rule-without-first") { 0.0 } else { u.1 * v.0 };
    let second = if wrong.has("product-rule-without-second") {
        0.0
    } else if wrong.has("product-rule-factor-missing") {
        v.1
    } else {
        u.0 * v.1
    };
    let slope = if wrong.has("product-of-derivatives") {
        u.1 * v.1
    } else if wrong.has("product-rule-minus") {
        first - second
    } else if wrong.has("product-rule-own-value") {
        u.0 * u.1 + v.0 * v.1
    } else if wrong.has("product-rule-sum") {
        u.1 + v.1
    } else if wrong.has("product-rule-third-term") {
        first + second + u.1 * v.1
    } else if wrong.has("product-rule-terms-multiplied") {
        first * second
    } else if wrong.has("product-rule-quotient") {
        (first - second) / (v.0 * v.0)
    } else {
        first + second
    };
    let value = if wrong.has("dual-product-like-complex") {
        u.0 * v.0 - u.1 * v.1
    } else if wrong.has("dual-product-with-epsilon-squared") {
        u.0 * v.0 + u.1 * v.1
    } else if wrong.has("dual-values-added") {
        u.0 + v.0
    } else {
        u.0 * v.0
    };
    (value, slope)
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
        model: |&(u, v), wrong| exchanged(product(u, v, wrong), wrong),
        mistakes: PRODUCT.to_vec(),
        special: Special {
            written: vec![
                once("product-rule-minus", |&(u, v)| {
                    parts((u.0 * v.0, u.0 * v.1 - u.1 * v.0))
                }),
                once("product-rule-quotient", |&(u, v)| {
                    parts((u.0 * v.0, (u.1 * v.0 - u.0 * v.1) / v.0.powi(2)))
                }),
                once("product-rule-quotient", |&(u, v)| {
                    parts((u.0 / v.0, (u.1 * v.0 - u.0 * v.1) / (v.0 * v.0)))
                }),
                once("product-rule-factor-missing", |&(u, v)| {
                    parts((u.0 * v.0, u.1 + u.0 * v.1))
                }),
                once("dual-product-with-epsilon-squared", |&(u, v)| {
                    parts((u.0 * v.0 + u.1 * v.1, u.1 * v.0 + u.0 * v.1 + u.1 * v.1))
                }),
            ],
            ..Special::none()
        },
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

const CHAIN: [&str; 26] = [
    "chain-rule-without-inner",
    "chain-rule-without-outer",
    "chain-rule-without-last-outer",
    "chain-rule-slope-at-a",
    "chain-rule-slope-before-bias",
    "chain-rule-sigma-for-sigma-prime",
    "dual-sign-lost",
    "chain-rule-added",
    "seed-missing",
    "seed-everywhere",
    "seed-at-input",
    "seed-at-bias",
    "seed-off-by-one",
    "seed-one-too-early",
    "seed-from-there-on",
    "seed-is-the-weight",
    "product-rule-without-second",
    "product-rule-minus",
    "product-rule-own-value",
    "value-updated-first",
    "bias-in-derivative",
    "chain-without-weight",
    "forward-without-bias",
    "forward-linear-output",
    "forward-feeds-z",
    "dual-parts-exchanged",
];

fn carried(chain: &Sample, k: usize, wrong: Wrong) -> Dual {
    let (w, b) = weights_and_biases(chain);
    let last = w.len() - 1;
    let seeded_input = wrong.has("seed-at-input");
    let seeded_elsewhere =
        seeded_input || wrong.has("seed-missing") || wrong.has("seed-at-bias");
    let mut a = (chain.x[0], if seeded_input { 1.0 } else { 0.0 });
    for (l, (&w, &b)) in w.iter().zip(&b).enumerate() {
        let of_k = if wrong.has("seed-off-by-one") {
            l == k + 1
        } else if wrong.has("seed-one-too-early") {
            l + 1 == k
        } else if wrong.has("seed-from-there-on") {
            l >= k
        } else {
            l == k
        };
        let moves = (of_k || wrong.has("seed-everywhere")) && !seeded_elsewhere;
        let seed = if wrong.has("seed-is-the-weight") { w } else { 1.0 };
        let weight = (w, if moves { seed } else { 0.0 });
        // From x the derivative comes through the second term alone: without it there is none.
        let rule = if seeded_input { Wrong::NOTHING } else { wrong };
        let bias = if wrong.has("forward-without-bias") { 0.0 } else { b };
        let from = if wrong.has("value-updated-first") {
            ((w * a.0 + bias).sigmoid(), a.1)
        } else {
            a
        };
        let (_, slope) = product(weight, from, rule);
        let slope =
            if wrong.has("chain-without-weight") { weight.1 * a.0 + a.1 } else { slope };
        let slope = if wrong.has("bias-in-derivative") {
            slope + b
        } else if wrong.has("seed-at-bias") && l == k {
            slope + 1.0
        } else {
            slope
        };
        let z = w * a.0 + bias;
        let sigma = z.sigmoid();
        let at = |z: f64| z.sigmoid() * (1.0 - z.sigmoid());
        let outer = if wrong.has("chain-rule-without-outer")
            || wrong.has("forward-linear-output") && l == last
            || wrong.has("chain-rule-without-last-outer") && l == last
        {
            1.0
        } else if wrong.has("chain-rule-slope-at-a") {
            at(sigma)
        } else if wrong.has("chain-rule-slope-before-bias") {
            at(w * a.0)
        } else if wrong.has("chain-rule-sigma-for-sigma-prime") {
            sigma
        } else if wrong.has("dual-sign-lost") {
            -at(z)
        } else {
            at(z)
        };
        let value = if wrong.has("forward-linear-output") && l == last
            || wrong.has("forward-feeds-z") && l < last
        {
            z
        } else {
            sigma
        };
        let slope = if wrong.has("chain-rule-without-inner") {
            outer
        } else if wrong.has("chain-rule-added") {
            outer + slope
        } else {
            outer * slope
        };
        a = (value, slope);
    }
    a
}

/// All z and a, the input first, for those who multiply the factors afterwards.
fn forward(chain: &Sample) -> (Vec<f64>, Vec<f64>) {
    let (w, b) = weights_and_biases(chain);
    let (mut z, mut a) = (Vec::new(), vec![chain.x[0]]);
    for l in 0..w.len() {
        z.push(w[l] * a[l] + b[l]);
        a.push(z[l].sigmoid());
    }
    (z, a)
}

/// `first` times w σ′ of each layer behind k.
fn times_the_rest((chain, k): &Chain, first: impl Fn(&[f64], &[f64]) -> f64) -> Answer {
    let (w, _) = weights_and_biases(chain);
    let (z, a) = forward(chain);
    let rest = (k + 1..w.len()).map(|l| w[l] * z[l].sigmoid() * (1.0 - z[l].sigmoid()));
    parts((a[w.len()], first(&z, &a) * rest.product::<f64>()))
}

fn slope(z: f64) -> f64 {
    z.sigmoid() * (1.0 - z.sigmoid())
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
        model: |(chain, k), wrong| exchanged(carried(chain, *k, wrong), wrong),
        mistakes: CHAIN.to_vec(),
        special: Special {
            written: vec![
                once("bp4-own-activation", |i| {
                    times_the_rest(i, |z, a| a[i.1 + 1] * slope(z[i.1]))
                }),
                once("bp4-input-for-all", |i| {
                    times_the_rest(i, |z, a| a[0] * slope(z[i.1]))
                }),
                once("chain-rule-without-own-outer", |i| {
                    times_the_rest(i, |_, a| a[i.1])
                }),
                once("chain-stops-at-weight", |(chain, k)| {
                    let (z, a) = forward(chain);
                    parts((a[z.len()], a[*k] * slope(z[*k])))
                }),
            ],
            ..Special::none()
        },
    }
}
