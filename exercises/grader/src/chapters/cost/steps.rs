//! Exercises 2.3 and 2.4: going downhill.

use ndarray::{Array1, Array2, ArrayView1};
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{filled, positive};

/// v, ∇C, η.
type Step = (Array1<f64>, Array1<f64>, f64);

pub fn gradient_step() -> Function<Step> {
    Function {
        info: Info {
            id: "2.3",
            name: "gradient_step",
            title: "one step of gradient descent",
            stars: 1,
            hints: [
                "The gradient points to where the cost grows fastest. Which way do you go, and \
                 what decides how far?",
                "v → v − η ∇C",
                "Change `v` itself: `*v -= …` or `v.scaled_add(…)`. Nothing is returned.",
            ],
        },
        inputs: || {
            filled((1..=4_usize, positive()), |&(n, eta), numbers| {
                (numbers.vector(n), numbers.vector(n), eta)
            })
            .boxed()
        },
        show: |(v, gradient, eta)| {
            vec![part("v", v.clone()), part("∇C", gradient.clone()), part("η", *eta)]
        },
        reader: |answers, (v, gradient, eta)| {
            let mut v = v.clone();
            (answers.cost.gradient_step)(&mut v, gradient.view(), *eta);
            vec![part("v after", v)]
        },
        truth: |(v, gradient, eta), _| {
            let moved = |k: usize| v[k] - eta * gradient[k];
            vec![part("v after", Array1::from_shape_fn(v.len(), moved))]
        },
        model: |(v, gradient, eta), wrong| {
            let eta = if wrong.has(&STEP_WITHOUT_ETA) { 1.0 } else { *eta };
            let way = if wrong.has(&STEP_UPHILL) { 1.0 } else { -1.0 };
            let after = if wrong.has(&STEP_ON_A_COPY) {
                v.clone()
            } else if wrong.has(&STEP_REPLACES) {
                way * eta * gradient
            } else {
                v + way * eta * gradient
            };
            vec![part("v after", after)]
        },
        mistakes: vec![&STEP_UPHILL, &STEP_WITHOUT_ETA, &STEP_ON_A_COPY, &STEP_REPLACES],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// A bowl C(v) = ‖A v + c‖² + ‖v‖², where to stand in it, and the first η to try.
#[derive(Clone, Debug)]
pub struct Bowl {
    a: Array2<f64>,
    c: Array1<f64>,
    v: Array1<f64>,
    eta: f64,
}

impl Bowl {
    fn cost(&self, v: ArrayView1<f64>) -> f64 {
        let u = self.a.dot(&v) + &self.c;
        u.dot(&u) + v.dot(&v)
    }

    fn gradient(&self) -> Array1<f64> {
        2.0 * (self.a.t().dot(&(self.a.dot(&self.v) + &self.c)) + &self.v)
    }

    /// The cost after a step of size η.
    fn after(&self, eta: f64) -> f64 {
        self.cost((&self.v - eta * self.gradient()).view())
    }

    /// η, η/2, η/4 …
    fn halvings(&self) -> impl Iterator<Item = f64> {
        std::iter::successors(Some(self.eta), |eta| Some(eta / 2.0))
    }

    /// Somewhere on the slope, and no step of those tried changes the cost by so little that
    /// rounding decides: what is asked has one answer.
    fn is_clear(&self) -> bool {
        let here = self.cost(self.v.view());
        let gradient = self.gradient();
        gradient.dot(&gradient) > 0.01
            && self.halvings().take(12).all(|eta| (self.after(eta) - here).abs() > 1e-6)
    }
}

fn bowl() -> impl Strategy<Value = Bowl> {
    let eta = (0..=4_i32).prop_map(|k| 2.0_f64.powi(k - 1));
    filled((1..=3_usize, eta), |&(n, eta), numbers| Bowl {
        a: numbers.matrix(n, n),
        c: numbers.vector(n),
        v: numbers.vector(n),
        eta,
    })
    .prop_filter("the answer must be clear", Bowl::is_clear)
}

pub fn step_that_lowers_the_cost() -> Function<Bowl> {
    Function {
        info: Info {
            id: "2.4",
            name: "step_that_lowers_the_cost",
            title: "a learning rate that lowers the cost",
            stars: 2,
            hints: [
                "If a step makes the cost higher, was its direction wrong or its length? With \
                 which cost must each new attempt be compared?",
                "The first of η, η/2, η/4, … with C(v − η ∇C) < C(v)",
                "Compute C(v) once, before a `while` loop. Its condition is that the cost after \
                 the step is not lower; its body halves η. Return η.",
            ],
        },
        inputs: || bowl().boxed(),
        show: |i| {
            vec![
                part("v", i.v.clone()),
                part("∇C", i.gradient()),
                part("C(v)", i.cost(i.v.view())),
                part("η", i.eta),
                part("C(v−η∇C)", i.after(i.eta)),
            ]
        },
        reader: |answers, i| {
            let cost = |v: ArrayView1<f64>| i.cost(v);
            let eta = (answers.cost.step_that_lowers_the_cost)(
                &cost,
                i.v.view(),
                i.gradient().view(),
                i.eta,
            );
            vec![part("η", eta)]
        },
        truth: |i, _| {
            let here = i.cost(i.v.view());
            let found = i.halvings().find(|&eta| i.after(eta) < here);
            vec![part(
                "η",
                found.expect("a short step against a gradient lowers the cost"),
            )]
        },
        model: |i, wrong| {
            let mut eta = i.eta;
            if wrong.has(&STEP_NOT_TRIED) {
                return vec![part("η", eta)];
            }
            let here = i.cost(i.v.view());
            let factor = if wrong.has(&STEP_TENTHS) { 0.1 } else { 0.5 };
            while i.after(eta) >= here {
                eta *= factor;
                if wrong.has(&STEP_HALVED_ONCE) {
                    break;
                }
            }
            if wrong.has(&STEP_HALVED_ONCE_MORE) {
                eta *= factor;
            }
            vec![part("η", eta)]
        },
        mistakes: vec![
            &STEP_NOT_TRIED,
            &STEP_HALVED_ONCE,
            &STEP_HALVED_ONCE_MORE,
            &STEP_TENTHS,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
