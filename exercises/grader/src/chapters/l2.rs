//! Chapter 8: the L2 penalty, weight decay, L1, and the total cost.

pub(super) mod mistakes;
mod updates;

use ndarray::{Array1, Array2, ArrayView2};
use proptest::prelude::*;

use crate::answer::{Tolerance, layers, part};
use crate::chapters::cost::mistakes::COST_WITHOUT_HALF;
use crate::exercise::{Exercise, Info};
use crate::function::Function;
use crate::sample::{filled, positive, widths};
use mistakes::*;

/// The answers to be judged.
pub struct Answers {
    pub l2_penalty: L2Penalty,
    pub l2_update: L2Update,
    pub l1_update: L1Update,
    pub total_cost: TotalCost,
}

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
        info: Info {
            id: "8.1",
            name: "l2_penalty",
            title: "the L2 penalty of a network",
            stars: 1,
            hints: [
                "What does a weight of 3 cost more than a weight of 1? Does the penalty of the \
                 same network become larger or smaller with more training data?",
                "(λ/2n) Σ_l Σ_jk (w^l_jk)²; biases are free",
                "Sum `(w * w).sum()` over the layers, then multiply by λ / (2n).",
            ],
        },
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
        reader: |answers, i| {
            let penalty = (answers.l2.l2_penalty)(&i.network, i.lambda, i.n);
            vec![part("penalty", penalty)]
        },
        truth: |i, _| {
            let weights = i.network.iter().flat_map(|(w, _)| w);
            let sum = weights.fold(0.0, |sum, w| sum + w * w);
            vec![part("penalty", i.lambda * sum / 2.0 / i.n as f64)]
        },
        model: |i, wrong| {
            let price = |x: f64| if wrong.has(&L2_ABSOLUTE) { x.abs() } else { x * x };
            let weights = i.network.iter().flat_map(|(w, _)| w);
            let mut sum: f64 = weights.map(|&w| price(w)).sum();
            if wrong.has(&L2_BIASES_PENALISED) {
                sum +=
                    i.network.iter().flat_map(|(_, b)| b).map(|&b| price(b)).sum::<f64>();
            }
            if wrong.has(&L2_NORM_NOT_SQUARED) {
                sum = sum.sqrt();
            }
            let half = if wrong.has(&L2_WITHOUT_HALF) { 1.0 } else { 0.5 };
            let n = if wrong.has(&L2_WITHOUT_N) { 1.0 } else { i.n as f64 };
            let sign = if wrong.has(&L2_PENALTY_SIGN) { -1.0 } else { 1.0 };
            vec![part("penalty", sign * half * i.lambda / n * sum)]
        },
        mistakes: vec![
            &L2_WITHOUT_HALF,
            &L2_WITHOUT_N,
            &L2_BIASES_PENALISED,
            &L2_NORM_NOT_SQUARED,
            &L2_ABSOLUTE,
            &L2_PENALTY_SIGN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
        info: Info {
            id: "8.4",
            name: "total_cost",
            title: "the total cost of a data set",
            stars: 2,
            hints: [
                "Twice the same data: what happens to the mean cost of a sample? And how often \
                 is the penalty added, with n samples?",
                "C = (1/n) Σ_x ½‖a − y‖² + (λ/2n) Σ_l ‖w^l‖², the penalty once",
                "n is the number of columns. Half the sum of all squared errors, plus λ/2 times \
                 the sum of all squared weights, both divided by n.",
            ],
        },
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
        reader: |answers, i| {
            let cost =
                (answers.l2.total_cost)(i.a.view(), i.y.view(), &i.weights, i.lambda);
            vec![part("C", cost)]
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
                if wrong.has(&TOTAL_BY_OUTPUTS) { i.a.nrows() as f64 } else { n };
            let error = &i.a - &i.y;
            let share = if wrong.has(&COST_WITHOUT_HALF) { 1.0 } else { 0.5 };
            let cost = share * (&error * &error).sum();
            let cost = if wrong.has(&TOTAL_SUM) { cost } else { cost / divisor };
            let half = if wrong.has(&L2_WITHOUT_HALF) { 1.0 } else { 0.5 };
            let squares: f64 = i.weights.iter().map(|w| (w * w).sum()).sum();
            let penalty = half * i.lambda / divisor * squares;
            let times = if wrong.has(&PENALTY_PER_SAMPLE) {
                divisor
            } else if wrong.has(&PENALTY_AVERAGED) {
                1.0 / divisor
            } else if wrong.has(&WITHOUT_PENALTY) {
                0.0
            } else {
                1.0
            };
            vec![part("C", cost + times * penalty)]
        },
        mistakes: vec![
            &TOTAL_SUM,
            &PENALTY_PER_SAMPLE,
            &PENALTY_AVERAGED,
            &WITHOUT_PENALTY,
            &L2_WITHOUT_HALF,
            &COST_WITHOUT_HALF,
            &TOTAL_BY_OUTPUTS,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
