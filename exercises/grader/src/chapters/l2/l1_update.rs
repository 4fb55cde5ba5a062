//! Exercise 8.3: what the L1 penalty does to a step of gradient descent.

use ndarray::Array2;
use proptest::collection::vec;
use proptest::prelude::*;

use super::price;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::constants::SMALL;
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::{filled, positive, widths};

/// w, ∇w, η, λ and n.
#[derive(Clone, Debug)]
pub struct L1Step {
    w: Array2<f64>,
    nabla_w: Array2<f64>,
    eta: f64,
    lambda: f64,
    n: usize,
}

impl L1Step {
    /// ηλ/n.
    fn shrink(&self) -> f64 {
        self.eta * self.lambda / self.n as f64
    }

    /// Entry by entry, from w and ∇w.
    fn each(&self, entry: impl Fn(f64, f64) -> f64) -> Answer {
        changed(Array2::from_shape_fn(self.w.dim(), |at| {
            entry(self.w[at], self.nabla_w[at])
        }))
    }

    /// The right step with something else instead of the sign.
    fn signed(&self, sign: impl Fn(f64) -> f64) -> Answer {
        self.each(|w, nabla| w - self.eta * nabla - self.shrink() * sign(w))
    }
}

fn changed(w: Array2<f64>) -> Answer {
    vec![part("w", w)]
}

fn sign(w: f64) -> f64 {
    if w == 0.0 { 0.0 } else { w.signum() }
}

/// What stands in the place of some weights: 0, and what is nearly 0 and is not.
fn replaced() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        12 => Just(None),
        4 => Just(Some(0.0)),
        2 => proptest::sample::select(&[1e-3, -1e-3, 1e-9, -1e-9, 1e-17, -1e-17, 1e-305][..])
            .prop_map(Some),
    ]
}

