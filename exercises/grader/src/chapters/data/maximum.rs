//! Exercise 9.2: from an output to an answer.

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{part};
use crate::function::{Function, Special};

pub fn arg_max() -> Function<Array1<f64>> {
    Function {
        name: "arg_max",
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
        ask: |worker, a| Ok(vec![index(worker.call("arg_max", args![a])?)]),
        truth: |a, _| {
            let largest = |&j: &usize| a.iter().all(|other| a[j] >= *other);
            vec![index((0..a.len()).find(largest).expect("n ≥ 1"))]
        },
        model: |a, wrong| {
            let value = |j: usize| {
                let a = a[j];
                let a = if wrong.has("arg-max-of-magnitude") { a.abs() } else { a };
                if wrong.has("arg-max-is-arg-min") { -a } else { a }
            };
            if wrong.has("arg-max-threshold") {
                return vec![index(a.iter().position(|&a| a > 0.5).unwrap_or(0))];
            }
            let from_zero = wrong.has("arg-max-from-zero");
            let (mut best, mut most) =
                (0, if from_zero { 0.0 } else { f64::NEG_INFINITY });
            for j in 0..a.len() {
                let equal = wrong.has("arg-max-last-of-equal") && value(j) == most;
                if value(j) > most || equal {
                    (best, most) = (j, value(j));
                }
            }
            vec![index(best)]
        },
        mistakes: vec![
            "arg-max-last-of-equal",
            "arg-max-from-zero",
            "arg-max-of-magnitude",
            "arg-max-is-arg-min",
            "arg-max-threshold",
        ],
        special: Special::none(),
    }
}

fn index(j: usize) -> crate::answer::Part {
    part("index", j.to_string())
}
