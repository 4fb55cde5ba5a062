//! Exercise 2.4: a learning rate that lowers the cost.

use ndarray::Array1;
use proptest::strategy::Strategy;
use worker::value::{FromValue, Unfit};

use super::bowl::{Bowl, bowl};
use crate::answer::{Answer, part};
use crate::function::{Function, HANGS, Imitation, Special, asked, once, with};
use crate::process::End;

fn of_eta(eta: f64) -> Answer {
    vec![part("η", eta)]
}

/// What η is divided by, other than 2.
const DIVISORS: &[f64] =
    &[10.0, 3.0, 4.0, 5.0, 8.0, 1.5, 1.25, 1.1, 100.0, 1.0 / 0.9, 1.0 / 0.7, 1.0 / 0.3];

/// How many attempts there are at most.
const TRIES: &[f64] = &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// What the cost has to fall by, as a share of what the gradient promises.
const ENOUGH: &[f64] = &[0.5, 0.4, 0.3, 0.25, 0.2, 0.1, 0.05, 0.01, 1e-3, 1e-4, 0.9];

/// Where an η that was not asked for begins.
const STARTS: &[f64] = &[1.0, 0.1, 0.01, 0.5, 2.0, 10.0];

/// After so many questions nobody is looking for η: halved so often, every number is 0.
const ENDLESS: usize = 3000;

pub fn step_that_lowers_the_cost() -> Function<Bowl> {
    Function {
        name: "step_that_lowers_the_cost",
        inputs: || bowl().boxed(),
        show: |i| {
            vec![
                part("v", i.v.clone()),
                part("∇C", i.gradient()),
                part("C(v)", i.here()),
                part("η", i.eta),
                part("C(v−η∇C)", i.after(i.eta)),
            ]
        },
        ask: |worker, i| {
            let arguments = args![(), &i.v, i.gradient(), i.eta];
            let mut questions = 0;
            let eta =
                worker.call_with("step_that_lowers_the_cost", arguments, |question| {
                    questions += 1;
                    let [v] = asked(question)?;
                    if questions > ENDLESS {
                        return Err(Unfit);
                    }
                    Ok(i.cost(Array1::from_value(v)?.view()).into())
                });
            match eta {
                Err(End::Panicked(_) | End::Unfit) if questions > ENDLESS => {
                    Err(End::Hung)
                }
                eta => eta.map(of_eta),
            }
        },
        truth: |i, _| of_eta(i.first(|eta| i.lowers(eta))),
        model: |i, wrong| {
            let i = &if wrong.has("step-nan-accepted") {
                i.low_where_nan()
            } else {
                i.clone()
            };
            let found = if wrong.has("step-never-halved") {
                i.eta
            } else if wrong.has("step-halved-once") {
                if i.lowers(i.eta) { i.eta } else { i.eta / 2.0 }
            } else if wrong.has("step-tie-accepted") {
                i.first(|eta| i.after(eta) <= i.here())
            } else {
                i.first(|eta| i.lowers(eta))
            };
            of_eta(if wrong.has("step-halved-once-more") { found / 2.0 } else { found })
        },
        mistakes: vec![
            "step-never-halved",
            "step-halved-once",
            "step-halved-once-more",
            "step-tie-accepted",
            "step-nan-accepted",
        ],
        special: Special {
            written: written()
                .into_iter()
                .flat_map(|written| [written.clone(), written.given(low_where_nan)])
                .collect(),
            ..Special::none()
        },
    }
}

/// Beside any other mistake, a comparison by `>=` may take NaN for lower.
fn low_where_nan(i: &Bowl) -> Option<Bowl> {
    (i.edge < f64::INFINITY).then(|| i.low_where_nan())
}

