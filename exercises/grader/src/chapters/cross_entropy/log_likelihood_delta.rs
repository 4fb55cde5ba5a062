//! Exercise 7.8: the error of a softmax layer under the log-likelihood.

use ndarray::{Array2, Axis};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::{Answer, part};
use crate::constants::FACTORS;
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::filled;
use crate::witness::{Cost, Real};

/// z^L with a column for each sample, and the labels.
type LabelledBatch = (Array2<f64>, Vec<usize>);

/// The outputs of a softmax layer.
fn outputs(z: &Array2<f64>) -> Array2<f64> {
    let e = z.mapv(f64::exp);
    &e / &e.sum_axis(Axis(0))
}

fn delta(delta: Array2<f64>) -> Answer {
    vec![part("δ", delta)]
}

/// Entry by entry, from a, from a_y of its sample, and from whether it is that.
fn each((z, labels): &LabelledBatch, entry: impl Fn(f64, f64, bool) -> f64) -> Answer {
    let a = outputs(z);
    delta(Array2::from_shape_fn(a.dim(), |(k, x)| {
        entry(a[[k, x]], a[[labels[x], x]], labels[x] == k)
    }))
}

/// 1 is subtracted at each of these places. Two at the same place count twice.
fn at((z, _): &LabelledBatch, places: impl Iterator<Item = (usize, usize)>) -> Answer {
    let mut a = outputs(z);
    places.for_each(|place| a[place] -= 1.0);
    delta(a)
}

