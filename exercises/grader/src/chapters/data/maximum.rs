//! Exercise 9.2: from an output to an answer.

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::answer::{Answer, part};
use crate::function::{Function, Imitation, Special, once, with};

/// The index of the largest of `value(0)`, `value(1)` …, the first of several.
fn first_largest(n: usize, value: impl Fn(usize) -> f64) -> usize {
    (1..n).fold(0, |best, j| if value(j) > value(best) { j } else { best })
}

/// What entries may be apart by, relative to the larger: less than an f32 sees, or half of it.
const CLOSE: [f64; 6] = [1e-3, 1e-6, 1e-8, 1e-10, 1e-13, f64::EPSILON];

fn outputs() -> impl Strategy<Value = Array1<f64>> {
    // Few values, so that several are often equal; sometimes all are negative.
    let tenths =
        |by: f64| move |a: Vec<i32>| a.iter().map(|&a| by * f64::from(a)).collect();
    let entries = || vec(-3..=3_i32, 1..=6);
    let negative = |a: Vec<i32>| a.iter().map(|a| -1 - a.abs()).collect::<Vec<_>>();
    // Equal but for the last digits.
    let close =
        (select(&CLOSE[..]), entries(), prop_oneof![Just(0.7), Just(-0.7), Just(300.0)])
            .prop_map(|(by, a, base)| {
                a.iter().map(|&a| base * (1.0 + by * f64::from(a))).collect()
            });
    // 0 and −0 are equal.
    let zeros = vec(select(&[0.0, -0.0, -0.3][..]), 2..=5);
    let extremes = vec(
        select(
            &[f64::INFINITY, f64::MAX, 1.0, 0.0, -1e9, f64::MIN, f64::NEG_INFINITY][..],
        ),
        1..=4,
    );
    // Outputs of σ.
    let shares = vec((0..=10_i32, (0.0..0.1).no_shrink()), 1..=6).prop_map(|a| {
        a.iter().map(|&(tenths, more)| f64::from(tenths) / 11.0 + more).collect()
    });
    prop_oneof![
        4 => entries().prop_map(tenths(0.3)),
        2 => entries().prop_map(negative).prop_map(tenths(3.0)),
        2 => entries().prop_map(negative).prop_map(tenths(4e6)),
        2 => vec(select(&[0.0, 0.5, 1.0][..]), 2..=5),
        4 => close,
        3 => zeros,
        1 => extremes,
        2 => shares,
    ]
    .prop_map(|a: Vec<f64>| Array1::from(a))
}

