//! Exercise 5.3: the accuracy.

use ndarray::{Array2, ArrayView1, Axis};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};

/// Outputs, one column per sample, and labels.
type Outputs = (Array2<f64>, Vec<usize>);

/// Outputs between 0 and 1, or between −1 and 0 as before an activation, no two of them equal.
fn outputs() -> impl Strategy<Value = Outputs> {
    (1..=4_usize, 1..=6_usize, proptest::bool::weighted(0.2)).prop_flat_map(
        |(n_out, n, below_0)| {
            let numbers: Vec<_> = (1..=n_out * n).collect();
            let outputs = Just(numbers).prop_shuffle().prop_map(move |numbers| {
                let from = if below_0 { -1.0 } else { 0.0 };
                let share = |k| from + k as f64 / (n_out * n + 1) as f64;
                Array2::from_shape_vec(
                    (n_out, n),
                    numbers.into_iter().map(share).collect(),
                )
                .expect("n_out · n numbers")
            });
            (outputs, vec(0..n_out, n))
        },
    )
}

fn arg_max(a: ArrayView1<f64>, wrong: Wrong) -> usize {
    let n = a.len();
    let among = if wrong.has("arg-max-skips-first") {
        1..n
    } else if wrong.has("arg-max-skips-last") {
        0..n - 1
    } else {
        0..n
    };
    let size = |j: usize| match () {
        () if wrong.has("arg-max-is-arg-min") => -a[j],
        () if wrong.has("arg-max-of-magnitude") => a[j].abs(),
        () => a[j],
    };
    among.max_by(|&j, &k| size(j).total_cmp(&size(k))).unwrap_or_default()
}

/// The index of the largest entry by a loop that begins with 0, and the largest value so far too.
fn arg_max_from_zero(a: ArrayView1<f64>) -> usize {
    let mut best = (0, 0.0);
    for (j, &a) in a.iter().enumerate() {
        if a > best.1 {
            best = (j, a);
        }
    }
    best.0
}

fn of(accuracy: f64) -> Answer {
    vec![part("accuracy", accuracy)]
}

/// The share of the samples of which this holds.
fn share(
    (outputs, labels): &Outputs,
    right: impl Fn(ArrayView1<f64>, usize) -> bool,
) -> Answer {
    let samples = outputs.columns().into_iter().zip(labels);
    let count = samples.filter(|(a, label)| right(*a, **label)).count();
    of(count as f64 / labels.len() as f64)
}

const MISTAKES: [&str; 18] = [
    "arg-max-axis",
    "arg-max-is-arg-min",
    "arg-max-of-magnitude",
    "arg-max-skips-first",
    "arg-max-skips-last",
    "label-off-by-one",
    "accuracy-by-threshold",
    "accuracy-is-a-count",
    "accuracy-is-mean-output",
    "accuracy-over-outputs",
    "accuracy-over-everything",
    "accuracy-over-n-minus-1",
    "accuracy-integer-division",
    "accuracy-is-error-rate",
    "accuracy-in-percent",
    "accuracy-skips-first",
    "accuracy-skips-last",
    "accuracy-right-over-wrong",
];

fn measured((outputs, labels): &Outputs, wrong: Wrong) -> Answer {
    let axis = if wrong.has("arg-max-axis") { Axis(0) } else { Axis(1) };
    let n = labels.len();
    if wrong.has("accuracy-is-mean-output") {
        let sum: f64 = labels.iter().enumerate().map(|(k, &l)| outputs[[l, k]]).sum();
        return of(sum / n as f64);
    }
    let seen = |k: usize| {
        !(wrong.has("accuracy-skips-first") && k == 0
            || wrong.has("accuracy-skips-last") && k + 1 == n)
    };
    let samples = outputs.axis_iter(axis).zip(labels).enumerate();
    let right = samples.filter(|&(k, (a, &label))| {
        let found = arg_max(a, wrong);
        let found = if wrong.has("label-off-by-one") { found + 1 } else { found };
        let right = match wrong.has("accuracy-by-threshold") {
            true => a[label] > 0.5,
            false => found == label,
        };
        seen(k) && right
    });
    let count = right.count();
    let accuracy = if wrong.has("accuracy-is-a-count") {
        count as f64
    } else if wrong.has("accuracy-over-outputs") {
        count as f64 / outputs.nrows() as f64
    } else if wrong.has("accuracy-over-everything") {
        count as f64 / outputs.len() as f64
    } else if wrong.has("accuracy-over-n-minus-1") {
        count as f64 / (n as f64 - 1.0)
    } else if wrong.has("accuracy-integer-division") {
        (count / n) as f64
    } else if wrong.has("accuracy-right-over-wrong") {
        count as f64 / (n - count) as f64
    } else {
        count as f64 / n as f64
    };
    let accuracy =
        if wrong.has("accuracy-is-error-rate") { 1.0 - accuracy } else { accuracy };
    of(if wrong.has("accuracy-in-percent") { 100.0 * accuracy } else { accuracy })
}

pub fn accuracy() -> Function<Outputs> {
    Function {
        name: "accuracy",
        inputs: || outputs().boxed(),
        show: |(outputs, labels)| {
            vec![part("outputs", outputs.clone()), part("labels", format!("{labels:?}"))]
        },
        ask: |worker, (outputs, labels)| {
            Ok(of(worker.call::<f64>("accuracy", args![outputs, labels])?))
        },
        truth: |(outputs, labels), _| {
            // Of the outputs of a sample, none is above that of its label.
            let right = labels.iter().enumerate().filter(|&(k, &label)| {
                outputs.column(k).iter().all(|&a| a <= outputs[[label, k]])
            });
            of(right.count() as f64 / labels.len() as f64)
        },
        model: measured,
        mistakes: MISTAKES.to_vec(),
        special: Special {
            written: vec![
                once("label-off-by-one", |i| {
                    share(i, |a, label| arg_max(a, Wrong::NOTHING) == label + 1)
                }),
                once("accuracy-by-threshold", |i| share(i, |a, label| a[label] >= 0.5)),
                once("accuracy-by-threshold", |i| {
                    share(i, |a, label| {
                        (0..a.len()).all(|j| (a[j] > 0.5) == (j == label))
                    })
                }),
                once("accuracy-by-threshold", |i| {
                    share(i, |a, label| {
                        (0..a.len()).all(|j| a[j].round() == f64::from(j == label))
                    })
                }),
                once("accuracy-by-threshold", |(outputs, labels)| {
                    let right = outputs
                        .indexed_iter()
                        .filter(|((j, k), a)| (**a > 0.5) == (*j == labels[*k]));
                    of(right.count() as f64 / outputs.len() as f64)
                }),
                once("arg-max-from-zero", |i| {
                    share(i, |a, label| arg_max_from_zero(a) == label)
                }),
                once("accuracy-over-n-minus-1", |i| {
                    let (outputs, labels) = i;
                    let samples = outputs.columns().into_iter().zip(labels);
                    let right =
                        samples.filter(|(a, l)| arg_max(*a, Wrong::NOTHING) == **l);
                    of(right.count() as f64 / (labels.len() - 1) as f64)
                }),
                once("arg-max-axis", |(outputs, labels)| {
                    // By an index that runs over the samples.
                    let right = (0..labels.len()).filter(|&k| {
                        arg_max(outputs.row(k), Wrong::NOTHING) == labels[k]
                    });
                    of(right.count() as f64 / labels.len() as f64)
                }),
            ],
            ..Special::none()
        },
    }
}
