//! Exercise 7.10: the best cost without a look at the input.

use ndarray::{Array1, Array2, Axis};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Imitation, Special, once};

/// Targets of 0 and 1, (n_out, n). A neuron may have the same target for all samples.
fn inputs() -> impl Strategy<Value = Array2<f64>> {
    (1..=4_usize, 1..=6_usize).prop_flat_map(|(n_out, n)| {
        vec(any::<bool>(), n_out * n).prop_map(move |bits| {
            let bits = bits.into_iter().map(f64::from).collect();
            Array2::from_shape_vec((n_out, n), bits).expect("n_out · n targets")
        })
    })
}

fn cost(c: f64) -> Answer {
    vec![part("C", c)]
}

/// The mean cross-entropy of a neuron that says `a` to everything; its targets have the mean `p`.
fn of_neuron(p: f64, a: f64) -> f64 {
    let term = |p: f64, a: f64| if p == 0.0 { 0.0 } else { -p * a.ln() };
    term(p, a) + term(1.0 - p, 1.0 - a)
}

/// The least of a convex function between 0 and 1, by cutting off thirds.
fn least(f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let (left, right) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if f(left) < f(right) { high = right } else { low = left }
    }
    f(low).min(f(high)).min(f((low + high) / 2.0))
}

fn means(y: &Array2<f64>) -> Array1<f64> {
    y.mean_axis(Axis(1)).expect("there are samples")
}

pub fn blank_cost() -> Function<Array2<f64>> {
    Function {
        name: "blank_cost",
        inputs: || inputs().boxed(),
        show: |y| vec![part("Y", y.clone())],
        ask: |worker, y| Ok(cost(worker.call("blank_cost", args![y])?)),
        // By definition: the lowest that a constant reaches, neuron by neuron.
        truth: |y, _| cost(means(y).iter().map(|&p| least(|a| of_neuron(p, a))).sum()),
        model,
        mistakes: vec![
            "blank-cost-of-halves",
            "blank-cost-zero-log-zero",
            "blank-cost-one-term",
            "blank-cost-in-bits",
            "blank-cost-mean-of-neurons",
            "blank-cost-sum-of-samples",
            "blank-cost-sign",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn model(y: &Array2<f64>, wrong: Wrong) -> Answer {
    let neuron = |&p: &f64| match () {
        () if wrong.has("blank-cost-of-halves") => of_neuron(p, 0.5),
        () if wrong.has("blank-cost-zero-log-zero") => {
            -p * p.ln() - (1.0 - p) * (1.0 - p).ln()
        }
        () if wrong.has("blank-cost-one-term") && p == 0.0 => 0.0,
        () if wrong.has("blank-cost-one-term") => -p * p.ln(),
        () => of_neuron(p, p),
    };
    let sum: f64 = means(y).iter().map(neuron).sum();
    let factor = match () {
        () if wrong.has("blank-cost-in-bits") => 1.0 / 2_f64.ln(),
        () if wrong.has("blank-cost-mean-of-neurons") => 1.0 / y.nrows() as f64,
        () if wrong.has("blank-cost-sum-of-samples") => y.ncols() as f64,
        () if wrong.has("blank-cost-sign") => -1.0,
        () => 1.0,
    };
    cost(factor * sum)
}

fn written() -> Vec<Imitation<Array2<f64>>> {
    vec![
        once("blank-cost-other-axis", |y| {
            let means = y.mean_axis(Axis(0)).expect("there are neurons");
            cost(means.iter().map(|&p| of_neuron(p, p)).sum())
        }),
        once("blank-cost-one-mean", |y| {
            let p = y.sum() / y.len() as f64;
            cost(y.nrows() as f64 * of_neuron(p, p))
        }),
        once("blank-cost-one-mean", |y| {
            let p = y.sum() / y.len() as f64;
            cost(of_neuron(p, p))
        }),
        once("blank-cost-of-shares", |y| {
            let share = 1.0 / y.nrows() as f64;
            cost(means(y).iter().map(|&p| of_neuron(p, share)).sum())
        }),
        once("blank-cost-quadratic", |y| {
            cost(means(y).iter().map(|p| p * (1.0 - p) / 2.0).sum())
        }),
        once("blank-cost-quadratic", |y| {
            cost(means(y).iter().map(|p| p * (1.0 - p)).sum())
        }),
    ]
}
