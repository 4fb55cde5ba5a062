//! Exercises 6.3 and 6.4: the errors of a mini-batch.
//!
//! What is right is put together from the samples, one after the other.

use ndarray::{Array1, Array2, Axis, s};
use proptest::strategy::Strategy;

use super::stack::{columns, shapes};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::equations;
use crate::chapters::per_sample::model::{self, IN_LOOPS, ways};
use crate::chapters::per_sample::slopes::SIGMOID_SLOPES;
use crate::chapters::per_sample::sums::SUMS;
use crate::function::{Function, Special, once};
use crate::sample::{Activation, filled};
use crate::witness::Real;

fn column(matrix: &Array2<f64>, k: usize) -> Array1<f64> {
    matrix.column(k).to_owned()
}

/// The matrix whose column k is `of(k)`.
fn by_column(n: usize, m: usize, of: impl Fn(usize) -> Array1<f64>) -> Array2<f64> {
    columns(n, &(0..m).map(of).collect::<Vec<_>>())
}

pub fn slope(z: &Array2<f64>) -> Array2<f64> {
    z.mapv(|z| z.sigmoid() * (-z).sigmoid())
}

/// The mean over the samples, as a column.
fn mean(matrix: &Array2<f64>) -> Array2<f64> {
    matrix.mean_axis(Axis(1)).expect("there are samples").insert_axis(Axis(1))
}

/// The first sample, as a column.
fn first(matrix: &Array2<f64>) -> Array2<f64> {
    matrix.slice(s![.., ..1]).to_owned()
}

/// One column for every sample.
fn spread(column: &Array2<f64>, like: &Array2<f64>) -> Array2<f64> {
    column.broadcast(like.dim()).expect("a column").to_owned()
}

fn of_output(delta: Array2<f64>) -> Answer {
    vec![part("Δ^L", delta)]
}

fn before(delta: Array2<f64>) -> Answer {
    vec![part("Δ^l", delta)]
}

fn back((w, delta, _): &Backward) -> Array2<f64> {
    w.t().dot(delta)
}

fn modelled_bp2((w, delta, z): &Backward, wrong: Wrong) -> Answer {
    let error = |k| {
        let (delta, z) = (column(delta, k), column(z, k));
        model::bp2(w, &delta, &z, Activation::Sigmoid, wrong)
    };
    before(by_column(z.nrows(), z.ncols(), error))
}

/// ∇_A C and Z^L.
pub type AtOutput = (Array2<f64>, Array2<f64>);

pub fn bp1_batch() -> Function<AtOutput> {
    Function {
        name: "bp1_batch",
        inputs: || {
            filled(shapes(1), |(n, m), numbers| {
                (numbers.matrix(n[0], *m), numbers.matrix(n[0], *m))
            })
            .boxed()
        },
        show: |(nabla_a, z)| vec![part("∇_A C", nabla_a.clone()), part("Z^L", z.clone())],
        ask: |worker, (nabla_a, z)| {
            Ok(of_output(worker.call("bp1_batch", args![nabla_a, z])?))
        },
        truth: |(nabla_a, z), witness| {
            let error = |k| {
                let at_output = (column(nabla_a, k), column(z, k));
                let cost = equations::OfOutput(&at_output);
                witness.gradient(&cost, &at_output.1.to_vec()).into()
            };
            of_output(by_column(z.nrows(), z.ncols(), error))
        },
        model: |(nabla_a, z), wrong| {
            let error = |k| {
                let (nabla_a, z) = (column(nabla_a, k), column(z, k));
                model::bp1(&nabla_a, &z, Activation::Sigmoid, wrong)
            };
            of_output(by_column(z.nrows(), z.ncols(), error))
        },
        mistakes: [
            &[
                "bp1-without-sigma-prime",
                "bp1-sigma-for-sigma-prime",
                "bp1-sigma-prime-of-a",
                "hadamard-as-sum",
                "hadamard-as-quotient",
            ],
            &SIGMOID_SLOPES[..],
        ]
        .concat(),
        special: Special {
            written: vec![
                once("bp1-divided-by-m", |(g, z)| {
                    of_output(g * slope(z) / z.ncols() as f64)
                }),
                once("bp1-averaged", |(g, z)| of_output(g * slope(z) / z.nrows() as f64)),
                once("bp1-averaged", |(g, z)| of_output(g * slope(z) / z.len() as f64)),
                once("bp1-sign", |(g, z)| of_output(-g * slope(z))),
                once("bp1-times-z", |(g, z)| of_output(g * z)),
                once("bp1-times-z", |(g, z)| of_output(g * z * slope(z))),
                once("bp1-only-slope", |(_, z)| of_output(slope(z))),
                once("bp1-squared", |(g, z)| of_output(g * g * slope(z))),
                once("bp1-arguments-exchanged", |(g, z)| of_output(z * slope(g))),
                once("bp1-slope-of-product", |(g, z)| of_output(slope(&(g * z)))),
                once("bp1-target-for-gradient", |(g, z)| {
                    of_output((z.mapv(f64::sigmoid) - g) * slope(z))
                }),
                once("bp1-target-for-gradient", |(g, z)| of_output((z - g) * slope(z))),
                once("sigmoid-prime-of-mean", |(g, z)| of_output(g * slope(&mean(z)))),
                once("slope-of-first-sample", |(g, z)| of_output(g * slope(&first(z)))),
                once("same-error-for-all-samples", |(g, z)| {
                    of_output(spread(&mean(&(g * slope(z))), z))
                }),
                once("same-error-for-all-samples", |(g, z)| {
                    of_output(spread(&first(&(g * slope(z))), z))
                }),
                once("same-error-for-all-samples", |(g, z)| {
                    of_output(&mean(g) * slope(z))
                }),
                once("same-error-for-all-samples", |(g, z)| {
                    of_output(&first(g) * slope(z))
                }),
                once("hadamard-as-matrix-product", |(g, z)| of_output(g.dot(&slope(z)))),
                once("hadamard-as-matrix-product", |(g, z)| {
                    of_output(g.dot(&slope(z).t()))
                }),
                once("hadamard-as-matrix-product", |(g, z)| {
                    of_output(g.t().dot(&slope(z)))
                }),
            ],
            ..Special::none()
        },
    }
}

