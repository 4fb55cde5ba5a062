//! Exercise 2.3: a step downhill.

use ndarray::Array1;
use proptest::strategy::Strategy;

use crate::answer::{Answer, part};
use crate::function::{Function, Special, once};
use crate::sample::{filled, positive};

/// v, ∇C, η.
type Step = (Array1<f64>, Array1<f64>, f64);

fn after(v: Array1<f64>) -> Answer {
    vec![part("v after", v)]
}

/// A step of which only the entries asked for are made.
fn entries((v, gradient, eta): &Step, of: impl Fn(usize) -> bool) -> Answer {
    let moved = |k: usize| v[k] - if of(k) { eta * gradient[k] } else { 0.0 };
    after(Array1::from_shape_fn(v.len(), moved))
}

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
            Ok(after(worker.call("gradient_step", args![v, gradient, *eta])?))
        },
        truth: |i, _| entries(i, |_| true),
        model: |(v, gradient, eta), wrong| {
            let eta = if wrong.has("step-without-eta") { 1.0 } else { *eta };
            let eta = if wrong.has("step-divided-by-eta") { 1.0 / eta } else { eta };
            let eta = if wrong.has("step-twice") { 2.0 * eta } else { eta };
            let n = if wrong.has("step-averaged") { v.len() as f64 } else { 1.0 };
            let way = if wrong.has("step-uphill") { 1.0 } else { -1.0 };
            let step = way * eta / n * gradient;
            after(if wrong.has("step-replaces") { step } else { v + step })
        },
        mistakes: vec![
            "step-uphill",
            "step-without-eta",
            "step-divided-by-eta",
            "step-twice",
            "step-averaged",
            "step-replaces",
        ],
        special: Special {
            written: vec![
                once("step-on-a-copy", |(v, ..)| after(v.clone())),
                once("step-by-sign", |(v, g, eta)| after(v - *eta * g.mapv(f64::signum))),
                once("step-by-sign", |(v, g, eta)| {
                    let sign = |&g: &f64| if g == 0.0 { 0.0 } else { g.signum() };
                    after(v - *eta * g.map(sign))
                }),
                once("step-by-sign", |(v, g, eta)| after(v - *eta * g.mapv(f64::abs))),
                once("step-eta-times-all", |(v, g, eta)| after(*eta * (v - g))),
                once("step-eta-times-all", |(v, g, eta)| after(*eta * v - g)),
                once("step-multiplies", |(v, g, eta)| after(v * (1.0 - *eta * g))),
                once("step-multiplies", |(v, g, eta)| after(v * (-*eta * g))),
                once("step-multiplies", |(v, g, eta)| after(v * (*eta * g))),
                once("step-without-gradient", |(v, _, eta)| after(v - *eta)),
                once("step-of-unit-length", |(v, g, eta)| {
                    after(v - *eta * g / g.dot(g).sqrt())
                }),
                once("step-of-unit-length", |(v, g, eta)| {
                    let length = g.dot(g).sqrt();
                    after(if length > 0.0 { v - *eta * g / length } else { v.clone() })
                }),
                once("step-exchanged", |(v, g, eta)| after(g - *eta * v)),
                once("step-exchanged", |(v, _, eta)| after(v - *eta * v)),
                once("step-misses-last", |i| entries(i, |k| k + 1 < i.0.len())),
                once("step-misses-first", |i| entries(i, |k| k > 0)),
                once("step-only-first", |i| entries(i, |k| k == 0)),
                once("step-only-last", |i| entries(i, |k| k + 1 == i.0.len())),
                once("step-by-one-slope", |(v, g, eta)| after(v - *eta * g.sum())),
                once("step-by-one-slope", |(v, g, eta)| after(v - *eta * g[0])),
                once("step-by-one-slope", |(v, g, eta)| {
                    after(v - *eta * g.sum() / g.len() as f64)
                }),
                once("step-squared", |(v, g, eta)| after(v - *eta * g * g)),
                once("step-squared", |(v, g, eta)| after(v - *eta * *eta * g)),
            ],
            ..Special::none()
        },
    }
}
