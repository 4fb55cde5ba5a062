//! Exercise 8.4: the cost of a data set, penalty included.

use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;

use super::penalty::{SHARES, SUMS, squares, sums};
use super::price;
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::{filled, widths};

/// A data set: what the network makes of it and what it should, a column for each sample.
#[derive(Clone, Debug)]
pub struct DataSet {
    a: Array2<f64>,
    y: Array2<f64>,
    weights: Vec<Array2<f64>>,
    lambda: f64,
}

impl DataSet {
    fn n(&self) -> f64 {
        self.a.ncols() as f64
    }

    fn n_out(&self) -> f64 {
        self.a.nrows() as f64
    }

    fn error(&self) -> Array2<f64> {
        &self.a - &self.y
    }

    /// Σ_x ½‖a − y‖².
    fn costs(&self) -> f64 {
        0.5 * self.error().mapv(|error| error * error).sum()
    }

    /// (λ/2) Σ_l ‖w^l‖², not yet divided by n.
    fn price(&self) -> f64 {
        0.5 * self.lambda * squares(&self.weights)
    }

    /// With another cost of the data.
    fn of_data(&self, data: f64) -> Answer {
        cost(data + self.price() / self.n())
    }

    /// With another penalty.
    fn of_penalty(&self, penalty: f64) -> Answer {
        cost(self.costs() / self.n() + penalty)
    }

    /// The quadratic cost of one sample.
    fn of_sample(&self, x: usize) -> f64 {
        let error = &self.a.column(x) - &self.y.column(x);
        0.5 * error.dot(&error)
    }
}

fn cost(c: f64) -> Answer {
    vec![part("C", c)]
}

