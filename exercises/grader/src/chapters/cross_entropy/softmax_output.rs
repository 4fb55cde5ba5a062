//! Exercises 7.5 to 7.7: softmax and the log-likelihood.

use ndarray::{Array1, Array2, Axis};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::softmax_mistakes::*;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{filled, number};
use crate::witness::{Cost, Real};

/// Weighted inputs of 1 to 4 neurons: ordinary ones, large ones close together, or far apart.
fn weighted_inputs() -> impl Strategy<Value = Array1<f64>> {
    let large = (0..=200_i32).prop_map(|z| f64::from(z) + 800.0);
    let any = prop_oneof![number(), large.clone(), large.clone().prop_map(|z| -z)];
    prop_oneof![
        3 => vec(number(), 1..=4_usize),
        1 => vec(number().prop_map(|z| z + 800.0), 1..=4_usize),
        1 => vec(number().prop_map(|z| z - 800.0), 1..=4_usize),
        1 => vec(any, 1..=4_usize),
    ]
    .prop_map(Array1::from)
}

fn largest(z: &Array1<f64>) -> f64 {
    z.fold(f64::NEG_INFINITY, |largest, &z| largest.max(z))
}

pub fn softmax() -> Function<Array1<f64>> {
    Function {
        info: Info {
            id: "7.5",
            name: "softmax",
            title: "the softmax function",
            stars: 2,
            hints: [
                "What happens to a if the same number is added to every z_j? And what is \
                 e^800 as an f64?",
                "a_j = e^(z_j − c) / Σ_k e^(z_k − c) for any c; with c = max z no exponent is \
                 positive",
                "Find the largest entry by `fold`, then the exponentials of the differences by \
                 `mapv`, then divide by their `sum()`.",
            ],
        },
        inputs: || weighted_inputs().boxed(),
        show: |z| vec![part("z", z.clone())],
        reader: |answers, z| vec![part("a", (answers.cross_entropy.softmax)(z.view()))],
        // One over the sum of e^(z_k − z_j): where that overflows, the quotient is 0 as it should be.
        truth: |z, _| {
            let a = |&z_j: &f64| 1.0 / z.iter().map(|z| (z - z_j).exp()).sum::<f64>();
            vec![part("a", z.map(a))]
        },
        model: |z, wrong| {
            let z = if wrong.has(&SOFTMAX_OF_SIGMOID) {
                z.mapv(|z| z.sigmoid())
            } else {
                z.clone()
            };
            let shift = if wrong.has(&SOFTMAX_OVERFLOW) { 0.0 } else { largest(&z) };
            let e = z.mapv(|z| (z - shift).exp());
            let sum = if wrong.has(&SOFTMAX_NOT_NORMALISED) {
                1.0
            } else if wrong.has(&SOFTMAX_SHIFTED_ONCE) {
                z.mapv(f64::exp).sum()
            } else {
                e.sum()
            };
            let a = if wrong.has(&SIGMOID_FOR_SOFTMAX) {
                z.mapv(|z| z.sigmoid())
            } else if wrong.has(&SOFTMAX_WITHOUT_EXP) {
                &z / z.sum()
            } else {
                e / sum
            };
            vec![part("a", a)]
        },
        mistakes: vec![
            &SOFTMAX_OVERFLOW,
            &SOFTMAX_NOT_NORMALISED,
            &SOFTMAX_SHIFTED_ONCE,
            &SOFTMAX_OF_SIGMOID,
            &SOFTMAX_WITHOUT_EXP,
            &SIGMOID_FOR_SOFTMAX,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// Weighted inputs and the label.
type Labelled = (Array1<f64>, usize);

pub fn log_likelihood() -> Function<Labelled> {
    Function {
        info: Info {
            id: "7.6",
            name: "log_likelihood",
            title: "the log-likelihood cost of one sample, from the weighted inputs",
            stars: 2,
            hints: [
                "The logarithm of a quotient is a difference. Which of the two logarithms \
                 disappears on paper, and which c keeps the other one's exponentials in range?",
                "C = ln Σ_k e^(z_k) − z_y = c + ln Σ_k e^(z_k − c) − z_y, with c = max z",
                "Find the largest z by `fold`. Sum the exponentials of the differences; their sum \
                 is between 1 and n_out. Take its `ln()`, add c, subtract z[label].",
            ],
        },
        inputs: || {
            (weighted_inputs(), any::<Index>())
                .prop_map(|(z, i)| {
                    let label = i.index(z.len());
                    (z, label)
                })
                .boxed()
        },
        show: |(z, label)| vec![part("z", z.clone()), part("label", *label as f64)],
        reader: |answers, (z, label)| {
            vec![part("C", (answers.cross_entropy.log_likelihood)(z.view(), *label))]
        },
        // The logarithm of a sum, one summand at a time: ln(e^p + e^q) from p and q.
        truth: |(z, label), _| {
            let add = |p: f64, q: f64| p.max(q) + (-(p - q).abs()).exp().ln_1p();
            let log_sum = z.iter().copied().reduce(add).expect("there is a neuron");
            vec![part("C", log_sum - z[*label])]
        },
        model: |(z, label), wrong| {
            let shift = if wrong.has(&LL_OVERFLOW) { 0.0 } else { largest(z) };
            let e = z.mapv(|z| (z - shift).exp());
            let log_a = if wrong.has(&LL_SIGMOID) {
                z.mapv(|z| z.sigmoid().ln())
            } else if wrong.has(&LL_LOG_OF_ZERO) {
                (&e / e.sum()).ln()
            } else {
                z - (e.sum().ln() + shift)
            };
            let cost = if wrong.has(&LL_EVERY_CLASS) {
                -log_a.sum()
            } else if wrong.has(&LL_OF_LARGEST) {
                -largest(&log_a)
            } else {
                -log_a[*label]
            };
            vec![part("C", if wrong.has(&LL_SIGN) { -cost } else { cost })]
        },
        mistakes: vec![
            &LL_OVERFLOW,
            &LL_LOG_OF_ZERO,
            &LL_SIGN,
            &LL_SIGMOID,
            &LL_EVERY_CLASS,
            &LL_OF_LARGEST,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// z^L with a column for each sample, and the labels.
type LabelledBatch = (Array2<f64>, Vec<usize>);

/// The outputs of a softmax layer.
fn outputs(z: &Array2<f64>) -> Array2<f64> {
    let e = z.mapv(f64::exp);
    &e / &e.sum_axis(Axis(0))
}

/// The sum of the costs of all samples: its derivative in a column is that of the sample's cost.
impl Cost for LabelledBatch {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let (z_values, labels) = self;
        let m = z_values.ncols();
        let zero = T::from(0.0);
        labels.iter().enumerate().fold(zero, |cost, (sample, &label)| {
            let column = z.iter().skip(sample).step_by(m);
            let sum = column.fold(zero, |sum, z| sum + z.exp());
            cost - (z[label * m + sample].exp() / sum).ln()
        })
    }
}

pub fn log_likelihood_delta() -> Function<LabelledBatch> {
    Function {
        info: Info {
            id: "7.7",
            name: "log_likelihood_delta",
            title: "the error of a softmax layer under the log-likelihood cost",
            stars: 3,
            hints: [
                "Only a_y stands in the cost of a sample, but z_k of every neuron k changes a_y. \
                 What is ∂C/∂z_k by the chain rule, for k = y and for k ≠ y?",
                "δ_k = −(1/a_y) ∂a_y/∂z_k: a_y − 1 for k = y, and a_k for k ≠ y. In short, \
                 δ = a − y with y one-hot",
                "Copy `a` by `to_owned()`, then subtract 1 in each column at the label's row.",
            ],
        },
        inputs: || {
            let z = filled((2..=4_usize, 1..=4_usize), |&(n_out, m), numbers| {
                numbers.matrix(n_out, m)
            });
            (z, vec(any::<Index>(), 4))
                .prop_map(|(z, labels)| {
                    let labels = labels.iter().map(|i| i.index(z.nrows()));
                    let labels = labels.take(z.ncols()).collect();
                    (z, labels)
                })
                .boxed()
        },
        show: |(z, labels)| {
            vec![part("a", outputs(z)), part("labels", format!("{labels:?}"))]
        },
        reader: |answers, (z, labels)| {
            let a = outputs(z);
            let delta = (answers.cross_entropy.log_likelihood_delta)(a.view(), labels);
            vec![part("δ", delta)]
        },
        truth: |i, witness| {
            let z: Vec<f64> = i.0.iter().copied().collect();
            let delta = Array2::from_shape_vec(i.0.dim(), witness.gradient(i, &z));
            vec![part("δ", delta.expect("one for each z"))]
        },
        model: |(z, labels), wrong| {
            let a = outputs(z);
            let y = Array2::from_shape_fn(a.dim(), |(j, sample)| {
                f64::from(labels[sample] == j)
            });
            let mut delta = if wrong.has(&LL_DELTA_WITHOUT_JACOBIAN) {
                -&y / &a
            } else if wrong.has(&LL_DELTA_DIAGONAL) {
                &y * &(&a - 1.0)
            } else if wrong.has(&LL_DELTA_SIGMA_PRIME) {
                (&a - &y) * &a * (1.0 - &a)
            } else {
                &a - &y
            };
            if wrong.has(&LL_DELTA_SIGN) {
                delta = -delta;
            }
            if wrong.has(&LL_DELTA_MEAN) {
                delta /= labels.len() as f64;
            }
            vec![part("δ", delta)]
        },
        mistakes: vec![
            &LL_DELTA_SIGMA_PRIME,
            &LL_DELTA_WITHOUT_JACOBIAN,
            &LL_DELTA_DIAGONAL,
            &LL_DELTA_SIGN,
            &LL_DELTA_MEAN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
