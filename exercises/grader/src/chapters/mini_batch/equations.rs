//! Exercises 6.3 to 6.6: one equation each.
//!
//! What is right is put together from the samples, one after the other.

use ndarray::{Array1, Array2, ArrayView2, Axis};
use proptest::strategy::Strategy;

use super::stack::{columns, shapes};
use crate::answer::{part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::equations;
use crate::chapters::per_sample::model;
use crate::function::{Function, Special};
use crate::sample::{Activation, filled};
use crate::witness::{Cost, Real};

fn column(matrix: &Array2<f64>, k: usize) -> Array1<f64> {
    matrix.column(k).to_owned()
}

/// The matrix whose column k is `of(k)`.
fn by_column(n: usize, m: usize, of: impl Fn(usize) -> Array1<f64>) -> Array2<f64> {
    columns(n, &(0..m).map(of).collect::<Vec<_>>())
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
            Ok(vec![part("Δ^L", worker.call::<Array2<f64>>("bp1_batch", args![nabla_a, z])?)])
        },
        truth: |(nabla_a, z), witness| {
            let error = |k| {
                let at_output = (column(nabla_a, k), column(z, k));
                let cost = equations::OfOutput(&at_output);
                witness.gradient(&cost, &at_output.1.to_vec()).into()
            };
            vec![part("Δ^L", by_column(z.nrows(), z.ncols(), error))]
        },
        model: |(nabla_a, z), wrong| {
            let error = |k| {
                let (nabla_a, z) = (column(nabla_a, k), column(z, k));
                model::bp1(&nabla_a, &z, Activation::Sigmoid, wrong)
            };
            let delta = by_column(z.nrows(), z.ncols(), error);
            let m = if wrong.has("bp1-divided-by-m") { z.ncols() as f64 } else { 1.0 };
            vec![part("Δ^L", delta / m)]
        },
        mistakes: vec![
            "bp1-without-sigma-prime",
            "bp1-sigma-for-sigma-prime",
            "bp1-sigma-prime-of-a",
            "bp1-divided-by-m",
        ],
        special: Special::none(),
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
            Ok(vec![part("Δ^l", worker.call::<Array2<f64>>("bp2_batch", args![w, delta, z])?)])
        },
        truth: |(w, delta, z), witness| {
            let error = |k| {
                let backward = (w.clone(), column(delta, k), column(z, k));
                let cost = equations::BehindLayer(&backward);
                witness.gradient(&cost, &backward.2.to_vec()).into()
            };
            vec![part("Δ^l", by_column(z.nrows(), z.ncols(), error))]
        },
        model: |(w, delta, z), wrong| {
            let error = |k| {
                let (delta, z) = (column(delta, k), column(z, k));
                model::bp2(w, &delta, &z, Activation::Sigmoid, wrong)
            };
            vec![part("Δ^l", by_column(z.nrows(), z.ncols(), error))]
        },
        mistakes: vec![
            "bp2-without-sigma-prime",
            "bp2-not-transposed",
            "bp2-sigma-for-sigma-prime",
            "bp2-sigma-prime-of-a",
        ],
        special: Special::none(),
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

/// What a sum over the samples is divided by.
pub fn divisor(delta: ArrayView2<f64>, wrong: Wrong) -> f64 {
    if wrong.has("factor-1-m-missing") {
        1.0
    } else if wrong.has("mean-over-neurons") {
        delta.nrows() as f64
    } else {
        delta.ncols() as f64
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
        delta.sum_axis(Axis(1)) / divisor(delta.view(), wrong)
    }
}

pub fn bp3_batch() -> Function<Array2<f64>> {
    Function {
        name: "bp3_batch",
        inputs: || filled(shapes(1), |(n, m), numbers| numbers.matrix(n[0], *m)).boxed(),
        show: |delta| vec![part("Δ^l", delta.clone())],
        ask: |worker, delta| {
            Ok(vec![part("∇b^l", worker.call::<Array1<f64>>("bp3_batch", args![delta])?)])
        },
        truth: |delta, witness| {
            // The cost is linear in b: the gradient is the same at every b.
            let cost = MeanOfLayer::Biases { delta };
            let gradient = witness.gradient(&cost, &vec![0.5; delta.nrows()]);
            vec![part("∇b^l", Array1::from(gradient))]
        },
        model: |delta, wrong| vec![part("∇b^l", bp3(delta, wrong))],
        mistakes: vec![
            "factor-1-m-missing",
            "batch-sum-axis",
            "batch-mean-axis",
            "mean-over-neurons",
        ],
        special: Special::none(),
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
            Ok(vec![part("∇W^l", worker.call::<Array2<f64>>("bp4_batch", args![a, delta])?)])
        },
        truth: |(activation, delta), witness| {
            let shape = (delta.nrows(), activation.nrows());
            let cost = MeanOfLayer::Weights { activation, delta };
            let gradient = witness.gradient(&cost, &vec![0.5; shape.0 * shape.1]);
            let gradient =
                Array2::from_shape_vec(shape, gradient).expect("one per weight");
            vec![part("∇W^l", gradient)]
        },
        model: |(a, delta), wrong| {
            let product = if wrong.has("product-of-means") {
                product_of_means(delta, a)
            } else {
                delta.dot(&a.t()) / divisor(delta.view(), wrong)
            };
            let turned = wrong.has("bp4-wrong-way-round");
            vec![part("∇W^l", if turned { product.t().to_owned() } else { product })]
        },
        mistakes: vec![
            "factor-1-m-missing",
            "bp4-wrong-way-round",
            "product-of-means",
            "mean-over-neurons",
        ],
        special: Special::none(),
    }
}