pub fn total_cost() -> Function<DataSet> {
    Function {
        name: "total_cost",
        inputs: || {
            let sizes = prop_oneof![widths(2), widths(3)];
            let samples = filled((sizes, 1..=4_usize), |(widths, n), numbers| {
                let layers = widths.windows(2);
                let weights = layers.map(|w| numbers.matrix(w[1], w[0])).collect();
                let n_out = widths[widths.len() - 1];
                (numbers.matrix(n_out, *n), numbers.matrix(n_out, *n), weights)
            });
            (samples, price())
                .prop_map(|((a, y, weights), lambda)| DataSet { a, y, weights, lambda })
                .boxed()
        },
        show: |i| {
            let mut parts = vec![part("a", i.a.clone()), part("y", i.y.clone())];
            parts.extend(layers("w", 2, &i.weights));
            parts.push(part("λ", i.lambda));
            parts
        },
        ask: |worker, i| {
            Ok(cost(worker.call("total_cost", args![&i.a, &i.y, &i.weights, i.lambda])?))
        },
        truth: |i, _| {
            let samples = i.a.columns().into_iter().zip(i.y.columns());
            let of_sample = samples.map(|(a, y)| {
                a.iter().zip(y).fold(0.0, |sum, (a, y)| sum + (a - y).powi(2) / 2.0)
            });
            let n = i.a.ncols() as f64;
            let squares = i.weights.iter().flatten().fold(0.0, |sum, w| sum + w * w);
            cost(of_sample.sum::<f64>() / n + i.lambda * squares / 2.0 / n)
        },
        model,
        mistakes: vec![
            "total-cost-sum",
            "penalty-per-sample",
            "l2-without-n",
            "penalty-averaged",
            "total-cost-without-penalty",
            "l2-without-half",
            "cost-without-half",
            "total-cost-by-outputs",
            "total-cost-mean-of-outputs",
            "l2-penalty-sign",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn model(i: &DataSet, wrong: Wrong) -> Answer {
    let divisor = if wrong.has("total-cost-by-outputs") { i.n_out() } else { i.n() };
    let share = if wrong.has("cost-without-half") { 2.0 } else { 1.0 };
    let mut data = share * i.costs();
    if !wrong.has("total-cost-sum") {
        data /= divisor;
    }
    if wrong.has("total-cost-mean-of-outputs") {
        data /= i.n_out();
    }
    let half = if wrong.has("l2-without-half") { 2.0 } else { 1.0 };
    let mut penalty = half * i.price() / divisor;
    if wrong.has("penalty-per-sample") || wrong.has("l2-without-n") {
        penalty *= divisor;
    }
    if wrong.has("penalty-averaged") {
        penalty /= divisor;
    }
    if wrong.has("total-cost-without-penalty") {
        penalty = 0.0;
    }
    if wrong.has("l2-penalty-sign") {
        penalty = -penalty;
    }
    cost(data + penalty)
}

fn with_sum(i: &DataSet, sum: fn(&[Array2<f64>]) -> f64) -> Answer {
    i.of_penalty(0.5 * i.lambda * sum(&i.weights) / i.n())
}

fn written() -> Vec<Imitation<DataSet>> {
    let mut written = sums!(with_sum: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);
    let others: [Imitation<DataSet>; 27] = [
        once("total-cost-by-all", |i| cost((i.costs() + i.price()) / i.a.len() as f64)),
        once("total-cost-by-outputs", |i| i.of_penalty(i.price() / i.n_out())),
        once("total-cost-by-all", |i| i.of_penalty(i.price() / i.a.len() as f64)),
        once("l2-by-layers", |i| i.of_penalty(i.price() / i.weights.len() as f64)),
        once("l2-by-layers", |i| {
            i.of_penalty(i.price() / i.n() / i.weights.len() as f64)
        }),
        once("total-cost-by-outputs", |i| i.of_data(i.costs() / i.n_out())),
        once("total-cost-n-twice", |i| i.of_data(i.costs() / i.n() / i.n())),
        once("total-cost-n-twice", |i| cost((i.costs() + i.price()) / i.n() / i.n())),
        once("total-cost-nothing-divided", |i| cost(i.costs() + i.price())),
        once("l2-times-n", |i| i.of_penalty(i.price() * i.n())),
        once("l2-without-lambda", |i| i.of_penalty(0.5 * squares(&i.weights) / i.n())),
        once("l2-lambda-squared", |i| i.of_penalty(i.lambda * i.price() / i.n())),
        once("l2-without-lambda", |i| i.of_penalty(squares(&i.weights))),
        once("l2-without-lambda", |i| i.of_penalty(squares(&i.weights) / i.n())),
        once("total-cost-only-penalty", |i| cost(i.price() / i.n())),
        once("cost-halved-twice", |i| i.of_data(0.5 * i.costs() / i.n())),
        once("cost-norm-not-squared", |i| {
            let norms = (0..i.a.ncols()).map(|x| 0.5 * (2.0 * i.of_sample(x)).sqrt());
            i.of_data(norms.sum::<f64>() / i.n())
        }),
        once("cost-norm-not-squared", |i| {
            i.of_data(0.5 * (2.0 * i.costs()).sqrt() / i.n())
        }),
        once("cost-absolute", |i| {
            i.of_data(0.5 * i.error().mapv(f64::abs).sum() / i.n())
        }),
        once("cost-absolute", |i| i.of_data(i.error().mapv(f64::abs).sum() / i.n())),
        once("cost-sum-squared", |i| {
            let sums: Array1<f64> = i.error().sum_axis(Axis(0));
            i.of_data(0.5 * sums.dot(&sums) / i.n())
        }),
        once("cost-of-the-sum", |i| {
            i.of_data(0.5 * (&i.a + &i.y).mapv(|sum| sum * sum).sum() / i.n())
        }),
        once("total-cost-of-mean-error", |i| {
            let mean: Array1<f64> = i.error().sum_axis(Axis(1)) / i.n();
            i.of_data(0.5 * mean.dot(&mean))
        }),
        once("total-cost-one-sample", |i| i.of_data(i.of_sample(0))),
        once("total-cost-one-sample", |i| i.of_data(i.of_sample(0) / i.n())),
        once("total-cost-one-sample", |i| i.of_data(i.of_sample(i.a.ncols() - 1))),
        once("total-cost-one-sample", |i| {
            i.of_data(i.of_sample(i.a.ncols() - 1) / i.n())
        }),
    ];
    written.extend(others);
    written.push(with("l2-other-factor", SHARES, |i, c| {
        i.of_penalty(c * i.lambda / i.n() * squares(&i.weights))
    }));
    written
}
