//! Exercises 3.1 to 3.4: one equation each.

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

fn slope(z: &Array1<f64>) -> Array1<f64> {
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
                once("bp1-arguments-exchanged", |(g, z)| at_output(z * slope(g))),
                once("bp1-times-z", |(g, z)| at_output(g * z)),
                once("bp1-times-z", |(g, z)| at_output(g * z * slope(z))),
                once("bp1-sign", |(g, z)| at_output(-g * slope(z))),
                once("bp1-only-slope", |(_, z)| at_output(slope(z))),
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

fn before(delta: Array1<f64>) -> Answer {
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
        show: |(w, delta, z)| {
            vec![
                part("w^(l+1)", w.clone()),
                part("δ^(l+1)", delta.clone()),
                part("z^l", z.clone()),
            ]
        },
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

pub fn bp4() -> Function<AtOutput> {
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
