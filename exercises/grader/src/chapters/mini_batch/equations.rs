//! Exercises 6.3 to 6.6: one equation each.
//!
//! What is right is put together from the samples, one after the other.

use ndarray::{Array1, Array2, ArrayView2, Axis, s};
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
use crate::witness::{Cost, Real};

fn column(matrix: &Array2<f64>, k: usize) -> Array1<f64> {
    matrix.column(k).to_owned()
}

/// The matrix whose column k is `of(k)`.
fn by_column(n: usize, m: usize, of: impl Fn(usize) -> Array1<f64>) -> Array2<f64> {
    columns(n, &(0..m).map(of).collect::<Vec<_>>())
}

fn slope(z: &Array2<f64>) -> Array2<f64> {
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

const SUMMED: &str = "factor-1-m-missing";

/// One sample that counts alone is often not divided by m.
macro_rules! alone {
    ($answer:path) => {
        ways![$answer;
            "first-sample-only" SUMMED,
            "last-sample-only" SUMMED,
        ]
    };
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
type AtOutput = (Array2<f64>, Array2<f64>);

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

/// W^(l+1), Δ^(l+1), Z^l.
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
                part("W^(l+1)", w.clone()),
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

/// The mean cost (1/m) Σ_k Σ_j Δ_jk z_jk of one layer, as a function of b or of W: the errors of
/// its samples are the columns of Δ.
enum MeanOfLayer<'a> {
    Biases { delta: &'a Array2<f64> },
    Weights { activation: &'a Array2<f64>, delta: &'a Array2<f64> },
}

impl Cost for MeanOfLayer<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        let (MeanOfLayer::Biases { delta } | MeanOfLayer::Weights { delta, .. }) = self;
        let sum = delta.indexed_iter().fold(T::from(0.0), |sum, ((j, k), &delta)| {
            let z = match self {
                MeanOfLayer::Biases { .. } => parameters[j],
                MeanOfLayer::Weights { activation, .. } => {
                    let a = activation.column(k);
                    let row = parameters[j * a.len()..].iter().zip(a);
                    row.fold(T::from(0.0), |z, (&w, &a)| z + w * T::from(a))
                }
            };
            sum + T::from(delta) * z
        });
        sum / T::from(delta.ncols() as f64)
    }
}

/// What a sum over the samples can be divided by.
pub const DIVISORS: [&str; 7] = [
    "factor-1-m-missing",
    "factor-1-m-twice",
    "factor-m-for-1-m",
    "divided-by-m-minus-1",
    "mean-over-neurons",
    "divided-by-everything",
    "divided-by-half",
];

pub fn divisor(delta: ArrayView2<f64>, wrong: Wrong) -> f64 {
    let (n, m) = (delta.nrows() as f64, delta.ncols() as f64);
    match DIVISORS.iter().find(|slug| wrong.has(slug)).copied() {
        Some("factor-1-m-missing") => 1.0,
        Some("factor-1-m-twice") => m * m,
        Some("factor-m-for-1-m") => 1.0 / m,
        Some("divided-by-m-minus-1") => m - 1.0,
        Some("mean-over-neurons") => n,
        Some("divided-by-everything") => n * m,
        Some("divided-by-half") => 2.0 * m,
        _ => m,
    }
}

/// Which of the samples count.
pub const SAMPLES: [&str; 4] = [
    "first-sample-only",
    "last-sample-only",
    "first-sample-left-out",
    "last-sample-left-out",
];

/// The samples that count, as columns.
pub fn counted<'a>(matrix: &'a Array2<f64>, wrong: Wrong) -> ArrayView2<'a, f64> {
    let m = matrix.ncols();
    if wrong.has("first-sample-only") {
        matrix.slice(s![.., ..1])
    } else if wrong.has("last-sample-only") {
        matrix.slice(s![.., m - 1..])
    } else if wrong.has("first-sample-left-out") {
        matrix.slice(s![.., 1..])
    } else if wrong.has("last-sample-left-out") {
        matrix.slice(s![.., ..m - 1])
    } else {
        matrix.view()
    }
}

