//! Exercises 2.3 and 2.4: going downhill.

use ndarray::{Array1, Array2, ArrayView1};
use proptest::prelude::*;
use worker::value::{FromValue, Unfit};

use crate::answer::{Answer, part};
use crate::function::{Function, HANGS, Special, asked, once, with};
use crate::process::End;
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

/// A bowl q(v) = ‖A v + c‖² + ‖v‖². With ripples on it, the cost is not q but levels off at 4 far
/// from the bowl's ground: C = 4q/(1 + q) + r (1 − cos ωs), s = Σ v. Then a shorter step may be
/// worse than a longer one.
#[derive(Clone, Debug)]
pub struct Bowl {
    a: Array2<f64>,
    c: Array1<f64>,
    /// Where to stand.
    v: Array1<f64>,
    /// r.
    ripple: f64,
    /// The first η to try.
    eta: f64,
}

/// ω.
const RIPPLES: f64 = 3.0;

impl Bowl {
    fn q(&self, v: ArrayView1<f64>) -> f64 {
        let u = self.a.dot(&v) + &self.c;
        u.dot(&u) + v.dot(&v)
    }

    fn cost(&self, v: ArrayView1<f64>) -> f64 {
        let q = self.q(v);
        match self.ripple {
            0.0 => q,
            height => 4.0 * q / (1.0 + q) + height * (1.0 - (RIPPLES * v.sum()).cos()),
        }
    }

    fn gradient(&self) -> Array1<f64> {
        let of_q = 2.0 * (self.a.t().dot(&(self.a.dot(&self.v) + &self.c)) + &self.v);
        match self.ripple {
            0.0 => of_q,
            height => {
                let slope = 4.0 / (1.0 + self.q(self.v.view())).powi(2);
                of_q * slope + height * RIPPLES * (RIPPLES * self.v.sum()).sin()
            }
        }
    }

    /// Where a step of size η leads.
    fn there(&self, eta: f64) -> Array1<f64> {
        &self.v - eta * self.gradient()
    }

    /// The cost there.
    fn after(&self, eta: f64) -> f64 {
        self.cost(self.there(eta).view())
    }

    fn here(&self) -> f64 {
        self.cost(self.v.view())
    }

    /// η, η/2, η/4 …
    fn halvings(&self) -> impl Iterator<Item = f64> {
        std::iter::successors(Some(self.eta), |eta| Some(eta / 2.0))
    }

    /// The first η tried that is accepted.
    fn first(&self, mut accepted: impl FnMut(f64) -> bool) -> f64 {
        // Below the least number there are only zeros.
        self.halvings()
            .take(1100)
            .find(|&eta| accepted(eta))
            .unwrap_or_else(|| panic!("{HANGS}"))
    }

    fn lowers(&self, eta: f64) -> bool {
        self.after(eta) < self.here()
    }

    /// Somewhere on the slope, and no step of those tried changes the cost by so little that
    /// rounding decides: what is asked has one answer. In a round bowl, η = 1 leads to the point
    /// opposite, where the cost is the same to the last bit.
    fn is_clear(&self) -> bool {
        let here = self.here();
        let gradient = self.gradient();
        let clear = |eta: f64| {
            let rise = self.after(eta) - here;
            rise.abs() > 1e-6 * (1.0 + here)
                || self.is_round() && eta == 1.0 && rise == 0.0
        };
        gradient.dot(&gradient) > 0.01
            && self.halvings().take_while(|&eta| eta > 1e-3).all(clear)
    }

    fn is_round(&self) -> bool {
        self.ripple == 0.0 && self.a.iter().all(|&a| a == 0.0)
    }
}

fn bowl() -> impl Strategy<Value = Bowl> {
    let eta = prop_oneof![
        (0..=4_i32).prop_map(|k| 2.0_f64.powi(k - 1)),
        (0..=11_i32).prop_map(|k| 2.0_f64.powi(k - 1)),
        positive(),
        positive().prop_map(|eta| 0.1 * eta),
    ];
    let ripple = prop_oneof![Just(0.0), Just(0.5), Just(1.0)];
    let round = proptest::bool::weighted(0.2);
    filled((1..=3_usize, eta, ripple, round), |&(n, eta, ripple, round), numbers| {
        let a = numbers.matrix(n, n);
        Bowl {
            a: if round { 0.0 * a } else { a },
            c: numbers.vector(n),
            v: numbers.vector(n),
            ripple: if round { 0.0 } else { ripple },
            eta,
        }
    })
    .prop_filter("the answer must be clear", Bowl::is_clear)
}

fn of_eta(eta: f64) -> Answer {
    vec![part("η", eta)]
}

/// What η is divided by, other than 2.
const DIVISORS: &[f64] =
    &[10.0, 3.0, 4.0, 5.0, 8.0, 1.5, 1.25, 1.1, 100.0, 1.0 / 0.9, 1.0 / 0.7, 1.0 / 0.3];

/// How many attempts there are at most.
const TRIES: &[f64] = &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

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
        ],
        special: Special {
            written: vec![
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
                    let other = Bowl { eta: start, ..i.clone() };
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
                once("step-from-last-attempt", |i| {
                    let (mut v, gradient) = (i.v.clone(), i.gradient());
                    of_eta(i.first(|eta| {
                        v = &v - eta * &gradient;
                        i.cost(v.view()) < i.here()
                    }))
                }),
                once("step-best-of-halvings", |i| {
                    of_eta(
                        i.first(|eta| {
                            i.lowers(eta) && i.after(eta / 2.0) >= i.after(eta)
                        }),
                    )
                }),
                once("step-best-of-halvings", |i| {
                    of_eta(i.first(|eta| i.after(eta / 2.0) >= i.after(eta)))
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
                once("step-returns-cost", |i| {
                    of_eta(i.after(i.first(|eta| i.lowers(eta))))
                }),
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
            ],
            ..Special::none()
        },
    }
}
