//! Chapter 2: the quadratic cost, its gradient, and what a step against the gradient does.

mod steps;

use ndarray::Array1;
use proptest::strategy::Strategy;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::exercise::Exercise;
use crate::function::{Function, Special};
use crate::sample::filled;
use crate::witness::{self, Real};

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(quadratic_cost()),
        Box::new(quadratic_cost_derivative()),
        Box::new(steps::gradient_step()),
        Box::new(steps::step_that_lowers_the_cost()),
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

fn quadratic_cost() -> Function<Output> {
    Function {
        name: "quadratic_cost",
        inputs: || outputs().boxed(),
        show,
        ask: |worker, (a, y)| {
            Ok(vec![part("C", worker.call::<f64>("quadratic_cost", args![a, y])?)])
        },
        truth: |(a, y), _| vec![part("C", witness::Cost::at(&Quadratic(y), &a.to_vec()))],
        model: |(a, y), wrong| {
            let difference = if wrong.has("cost-of-the-sum") { a + y } else { a - y };
            let squared = difference.dot(&difference);
            let length =
                if wrong.has("cost-norm-not-squared") { squared.sqrt() } else { squared };
            let half = if wrong.has("cost-without-half") { 1.0 } else { 0.5 };
            let n =
                if wrong.has("cost-mean-over-outputs") { a.len() as f64 } else { 1.0 };
            vec![part("C", half * length / n)]
        },
        mistakes: vec![
            "cost-without-half",
            "cost-norm-not-squared",
            "cost-mean-over-outputs",
            "cost-of-the-sum",
        ],
        special: Special::none(),
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

fn quadratic_cost_derivative() -> Function<Output> {
    Function {
        name: "quadratic_cost_derivative",
        inputs: || outputs().boxed(),
        show,
        ask: |worker, (a, y)| {
            let gradient: Array1<f64> =
                worker.call("quadratic_cost_derivative", args![a, y])?;
            Ok(vec![part("∇_a C", gradient)])
        },
        truth: |(a, y), witness| {
            let gradient = witness.gradient(&Quadratic(y), &a.to_vec());
            vec![part("∇_a C", Array1::from(gradient))]
        },
        model: |(a, y), wrong| vec![part("∇_a C", derivative(a, y, wrong))],
        mistakes: vec![
            "cost-derivative-sign",
            "cost-derivative-twice",
            "cost-derivative-half",
            "cost-derivative-mean-over-outputs",
            "cost-derivative-absolute",
        ],
        special: Special::none(),
    }
}
