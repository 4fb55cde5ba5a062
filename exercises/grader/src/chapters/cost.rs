//! Chapter 2: the quadratic cost, its gradient, and what a step against the gradient does.

mod bowl;
mod search;
mod steps;

use ndarray::Array1;
use proptest::strategy::Strategy;

use super::per_sample::sums;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::exercise::Exercise;
use crate::function::{Function, Special, once, with};
use crate::sample::filled;
use crate::witness::{self, Real};

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(quadratic_cost()),
        Box::new(quadratic_cost_derivative()),
        Box::new(steps::gradient_step()),
        Box::new(search::step_that_lowers_the_cost()),
    ]
}

/// Output and target of one sample.
type Output = (Array1<f64>, Array1<f64>);

fn outputs() -> impl Strategy<Value = Output> {
    filled(1..=4_usize, |&n, numbers| (numbers.vector(n), numbers.vector(n)))
}

fn show((a, y): &Output) -> Answer {
    vec![part("a", a.clone()), part("y", y.clone())]
}

/// C = ½ Σ_j (y_j − a_j)², for given y.
pub struct Quadratic<'a>(pub &'a Array1<f64>);

impl witness::Cost for Quadratic<'_> {
    fn at<T: Real>(&self, a: &[T]) -> T {
        let squares =
            a.iter().zip(self.0).map(|(&a, &y)| (T::from(y) - a) * (T::from(y) - a));
        T::from(0.5) * squares.fold(T::from(0.0), |sum, square| sum + square)
    }
}

fn of_cost(cost: f64) -> Answer {
    vec![part("C", cost)]
}

/// Half of a sum over the outputs.
fn half_sum((a, y): &Output, term: impl Fn(f64, f64) -> f64) -> Answer {
    of_cost(0.5 * a.iter().zip(y).map(|(&a, &y)| term(a, y)).sum::<f64>())
}

/// Factors of the cost that have no name of their own.
const OTHER_FACTORS: &[f64] =
    &[3.0, 4.0, 5.0, 8.0, 10.0, 100.0, 0.25, 0.1, 0.01, 1.0 / 3.0];

pub fn quadratic_cost() -> Function<Output> {
    Function {
        name: "quadratic_cost",
        inputs: || outputs().boxed(),
        show,
        ask: |worker, (a, y)| {
            Ok(of_cost(worker.call::<f64>("quadratic_cost", args![a, y])?))
        },
        truth: |(a, y), _| of_cost(witness::Cost::at(&Quadratic(y), &a.to_vec())),
        model: |(a, y), wrong| {
            let errors = if wrong.has("cost-of-the-sum") { a + y } else { a - y };
            let square = |&error: &f64| {
                if wrong.has("cost-absolute") { error.abs() } else { error * error }
            };
            let summed = sums::sum(errors.iter().map(square), wrong);
            let length =
                if wrong.has("cost-norm-not-squared") { summed.sqrt() } else { summed };
            let half = if wrong.has("cost-without-half") { 1.0 } else { 0.5 };
            let n =
                if wrong.has("cost-mean-over-outputs") { a.len() as f64 } else { 1.0 };
            let sign = if wrong.has("cost-negative") { -1.0 } else { 1.0 };
            of_cost(sign * half * length / n)
        },
        mistakes: vec![
            "cost-without-half",
            "cost-norm-not-squared",
            "cost-mean-over-outputs",
            "cost-of-the-sum",
            "cost-absolute",
            "cost-negative",
            "sum-keeps-last",
            "sum-keeps-first",
            "sum-misses-last",
            "sum-misses-first",
        ],
        special: Special {
            written: vec![
                once("cost-squares-the-sum", |(a, y)| {
                    of_cost(0.5 * (a - y).sum().powi(2))
                }),
                once("cost-squares-the-sum", |(a, y)| of_cost((a - y).sum().powi(2))),
                once("cost-of-squares", |i| half_sum(i, |a, y| y * y - a * a)),
                once("cost-of-squares", |i| half_sum(i, |a, y| a * a - y * y)),
                once("cost-of-squares", |i| half_sum(i, |a, y| 2.0 * (y * y - a * a))),
                once("cost-only-one-squared", |i| half_sum(i, |a, y| y - a * a)),
                once("cost-only-one-squared", |i| half_sum(i, |a, y| a - y * y)),
                once("cost-only-one-squared", |i| half_sum(i, |a, y| 2.0 * (y - a * a))),
                once("cost-half-squared", |i| half_sum(i, |a, y| 0.5 * (a - y).powi(2))),
                once("cost-half-squared", |(a, y)| {
                    of_cost((0.5 * (a - y).dot(&(a - y))).powi(2))
                }),
                once("cost-of-one", |i| half_sum(i, |a, _| a * a)),
                once("cost-of-one", |i| half_sum(i, |_, y| y * y)),
                with("cost-factor", OTHER_FACTORS, |(a, y), c| {
                    of_cost(0.5 * c * (a - y).dot(&(a - y)))
                }),
                once("cost-half-is-zero", |_| of_cost(0.0)),
                once("cost-error-not-squared", |i| half_sum(i, |a, y| y - a)),
                once("cost-error-not-squared", |i| half_sum(i, |a, y| a - y)),
                once("cost-error-not-squared", |i| half_sum(i, |a, y| 2.0 * (y - a))),
                once("cost-product", |i| half_sum(i, |a, y| a * y)),
                once("cost-product", |i| half_sum(i, |a, y| 2.0 * a * y)),
                once("cost-root-mean-square", |(a, y)| {
                    of_cost(((a - y).dot(&(a - y)) / a.len() as f64).sqrt())
                }),
                once("cost-root-mean-square", |(a, y)| {
                    of_cost(0.5 * ((a - y).dot(&(a - y)) / a.len() as f64).sqrt())
                }),
                once("cost-is-cross-entropy", |i| {
                    half_sum(i, |a, y| -2.0 * (y * a.ln() + (1.0 - y) * (1.0 - a).ln()))
                }),
                once("cost-largest-error", |(a, y)| {
                    let largest =
                        (a - y).fold(0.0_f64, |most, error| most.max(error.abs()));
                    of_cost(0.5 * largest * largest)
                }),
            ],
            ..Special::none()
        },
    }
}

