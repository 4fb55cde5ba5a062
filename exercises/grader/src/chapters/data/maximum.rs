//! Exercise 9.2: from an output to an answer.

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;

pub fn arg_max() -> Function<Array1<f64>> {
    Function {
        info: Info {
            id: "9.2",
            name: "arg_max",
            title: "the digit that an output stands for",
            stars: 1,
            hints: [
                "What does your code answer if all entries are negative, or if the first and the \
                 last are equally large?",
                "The smallest j with a_j ≥ a_k for all k",
                "Begin with best = 0 and go through j = 1, 2, …: j becomes the best if a[j] is \
                 larger than a[best].",
            ],
        },
        // Few values, so that several are often equal; sometimes all are negative.
        inputs: || {
            let entries = || vec(-3..=3_i32, 1..=6);
            prop_oneof![
                3 => entries(),
                1 => entries().prop_map(|a| a.iter().map(|a| -1 - a.abs()).collect()),
            ]
            .prop_map(|a| a.iter().map(|&a| 0.3 * f64::from(a)).collect())
            .boxed()
        },
        show: |a| vec![part("a", a.clone())],
        reader: |answers, a| vec![index((answers.data.arg_max)(a.view()))],
        truth: |a, _| {
            let largest = |&j: &usize| a.iter().all(|other| a[j] >= *other);
            vec![index((0..a.len()).find(largest).expect("n ≥ 1"))]
        },
        model: |a, wrong| {
            let value = |j: usize| {
                let a = a[j];
                let a = if wrong.has(&ARG_MAX_OF_SIZE) { a.abs() } else { a };
                if wrong.has(&ARG_MIN) { -a } else { a }
            };
            if wrong.has(&ARG_MAX_THRESHOLD) {
                return vec![index(a.iter().position(|&a| a > 0.5).unwrap_or(0))];
            }
            let from_zero = wrong.has(&ARG_MAX_FROM_ZERO);
            let (mut best, mut most) =
                (0, if from_zero { 0.0 } else { f64::NEG_INFINITY });
            for j in 0..a.len() {
                let equal = wrong.has(&ARG_MAX_LAST) && value(j) == most;
                if value(j) > most || equal {
                    (best, most) = (j, value(j));
                }
            }
            vec![index(best)]
        },
        mistakes: vec![
            &ARG_MAX_LAST,
            &ARG_MAX_FROM_ZERO,
            &ARG_MAX_OF_SIZE,
            &ARG_MIN,
            &ARG_MAX_THRESHOLD,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

fn index(j: usize) -> crate::answer::Part {
    part("index", j.to_string())
}
