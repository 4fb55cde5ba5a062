//! Exercises 3.3 and 3.4: the gradients of biases and weights.

use ndarray::{Array1, Array2, Axis};
use proptest::strategy::Strategy;

use super::equations::slope;
use super::model;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
use crate::sample::{filled, widths};
use crate::witness::{Cost, Real};

/// The cost Σ_j δ_j z_j with z = w a + b, as a function of b or of w. Its error is δ.
enum OfParameters<'a> {
    Biases { delta: &'a Array1<f64> },
    Weights { activation: &'a Array1<f64>, delta: &'a Array1<f64> },
}

impl Cost for OfParameters<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        let term = |(k, &v): (usize, &T)| match self {
            OfParameters::Biases { delta } => T::from(delta[k]) * v,
            OfParameters::Weights { activation, delta } => {
                let (j, k) = (k / activation.len(), k % activation.len());
                T::from(delta[j]) * (v * T::from(activation[k]))
            }
        };
        parameters.iter().enumerate().map(term).fold(T::from(0.0), |sum, term| sum + term)
    }
}

fn of_biases(gradient: Array1<f64>) -> Answer {
    vec![part("∇b^l", gradient)]
}

pub fn bp3() -> Function<Array1<f64>> {
    Function {
        name: "bp3",
        inputs: || filled(1..=4_usize, |&n, numbers| numbers.vector(n)).boxed(),
        show: |delta| vec![part("δ^l", delta.clone())],
        ask: |worker, delta| Ok(of_biases(worker.call("bp3", args![delta])?)),
        truth: |delta, witness| {
            // The cost is linear in b: the gradient is the same at every b.
            let cost = OfParameters::Biases { delta };
            of_biases(witness.gradient(&cost, &vec![0.5; delta.len()]).into())
        },
        model: |delta, wrong| of_biases(model::bp3(delta, wrong)),
        mistakes: vec!["bp3-negative", "bp3-averaged", "bp3-summed", "bp3-zero"],
        special: Special {
            written: vec![
                once("bp3-mean", |d| {
                    of_biases(Array1::from_elem(d.len(), d.sum() / d.len() as f64))
                }),
                once("bp3-sigma-prime-again", |d| of_biases(d * slope(d))),
                once("bp3-sigma-prime-again", |d| of_biases(slope(d))),
                once("bp3-squared", |d| of_biases(d * d)),
                once("bp3-absolute", |d| of_biases(d.mapv(f64::abs))),
                once("bp3-ones", |d| of_biases(Array1::ones(d.len()))),
                once("bp3-one-number", |d| of_biases(Array1::from_elem(1, d.sum()))),
                once("bp3-one-number", |d| {
                    of_biases(Array1::from_elem(1, d.sum() / d.len() as f64))
                }),
                once("bp3-one-number", |d| of_biases(Array1::from_elem(d.len(), d[0]))),
                once("bp3-reversed", |d| of_biases(d.iter().rev().copied().collect())),
                once("bp3-activated", |d| of_biases(d.mapv(f64::sigmoid))),
            ],
            ..Special::none()
        },
    }
}

fn of_weights(gradient: Array2<f64>) -> Answer {
    vec![part("∇w^l", gradient)]
}

fn outer(column: &Array1<f64>, row: &Array1<f64>) -> Answer {
    of_weights(model::bp4(row, column, Wrong::NOTHING))
}

pub fn bp4() -> Function<(Array1<f64>, Array1<f64>)> {
    Function {
        name: "bp4",
        inputs: || {
            filled(widths(2), |n, numbers| (numbers.vector(n[0]), numbers.vector(n[1])))
                .boxed()
        },
        show: |(a, delta)| vec![part("a^(l−1)", a.clone()), part("δ^l", delta.clone())],
        ask: |worker, (a, delta)| Ok(of_weights(worker.call("bp4", args![a, delta])?)),
        truth: |(activation, delta), witness| {
            let shape = (delta.len(), activation.len());
            let cost = OfParameters::Weights { activation, delta };
            let gradient = witness.gradient(&cost, &vec![0.5; shape.0 * shape.1]);
            of_weights(Array2::from_shape_vec(shape, gradient).expect("one per weight"))
        },
        model: |(a, delta), wrong| of_weights(model::bp4(a, delta, wrong)),
        mistakes: vec![
            "bp4-wrong-way-round",
            "bp4-sigma-twice",
            "bp4-averaged",
            "bp4-negative",
            "bp4-inner-product",
            "bp4-without-activation",
            "bp4-without-error",
            "bp4-added",
        ],
        special: Special {
            written: vec![
                // δ_k a_j in loops over the right shape.
                once("bp4-wrong-way-round", |(a, d)| {
                    of_weights(Array2::from_shape_fn((d.len(), a.len()), |(j, k)| {
                        d[k] * a[j]
                    }))
                }),
                once("bp4-reshaped", |(a, d)| {
                    let terms = a.iter().flat_map(|a| d.iter().map(move |d| a * d));
                    let shape = (d.len(), a.len());
                    let reshaped = Array2::from_shape_vec(shape, terms.collect());
                    of_weights(reshaped.expect("one per weight"))
                }),
                once("bp4-averaged", |(a, d)| outer(&(d / d.len() as f64), a)),
                once("bp4-averaged", |(a, d)| {
                    outer(&(d / (d.len() * a.len()) as f64), a)
                }),
                once("bp4-slope-for-a", |(a, d)| outer(d, &slope(a))),
                once("bp4-slope-for-a", |(a, d)| outer(d, &(a * (1.0 - a)))),
                once("bp4-sigma-prime-again", |(a, d)| outer(&(d * slope(d)), a)),
                once("bp4-sigma-prime-again", |(a, d)| outer(&slope(d), a)),
                once("bp4-one-vector-twice", |(_, d)| outer(d, d)),
                once("bp4-one-vector-twice", |(a, _)| outer(a, a)),
                once("bp4-inner-product", |(a, d)| {
                    of_weights(Array2::from_elem((1, 1), d.dot(a)))
                }),
                once("bp4-inner-product", |(a, d)| {
                    of_weights(Array2::from_elem((d.len(), a.len()), d.sum() * a.sum()))
                }),
                once("bp4-diagonal", |(a, d)| {
                    let of = |(j, k)| if j == k { d[j] * a[k] } else { 0.0 };
                    of_weights(Array2::from_shape_fn((d.len(), a.len()), of))
                }),
                once("bp4-elementwise", |(a, d)| {
                    of_weights((d * a).insert_axis(Axis(0)))
                }),
                once("bp4-elementwise", |(a, d)| {
                    of_weights((d * a).insert_axis(Axis(1)))
                }),
                once("bp4-zero", |(a, d)| of_weights(Array2::zeros((d.len(), a.len())))),
            ],
            ..Special::none()
        },
    }
}
