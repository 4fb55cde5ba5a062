//! Exercises 3.1 and 3.2: the errors.

use ndarray::{Array1, Array2, Axis};
use proptest::strategy::Strategy;

use super::model::{self, IN_LOOPS, ways};
use super::slopes::SIGMOID_SLOPES;
use super::sums::SUMS;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
use crate::sample::{Activation, filled, widths};
use crate::witness::{Cost, Real};

/// What BP1 is given: ∇_a C and z^L.
pub type AtOutput = (Array1<f64>, Array1<f64>);

/// The cost Σ_j g_j a_j with a = σ(z): its gradient with respect to a is g, so that its gradient
/// with respect to z is what BP1 has to give.
pub struct OfOutput<'a>(pub &'a AtOutput);

impl Cost for OfOutput<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let terms = z.iter().zip(&self.0.0).map(|(z, &g)| T::from(g) * z.sigmoid());
        terms.fold(T::from(0.0), |sum, term| sum + term)
    }
}

/// σ′ of each entry.
pub fn slope(z: &Array1<f64>) -> Array1<f64> {
    z.mapv(|z| z.sigmoid() * (-z).sigmoid())
}

fn at_output(delta: Array1<f64>) -> Answer {
    vec![part("δ^L", delta)]
}

pub fn bp1() -> Function<AtOutput> {
    let mut mistakes = vec![
        "bp1-without-sigma-prime",
        "bp1-sigma-for-sigma-prime",
        "bp1-sigma-prime-of-a",
        "bp1-arguments-exchanged",
        "bp1-only-slope",
        "hadamard-as-dot",
        "hadamard-as-sum",
        "hadamard-as-quotient",
    ];
    // A sign is told of the equation.
    mistakes
        .extend(SIGMOID_SLOPES.into_iter().filter(|&slug| slug != "sigmoid-prime-sign"));
    Function {
        name: "bp1",
        inputs: || {
            filled(1..=4_usize, |&n, numbers| (numbers.vector(n), numbers.vector(n)))
                .boxed()
        },
        show: |(nabla_a, z)| vec![part("∇_a C", nabla_a.clone()), part("z^L", z.clone())],
        ask: |worker, (nabla_a, z)| Ok(at_output(worker.call("bp1", args![nabla_a, z])?)),
        truth: |i, witness| {
            at_output(witness.gradient(&OfOutput(i), &i.1.to_vec()).into())
        },
        model: |(nabla_a, z), wrong| {
            at_output(model::bp1(nabla_a, z, Activation::Sigmoid, wrong))
        },
        mistakes,
        special: Special {
            written: vec![
                once("bp1-times-z", |(g, z)| at_output(g * z)),
                once("bp1-times-z", |(g, z)| at_output(g * z * slope(z))),
                once("bp1-sign", |(g, z)| at_output(-g * slope(z))),
                once("bp1-averaged", |(g, z)| at_output(g * slope(z) / z.len() as f64)),
                once("bp1-target-for-gradient", |(g, z)| {
                    at_output((z.mapv(f64::sigmoid) - g) * slope(z))
                }),
                once("bp1-target-for-gradient", |(g, z)| at_output((z - g) * slope(z))),
                once("bp1-slope-of-product", |(g, z)| at_output(slope(&(g * z)))),
                once("bp1-squared", |(g, z)| at_output(g * g * slope(z))),
                once("bp1-one-slope", |(g, z)| at_output(g * slope(z)[0])),
                once("bp1-one-slope", |(g, z)| at_output(g[0] * slope(z))),
                once("bp1-one-slope", |(g, z)| at_output(g.sum() * slope(z))),
            ],
            ..Special::none()
        },
    }
}

/// What BP2 is given: w^(l+1), δ^(l+1), z^l.
pub type Backward = (Array2<f64>, Array1<f64>, Array1<f64>);

/// The cost Σ_j δ_j z_j with z = w σ(z^l): its error in layer l + 1 is δ, so that its error in
/// layer l, the gradient with respect to z^l, is what BP2 has to give.
pub struct BehindLayer<'a>(pub &'a Backward);