fn written() -> Vec<Imitation<Bowl>> {
    vec![
        with("step-divided-by-ten", DIVISORS, |i, divisor| {
            let mut eta = i.eta;
            while !i.lowers(eta) {
                eta /= divisor;
            }
            of_eta(eta)
        }),
        with("step-tries-limited", TRIES, |i, tries| {
            let mut eta = i.eta;
            for _ in 0..tries as usize {
                if i.lowers(eta) {
                    break;
                }
                eta /= 2.0;
            }
            of_eta(eta)
        }),
        with("step-starts-at-one", STARTS, |i, start| {
            let mut other = i.clone();
            other.eta = start;
            of_eta(other.first(|eta| i.lowers(eta)))
        }),
        once("step-compares-with-previous", |i| {
            let mut previous = i.here();
            of_eta(i.first(|eta| {
                let lower = i.after(eta) < previous;
                previous = i.after(eta);
                lower
            }))
        }),
        once("step-uphill", |i| of_eta(i.first(|eta| i.after(-eta) < i.here()))),
        once("step-uphill", |i| of_eta(i.first(|eta| i.after(-eta) <= i.here()))),
        once("step-condition-reversed", |i| {
            of_eta(i.first(|eta| i.after(eta) >= i.here()))
        }),
        once("step-condition-reversed", |i| {
            of_eta(i.first(|eta| i.after(eta) > i.here()))
        }),
        once("step-condition-reversed", |i| of_eta(i.first(|eta| !i.lowers(eta)))),
        once("step-from-last-attempt", |i| {
            let (mut v, gradient) = (i.v.clone(), i.gradient());
            of_eta(i.first(|eta| {
                v = &v - eta * &gradient;
                i.cost(v.view()) < i.here()
            }))
        }),
        with("step-lowers-enough", ENOUGH, |i, share| {
            let g = i.gradient();
            let slope = g.dot(&g);
            of_eta(i.first(|eta| i.after(eta) <= i.here() - share * eta * slope))
        }),
        with("step-lowers-enough", ENOUGH, |i, share| {
            let g = i.gradient();
            let slope = g.dot(&g);
            of_eta(i.first(|eta| i.after(eta) < i.here() - share * eta * slope))
        }),
        once("step-best-of-halvings", |i| {
            of_eta(i.first(|eta| i.lowers(eta) && i.after(eta / 2.0) >= i.after(eta)))
        }),
        once("step-best-of-halvings", |i| {
            of_eta(i.first(|eta| i.after(eta / 2.0) >= i.after(eta)))
        }),
        once("step-without-v", |i| {
            of_eta(i.first(|eta| i.cost((-eta * i.gradient()).view()) < i.here()))
        }),
        once("step-without-v", |i| {
            of_eta(i.first(|eta| i.cost((eta * i.gradient()).view()) < i.here()))
        }),
        once("step-first-not-tried", |i| {
            of_eta(i.first(|eta| eta < i.eta && i.lowers(eta)))
        }),
        once("step-halved-once-more", |i| {
            let found = i.first(|eta| i.lowers(eta));
            of_eta(if found < i.eta { found / 2.0 } else { found })
        }),
        once("step-halved-too-little", |i| {
            let found = i.first(|eta| i.lowers(eta));
            of_eta(if found < i.eta { 2.0 * found } else { found })
        }),
        once("step-returns-cost", |i| of_eta(i.after(i.first(|eta| i.lowers(eta))))),
        once("step-returns-count", |i| {
            of_eta((i.eta / i.first(|eta| i.lowers(eta))).log2())
        }),
        once("step-returns-count", |i| {
            of_eta((i.eta / i.first(|eta| i.lowers(eta))).log2() + 1.0)
        }),
        once("step-loops-for-ever", |i| {
            of_eta(if i.lowers(i.eta) { i.eta } else { panic!("{HANGS}") })
        }),
        once("step-doubled", |i| {
            let mut eta = i.eta;
            while i.after(eta) >= i.here() {
                assert!(eta.is_finite(), "{HANGS}");
                eta *= 2.0;
            }
            of_eta(eta)
        }),
        once("step-without-gradient", |i| {
            of_eta(i.first(|eta| i.cost((&i.v - eta).view()) < i.here()))
        }),
    ]
}