pub fn l1_update() -> Function<L1Step> {
    Function {
        name: "l1_update",
        inputs: || {
            let tensors = filled(widths(2), |n, numbers| {
                (numbers.matrix(n[1], n[0]), numbers.matrix(n[1], n[0]))
            });
            (tensors, vec(replaced(), 16), positive(), price(), 1..=20_usize)
                .prop_map(|((mut w, nabla_w), replaced, eta, lambda, n)| {
                    for (w, replaced) in w.iter_mut().zip(replaced) {
                        *w = replaced.unwrap_or(*w);
                    }
                    L1Step { w, nabla_w, eta, lambda, n }
                })
                .boxed()
        },
        show: |i| {
            vec![
                part("w", i.w.clone()),
                part("∇w", i.nabla_w.clone()),
                part("η", i.eta),
                part("λ", i.lambda),
                part("n", i.n as f64),
            ]
        },
        ask: |worker, i| {
            let arguments = args![&i.w, &i.nabla_w, i.eta, i.lambda, i.n];
            Ok(changed(worker.call("l1_update", arguments)?))
        },
        // Each weight by itself, by cases.
        truth: |i, _| {
            let slope = i.lambda / i.n as f64;
            i.each(|w, nabla| {
                let penalty = match w {
                    w if w > 0.0 => slope,
                    w if w < 0.0 => -slope,
                    _ => 0.0,
                };
                w - i.eta * (nabla + penalty)
            })
        },
        model,
        mistakes: vec![
            "l1-sign-of-zero",
            "l1-as-l2",
            "l1-without-sign",
            "l1-sign-after-step",
            "l1-grows",
            "l1-halved",
            "l1-doubled",
            "l2-decay-without-eta",
            "l2-decay-without-n",
            "l2-step-uphill",
            "l2-step-without-eta",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn model(i: &L1Step, wrong: Wrong) -> Answer {
    let mut step = if wrong.has("l2-step-without-eta") {
        i.nabla_w.clone()
    } else {
        i.eta * &i.nabla_w
    };
    if wrong.has("l2-step-uphill") {
        step = -step;
    }
    let stepped = &i.w - &step;
    let of = if wrong.has("l1-sign-after-step") { &stepped } else { &i.w };
    let signs = of.mapv(|w: f64| {
        if wrong.has("l1-as-l2") {
            w
        } else if wrong.has("l1-without-sign") {
            1.0
        } else if wrong.has("l1-sign-of-zero") {
            w.signum()
        } else {
            sign(w)
        }
    });
    let eta = if wrong.has("l2-decay-without-eta") { 1.0 } else { i.eta };
    let n = if wrong.has("l2-decay-without-n") { 1.0 } else { i.n as f64 };
    let mut factor = if wrong.has("l1-halved") { 0.5 } else { 1.0 };
    if wrong.has("l1-doubled") {
        factor *= 2.0;
    }
    if wrong.has("l1-grows") {
        factor = -factor;
    }
    changed(stepped - factor * eta * i.lambda / n * signs)
}

/// Some weights are 10⁻³, 10⁻⁹, 10⁻¹⁷ and 10⁻³⁰⁵. Where the border is between these cannot be seen.
const BORDERS: &[f64] = &[0.1, 0.05, 0.02, 0.01, 5e-3, 2e-3, 1e-6, 1e-12, 1e-100];

fn written() -> Vec<Imitation<L1Step>> {
    vec![
        with("l1-small-as-zero", BORDERS, |i, c| {
            i.signed(|w| if w.abs() < c { 0.0 } else { w.signum() })
        }),
        with("l1-smooth-sign", SMALL.split_at(20).0, |i, c| {
            i.signed(|w| w / (w.abs() + c))
        }),
        with("l1-smooth-sign", SMALL.split_at(20).0, |i, c| {
            i.signed(|w| w / (w * w + c).sqrt())
        }),
        once("l1-sign-of-zero", |i| i.signed(|w| if w > 0.0 { 1.0 } else { -1.0 })),
        once("l1-zero-by-zero", |i| i.signed(|w| w / w.abs())),
        once("l1-zero-by-zero", |i| i.signed(|w| w.abs() / w)),
        once("l1-zero-stays", |i| {
            i.each(|w, nabla| match w {
                0.0 => 0.0,
                w => w - i.eta * nabla - i.shrink() * w.signum(),
            })
        }),
        once("l1-magnitude-for-sign", |i| i.signed(f64::abs)),
        once("l1-magnitude-for-sign", |i| i.signed(|w| w * w)),
        once("l1-magnitude-for-sign", |i| i.signed(|w| w * w.abs())),
        once("l1-negative-only", |i| i.signed(|w| if w > 0.0 { 1.0 } else { 0.0 })),
        once("l1-negative-only", |i| i.signed(|w| if w < 0.0 { -1.0 } else { 0.0 })),
        once("l1-smooth-sign", |i| i.signed(f64::tanh)),
        once("l1-penalty-missing", |i| i.signed(|_| 0.0)),
        once("l2-gradient-missing", |i| i.each(|w, _| w - i.shrink() * sign(w))),
        once("l2-nothing-without-lambda", |i| match i.lambda {
            0.0 => changed(i.w.clone()),
            _ => i.signed(sign),
        }),
        once("l1-stops-at-zero", |i| {
            let shrunk = |w: f64| sign(w) * (w.abs() - i.shrink()).max(0.0);
            i.each(|w, nabla| shrunk(w) - i.eta * nabla)
        }),
        once("l1-stops-at-zero", |i| {
            i.each(|w, nabla| {
                let stepped = w - i.eta * nabla;
                sign(stepped) * (stepped.abs() - i.shrink()).max(0.0)
            })
        }),
        once("l1-stops-at-zero", |i| {
            i.each(|w, nabla| {
                let after = w - i.eta * nabla - i.shrink() * sign(w);
                if w * after < 0.0 { 0.0 } else { after }
            })
        }),
        once("l1-sign-of-gradient", |i| {
            i.each(|w, nabla| w - i.eta * nabla - i.shrink() * sign(nabla))
        }),
        once("l1-sign-of-gradient", |i| {
            i.each(|w, nabla| w - i.eta * nabla - i.shrink() * nabla.signum())
        }),
        once("l1-sign-of-gradient", |i| {
            let slope = i.lambda / i.n as f64;
            i.each(|w, nabla| w - i.eta * sign(nabla + slope * w))
        }),
        once("l1-sign-of-gradient", |i| {
            i.each(|w, nabla| w - i.eta * nabla * sign(w) - i.shrink() * sign(w))
        }),
        once("l1-eta-twice", |i| i.signed(|w| i.eta * sign(w))),
        once("l1-wrong-n", |i| i.signed(|w| (i.n * i.n) as f64 * sign(w))),
        once("l1-wrong-n", |i| i.signed(|w| sign(w) / i.n as f64)),
        once("l1-without-lambda", |i| {
            i.each(|w, nabla| w - i.eta * nabla - i.eta / i.n as f64 * sign(w))
        }),
        once("l1-gradient-by-n", |i| {
            i.each(|w, nabla| w - i.eta * nabla / i.n as f64 - i.shrink() * sign(w))
        }),
        once("l1-as-l2", |i| i.signed(|w| 2.0 * w)),
        once("l1-as-l2", |i| i.signed(|w| w + sign(w))),
        once("l1-only-the-step", |i| {
            i.each(|w, nabla| -i.eta * (nabla + i.lambda / i.n as f64 * sign(w)))
        }),
        once("l1-only-the-step", |i| {
            i.each(|w, nabla| i.eta * (nabla + i.lambda / i.n as f64 * sign(w)))
        }),
        once("l1-only-the-step", |i| {
            i.each(|w, nabla| nabla + i.lambda / i.n as f64 * sign(w))
        }),
        once("l2-integer-division", |i| {
            i.each(|w, nabla| {
                w - i.eta * nabla - i.eta * i.lambda * (1 / i.n) as f64 * sign(w)
            })
        }),
    ]
}
