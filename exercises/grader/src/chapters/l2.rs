//! Chapter 8: the L2 penalty, weight decay, L1, and the total cost.

pub(super) mod updates;

use ndarray::{Array1, Array2, ArrayView2};
use proptest::prelude::*;

use crate::answer::{layers, part};
use crate::exercise::Exercise;
use crate::function::{Function, Special};
use crate::sample::{filled, positive, widths};

/// (layers as (w, b), λ, n) → penalty
pub type L2Penalty = fn(&[(Array2<f64>, Array1<f64>)], f64, usize) -> f64;

/// (w, b, gradients of the samples, η, λ, n): changes w and b.
pub type L2Update = fn(
    &mut Array2<f64>,
    &mut Array1<f64>,
    &[(Array2<f64>, Array1<f64>)],
    f64,
    f64,
    usize,
);

/// (w, ∇w, η, λ, n) → w
pub type L1Update = fn(ArrayView2<f64>, ArrayView2<f64>, f64, f64, usize) -> Array2<f64>;

/// (a, y, weights, λ) → C
pub type TotalCost = fn(ArrayView2<f64>, ArrayView2<f64>, &[Array2<f64>], f64) -> f64;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(l2_penalty()),
        Box::new(updates::l2_update()),
        Box::new(updates::l1_update()),
        Box::new(total_cost()),
    ]
}

#[derive(Clone, Debug)]
pub struct Penalised {
    network: Vec<(Array2<f64>, Array1<f64>)>,
    lambda: f64,
    n: usize,
}

fn l2_penalty() -> Function<Penalised> {
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
            (network, positive(), 1..=50_usize)
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
            let arguments = args![&i.network, i.lambda, i.n];
            Ok(vec![part("penalty", worker.call::<f64>("l2_penalty", arguments)?)])
        },
        truth: |i, _| {
            let weights = i.network.iter().flat_map(|(w, _)| w);
            let sum = weights.fold(0.0, |sum, w| sum + w * w);
            vec![part("penalty", i.lambda * sum / 2.0 / i.n as f64)]
        },
        model: |i, wrong| {
            let price = |x: f64| if wrong.has("l2-absolute") { x.abs() } else { x * x };
            let weights = i.network.iter().flat_map(|(w, _)| w);
            let mut sum: f64 = weights.map(|&w| price(w)).sum();
            if wrong.has("l2-biases-penalised") {
                sum +=
                    i.network.iter().flat_map(|(_, b)| b).map(|&b| price(b)).sum::<f64>();
            }
            if wrong.has("l2-norm-not-squared") {
                sum = sum.sqrt();
            }
            let half = if wrong.has("l2-without-half") { 1.0 } else { 0.5 };
            let n = if wrong.has("l2-without-n") { 1.0 } else { i.n as f64 };
            let sign = if wrong.has("l2-penalty-sign") { -1.0 } else { 1.0 };
            vec![part("penalty", sign * half * i.lambda / n * sum)]
        },
        mistakes: vec![
            "l2-without-half",
            "l2-without-n",
            "l2-biases-penalised",
            "l2-norm-not-squared",
            "l2-absolute",
            "l2-penalty-sign",
        ],
        special: Special::none(),
    }
}

/// A data set: what the network makes of it and what it should, a column for each sample.
#[derive(Clone, Debug)]
pub struct DataSet {
    a: Array2<f64>,
    y: Array2<f64>,
    weights: Vec<Array2<f64>>,
    lambda: f64,
}

fn total_cost() -> Function<DataSet> {
    Function {
        name: "total_cost",
        inputs: || {
            let sizes = prop_oneof![widths(2), widths(3)];
            let samples = filled((sizes, 1..=4_usize), |(widths, n), numbers| {
                let layers = widths.windows(2);
                let weights = layers.map(|w| numbers.matrix(w[1], w[0])).collect();
                let n_out = widths[widths.len() - 1];
                (numbers.matrix(n_out, *n), numbers.matrix(n_out, *n), weights)
            });
            (samples, positive())
                .prop_map(|((a, y, weights), lambda)| DataSet { a, y, weights, lambda })
                .boxed()
        },
        show: |i| {
            let mut parts = vec![part("a", i.a.clone()), part("y", i.y.clone())];
            parts.extend(layers("w", 2, &i.weights));
            parts.push(part("λ", i.lambda));
            parts
        },
        ask: |worker, i| {
            let arguments = args![&i.a, &i.y, &i.weights, i.lambda];
            Ok(vec![part("C", worker.call::<f64>("total_cost", arguments)?)])
        },
        truth: |i, _| {
            let samples = i.a.columns().into_iter().zip(i.y.columns());
            let of_sample = samples.map(|(a, y)| {
                a.iter().zip(y).fold(0.0, |sum, (a, y)| sum + (a - y).powi(2) / 2.0)
            });
            let n = i.a.ncols() as f64;
            let squares = i.weights.iter().flatten().fold(0.0, |sum, w| sum + w * w);
            let cost = of_sample.sum::<f64>() / n + i.lambda * squares / 2.0 / n;
            vec![part("C", cost)]
        },
        model: |i, wrong| {
            let n = i.a.ncols() as f64;
            let divisor =
                if wrong.has("total-cost-by-outputs") { i.a.nrows() as f64 } else { n };
            let error = &i.a - &i.y;
            let share = if wrong.has("cost-without-half") { 1.0 } else { 0.5 };
            let cost = share * (&error * &error).sum();
            let cost = if wrong.has("total-cost-sum") { cost } else { cost / divisor };
            let half = if wrong.has("l2-without-half") { 1.0 } else { 0.5 };
            let squares: f64 = i.weights.iter().map(|w| (w * w).sum()).sum();
            let penalty = half * i.lambda / divisor * squares;
            let times = if wrong.has("penalty-per-sample") {
                divisor
            } else if wrong.has("penalty-averaged") {
                1.0 / divisor
            } else if wrong.has("total-cost-without-penalty") {
                0.0
            } else {
                1.0
            };
            vec![part("C", cost + times * penalty)]
        },
        mistakes: vec![
            "total-cost-sum",
            "penalty-per-sample",
            "penalty-averaged",
            "total-cost-without-penalty",
            "l2-without-half",
            "cost-without-half",
            "total-cost-by-outputs",
        ],
        special: Special::none(),
    }
}