/// ∇b^l from the errors of the samples.
pub fn bp3(delta: &Array2<f64>, wrong: Wrong) -> Array1<f64> {
    if wrong.has("batch-mean-axis") {
        delta.mean_axis(Axis(0)).expect("there are neurons")
    } else if wrong.has("batch-sum-axis") {
        let m = if wrong.has("factor-1-m-missing") { 1.0 } else { delta.ncols() as f64 };
        delta.sum_axis(Axis(0)) / m
    } else {
        let sign = if wrong.has("bp3-negative") { -1.0 } else { 1.0 };
        let sum = counted(delta, wrong).sum_axis(Axis(1));
        sum * sign / divisor(delta.view(), wrong)
    }
}

fn of_biases(gradient: Array1<f64>) -> Answer {
    vec![part("∇b^l", gradient)]
}

fn modelled_bp3(delta: &Array2<f64>, wrong: Wrong) -> Answer {
    of_biases(bp3(delta, wrong))
}

pub fn bp3_batch() -> Function<Array2<f64>> {
    Function {
        name: "bp3_batch",
        inputs: || filled(shapes(1), |(n, m), numbers| numbers.matrix(n[0], *m)).boxed(),
        show: |delta| vec![part("Δ^l", delta.clone())],
        ask: |worker, delta| Ok(of_biases(worker.call("bp3_batch", args![delta])?)),
        truth: |delta, witness| {
            // The cost is linear in b: the gradient is the same at every b.
            let cost = MeanOfLayer::Biases { delta };
            let gradient = witness.gradient(&cost, &vec![0.5; delta.nrows()]);
            of_biases(gradient.into())
        },
        model: modelled_bp3,
        mistakes: [
            &DIVISORS[..],
            &SAMPLES,
            &["batch-sum-axis", "batch-mean-axis", "bp3-negative"],
        ]
        .concat(),
        special: Special {
            written: [
                alone!(modelled_bp3),
                vec![
                    once("sum-of-everything", |d| {
                        of_biases(Array1::from_elem(d.nrows(), d.sum()))
                    }),
                    once("sum-of-everything", |d| {
                        of_biases(Array1::from_elem(
                            d.nrows(),
                            d.sum() / d.ncols() as f64,
                        ))
                    }),
                    once("sum-of-everything", |d| {
                        of_biases(Array1::from_elem(d.nrows(), d.sum() / d.len() as f64))
                    }),
                    once("sum-of-everything", |d| {
                        of_biases(Array1::from_elem(1, d.sum()))
                    }),
                    once("sum-of-everything", |d| {
                        of_biases(Array1::from_elem(1, d.sum() / d.len() as f64))
                    }),
                    once("sum-not-reset", |d| {
                        let mut sum = 0.0;
                        of_biases(bp3(d, Wrong::NOTHING).mapv(|x| {
                            sum += x;
                            sum
                        }))
                    }),
                    once("batch-sum-axis", |d| of_biases(d.sum_axis(Axis(0)))),
                    once("batch-sum-axis", |d| {
                        of_biases(d.sum_axis(Axis(0)) / d.nrows() as f64)
                    }),
                    once("bp3-absolute", |d| {
                        of_biases(bp3(&d.mapv(f64::abs), Wrong::NOTHING))
                    }),
                    once("bp3-squared", |d| of_biases(bp3(&(d * d), Wrong::NOTHING))),
                    once("bp3-sigma-prime-again", |d| {
                        of_biases(bp3(&(d * slope(d)), Wrong::NOTHING))
                    }),
                    once("bp3-zero", |d| of_biases(Array1::zeros(d.nrows()))),
                ],
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..Special::none()
        },
    }
}

/// What ∇W becomes if the samples are averaged first.
pub fn product_of_means(delta: &Array2<f64>, activation: &Array2<f64>) -> Array2<f64> {
    let mean = |x: &Array2<f64>| {
        x.mean_axis(Axis(1)).expect("there are samples").insert_axis(Axis(1))
    };
    mean(delta).dot(&mean(activation).t())
}

pub fn bp4_batch() -> Function<AtOutput> {
    Function {
        name: "bp4_batch",
        inputs: || {
            filled(shapes(2), |(n, m), numbers| {
                (numbers.matrix(n[0], *m), numbers.matrix(n[1], *m))
            })
            .boxed()
        },
        show: |(a, delta)| vec![part("A^(l−1)", a.clone()), part("Δ^l", delta.clone())],
        ask: |worker, (a, delta)| {
            Ok(of_weights(worker.call("bp4_batch", args![a, delta])?))
        },
        truth: |(activation, delta), witness| {
            let shape = (delta.nrows(), activation.nrows());
            let cost = MeanOfLayer::Weights { activation, delta };
            let gradient = witness.gradient(&cost, &vec![0.5; shape.0 * shape.1]);
            let gradient =
                Array2::from_shape_vec(shape, gradient).expect("one per weight");
            of_weights(gradient)
        },
        model: modelled_bp4,
        mistakes: [
            &DIVISORS[..],
            &SAMPLES,
            &[
                "bp4-wrong-way-round",
                "product-of-means",
                "bp4-negative",
                "bp4-sigma-twice",
                "bp4-without-activation",
                "bp4-without-error",
                "bp4-slope-for-a",
                "bp4-sigma-prime-again",
            ],
        ]
        .concat(),
        special: Special {
            written: [
                alone!(modelled_bp4),
                vec![
                    once("bp4-wrong-way-round", |(a, d)| {
                        // By indices into the right shape.
                        let m = d.ncols();
                        let sum =
                            |(j, k)| (0..m).map(|x| d[[k, x]] * a[[j, x]]).sum::<f64>();
                        let shape = (d.nrows(), a.nrows());
                        of_weights(Array2::from_shape_fn(shape, sum) / m as f64)
                    }),
                    once("divided-by-inputs", |(a, d)| {
                        of_weights(d.dot(&a.t()) / a.nrows() as f64)
                    }),
                    once("divided-by-everything", |(a, d)| {
                        of_weights(d.dot(&a.t()) / a.len() as f64)
                    }),
                    once("divided-by-everything", |(a, d)| {
                        of_weights(d.dot(&a.t()) / (a.nrows() * d.nrows()) as f64)
                    }),
                    once("product-of-sums", |(a, d)| {
                        let m = d.ncols() as f64;
                        of_weights(product_of_means(d, a) * m)
                    }),
                    once("product-of-sums", |(a, d)| {
                        let m = d.ncols() as f64;
                        of_weights(product_of_means(d, a) * (m * m))
                    }),
                    once("product-of-means", |(a, d)| {
                        of_weights(product_of_means(d, a) / d.ncols() as f64)
                    }),
                    once("bp4-samples-for-neurons", |(a, d)| of_weights(d.t().dot(a))),
                    once("bp4-samples-for-neurons", |(a, d)| {
                        of_weights(d.t().dot(a) / d.ncols() as f64)
                    }),
                    once("bp4-samples-for-neurons", |(a, d)| {
                        of_weights(a.t().dot(d) / d.ncols() as f64)
                    }),
                    once("bp4-not-transposed", |(a, d)| {
                        of_weights(d.dot(a) / d.ncols() as f64)
                    }),
                    once("bp4-elementwise", |(a, d)| {
                        of_weights(d * a / d.ncols() as f64)
                    }),
                    once("bp4-one-vector-twice", |(_, d)| {
                        of_weights(d.dot(&d.t()) / d.ncols() as f64)
                    }),
                    once("bp4-zero", |(a, d)| {
                        of_weights(Array2::zeros((d.nrows(), a.nrows())))
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

fn of_weights(gradient: Array2<f64>) -> Answer {
    vec![part("∇W^l", gradient)]
}

fn modelled_bp4((a, delta): &AtOutput, wrong: Wrong) -> Answer {
    if wrong.has("product-of-means") {
        return of_weights(product_of_means(delta, a));
    }
    let activation = if wrong.has("bp4-sigma-twice") {
        a.mapv(f64::sigmoid)
    } else if wrong.has("bp4-without-activation") {
        Array2::ones(a.dim())
    } else if wrong.has("bp4-slope-for-a") {
        a * (1.0 - a)
    } else {
        a.clone()
    };
    let error = if wrong.has("bp4-without-error") {
        Array2::ones(delta.dim())
    } else if wrong.has("bp4-sigma-prime-again") {
        delta * slope(delta)
    } else {
        delta.clone()
    };
    let product = counted(&error, wrong).dot(&counted(&activation, wrong).t())
        / divisor(delta.view(), wrong);
    let product = if wrong.has("bp4-negative") { -product } else { product };
    let turned = wrong.has("bp4-wrong-way-round");
    of_weights(if turned { product.t().to_owned() } else { product })
}
