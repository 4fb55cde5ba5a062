//! Chapter 2: the quadratic cost, its gradient, and what a step against the gradient does.

pub mod mistakes;
mod steps;

use ndarray::{Array1, ArrayView1};
use proptest::strategy::Strategy;

use crate::answer::{Answer, Tolerance, part};
use crate::exercise::{Exercise, Info};
use crate::function::Function;
use crate::sample::filled;
use crate::witness::{self, Real};
use mistakes::*;

/// The answers to be judged.
pub struct Answers {
    /// (a, y) → C
    pub quadratic_cost: fn(ArrayView1<f64>, ArrayView1<f64>) -> f64,
    /// (a, y) → ∇_a C
    pub quadratic_cost_derivative: fn(ArrayView1<f64>, ArrayView1<f64>) -> Array1<f64>,
    /// (v, ∇C, η), and v is changed
    pub gradient_step: fn(&mut Array1<f64>, ArrayView1<f64>, f64),
    /// (C, v, ∇C, η) → the η that lowers the cost
    pub step_that_lowers_the_cost: StepThatLowersTheCost,
}

pub type StepThatLowersTheCost =
    fn(&dyn Fn(ArrayView1<f64>) -> f64, ArrayView1<f64>, ArrayView1<f64>, f64) -> f64;

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
        info: Info {
            id: "2.1",
            name: "quadratic_cost",
            title: "the quadratic cost of one sample",
            stars: 1,
            hints: [
                "The cost is half the square of a length. Which length? A length already \
                 contains a square root.",
                "C = ½ ‖y − a‖² = ½ Σ_j (y_j − a_j)²",
                "Take the difference of the two vectors; its `.dot` with itself is ‖y − a‖².",
            ],
        },
        inputs: || outputs().boxed(),
        show,
        reader: |answers, (a, y)| {
            vec![part("C", (answers.cost.quadratic_cost)(a.view(), y.view()))]
        },
        truth: |(a, y), _| vec![part("C", witness::Cost::at(&Quadratic(y), &a.to_vec()))],
        model: |(a, y), wrong| {
            let difference = if wrong.has(&COST_SUM) { a + y } else { a - y };
            let squared = difference.dot(&difference);
            let length =
                if wrong.has(&COST_NOT_SQUARED) { squared.sqrt() } else { squared };
            let half = if wrong.has(&COST_WITHOUT_HALF) { 1.0 } else { 0.5 };
            let n = if wrong.has(&COST_PER_OUTPUT) { a.len() as f64 } else { 1.0 };
            vec![part("C", half * length / n)]
        },
        mistakes: vec![
            &COST_WITHOUT_HALF,
            &COST_NOT_SQUARED,
            &COST_PER_OUTPUT,
            &COST_SUM,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

fn quadratic_cost_derivative() -> Function<Output> {
    Function {
        info: Info {
            id: "2.2",
            name: "quadratic_cost_derivative",
            title: "the gradient of the quadratic cost with respect to the output",
            stars: 1,
            hints: [
                "If an output is larger than its target, must the derivative with respect to \
                 it be positive or negative? What happens to the ½?",
                "∂C/∂a_j = a_j − y_j, in short ∇_a C = a − y",
                "One line: the difference of two vectors.",
            ],
        },
        inputs: || outputs().boxed(),
        show,
        reader: |answers, (a, y)| {
            let gradient = (answers.cost.quadratic_cost_derivative)(a.view(), y.view());
            vec![part("∇_a C", gradient)]
        },
        truth: |(a, y), witness| {
            let gradient = witness.gradient(&Quadratic(y), &a.to_vec());
            vec![part("∇_a C", Array1::from(gradient))]
        },
        model: |(a, y), wrong| {
            let mut gradient = if wrong.has(&DERIVATIVE_SIGN) { y - a } else { a - y };
            if wrong.has(&DERIVATIVE_SIZES) {
                gradient.mapv_inplace(f64::abs);
            }
            if wrong.has(&DERIVATIVE_TWICE) {
                gradient *= 2.0;
            }
            if wrong.has(&DERIVATIVE_HALF) {
                gradient *= 0.5;
            }
            if wrong.has(&DERIVATIVE_PER_OUTPUT) {
                gradient /= a.len() as f64;
            }
            vec![part("∇_a C", gradient)]
        },
        mistakes: vec![
            &DERIVATIVE_SIGN,
            &DERIVATIVE_TWICE,
            &DERIVATIVE_HALF,
            &DERIVATIVE_PER_OUTPUT,
            &DERIVATIVE_SIZES,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
