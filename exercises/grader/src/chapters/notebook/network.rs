//! Exercises 10.1 and 10.2: the cells that run a network and tell its cost.

use ndarray::Array1;
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::{Layer, filled, layer, show_layer};
use crate::witness::Real;

pub fn sigmoid_variable() -> Function<Layer> {
    Function {
        name: "sigmoid_variable",
        inputs: || layer().boxed(),
        show: show_layer,
        ask: |worker, (w, b, a)| {
            Ok(vec![part(
                "σ(z)",
                worker.call::<Array1<f64>>("sigmoid_variable", args![w, b, a])?,
            )])
        },
        truth: |(w, b, a), _| {
            let sigma = |j: usize| {
                let terms = a.iter().enumerate().map(|(k, a)| w[[j, k]] * a);
                terms.fold(b[j], |z, term| z + term).sigmoid()
            };
            vec![part("σ(z)", Array1::from_shape_fn(b.len(), sigma))]
        },
        model: |(w, b, a), wrong| {
            let z = w.dot(a) + b;
            let sigma = if wrong.has("notebook-wrong-variable") {
                Array1::from_shape_fn(b.len(), |j| a[j].sigmoid())
            } else if wrong.has("notebook-bias-only") {
                b.mapv(f64::sigmoid)
            } else if wrong.has("notebook-sigma-of-inputs") {
                a.mapv(f64::sigmoid)
            } else if wrong.has("notebook-without-sigma") {
                z
            } else {
                z.mapv(f64::sigmoid)
            };
            vec![part("σ(z)", sigma)]
        },
        mistakes: vec![
            "notebook-wrong-variable",
            "notebook-bias-only",
            "notebook-sigma-of-inputs",
            "notebook-without-sigma",
        ],
        special: Special {
            written: layer_repairs(),
            stub: Some("notebook-wrong-variable"),
            ..Special::none()
        },
    }
}

fn output(a: Array1<f64>) -> Answer {
    vec![part("σ(z)", a)]
}

/// Repairs of 10.1 that do not hold.
fn layer_repairs() -> Vec<Imitation<Layer>> {
    vec![
        once("notebook-without-bias", |(w, _, a)| output(w.dot(a).mapv(f64::sigmoid))),
        once("notebook-bias-subtracted", |(w, b, a)| {
            output((w.dot(a) - b).mapv(f64::sigmoid))
        }),
        once("notebook-wrong-sum", |(w, b, a)| output(w.dot(a).mapv(f64::sigmoid) + b)),
        once("notebook-sigma-twice", |(w, b, a)| {
            output((w.dot(a) + b).mapv(|z| z.sigmoid().sigmoid()))
        }),
        once("notebook-sigma-of-inputs", |(w, b, a)| {
            output((w.dot(&a.mapv(f64::sigmoid)) + b).mapv(f64::sigmoid))
        }),
        once("notebook-first-neuron", |(w, b, a)| {
            let z = w.dot(a) + b;
            output(z.map(|_| z[0].sigmoid()))
        }),
        once("notebook-first-neuron", |(w, b, a)| {
            let z = w.dot(a) + b;
            output(z.map(|_| z[z.len() - 1].sigmoid()))
        }),
        once("notebook-first-neuron", |(w, b, a)| {
            let z = w.dot(a) + b;
            output(z.map(|_| z.sum().sigmoid()))
        }),
        once("notebook-bias-only", |(w, b, a)| {
            output(Array1::from_shape_fn(a.len().min(w.nrows()), |j| b[j].sigmoid()))
        }),
        once("notebook-sigma-of-weights", |(w, _, _)| {
            output(w.column(0).mapv(f64::sigmoid))
        }),
        once("notebook-sigma-of-weights", |(w, _, _)| {
            output(Array1::from_shape_fn(w.nrows(), |j| w[[0, j]].sigmoid()))
        }),
        once("notebook-wrong-sum", |(w, b, a)| {
            let z = w.dot(a) + b;
            output(Array1::from_shape_fn(z.len(), |j| (z[j] + a[j]).sigmoid()))
        }),
        once("notebook-wrong-sum", |(w, b, _)| output((w.dot(b) + b).mapv(f64::sigmoid))),
        once("notebook-transposed", |(w, b, a)| {
            output((w.t().dot(a) + b).mapv(f64::sigmoid))
        }),
        once("notebook-too-few-neurons", |(w, b, a)| {
            let z = w.dot(a) + b;
            output(Array1::from_shape_fn(a.len(), |j| z[j].sigmoid()))
        }),
        once("sigmoid-sign", |(w, b, a)| output((w.dot(a) + b).mapv(|z| (-z).sigmoid()))),
        once("sigmoid-brackets", |(w, b, a)| {
            output((w.dot(a) + b).mapv(|z| 1.0 + (-z).exp()))
        }),
        once("notebook-tanh", |(w, b, a)| output((w.dot(a) + b).mapv(f64::tanh))),
    ]
}

