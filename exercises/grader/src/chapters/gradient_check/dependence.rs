//! Exercise 4.7: whether a cost depends on these inputs.

use ndarray::Array1;
use proptest::prelude::*;
use worker::value::FromValue;

use crate::answer::{Answer, part};
use crate::function::{Function, Imitation, Special, asked, once, with};
use crate::sample::filled;

/// s (c + Σ_k r_k (v_k + v_k³)), which depends on v_k unless r_k is 0.
#[derive(Clone, Debug)]
pub struct Influence {
    scale: f64,
    c: f64,
    r: Array1<f64>,
    v: Array1<f64>,
}

impl Influence {
    fn cost(&self, v: &Array1<f64>) -> f64 {
        self.scale * (self.c + (&self.r * &v.mapv(|v| v + v.powi(3))).sum())
    }

    /// What a step of ±h in the entries chosen changes.
    fn change(&self, chosen: impl Fn(usize) -> bool) -> f64 {
        let at = |h: f64| {
            let step = |k: usize| if chosen(k) { h } else { 0.0 };
            self.cost(&Array1::from_shape_fn(self.v.len(), |k| self.v[k] + step(k)))
        };
        at(1e-4) - at(-1e-4)
    }

    /// Of each entry, what a step changes.
    fn changes(&self) -> Vec<f64> {
        (0..self.v.len()).map(|k| self.change(|j| j == k)).collect()
    }
}

/// On which entries the cost depends: on none, one, two that cancel, or all.
fn inputs() -> impl Strategy<Value = Influence> {
    let scale = prop_oneof![2 => Just(1.0), 2 => Just(1e-20), 1 => Just(1e6)];
    let shape = (1..=4_usize, 0..=3_u8, any::<proptest::sample::Index>(), scale);
    filled(shape, |(n, kind, place, scale), numbers| {
        let n = *n;
        let (c, mut r, mut v) = (numbers.number(), numbers.vector(n), numbers.vector(n));
        r.mapv_inplace(|r| 0.5 + r.abs());
        let k = place.index(n);
        match kind {
            0 => r.fill(0.0),
            1 => r = Array1::from_shape_fn(n, |j| if j == k { r[k] } else { 0.0 }),
            2 if n > 1 => {
                let other = (k + 1) % n;
                r = Array1::from_shape_fn(n, |j| match j {
                    _ if j == k => r[k],
                    _ if j == other => -r[k],
                    _ => 0.0,
                });
                v[other] = v[k];
            }
            _ => {}
        }
        Influence { scale: *scale, c, r, v }
    })
}

fn depends(answer: bool) -> Answer {
    vec![part("depends", if answer { "true" } else { "false" }.to_owned())]
}

pub fn depends_on() -> Function<Influence> {
    Function {
        name: "depends_on",
        inputs: || inputs().boxed(),
        show: |i| {
            vec![
                part("C(v)", "s (c + Σ_k r_k (v_k + v_k³))".to_owned()),
                part("s", i.scale),
                part("c", i.c),
                part("r", i.r.clone()),
                part("v", i.v.clone()),
            ]
        },
        ask: |worker, i| {
            let answer: bool =
                worker.call_with("depends_on", args![(), &i.v], |question| {
                    let [v] = asked(question)?;
                    Ok(i.cost(&Array1::from_value(v)?).into())
                })?;
            Ok(depends(answer))
        },
        truth: |i, _| depends(i.r.iter().any(|&r| r != 0.0)),
        model: |i, wrong| {
            let changes = i.changes();
            let mut changed = changes.iter().map(|&change| change != 0.0);
            let answer = if wrong.has("dependence-of-all-entries") {
                changed.all(|changed| changed)
            } else if wrong.has("dependence-on-first-entry") {
                changes[0] != 0.0
            } else if wrong.has("dependence-on-last-entry") {
                changes[changes.len() - 1] != 0.0
            } else if wrong.has("dependence-moved-together") {
                i.change(|_| true) != 0.0
            } else {
                changed.any(|changed| changed)
            };
            depends(answer != wrong.has("dependence-reversed"))
        },
        mistakes: vec![
            "dependence-of-all-entries",
            "dependence-on-first-entry",
            "dependence-on-last-entry",
            "dependence-moved-together",
            "dependence-reversed",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

/// Limits below which a change counts as none. Those from 1e-5 to 1e-16 lie between the changes of a
/// cost near 1 and those of a cost near 10^−20, and give the same answers.
const LIMITS: &[f64] = &[1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10, 1e-12, f64::EPSILON, 1e-16];

fn written() -> Vec<Imitation<Influence>> {
    vec![
        with("dependence-above-a-limit", LIMITS, |i, limit| {
            depends(i.changes().iter().any(|change| change.abs() > limit))
        }),
        with("dependence-above-a-limit", LIMITS, |i, limit| {
            depends(i.changes().iter().any(|change| (change / 2e-4).abs() > limit))
        }),
        once("dependence-on-the-sum", |i| {
            depends(i.changes().iter().sum::<f64>().abs() > 1e-15 * i.scale)
        }),
        once("dependence-nothing-moved", |_| depends(false)),
    ]
}