impl Cost for BehindLayer<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let (w, delta, _) = self.0;
        w.indexed_iter().fold(T::from(0.0), |sum, ((j, k), &w)| {
            sum + T::from(delta[j] * w) * z[k].sigmoid()
        })
    }
}

pub fn show_backward((w, delta, z): &Backward) -> Answer {
    vec![
        part("w^(l+1)", w.clone()),
        part("δ^(l+1)", delta.clone()),
        part("z^l", z.clone()),
    ]
}

pub fn before(delta: Array1<f64>) -> Answer {
    vec![part("δ^l", delta)]
}

fn modelled_bp2((w, delta, z): &Backward, wrong: Wrong) -> Answer {
    before(model::bp2(w, delta, z, Activation::Sigmoid, wrong))
}

pub fn bp2() -> Function<Backward> {
    let mut mistakes = vec![
        "bp2-without-sigma-prime",
        "bp2-not-transposed",
        "bp2-sigma-for-sigma-prime",
        "bp2-sigma-prime-of-a",
        "bp2-slope-inside",
        "bp2-negative",
        "chain-without-weight",
        "hadamard-as-dot",
        "hadamard-as-sum",
        "hadamard-as-quotient",
    ];
    // A sign is told of the equation.
    mistakes
        .extend(SIGMOID_SLOPES.into_iter().filter(|&slug| slug != "sigmoid-prime-sign"));
    mistakes.extend(SUMS);
    Function {
        name: "bp2",
        inputs: || {
            filled(widths(2), |n, numbers| {
                (numbers.matrix(n[1], n[0]), numbers.vector(n[1]), numbers.vector(n[0]))
            })
            .boxed()
        },
        show: show_backward,
        ask: |worker, (w, delta, z)| Ok(before(worker.call("bp2", args![w, delta, z])?)),
        truth: |i, witness| {
            before(witness.gradient(&BehindLayer(i), &i.2.to_vec()).into())
        },
        model: modelled_bp2,
        mistakes,
        special: Special {
            written: [
                ways![modelled_bp2;
                    "bp2-not-transposed" IN_LOOPS,
                    "chain-without-weight" IN_LOOPS,
                ],
                vec![
                    once("bp2-arguments-exchanged", |(w, delta, z)| {
                        before(w.t().dot(&slope(delta)) * z)
                    }),
                    once("bp2-reshaped", |(w, delta, z)| {
                        let (rows, columns) = w.dim();
                        let numbers = w.iter().copied().collect();
                        let reshaped = Array2::from_shape_vec((columns, rows), numbers);
                        before(reshaped.expect("all").dot(delta) * slope(z))
                    }),
                    once("bp2-only-slope", |(_, _, z)| before(slope(z))),
                    once("bp2-terms-added", |(w, delta, z)| {
                        let sum = |j: usize| w.column(j).sum() + delta.sum();
                        before(Array1::from_shape_fn(z.len(), sum) * slope(z))
                    }),
                    once("chain-without-weight", |(_, delta, z)| {
                        before(delta.sum() * slope(z))
                    }),
                    once("bp2-times-z", |(w, delta, z)| before(w.t().dot(delta) * z)),
                    once("bp2-slope-of-error", |(w, delta, _)| {
                        before(slope(&w.t().dot(delta)))
                    }),
                    once("bp2-slope-of-error", |(w, delta, _)| {
                        let back = w.t().dot(delta);
                        before(slope(&back) * back)
                    }),
                    once("bp2-without-error", |(w, _, z)| {
                        before(w.sum_axis(Axis(0)) * slope(z))
                    }),
                    once("bp2-one-slope", |(w, delta, z)| {
                        before(w.t().dot(delta) * slope(z)[0])
                    }),
                    once("sum-not-reset", |(w, delta, z)| {
                        let mut sum = 0.0;
                        before((w.t().dot(delta) * slope(z)).mapv(|error| {
                            sum += error;
                            sum
                        }))
                    }),
                    once("mean-for-sum", |(w, delta, z)| {
                        before(w.t().dot(delta) * slope(z) / z.len() as f64)
                    }),
                ],
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..Special::none()
        },
    }
}
