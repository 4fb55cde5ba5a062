//! Exercises 2.3 and 2.4: going downhill.

use ndarray::{Array1, Array2, ArrayView1};
use proptest::prelude::*;
use worker::value::FromValue;

use crate::answer::part;
use crate::function::{Function, Special, asked};
use crate::sample::{filled, positive};

/// v, ∇C, η.
type Step = (Array1<f64>, Array1<f64>, f64);

pub fn gradient_step() -> Function<Step> {
    Function {
        name: "gradient_step",
        inputs: || {
            filled((1..=4_usize, positive()), |&(n, eta), numbers| {
                (numbers.vector(n), numbers.vector(n), eta)
            })
            .boxed()
        },
        show: |(v, gradient, eta)| {
            vec![part("v", v.clone()), part("∇C", gradient.clone()), part("η", *eta)]
        },
        ask: |worker, (v, gradient, eta)| {
            let after: Array1<f64> =
                worker.call("gradient_step", args![v, gradient, *eta])?;
            Ok(vec![part("v after", after)])
        },
        truth: |(v, gradient, eta), _| {
            let moved = |k: usize| v[k] - eta * gradient[k];
            vec![part("v after", Array1::from_shape_fn(v.len(), moved))]
        },
        model: |(v, gradient, eta), wrong| {
            let eta = if wrong.has("step-without-eta") { 1.0 } else { *eta };
            let way = if wrong.has("step-uphill") { 1.0 } else { -1.0 };
            let after = if wrong.has("step-on-a-copy") {
                v.clone()
            } else if wrong.has("step-replaces") {
                way * eta * gradient
            } else {
                v + way * eta * gradient
            };
            vec![part("v after", after)]
        },
        mistakes: vec![
            "step-uphill",
            "step-without-eta",
            "step-on-a-copy",
            "step-replaces",
        ],
        special: Special::none(),
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
        name: "step_that_lowers_the_cost",
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
        ask: |worker, i| {
            let arguments = args![(), &i.v, i.gradient(), i.eta];
            let eta: f64 =
                worker.call_with("step_that_lowers_the_cost", arguments, |question| {
                    let [v] = asked(question)?;
                    Ok(i.cost(Array1::from_value(v)?.view()).into())
                })?;
            Ok(vec![part("η", eta)])
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
            if wrong.has("step-never-halved") {
                return vec![part("η", eta)];
            }
            let here = i.cost(i.v.view());
            let factor = if wrong.has("step-divided-by-ten") { 0.1 } else { 0.5 };
            while i.after(eta) >= here {
                eta *= factor;
                if wrong.has("step-halved-once") {
                    break;
                }
            }
            if wrong.has("step-halved-once-more") {
                eta *= factor;
            }
            vec![part("η", eta)]
        },
        mistakes: vec![
            "step-never-halved",
            "step-halved-once",
            "step-halved-once-more",
            "step-divided-by-ten",
        ],
        special: Special::none(),
    }
}