/// ∇_a C with switches: what can be taken for a − y.
pub fn derivative(a: &Array1<f64>, y: &Array1<f64>, wrong: Wrong) -> Array1<f64> {
    let mut gradient = if wrong.has("cost-derivative-sign") {
        y - a
    } else if wrong.has("cost-derivative-of-the-sum") {
        a + y
    } else if wrong.has("cost-derivative-without-target") {
        a.clone()
    } else if wrong.has("cost-derivative-without-output") {
        y.clone()
    } else if wrong.has("cost-derivative-of-cross-entropy") {
        (a - y) / (a * (1.0 - a))
    } else {
        a - y
    };
    if wrong.has("cost-derivative-absolute") {
        gradient.mapv_inplace(f64::abs);
    }
    if wrong.has("cost-derivative-squared") {
        gradient.mapv_inplace(|error| error * error);
    }
    if wrong.has("cost-derivative-summed") {
        let sum = gradient.sum();
        gradient.fill(sum);
    }
    if wrong.has("cost-derivative-twice") {
        gradient *= 2.0;
    }
    if wrong.has("cost-derivative-half") {
        gradient *= 0.5;
    }
    if wrong.has("cost-derivative-mean-over-outputs") {
        gradient /= a.len() as f64;
    }
    gradient
}

fn of_gradient(gradient: Array1<f64>) -> Answer {
    vec![part("∇_a C", gradient)]
}

/// Those mistakes of ∇_a C that show in a whole network too.
pub const DERIVATIVE: [&str; 10] = [
    "cost-derivative-sign",
    "cost-derivative-twice",
    "cost-derivative-half",
    "cost-derivative-mean-over-outputs",
    "cost-derivative-absolute",
    "cost-derivative-squared",
    "cost-derivative-of-the-sum",
    "cost-derivative-without-target",
    "cost-derivative-summed",
    "cost-derivative-without-output",
];

fn quadratic_cost_derivative() -> Function<Output> {
    let mut mistakes = DERIVATIVE.to_vec();
    mistakes.push("cost-derivative-of-cross-entropy");
    Function {
        name: "quadratic_cost_derivative",
        inputs: || outputs().boxed(),
        show,
        ask: |worker, (a, y)| {
            Ok(of_gradient(worker.call("quadratic_cost_derivative", args![a, y])?))
        },
        truth: |(a, y), witness| {
            of_gradient(witness.gradient(&Quadratic(y), &a.to_vec()).into())
        },
        model: |(a, y), wrong| of_gradient(derivative(a, y, wrong)),
        mistakes,
        special: Special {
            written: vec![
                once("cost-derivative-of-cross-entropy", |(a, y)| of_gradient(-y / a)),
                once("cost-derivative-with-slope", |(a, y)| {
                    of_gradient((a - y) * a.mapv(|a| a * (1.0 - a)))
                }),
                once("cost-derivative-with-slope", |(a, y)| {
                    of_gradient((a - y) * a.mapv(|a| a.sigmoid() * (-a).sigmoid()))
                }),
                once("cost-derivative-with-slope", |(a, y)| of_gradient((a - y) * a)),
                once("cost-derivative-sign-only", |(a, y)| {
                    of_gradient((a - y).mapv(f64::signum))
                }),
                once("cost-derivative-sign-only", |(a, y)| {
                    of_gradient((a - y).mapv(|d| if d == 0.0 { 0.0 } else { d.signum() }))
                }),
                once("cost-derivative-of-norm", |(a, y)| {
                    of_gradient((a - y) / (a - y).dot(&(a - y)).sqrt())
                }),
                once("cost-derivative-without-output", |(_, y)| of_gradient(-y)),
                once("cost-derivative-product", |(a, y)| of_gradient(a * y)),
                once("cost-derivative-is-the-cost", |(a, y)| {
                    let cost = 0.5 * (a - y).dot(&(a - y));
                    of_gradient(Array1::from_elem(a.len(), cost))
                }),
            ],
            ..Special::none()
        },
    }
}
