//! Exercise 5.3: the accuracy.

use ndarray::{Array2, ArrayView1, Axis};
use proptest::collection::vec;
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;

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
        info: Info {
            id: "5.3",
            name: "accuracy",
            title: "the accuracy",
            stars: 1,
            hints: [
                "A sample is a column. How many comparisons of an index with a label are there, \
                 one per output or one per sample?",
                "(number of samples k with argmax_j a_jk = label_k) / n",
                "`outputs.columns()` zipped with the labels; for each the index of the maximum \
                 with `max_by` and `total_cmp`; `count() as f64` over the number of labels.",
            ],
        },
        inputs: || outputs().boxed(),
        show: |(outputs, labels)| {
            vec![part("outputs", outputs.clone()), part("labels", format!("{labels:?}"))]
        },
        reader: |answers, (outputs, labels)| {
            vec![part("accuracy", (answers.sgd.accuracy)(outputs.view(), labels))]
        },
        truth: |(outputs, labels), _| {
            // Of the outputs of a sample, none is above that of its label.
            let right = labels.iter().enumerate().filter(|&(k, &label)| {
                outputs.column(k).iter().all(|&a| a <= outputs[[label, k]])
            });
            vec![part("accuracy", right.count() as f64 / labels.len() as f64)]
        },
        model: |(outputs, labels), wrong| {
            let axis = if wrong.has(&ARG_MAX_AXIS) { Axis(0) } else { Axis(1) };
            let right = outputs.axis_iter(axis).zip(labels).filter(|(a, label)| {
                if wrong.has(&THRESHOLD) {
                    a[**label] > 0.5
                } else {
                    arg_max(a.view()) == **label
                }
            });
            let (count, n) = (right.count(), labels.len());
            let accuracy = if wrong.has(&NOT_A_SHARE) {
                count as f64
            } else if wrong.has(&SHARE_OF_OUTPUTS) {
                count as f64 / outputs.nrows() as f64
            } else if wrong.has(&INTEGER_DIVISION) {
                (count / n) as f64
            } else {
                count as f64 / n as f64
            };
            vec![part(
                "accuracy",
                if wrong.has(&ERROR_RATE) { 1.0 - accuracy } else { accuracy },
            )]
        },
        mistakes: vec![
            &ARG_MAX_AXIS,
            &THRESHOLD,
            &NOT_A_SHARE,
            &SHARE_OF_OUTPUTS,
            &INTEGER_DIVISION,
            &ERROR_RATE,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