/// Each sample and its label, changed.
fn relabelled(i: &LabelledBatch, change: fn(usize, usize) -> usize) -> Answer {
    let n = i.0.nrows();
    at(i, i.1.iter().enumerate().map(|(x, &label)| (change(label, n), x)))
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
            Ok(delta(worker.call("log_likelihood_delta", args![outputs(z), labels])?))
        },
        truth: |i, witness| {
            let z: Vec<f64> = i.0.iter().copied().collect();
            let gradient = Array2::from_shape_vec(i.0.dim(), witness.gradient(i, &z));
            delta(gradient.expect("one for each z"))
        },
        model: |(z, labels), wrong| {
            let a = outputs(z);
            let y = Array2::from_shape_fn(a.dim(), |(j, x)| f64::from(labels[x] == j));
            let mut error = if wrong.has("log-likelihood-delta-without-jacobian") {
                -&y / &a
            } else if wrong.has("log-likelihood-delta-diagonal") {
                &y * &(&a - 1.0)
            } else if wrong.has("log-likelihood-delta-sigma-prime") {
                (&a - &y) * &a * (1.0 - &a)
            } else {
                &a - &y
            };
            if wrong.has("log-likelihood-delta-sign") {
                error = -error;
            }
            if wrong.has("log-likelihood-delta-mean") {
                error /= labels.len() as f64;
            }
            if wrong.has("log-likelihood-delta-by-outputs") {
                error /= a.nrows() as f64;
            }
            delta(error)
        },
        mistakes: vec![
            "log-likelihood-delta-sigma-prime",
            "log-likelihood-delta-without-jacobian",
            "log-likelihood-delta-diagonal",
            "log-likelihood-delta-sign",
            "log-likelihood-delta-mean",
            "log-likelihood-delta-by-outputs",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn written() -> Vec<Imitation<LabelledBatch>> {
    vec![
        with("log-likelihood-delta-factor", FACTORS, |i, c| {
            each(i, |a, _, own| c * (a - f64::from(own)))
        }),
        with("log-likelihood-delta-factor", &[2.0, 0.5], |i, c| {
            each(i, |a, _, own| c * (a - f64::from(own)))
        }),
        once("log-likelihood-delta-all-samples", |i| {
            let m = i.0.ncols();
            at(i, i.1.iter().flat_map(move |&label| (0..m).map(move |x| (label, x))))
        }),
        once("log-likelihood-delta-other-label", |i| {
            relabelled(i, |l, n| (l + n - 1) % n)
        }),
        once("log-likelihood-delta-other-label", |i| {
            relabelled(i, |l, _| l.saturating_sub(1))
        }),
        once("log-likelihood-delta-other-label", |i| relabelled(i, |l, _| l - 1)),
        once("log-likelihood-delta-other-label", |i| relabelled(i, |l, n| (l + 1) % n)),
        once("log-likelihood-delta-other-label", |i| relabelled(i, |l, _| l + 1)),
        once("log-likelihood-delta-other-label", |i| relabelled(i, |l, n| n - 1 - l)),
        once("log-likelihood-delta-index-exchanged", |i| {
            at(i, i.1.iter().enumerate().map(|(x, &label)| (x, label)))
        }),
        once("log-likelihood-delta-index-exchanged", |i| {
            let n = i.0.nrows();
            at(i, (0..i.1.len()).map(move |x| (x % n, x)))
        }),
        once("log-likelihood-delta-some-samples", |i| {
            at(i, std::iter::once((i.1[0], 0)))
        }),
        once("log-likelihood-delta-some-samples", |i| {
            let x = i.1.len() - 1;
            at(i, std::iter::once((i.1[x], x)))
        }),
        once("log-likelihood-delta-some-samples", |i| {
            let before = i.1.iter().enumerate().take(i.1.len() - 1);
            at(i, before.map(|(x, &label)| (label, x)))
        }),
        once("log-likelihood-delta-other-label", |i| {
            at(i, (0..i.1.len()).map(|x| (i.1[0], x)))
        }),
        once("log-likelihood-delta-one-added", |i| {
            each(i, |a, _, own| a + f64::from(own))
        }),
        once("log-likelihood-delta-without-quotient", |i| {
            each(i, |a, a_y, own| -a_y * (f64::from(own) - a))
        }),
        once("log-likelihood-delta-without-quotient", |i| {
            each(i, |a, a_y, own| a_y * (f64::from(own) - a))
        }),
        once("log-likelihood-delta-one-derivative", |i| {
            each(i, |a, _, own| if own { a - 1.0 } else { -a })
        }),
        once("log-likelihood-delta-one-derivative", |i| {
            each(i, |a, _, own| if own { a - 1.0 } else { a * (1.0 - a) })
        }),
        once("log-likelihood-delta-softmax-again", |(z, labels)| {
            let again = (outputs(z), labels.clone());
            each(&again, |a, _, own| a - f64::from(own))
        }),
        once("log-likelihood-delta-over-slope", |i| {
            each(i, |a, _, own| (a - f64::from(own)) / (a * (1.0 - a)))
        }),
        once("log-likelihood-delta-over-slope", |i| {
            each(i, |a, _, own| (a - f64::from(own)) / a)
        }),
        once("log-likelihood-delta-over-slope", |i| {
            each(i, |a, _, own| if own { -1.0 / a } else { a })
        }),
        once("log-likelihood-delta-label-set", |i| {
            each(i, |a, _, own| if own { -1.0 } else { a })
        }),
        once("log-likelihood-delta-label-set", |i| {
            each(i, |a, _, own| if own { 1.0 } else { a })
        }),
        once("log-likelihood-delta-label-set", |i| {
            each(i, |a, _, own| if own { 0.0 } else { a })
        }),
        once("log-likelihood-delta-without-label", |i| each(i, |a, _, _| a)),
        once("log-likelihood-delta-without-label", |i| each(i, |a, _, _| a - 1.0)),
        once("log-likelihood-delta-label-number", |(z, labels)| {
            let mut a = outputs(z);
            for (x, &label) in labels.iter().enumerate() {
                a[[label, x]] -= label as f64;
            }
            delta(a)
        }),
        once("log-likelihood-delta-label-number", |(z, labels)| {
            let a = outputs(z);
            delta(Array2::from_shape_fn(a.dim(), |at| a[at] - labels[at.1] as f64))
        }),
        once("log-likelihood-delta-absolute", |i| {
            each(i, |a, _, own| (a - f64::from(own)).abs())
        }),
        once("log-likelihood-delta-absolute", |i| {
            each(i, |a, _, own| (a - f64::from(own)).powi(2))
        }),
    ]
}
