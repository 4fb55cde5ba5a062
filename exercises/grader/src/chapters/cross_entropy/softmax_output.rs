//! Exercises 7.5 to 7.7: softmax and the log-likelihood.

use ndarray::{Array1, Array2, Axis};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::{part};
use crate::function::{Function, Special};
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
        name: "softmax",
        inputs: || weighted_inputs().boxed(),
        show: |z| vec![part("z", z.clone())],
        ask: |worker, z| Ok(vec![part("a", worker.call::<Array1<f64>>("softmax", args![z])?)]),
        // One over the sum of e^(z_k − z_j): where that overflows, the quotient is 0 as it should be.
        truth: |z, _| {
            let a = |&z_j: &f64| 1.0 / z.iter().map(|z| (z - z_j).exp()).sum::<f64>();
            vec![part("a", z.map(a))]
        },
        model: |z, wrong| {
            let z = if wrong.has("softmax-of-sigmoid") {
                z.mapv(|z| z.sigmoid())
            } else {
                z.clone()
            };
            let shift = if wrong.has("softmax-overflow") { 0.0 } else { largest(&z) };
            let e = z.mapv(|z| (z - shift).exp());
            let sum = if wrong.has("softmax-not-normalised") {
                1.0
            } else if wrong.has("softmax-shifted-once") {
                z.mapv(f64::exp).sum()
            } else {
                e.sum()
            };
            let a = if wrong.has("sigmoid-for-softmax") {
                z.mapv(|z| z.sigmoid())
            } else if wrong.has("softmax-without-exp") {
                &z / z.sum()
            } else {
                e / sum
            };
            vec![part("a", a)]
        },
        mistakes: vec![
            "softmax-overflow",
            "softmax-not-normalised",
            "softmax-shifted-once",
            "softmax-of-sigmoid",
            "softmax-without-exp",
            "sigmoid-for-softmax",
        ],
        special: Special::none(),
    }
}

/// Weighted inputs and the label.
type Labelled = (Array1<f64>, usize);

pub fn log_likelihood() -> Function<Labelled> {
    Function {
        name: "log_likelihood",
        inputs: || {
            (weighted_inputs(), any::<Index>())
                .prop_map(|(z, i)| {
                    let label = i.index(z.len());
                    (z, label)
                })
                .boxed()
        },
        show: |(z, label)| vec![part("z", z.clone()), part("label", *label as f64)],
        ask: |worker, (z, label)| {
            Ok(vec![part("C", worker.call::<f64>("log_likelihood", args![z, *label])?)])
        },
        // The logarithm of a sum, one summand at a time: ln(e^p + e^q) from p and q.
        truth: |(z, label), _| {
            let add = |p: f64, q: f64| p.max(q) + (-(p - q).abs()).exp().ln_1p();
            let log_sum = z.iter().copied().reduce(add).expect("there is a neuron");
            vec![part("C", log_sum - z[*label])]
        },
        model: |(z, label), wrong| {
            let shift = if wrong.has("log-likelihood-overflow") { 0.0 } else { largest(z) };
            let e = z.mapv(|z| (z - shift).exp());
            let log_a = if wrong.has("log-likelihood-of-sigmoid") {
                z.mapv(|z| z.sigmoid().ln())
            } else if wrong.has("log-likelihood-log-of-zero") {
                (&e / e.sum()).ln()
            } else {
                z - (e.sum().ln() + shift)
            };
            let cost = if wrong.has("log-likelihood-of-every-class") {
                -log_a.sum()
            } else if wrong.has("log-likelihood-of-largest") {
                -largest(&log_a)
            } else {
                -log_a[*label]
            };
            vec![part("C", if wrong.has("log-likelihood-sign") { -cost } else { cost })]
        },
        mistakes: vec![
            "log-likelihood-overflow",
            "log-likelihood-log-of-zero",
            "log-likelihood-sign",
            "log-likelihood-of-sigmoid",
            "log-likelihood-of-every-class",
            "log-likelihood-of-largest",
        ],
        special: Special::none(),
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
        name: "log_likelihood_delta",
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
        ask: |worker, (z, labels)| {
            let arguments = args![outputs(z), labels];
            Ok(vec![part("δ", worker.call::<Array2<f64>>("log_likelihood_delta", arguments)?)])
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
            let mut delta = if wrong.has("log-likelihood-delta-without-jacobian") {
                -&y / &a
            } else if wrong.has("log-likelihood-delta-diagonal") {
                &y * &(&a - 1.0)
            } else if wrong.has("log-likelihood-delta-sigma-prime") {
                (&a - &y) * &a * (1.0 - &a)
            } else {
                &a - &y
            };
            if wrong.has("log-likelihood-delta-sign") {
                delta = -delta;
            }
            if wrong.has("log-likelihood-delta-mean") {
                delta /= labels.len() as f64;
            }
            vec![part("δ", delta)]
        },
        mistakes: vec![
            "log-likelihood-delta-sigma-prime",
            "log-likelihood-delta-without-jacobian",
            "log-likelihood-delta-diagonal",
            "log-likelihood-delta-sign",
            "log-likelihood-delta-mean",
        ],
        special: Special::none(),
    }
}
