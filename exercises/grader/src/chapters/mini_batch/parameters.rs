//! Exercises 6.5 and 6.6: the gradients of the mean cost with respect to biases and weights.

use ndarray::{Array1, Array2, ArrayView2, Axis, s};
use proptest::strategy::Strategy;

use super::equations::{AtOutput, slope};
use super::stack::shapes;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::model::ways;
use crate::function::{Function, Special, once};
use crate::sample::filled;
use crate::witness::{Cost, Real};

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

/// The mean cost (1/m) Σ_s Σ_j Δ_js z_js of one layer, as a function of b or of w: the errors of
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

/// What ∇w becomes if the samples are averaged first.
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
    vec![part("∇w^l", gradient)]
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
