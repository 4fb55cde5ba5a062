//! Exercise 11.13: one step with momentum.

use ndarray::Array1;
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
use crate::sample::filled;

#[derive(Clone, Debug)]
pub struct Step {
    theta: Array1<f64>,
    v: Array1<f64>,
    gradient: Array1<f64>,
    eta: f64,
    mu: f64,
}

fn parts(theta: Array1<f64>, v: Array1<f64>) -> Answer {
    vec![part("θ", theta), part("v", v)]
}

fn moved(i: &Step, wrong: Wrong) -> Answer {
    let Step { theta, v, gradient, eta, mu } = i;
    let kept = match () {
        () if wrong.has("momentum-without-mu") => 0.0,
        () if wrong.has("momentum-without-friction") => 1.0,
        () if wrong.has("momentum-mu-as-friction") => 1.0 - mu,
        () => *mu,
    };
    let pushed = match () {
        () if wrong.has("momentum-averaged") => (1.0 - mu) * eta,
        () if wrong.has("momentum-mu-on-both") => mu * eta,
        () if wrong.has("momentum-without-eta") => 1.0,
        () => *eta,
    };
    let pushed = if wrong.has("momentum-uphill") { -pushed } else { pushed };
    let new = kept * v - pushed * gradient;
    let step = match () {
        () if wrong.has("momentum-old-velocity") => v.clone(),
        () if wrong.has("momentum-not-used") => -*eta * gradient,
        () if wrong.has("momentum-eta-twice") => *eta * &new,
        () if wrong.has("momentum-nesterov") => *mu * &new - *eta * gradient,
        () => new.clone(),
    };
    let step = if wrong.has("momentum-subtracted") { -step } else { step };
    parts(theta + &step, if wrong.has("momentum-not-kept") { v.clone() } else { new })
}

pub fn momentum_update() -> Function<Step> {
    Function {
        name: "momentum_update",
        inputs: || {
            let tenths = |from: i32| (from..=9).prop_map(|tenth| f64::from(tenth) / 10.0);
            filled((1..=4_usize, tenths(1), tenths(0)), |&(n, eta, mu), numbers| Step {
                theta: numbers.vector(n),
                v: numbers.vector(n),
                gradient: numbers.vector(n),
                eta,
                mu,
            })
            .boxed()
        },
        show: |i| {
            vec![
                part("θ", i.theta.clone()),
                part("v", i.v.clone()),
                part("∇C", i.gradient.clone()),
                part("η", i.eta),
                part("μ", i.mu),
            ]
        },
        ask: |worker, i| {
            let arguments = args![&i.theta, &i.v, &i.gradient, i.eta, i.mu];
            let (theta, v) = worker.call("momentum_update", arguments)?;
            Ok(parts(theta, v))
        },
        truth: |i, _| {
            let entries = i.v.iter().zip(&i.gradient);
            let v: Array1<f64> = entries.map(|(v, g)| i.mu * v - i.eta * g).collect();
            parts(i.theta.iter().zip(&v).map(|(theta, v)| theta + v).collect(), v)
        },
        model: moved,
        mistakes: vec![
            "momentum-without-mu",
            "momentum-without-friction",
            "momentum-mu-as-friction",
            "momentum-averaged",
            "momentum-mu-on-both",
            "momentum-without-eta",
            "momentum-uphill",
            "momentum-old-velocity",
            "momentum-not-used",
            "momentum-eta-twice",
            "momentum-nesterov",
            "momentum-subtracted",
            "momentum-not-kept",
        ],
        special: Special {
            written: vec![
                once("momentum-other-sign", |i| {
                    let wrong = ["momentum-uphill", "momentum-subtracted"];
                    moved(i, Wrong(&wrong))
                }),
                once("momentum-eta-outside", |i| {
                    let v = i.mu * &i.v + &i.gradient;
                    parts(&i.theta - &(i.eta * &v), v)
                }),
                once("momentum-theta-untouched", |i| {
                    let v = i.mu * &i.v - i.eta * &i.gradient;
                    parts(i.theta.clone(), v)
                }),
            ],
            ..Special::none()
        },
    }
}