/// w^(l+1), Δ^(l+1), Z^l.
type Backward = (Array2<f64>, Array2<f64>, Array2<f64>);

pub fn bp2_batch() -> Function<Backward> {
    Function {
        name: "bp2_batch",
        inputs: || {
            filled(shapes(2), |(n, m), numbers| {
                let w = numbers.matrix(n[1], n[0]);
                (w, numbers.matrix(n[1], *m), numbers.matrix(n[0], *m))
            })
            .boxed()
        },
        show: |(w, delta, z)| {
            vec![
                part("w^(l+1)", w.clone()),
                part("Δ^(l+1)", delta.clone()),
                part("Z^l", z.clone()),
            ]
        },
        ask: |worker, (w, delta, z)| {
            Ok(before(worker.call("bp2_batch", args![w, delta, z])?))
        },
        truth: |(w, delta, z), witness| {
            let error = |k| {
                let backward = (w.clone(), column(delta, k), column(z, k));
                let cost = equations::BehindLayer(&backward);
                witness.gradient(&cost, &backward.2.to_vec()).into()
            };
            before(by_column(z.nrows(), z.ncols(), error))
        },
        model: modelled_bp2,
        mistakes: [
            &[
                "bp2-without-sigma-prime",
                "bp2-not-transposed",
                "bp2-sigma-for-sigma-prime",
                "bp2-sigma-prime-of-a",
                "bp2-slope-inside",
                "bp2-negative",
                "chain-without-weight",
                "hadamard-as-sum",
                "hadamard-as-quotient",
            ],
            &SIGMOID_SLOPES[..],
            &SUMS,
        ]
        .concat(),
        special: Special {
            written: [
                ways![modelled_bp2;
                    "bp2-not-transposed" IN_LOOPS,
                    "chain-without-weight" IN_LOOPS,
                ],
                vec![
                    once("bp2-divided-by-m", |i| {
                        before(back(i) * slope(&i.2) / i.2.ncols() as f64)
                    }),
                    once("mean-for-sum", |i| {
                        before(back(i) * slope(&i.2) / i.2.nrows() as f64)
                    }),
                    once("sigmoid-prime-of-mean", |i| {
                        before(back(i) * slope(&mean(&i.2)))
                    }),
                    once("slope-of-first-sample", |i| {
                        before(back(i) * slope(&first(&i.2)))
                    }),
                    once("same-error-for-all-samples", |i| {
                        before(&first(&back(i)) * slope(&i.2))
                    }),
                    once("same-error-for-all-samples", |i| {
                        before(&mean(&back(i)) * slope(&i.2))
                    }),
                    once("same-error-for-all-samples", |i| {
                        before(spread(&mean(&(back(i) * slope(&i.2))), &i.2))
                    }),
                    once("bp2-times-z", |i| before(back(i) * &i.2)),
                    once("bp2-slope-of-error", |i| before(slope(&back(i)))),
                    once("bp2-slope-of-error", |i| before(slope(&back(i)) * back(i))),
                    once("bp2-arguments-exchanged", |(w, delta, z)| {
                        before(w.t().dot(&slope(delta)) * z)
                    }),
                    once("bp2-without-error", |(w, _, z)| {
                        before(&w.sum_axis(Axis(0)).insert_axis(Axis(1)) * slope(z))
                    }),
                    once("bp2-factors-exchanged", |(w, delta, z)| {
                        before(delta.t().dot(w) * slope(z))
                    }),
                    once("bp2-factors-exchanged", |(w, delta, z)| {
                        before(delta.dot(w) * slope(z))
                    }),
                    once("hadamard-as-matrix-product", |i| {
                        before(back(i).dot(&slope(&i.2)))
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
