//! Exercise 5.3: the accuracy.

use ndarray::{Array2, ArrayView1, Axis};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{part};
use crate::function::{Function, Special};

/// Outputs, one column per sample, and labels.
type Outputs = (Array2<f64>, Vec<usize>);

/// Outputs between 0 and 1, no two of them equal.
fn outputs() -> impl Strategy<Value = Outputs> {
    (1..=4_usize, 1..=6_usize).prop_flat_map(|(n_out, n)| {
        let numbers: Vec<_> = (1..=n_out * n).collect();
        let outputs = Just(numbers).prop_shuffle().prop_map(move |numbers| {
            let share = |k| k as f64 / (n_out * n + 1) as f64;
            Array2::from_shape_vec((n_out, n), numbers.into_iter().map(share).collect())
                .expect("n_out · n numbers")
        });
        (outputs, vec(0..n_out, n))
    })
}

fn arg_max(a: ArrayView1<f64>) -> usize {
    (0..a.len()).max_by(|&j, &k| a[j].total_cmp(&a[k])).expect("there is an output")
}

pub fn accuracy() -> Function<Outputs> {
    Function {
        name: "accuracy",
        inputs: || outputs().boxed(),
        show: |(outputs, labels)| {
            vec![part("outputs", outputs.clone()), part("labels", format!("{labels:?}"))]
        },
        ask: |worker, (outputs, labels)| {
            Ok(vec![part("accuracy", worker.call::<f64>("accuracy", args![outputs, labels])?)])
        },
        truth: |(outputs, labels), _| {
            // Of the outputs of a sample, none is above that of its label.
            let right = labels.iter().enumerate().filter(|&(k, &label)| {
                outputs.column(k).iter().all(|&a| a <= outputs[[label, k]])
            });
            vec![part("accuracy", right.count() as f64 / labels.len() as f64)]
        },
        model: |(outputs, labels), wrong| {
            let axis = if wrong.has("arg-max-axis") { Axis(0) } else { Axis(1) };
            let right = outputs.axis_iter(axis).zip(labels).filter(|(a, label)| {
                if wrong.has("accuracy-by-threshold") {
                    a[**label] > 0.5
                } else {
                    arg_max(a.view()) == **label
                }
            });
            let (count, n) = (right.count(), labels.len());
            let accuracy = if wrong.has("accuracy-is-a-count") {
                count as f64
            } else if wrong.has("accuracy-over-outputs") {
                count as f64 / outputs.nrows() as f64
            } else if wrong.has("accuracy-integer-division") {
                (count / n) as f64
            } else {
                count as f64 / n as f64
            };
            vec![part(
                "accuracy",
                if wrong.has("accuracy-is-error-rate") { 1.0 - accuracy } else { accuracy },
            )]
        },
        mistakes: vec![
            "arg-max-axis",
            "accuracy-by-threshold",
            "accuracy-is-a-count",
            "accuracy-over-outputs",
            "accuracy-integer-division",
            "accuracy-is-error-rate",
        ],
        special: Special::none(),
    }
}
