//! Exercises 6.3 to 6.6: one equation each.
//!
//! What is right is put together from the samples, one after the other.

use ndarray::{Array1, Array2, ArrayView2, Axis};
use proptest::strategy::Strategy;

use super::mistakes::*;
use super::stack::{columns, shapes};
use crate::answer::{Tolerance, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::equations;
use crate::chapters::per_sample::mistakes::*;
use crate::chapters::per_sample::model;
use crate::chapters::sgd::mistakes::SUM_NOT_MEAN;
use crate::exercise::Info;
use crate::function::Function;
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
        info: Info {
            id: "6.3",
            name: "bp1_batch",
            title: "the error of the output layer for a mini-batch (BP1)",
            stars: 1,
            hints: [
                "Does the output of one sample act on the cost of another? So what has to \
                 change in BP1 when its vectors become columns?",
                "Δ^L = ∇_A C ⊙ σ′(Z^L)",
                "The line of exercise 3.1: ndarray multiplies matrices entry by entry with `*`.",
            ],
        },
        inputs: || {
            filled(shapes(1), |(n, m), numbers| {
                (numbers.matrix(n[0], *m), numbers.matrix(n[0], *m))
            })
            .boxed()
        },
        show: |(nabla_a, z)| vec![part("∇_A C", nabla_a.clone()), part("Z^L", z.clone())],
        reader: |answers, (nabla_a, z)| {
            vec![part("Δ^L", (answers.mini_batch.bp1_batch)(nabla_a.view(), z.view()))]
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
            let m = if wrong.has(&ERROR_AVERAGED) { z.ncols() as f64 } else { 1.0 };
            vec![part("Δ^L", delta / m)]
        },
        mistakes: vec![
            &BP1_WITHOUT_SIGMA_PRIME,
            &BP1_SIGMA_FOR_SIGMA_PRIME,
            &BP1_SIGMA_PRIME_OF_A,
            &ERROR_AVERAGED,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// W^(l+1), Δ^(l+1), Z^l.
type Backward = (Array2<f64>, Array2<f64>, Array2<f64>);

pub fn bp2_batch() -> Function<Backward> {
    Function {
        info: Info {
            id: "6.4",
            name: "bp2_batch",
            title: "the errors of layer l from those of layer l + 1 (BP2)",
            stars: 2,
            hints: [
                "A product of matrices is a product of a matrix with each column. What is then \
                 left to do about the m samples?",
                "Δ^l = ((W^(l+1))ᵀ Δ^(l+1)) ⊙ σ′(Z^l)",
                "The line of exercise 3.2, letter for letter.",
            ],
        },
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
        reader: |answers, (w, delta, z)| {
            let bp2 = answers.mini_batch.bp2_batch;
            vec![part("Δ^l", bp2(w.view(), delta.view(), z.view()))]
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
            &BP2_WITHOUT_SIGMA_PRIME,
            &BP2_NOT_TRANSPOSED,
            &BP2_SIGMA_FOR_SIGMA_PRIME,
            &BP2_SIGMA_PRIME_OF_A,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
    if wrong.has(&SUM_NOT_MEAN) {
        1.0
    } else if wrong.has(&MEAN_OVER_NEURONS) {
        delta.nrows() as f64
    } else {
        delta.ncols() as f64
    }
}

/// ∇b^l from the errors of the samples.
pub fn bp3(delta: &Array2<f64>, wrong: Wrong) -> Array1<f64> {
    if wrong.has(&BATCH_MEAN_AXIS) {
        delta.mean_axis(Axis(0)).expect("there are neurons")
    } else if wrong.has(&BATCH_SUM_AXIS) {
        let m = if wrong.has(&SUM_NOT_MEAN) { 1.0 } else { delta.ncols() as f64 };
        delta.sum_axis(Axis(0)) / m
    } else {
        delta.sum_axis(Axis(1)) / divisor(delta.view(), wrong)
    }
}

pub fn bp3_batch() -> Function<Array2<f64>> {
    Function {
        info: Info {
            id: "6.5",
            name: "bp3_batch",
            title: "the gradient of the mean cost with respect to the biases (BP3)",
            stars: 2,
            hints: [
                "b^l_j is shared by all samples. In Δ^l, do the m errors of neuron j stand in a \
                 row or in a column?",
                "∂C/∂b^l_j = (1/m) Σ_k Δ^l_jk",
                "`sum_axis` takes the axis that disappears. Then divide by the number of columns.",
            ],
        },
        inputs: || filled(shapes(1), |(n, m), numbers| numbers.matrix(n[0], *m)).boxed(),
        show: |delta| vec![part("Δ^l", delta.clone())],
        reader: |answers, delta| {
            vec![part("∇b^l", (answers.mini_batch.bp3_batch)(delta.view()))]
        },
        truth: |delta, witness| {
            // The cost is linear in b: the gradient is the same at every b.
            let cost = MeanOfLayer::Biases { delta };
            let gradient = witness.gradient(&cost, &vec![0.5; delta.nrows()]);
            vec![part("∇b^l", Array1::from(gradient))]
        },
        model: |delta, wrong| vec![part("∇b^l", bp3(delta, wrong))],
        mistakes: vec![
            &SUM_NOT_MEAN,
            &BATCH_SUM_AXIS,
            &BATCH_MEAN_AXIS,
            &MEAN_OVER_NEURONS,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
        info: Info {
            id: "6.6",
            name: "bp4_batch",
            title: "the gradient of the mean cost with respect to the weights (BP4)",
            stars: 2,
            hints: [
                "For one sample ∇w is a column times a row. A product of two matrices is a sum \
                 of such products. Over which index does the sum run, and does it have to be \
                 written?",
                "∇W^l = (1/m) Δ^l (A^(l−1))ᵀ",
                "One `dot` with one transposed matrix, divided by the number of columns.",
            ],
        },
        inputs: || {
            filled(shapes(2), |(n, m), numbers| {
                (numbers.matrix(n[0], *m), numbers.matrix(n[1], *m))
            })
            .boxed()
        },
        show: |(a, delta)| vec![part("A^(l−1)", a.clone()), part("Δ^l", delta.clone())],
        reader: |answers, (a, delta)| {
            vec![part("∇W^l", (answers.mini_batch.bp4_batch)(a.view(), delta.view()))]
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
            let product = if wrong.has(&PRODUCT_OF_MEANS) {
                product_of_means(delta, a)
            } else {
                delta.dot(&a.t()) / divisor(delta.view(), wrong)
            };
            let turned = wrong.has(&BP4_WRONG_WAY);
            vec![part("∇W^l", if turned { product.t().to_owned() } else { product })]
        },
        mistakes: vec![
            &SUM_NOT_MEAN,
            &BP4_WRONG_WAY,
            &PRODUCT_OF_MEANS,
            &MEAN_OVER_NEURONS,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