pub fn arg_max() -> Function<Array1<f64>> {
    Function {
        name: "arg_max",
        inputs: || outputs().boxed(),
        show: |a| vec![part("a", a.clone())],
        ask: |worker, a| Ok(index(worker.call("arg_max", args![a])?)),
        truth: |a, _| {
            let largest = |&j: &usize| a.iter().all(|other| a[j] >= *other);
            index((0..a.len()).find(largest).expect("n ≥ 1"))
        },
        model: |a, wrong| {
            let value = |j: usize| {
                let a = a[j];
                let a = if wrong.has("arg-max-of-magnitude") { a.abs() } else { a };
                if wrong.has("arg-max-is-arg-min") { -a } else { a }
            };
            if wrong.has("arg-max-threshold") {
                return index(a.iter().position(|&a| a > 0.5).unwrap_or(0));
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
            index(if wrong.has("arg-max-from-one") { best + 1 } else { best })
        },
        mistakes: vec![
            "arg-max-last-of-equal",
            "arg-max-from-zero",
            "arg-max-of-magnitude",
            "arg-max-is-arg-min",
            "arg-max-threshold",
            "arg-max-from-one",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

/// So much larger must an entry be: relative and absolute ones are seen at these.
const MARGINS: &[f64] = &[0.5, 0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-5, 1e-6];

/// A search that goes on by such steps only shows smaller ones too.
const STEPS_UP: &[f64] =
    &[0.5, 0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10];

/// Where a search begins, instead of with an entry. Some entries are all below these.
const STARTS: &[f64] = &[
    f64::MIN_POSITIVE,
    0.5,
    -1.0,
    -10.0,
    -100.0,
    -999.0,
    -1000.0,
    -9999.0,
    -1e6,
    -99_999.0,
];

fn written() -> Vec<Imitation<Array1<f64>>> {
    vec![
        with("arg-max-tolerance", STEPS_UP, |a, c| {
            index(
                (1..a.len()).fold(0, |best, j| if a[j] > a[best] + c { j } else { best }),
            )
        }),
        with("arg-max-tolerance", MARGINS, |a, c| {
            let largest = a.fold(f64::NEG_INFINITY, |most, &a| most.max(a));
            index(a.iter().position(|a| (a - largest).abs() < c).expect("an entry"))
        }),
        with("arg-max-tolerance", MARGINS, |a, c| {
            let largest = a.fold(f64::NEG_INFINITY, |most, &a| most.max(a));
            index(a.iter().position(|a| (a - largest).abs() < c).unwrap_or(0))
        }),
        with("arg-max-rounded", &[1.0, 10.0, 100.0, 1e3, 1e4, 1e6], |a, c| {
            index(first_largest(a.len(), |j| (a[j] * c).round()))
        }),
        with("arg-max-rounded", &[1.0, 10.0, 100.0, 255.0, 256.0, 1000.0], |a, c| {
            index(first_largest(a.len(), |j| (a[j] * c) as i64 as f64))
        }),
        once("arg-max-rounded", |a| {
            index(first_largest(a.len(), |j| f64::from(a[j] as f32)))
        }),
        once("arg-max-zeros-differ", |a| {
            index(
                (0..a.len()).rev().max_by(|&j, &k| a[j].total_cmp(&a[k])).expect("n ≥ 1"),
            )
        }),
        once("arg-max-last-of-equal", |a| {
            index((0..a.len()).max_by(|&j, &k| a[j].total_cmp(&a[k])).expect("n ≥ 1"))
        }),
        with("arg-max-from-zero", STARTS, |a, c| {
            let step =
                |(best, most), j| if a[j] > most { (j, a[j]) } else { (best, most) };
            index((0..a.len()).fold((0, c), step).0)
        }),
        once("arg-max-from-zero", |a| {
            let step =
                |(best, most), j| if a[j] >= most { (j, a[j]) } else { (best, most) };
            index((0..a.len()).fold((0, 0.0), step).0)
        }),
        once("arg-max-from-zero", |a| {
            let step =
                |(best, most), j| if a[j] > most { (j, a[j]) } else { (best, most) };
            index((0..a.len()).fold((a.len(), 0.0), step).0)
        }),
        once("arg-max-entry-left-out", |a| {
            let from = 1.min(a.len() - 1);
            index(
                (from..a.len())
                    .fold(from, |best, j| if a[j] > a[best] { j } else { best }),
            )
        }),
        once("arg-max-entry-left-out", |a| {
            index(first_largest(a.len() - 1, |j| a[j + 1]))
        }),
        once("arg-max-entry-left-out", |a| index(first_largest(a.len() - 1, |j| a[j]))),
        once("arg-max-neighbours", |a| {
            index((1..a.len()).fold(0, |best, j| if a[j] > a[j - 1] { j } else { best }))
        }),
        once("arg-max-neighbours", |a| {
            let ends = |&j: &usize| j + 1 == a.len() || a[j] > a[j + 1];
            index((0..a.len()).find(ends).expect("the last"))
        }),
        once("arg-max-stale", |a| {
            index((1..a.len()).find(|&j| a[j] > a[0]).unwrap_or(0))
        }),
        once("arg-max-stale", |a| {
            index((1..a.len()).fold(0, |best, j| if a[j] > a[0] { j } else { best }))
        }),
        once("arg-max-from-the-end", |a| {
            let last = a.len() - 1;
            index(first_largest(a.len(), |j| a[last - j]))
        }),
        once("arg-max-from-the-end", |a| {
            index(a.len() - 1 - first_largest(a.len(), |j| a[j]))
        }),
        once("arg-max-is-arg-min", |a| {
            index((0..a.len()).min_by(|&j, &k| a[j].total_cmp(&a[k])).expect("n ≥ 1"))
        }),
        once("arg-max-is-arg-min", |a| {
            index((1..a.len()).fold(0, |best, j| if a[j] <= a[best] { j } else { best }))
        }),
        once("arg-max-threshold", |a| {
            index(a.iter().position(|&a| a >= 0.5).unwrap_or(0))
        }),
        once("arg-max-threshold", |a| {
            index(a.iter().position(|&a| a == 1.0).unwrap_or(0))
        }),
        once("arg-max-threshold", |a| {
            index(a.iter().rposition(|&a| a > 0.5).unwrap_or(0))
        }),
        once("arg-max-is-the-maximum", |a| {
            index(a.fold(f64::NEG_INFINITY, |most, &a| most.max(a)) as usize)
        }),
        once("arg-max-is-fixed", |_| index(0)),
        once("arg-max-is-fixed", |a| index(a.len() - 1)),
    ]
}

fn index(j: usize) -> Answer {
    vec![part("index", j.to_string())]
}