fn cost_of((a, y): &Pair, cost: fn(f64) -> f64) -> Answer {
    let error = a - y;
    vec![part("C", cost(error.dot(&error).sqrt()))]
}

/// Repairs of 10.2 that do not hold.
fn norm_repairs() -> Vec<Imitation<Pair>> {
    vec![
        once("norm-square-of-square", |i| cost_of(i, |norm| 0.5 * norm.powi(4))),
        once("norm-square-of-square", |i| cost_of(i, |norm| 0.5 * norm.powi(3))),
        once("norm-power-of-half", |i| cost_of(i, |norm| norm * 0.5_f64.sqrt())),
        once("norm-power-of-half", |i| cost_of(i, |norm| 0.5_f64.sqrt() * norm * norm)),
        once("norm-doubled", |i| cost_of(i, |norm| norm)),
        once("norm-doubled", |i| cost_of(i, |norm| 2.0 * norm)),
        once("norm-other-factor", |i| cost_of(i, |norm| 2.0 * norm * norm)),
        once("norm-power-of-half", |i| cost_of(i, |norm| norm.powf(0.5))),
        once("norm-power-of-half", |i| cost_of(i, |norm| 0.5_f64.powf(norm))),
        once("norm-power-of-half", |i| cost_of(i, |norm| 0.5 * norm.sqrt())),
        with("norm-other-factor", &[0.125, 0.2, 1.0 / 3.0, 4.0], |(a, y), c| {
            let error = a - y;
            vec![part("C", c * error.dot(&error))]
        }),
        once("cost-mean-over-outputs", |(a, y)| {
            let error = a - y;
            vec![part("C", error.dot(&error) / a.len() as f64)]
        }),
        once("cost-mean-over-outputs", |(a, y)| {
            let error = a - y;
            vec![part("C", 0.5 * error.dot(&error) / a.len() as f64)]
        }),
        once("norm-of-sum", |(a, y)| vec![part("C", 0.5 * (a - y).mapv(f64::abs).sum())]),
        once("norm-of-sum", |(a, y)| {
            vec![part("C", 0.5 * (a - y).mapv(f64::abs).sum().powi(2))]
        }),
        once("norm-of-sum", |(a, y)| vec![part("C", 0.5 * (a - y).sum().powi(2))]),
        once("cost-of-the-sum", |(a, y)| {
            let sum = a + y;
            vec![part("C", 0.5 * sum.dot(&sum))]
        }),
    ]
}

/// Output and target of a sample.
type Pair = (Array1<f64>, Array1<f64>);

pub fn half_norm() -> Function<Pair> {
    Function {
        name: "half_norm",
        inputs: || {
            filled(1..=4_usize, |&n, numbers| (numbers.vector(n), numbers.vector(n)))
                .boxed()
        },
        show: |(a, y)| vec![part("a", a.clone()), part("y", y.clone())],
        ask: |worker, (a, y)| {
            Ok(vec![part("C", worker.call::<f64>("half_norm", args![a, y])?)])
        },
        truth: |(a, y), _| {
            let cost =
                a.iter().zip(y).fold(0.0, |sum, (a, y)| sum + (a - y).powi(2) / 2.0);
            vec![part("C", cost)]
        },
        model: |(a, y), wrong| {
            let error = a - y;
            let norm = error.dot(&error).sqrt();
            let cost = if wrong.has("norm-half-squared") {
                0.25 * norm
            } else if wrong.has("cost-norm-not-squared") {
                0.5 * norm
            } else if wrong.has("cost-without-half") {
                norm.powi(2)
            } else if wrong.has("norm-both-squared") {
                (0.5 * norm).powi(2)
            } else {
                0.5 * norm.powi(2)
            };
            vec![part("C", cost)]
        },
        mistakes: vec![
            "norm-half-squared",
            "cost-norm-not-squared",
            "cost-without-half",
            "norm-both-squared",
        ],
        special: Special {
            written: norm_repairs(),
            stub: Some("norm-half-squared"),
            ..Special::none()
        },
    }
}
