//! Exercise 8.1: the L2 penalty; and the sums that are taken for that of the squared weights.

use ndarray::{Array1, Array2};
use proptest::prelude::*;

use super::price;
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::{filled, widths};

/// A sum over weight matrices that is taken for Σ_l ‖w^l‖², and the slug of that mistake.
pub type Sum = (&'static str, fn(&[Array2<f64>]) -> f64);

/// ‖w‖² of one layer.
fn square(w: &Array2<f64>) -> f64 {
    (w * w).sum()
}

/// The sum over all layers.
pub fn squares(weights: &[Array2<f64>]) -> f64 {
    weights.iter().map(square).sum()
}

fn all(weights: &[Array2<f64>]) -> impl Iterator<Item = f64> {
    weights.iter().flatten().copied()
}

/// They are made wherever there is a penalty. `imitations!` makes them of this list.
pub const SUMS: [Sum; 17] = [
    ("l2-norm-not-squared", |w| squares(w).sqrt()),
    ("l2-norm-not-squared", |w| w.iter().map(|w| square(w).sqrt()).sum()),
    ("l2-norms-summed-squared", |w| {
        w.iter().map(|w| square(w).sqrt()).sum::<f64>().powi(2)
    }),
    ("l2-absolute", |w| all(w).map(f64::abs).sum()),
    ("l2-sum-squared", |w| all(w).map(f64::abs).sum::<f64>().powi(2)),
    ("l2-sum-squared", |w| all(w).sum::<f64>().powi(2)),
    ("l2-sum-squared", |w| w.iter().map(|w| w.sum().powi(2)).sum()),
    ("l2-not-squared", |w| all(w).sum()),
    ("l2-other-power", |w| all(w).map(|w| w.powi(3)).sum()),
    ("l2-other-power", |w| all(w).map(|w| w.powi(4)).sum()),
    ("l2-one-layer-only", |w| square(&w[w.len() - 1])),
    ("l2-one-layer-only", |w| square(&w[0])),
    ("l2-layer-left-out", |w| squares(&w[..w.len() - 1])),
    ("l2-layer-left-out", |w| squares(&w[1..])),
    ("l2-mean-of-weights", |w| w.iter().map(|w| square(w) / w.len() as f64).sum()),
    ("l2-mean-of-weights", |w| squares(w) / all(w).count() as f64),
    ("l2-matrix-product", |w| w.iter().map(|w| w.dot(&w.t()).sum()).sum()),
];

/// What λ/n is multiplied by, other than ½ and 1.
pub const SHARES: &[f64] = &[0.25, 2.0, 4.0, 0.1, 0.2, 0.125, 0.05, 10.0];

#[derive(Clone, Debug)]
pub struct Penalised {
    pub network: Vec<(Array2<f64>, Array1<f64>)>,
    pub lambda: f64,
    pub n: usize,
}

impl Penalised {
    fn weights(&self) -> Vec<Array2<f64>> {
        self.network.iter().map(|(w, _)| w.clone()).collect()
    }

    fn factor(&self) -> f64 {
        self.lambda / (2.0 * self.n as f64)
    }
}

fn penalty(penalty: f64) -> Answer {
    vec![part("penalty", penalty)]
}

/// The penalty with each of these sums instead of the right one.
macro_rules! sums {
    ($answer:ident: $($k:literal)*) => {
        vec![$(once(SUMS[$k].0, |i| $answer(i, SUMS[$k].1))),*]
    };
}
pub(crate) use sums;

fn with_sum(i: &Penalised, sum: fn(&[Array2<f64>]) -> f64) -> Answer {
    penalty(i.factor() * sum(&i.weights()))
}

pub fn l2_penalty() -> Function<Penalised> {
    Function {
        name: "l2_penalty",
        inputs: || {
            let sizes = prop_oneof![widths(2), widths(3), widths(4)];
            let network = filled(sizes, |n, numbers| {
                let layers = n.windows(2);
                layers
                    .map(|n| (numbers.matrix(n[1], n[0]), numbers.vector(n[1])))
                    .collect()
            });
            (network, price(), 1..=50_usize)
                .prop_map(|(network, lambda, n)| Penalised { network, lambda, n })
                .boxed()
        },
        show: |i| {
            let (w, b): (Vec<_>, Vec<_>) = i.network.iter().cloned().unzip();
            let mut parts = layers("w", 2, &w);
            parts.extend(layers("b", 2, &b));
            parts.extend([part("λ", i.lambda), part("n", i.n as f64)]);
            parts
        },
        ask: |worker, i| {
            Ok(penalty(worker.call("l2_penalty", args![&i.network, i.lambda, i.n])?))
        },
        truth: |i, _| {
            let weights = i.network.iter().flat_map(|(w, _)| w);
            let sum = weights.fold(0.0, |sum, w| sum + w * w);
            penalty(i.lambda * sum / 2.0 / i.n as f64)
        },
        model,
        mistakes: vec![
            "l2-without-half",
            "l2-without-n",
            "l2-biases-penalised",
            "l2-absolute",
            "l2-penalty-sign",
            "l2-n-twice",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn model(i: &Penalised, wrong: Wrong) -> Answer {
    let price = |x: f64| if wrong.has("l2-absolute") { x.abs() } else { x * x };
    let mut sum: f64 = i.network.iter().flat_map(|(w, _)| w).map(|&w| price(w)).sum();
    if wrong.has("l2-biases-penalised") {
        sum += i.network.iter().flat_map(|(_, b)| b).map(|&b| price(b)).sum::<f64>();
    }
    let half = if wrong.has("l2-without-half") { 1.0 } else { 0.5 };
    let mut n = if wrong.has("l2-without-n") { 1.0 } else { i.n as f64 };
    if wrong.has("l2-n-twice") {
        n *= n;
    }
    let sign = if wrong.has("l2-penalty-sign") { -1.0 } else { 1.0 };
    penalty(sign * half * i.lambda / n * sum)
}

fn written() -> Vec<Imitation<Penalised>> {
    let mut written = sums!(with_sum: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);
    let others: [Imitation<Penalised>; 17] = [
        once("l2-biases-penalised", |i| {
            let of_layer = |(w, b): &(Array2<f64>, Array1<f64>)| square(w) + b.dot(b);
            penalty(i.factor() * i.network.iter().map(of_layer).sum::<f64>())
        }),
        once("l2-biases-penalised", |i| {
            let norm =
                |(w, b): &(Array2<f64>, Array1<f64>)| square(w).sqrt() + b.dot(b).sqrt();
            penalty(i.factor() * i.network.iter().map(norm).sum::<f64>())
        }),
        once("l2-only-biases", |i| {
            penalty(i.factor() * i.network.iter().map(|(_, b)| b.dot(b)).sum::<f64>())
        }),
        once("l2-integer-division", |i| {
            penalty(i.lambda * (1 / (2 * i.n)) as f64 * squares(&i.weights()))
        }),
        once("l2-integer-division", |i| {
            penalty(i.lambda / 2.0 * (1 / i.n) as f64 * squares(&i.weights()))
        }),
        once("l2-times-n", |i| {
            penalty(i.lambda / 2.0 * i.n as f64 * squares(&i.weights()))
        }),
        once("l2-times-n", |i| penalty(i.lambda * i.n as f64 * squares(&i.weights()))),
        once("l2-without-lambda", |i| penalty(0.5 / i.n as f64 * squares(&i.weights()))),
        once("l2-without-lambda", |i| penalty(squares(&i.weights()) / i.n as f64)),
        once("l2-without-lambda", |i| penalty(0.5 * squares(&i.weights()))),
        once("l2-without-lambda", |i| penalty(squares(&i.weights()))),
        once("l2-lambda-squared", |i| {
            penalty(i.lambda * i.factor() * squares(&i.weights()))
        }),
        once("l2-by-layers", |i| {
            penalty(i.lambda / (2.0 * i.network.len() as f64) * squares(&i.weights()))
        }),
        once("l2-by-layers", |i| {
            penalty(i.factor() * squares(&i.weights()) / i.network.len() as f64)
        }),
        once("l2-factor-in-loop", |i| {
            let weights = i.weights();
            let (last, before) = weights.split_last().expect("a layer");
            penalty(squares(before) + i.factor() * square(last))
        }),
        once("l2-factor-in-loop", |i| {
            let one = |sum: f64, w: &Array2<f64>| (sum + square(w)) * i.factor();
            penalty(i.weights().iter().fold(0.0, one))
        }),
        once("l2-not-squared", |i| {
            let sum: f64 = i.weights().iter().flatten().sum();
            penalty(i.lambda / i.n as f64 * sum)
        }),
    ];
    written.extend(others);
    written.push(with("l2-other-factor", SHARES, |i, c| {
        penalty(c * i.lambda / i.n as f64 * squares(&i.weights()))
    }));
    written
}
