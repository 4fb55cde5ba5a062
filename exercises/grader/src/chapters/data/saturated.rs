//! Exercise 9.4: how much of its time a neuron is saturated.

use ndarray::{Array1, Array2, Axis};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::function::{Function, Special, once, with};

/// Activations, (neurons, samples); many are near 0 or 1, and what is near a limit is exactly there.
fn inputs() -> impl Strategy<Value = Array2<f64>> {
    let activation = prop_oneof![
        2 => (1..=49_i32).prop_map(|share| f64::from(share) / 1000.0),
        2 => (951..=999_i32).prop_map(|share| f64::from(share) / 1000.0),
        3 => (51..=949_i32).prop_map(|share| f64::from(share) / 1000.0),
        1 => Just(0.05),
        1 => Just(0.95),
    ];
    (1..=4_usize, 1..=6_usize).prop_flat_map(move |(neurons, samples)| {
        vec(activation.clone(), neurons * samples).prop_map(move |activations| {
            Array2::from_shape_vec((neurons, samples), activations).expect("one for each")
        })
    })
}

fn shares(of_neurons: Array1<f64>) -> Answer {
    vec![part("shares", of_neurons)]
}

/// The share of the samples, for each neuron, of which this holds.
fn share(a: &Array2<f64>, holds: impl Fn(f64) -> bool) -> Array1<f64> {
    let count = |row: ndarray::ArrayView1<f64>| row.iter().filter(|&&a| holds(a)).count();
    a.rows().into_iter().map(|row| count(row) as f64 / row.len() as f64).collect()
}

pub fn saturated() -> Function<Array2<f64>> {
    Function {
        name: "saturated",
        inputs: || inputs().boxed(),
        show: |a| vec![part("A", a.clone())],
        ask: |worker, a| Ok(shares(worker.call("saturated", args![a])?)),
        // By the distance from the middle.
        truth: |a, _| shares(share(a, |a| (a - 0.5).abs() > 0.45)),
        model: |a, wrong| {
            let (low, high) = (
                !wrong.has("saturated-near-one-only"),
                !wrong.has("saturated-near-zero-only"),
            );
            let bounds = wrong.has("saturated-bounds-counted");
            let near = |a: f64| {
                let near_0 = a < 0.05 || bounds && a == 0.05;
                let near_1 = a > 0.95 || bounds && a == 0.95;
                low && near_0 || high && near_1
            };
            let inverted = wrong.has("saturated-inverted");
            let of = if wrong.has("saturated-by-sample") {
                share(&a.t().to_owned(), near)
            } else {
                share(a, |a| near(a) != inverted)
            };
            let times =
                if wrong.has("saturated-counted") { a.ncols() as f64 } else { 1.0 };
            shares(of * times)
        },
        mistakes: vec![
            "saturated-near-one-only",
            "saturated-near-zero-only",
            "saturated-inverted",
            "saturated-by-sample",
            "saturated-counted",
            "saturated-bounds-counted",
        ],
        special: Special {
            written: vec![
                once("saturated-bounds-counted", |a| {
                    shares(share(a, |a| !(0.05..0.95).contains(&a)))
                }),
                once("saturated-bounds-counted", |a| {
                    shares(share(a, |a| a <= 0.05 || a > 0.95))
                }),
                with("saturated-other-limit", &[0.1, 0.01, 0.2, 0.025, 0.001], |a, c| {
                    shares(share(a, |a| a < c || a > 1.0 - c))
                }),
                once("saturated-of-layer", |a| {
                    let all = share(a, |a| (a - 0.5).abs() > 0.45).mean();
                    shares(Array1::from_elem(a.nrows(), all.expect("there are neurons")))
                }),
                once("saturated-by-mean", |a| {
                    let means = a.mean_axis(Axis(1)).expect("there are samples");
                    shares(means.mapv(|a| f64::from((a - 0.5).abs() > 0.45)))
                }),
                once("saturated-always", |a| {
                    let of = share(a, |a| (a - 0.5).abs() > 0.45);
                    shares(of.mapv(|share| f64::from(share == 1.0)))
                }),
            ],
            ..Special::none()
        },
    }
}
