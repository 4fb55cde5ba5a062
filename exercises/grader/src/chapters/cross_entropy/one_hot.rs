//! Exercise 7.1: a label as a target vector.

use ndarray::Array1;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::{Answer, Tolerance, part};
use crate::function::{Function, Special, once, with};

/// A label and the number of classes.
type Label = (usize, usize);

/// The target in which entry j is `entry(j)`.
fn target(n: usize, entry: impl Fn(usize) -> f64) -> Answer {
    vec![part("y", Array1::from_shape_fn(n, entry))]
}

/// The target with `hot` at the label and `cold` elsewhere.
fn two(&(label, n): &Label, hot: f64, cold: f64) -> Answer {
    target(n, |j| if j == label { hot } else { cold })
}

/// What is in the place of 0.
const BACKGROUNDS: &[f64] =
    &[1.0, -1.0, 0.5, 0.1, 0.01, 0.001, 0.2, 0.05, 0.02, 0.3, -0.1, 1e-4, 1e-7, 2.0];
/// What is in the place of 1.
const HOT: &[f64] =
    &[0.9, 0.99, 0.999, 0.95, 0.8, 0.7, 0.5, 2.0, 9.0, 10.0, 100.0, 255.0, -1.0];
/// The share that is taken from the label.
const SMOOTH: &[f64] = &[0.1, 0.01, 0.2, 0.05, 0.001, 0.02, 0.3, 0.15];

pub fn one_hot() -> Function<Label> {
    Function {
        name: "one_hot",
        inputs: || {
            (1..=12_usize, any::<Index>()).prop_map(|(n, i)| (i.index(n), n)).boxed()
        },
        show: |&(label, n)| vec![part("label", label as f64), part("n", n as f64)],
        ask: |worker, &(label, n)| {
            Ok(vec![part("y", worker.call::<Array1<f64>>("one_hot", args![label, n])?)])
        },
        truth: |&(label, n), _| {
            vec![part("y", Array1::from_shape_fn(n, |j| f64::from(j == label)))]
        },
        model: |&(label, n), wrong| {
            let length = if wrong.has("one-hot-of-ten") { 10 } else { n };
            let place = if wrong.has("one-hot-from-one") {
                label.checked_sub(1).expect("attempt to subtract with overflow")
            } else if wrong.has("one-hot-too-far") {
                label + 1
            } else {
                label
            };
            let hot = if wrong.has("one-hot-holds-label") { label as f64 } else { 1.0 };
            let mut y = Array1::zeros(length);
            y[place] = hot;
            vec![part("y", if wrong.has("one-hot-inverted") { 1.0 - y } else { y })]
        },
        mistakes: vec![
            "one-hot-of-ten",
            "one-hot-from-one",
            "one-hot-too-far",
            "one-hot-holds-label",
            "one-hot-inverted",
        ],
        special: Special {
            written: vec![
                once("one-hot-from-one", |&(label, n)| {
                    two(&((label + n - 1) % n, n), 1.0, 0.0)
                }),
                once("one-hot-from-one", |&(label, n)| {
                    two(&(label.saturating_sub(1), n), 1.0, 0.0)
                }),
                once("one-hot-from-one", |&(label, n)| {
                    target(n, |j| if j + 1 == label { 1.0 } else { 0.0 })
                }),
                once("one-hot-too-far", |&(label, n)| {
                    two(&((label + 1) % n, n), 1.0, 0.0)
                }),
                once("one-hot-too-far", |&(label, n)| {
                    two(&((label + 1).min(n - 1), n), 1.0, 0.0)
                }),
                once("one-hot-too-far", |&(label, n)| {
                    target(n, |j| if j == label + 1 { 1.0 } else { 0.0 })
                }),
                once("one-hot-all-zeros", |i| two(i, 0.0, 0.0)),
                once("one-hot-not-one", |i| two(i, i.1 as f64, 0.0)),
                once("one-hot-wrong-length", |&(label, n)| {
                    two(&(label, n - 1), 1.0, 0.0)
                }),
                once("one-hot-not-one", |i| two(i, i.0 as f64 + 1.0, 0.0)),
                once("one-hot-up-to-label", |&(label, n)| {
                    target(n, |j| f64::from(j <= label))
                }),
                once("one-hot-up-to-label", |&(label, n)| {
                    target(n, |j| f64::from(j < label))
                }),
                once("one-hot-up-to-label", |&(label, n)| {
                    target(n, |j| f64::from(j >= label))
                }),
                once("one-hot-from-the-end", |&(label, n)| {
                    two(&(n - 1 - label, n), 1.0, 0.0)
                }),
                once("one-hot-wrong-length", |&(label, n)| {
                    two(&(label, n + 1), 1.0, 0.0)
                }),
                once("one-hot-wrong-length", |&(label, n)| {
                    let mut y = Array1::zeros(n - 1);
                    y[label] = 1.0;
                    vec![part("y", y)]
                }),
                once("one-hot-wrong-length", |&(label, _)| {
                    two(&(label, label + 1), 1.0, 0.0)
                }),
                with("one-hot-background", BACKGROUNDS, |i, c| two(i, 1.0, c)),
                with("one-hot-not-one", HOT, |i, c| two(i, c, 0.0)),
                with("one-hot-smoothed", SMOOTH, |i, c| two(i, 1.0 - c, c)),
                with("one-hot-smoothed", SMOOTH, |i, c| {
                    two(i, 1.0 - c, c / (i.1 as f64 - 1.0))
                }),
                with("one-hot-smoothed", SMOOTH, |i, c| {
                    let share = c / i.1 as f64;
                    two(i, 1.0 - c + share, share)
                }),
            ],
            // 0 and 1 are exact.
            tolerance: Tolerance { relative: 1e-15, floor: 1.0 },
            ..Special::none()
        },
    }
}
