//! Exercise 7.6: softmax. Its inputs are those of 7.7 too.

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;

use super::largest;
use crate::answer::{Answer, Tolerance, part};
use crate::constants::{LIMITS, SMALL};
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::number;
use crate::witness::Real;

/// Numbers for 1 to 4 neurons: ordinary ones, large ones close together, or far apart.
pub fn weighted_inputs() -> impl Strategy<Value = Array1<f64>> {
    let large = (0..=200_i32).prop_map(|z| f64::from(z) + 800.0);
    let any = prop_oneof![number(), large.clone(), large.clone().prop_map(|z| -z)];
    // Around one place, wherever it is.
    let around = (-750_i32..=750, vec(number(), 1..=4_usize))
        .prop_map(|(place, z)| z.iter().map(|z| f64::from(place) + 10.0 * z).collect());
    prop_oneof![
        4 => vec(number(), 1..=4_usize),
        1 => vec(number().prop_map(|z| 10.0 * z), 1..=4_usize),
        1 => vec(number().prop_map(|z| z + 800.0), 1..=4_usize),
        1 => vec(number().prop_map(|z| z - 800.0), 1..=4_usize),
        3 => vec(any, 2..=4_usize),
        1 => around,
    ]
    .prop_map(Array1::from)
}

/// z is at most 1000, where neighbours in f64 are 1.1e-13 apart. A right formula that rounds z, or
/// z and ln Σ, once each is off by that at most, relative to a; four times that is allowed. An ε
/// of 1e-12 beside a sum that is hardly more than 1 is seen, and so are the digits of an f32.
const EXACT: Tolerance = Tolerance { relative: 5e-13, floor: 1e-2 };

fn outputs(a: Array1<f64>) -> Answer {
    vec![part("a", a)]
}

/// The exponentials with `shift` subtracted, divided by their sum.
pub fn shares(z: &Array1<f64>, shift: f64) -> Array1<f64> {
    let e = z.mapv(|z| (z - shift).exp());
    &e / e.sum()
}

/// The exponentials with the largest z subtracted.
fn shifted(z: &Array1<f64>) -> Array1<f64> {
    let largest = largest(z);
    z.mapv(|z| (z - largest).exp())
}

pub fn softmax() -> Function<Array1<f64>> {
    Function {
        name: "softmax",
        inputs: || weighted_inputs().boxed(),
        show: |z| vec![part("z", z.clone())],
        ask: |worker, z| Ok(outputs(worker.call("softmax", args![z])?)),
        // One over the sum of e^(z_k − z_j): where that overflows, the quotient is 0 as it should be.
        truth: |z, _| {
            let a = |&z_j: &f64| 1.0 / z.iter().map(|z| (z - z_j).exp()).sum::<f64>();
            outputs(z.map(a))
        },
        model: |z, wrong| {
            let z = if wrong.has("softmax-of-sigmoid") {
                z.mapv(|z| z.sigmoid())
            } else {
                z.clone()
            };
            let shift = if wrong.has("softmax-overflow") { 0.0 } else { largest(&z) };
            let e = z.mapv(|z| (z - shift).exp());
            let sum = if wrong.has("softmax-not-normalised") {
                1.0
            } else if wrong.has("softmax-shifted-once") {
                z.mapv(f64::exp).sum()
            } else {
                e.sum()
            };
            let a = if wrong.has("sigmoid-for-softmax") {
                z.mapv(|z| z.sigmoid())
            } else if wrong.has("softmax-without-exp") {
                &z / z.sum()
            } else {
                e / sum
            };
            outputs(a)
        },
        mistakes: vec![
            "softmax-overflow",
            "softmax-not-normalised",
            "softmax-shifted-once",
            "softmax-of-sigmoid",
            "softmax-without-exp",
            "sigmoid-for-softmax",
        ],
        special: Special { written: written(), tolerance: EXACT, ..Special::none() },
    }
}

/// What is added to a sum that is at least 1: below 10⁻¹² nothing can be seen of it.
const EPSILONS: &[f64] = SMALL.split_at(31).0;
const LEAST: &[f64] =
    &[0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12];

fn written() -> Vec<Imitation<Array1<f64>>> {
    vec![
        with("softmax-epsilon", EPSILONS, |z, c| {
            let e = shifted(z);
            outputs(&e / (e.sum() + c))
        }),
        with("softmax-epsilon", SMALL, |z, c| {
            let e = z.mapv(f64::exp);
            outputs(&e / (e.sum() + c))
        }),
        with("softmax-epsilon", EPSILONS, |z, c| {
            let e = shifted(z) + c;
            outputs(&e / e.sum())
        }),
        with("softmax-clipped", LEAST, |z, c| {
            outputs(shares(z, largest(z)).mapv(|a| a.max(c)))
        }),
        with("softmax-clipped", LEAST, |z, c| {
            outputs(shares(z, largest(z)).mapv(|a| a.clamp(c, 1.0 - c)))
        }),
        with("softmax-clamped", LIMITS, |z, c| {
            outputs(shares(&z.mapv(|z| z.clamp(-c, c)), 0.0))
        }),
        with("softmax-clamped", LIMITS, |z, c| {
            outputs(shares(&z.mapv(|z| z.min(c)), 0.0))
        }),
        with("softmax-clamped", LIMITS, |z, c| {
            let z = z.mapv(|z| z.clamp(-c, c));
            outputs(shares(&z, largest(&z)))
        }),
        with("softmax-clamped", &[1.0, 2.0, 5.0, 10.0, 20.0], |z, c| {
            let largest = largest(z);
            outputs(shares(&z.mapv(|z| (z - largest).max(-c)), 0.0))
        }),
        with("softmax-base", &[2.0, 10.0], |z, c| {
            let largest = largest(z);
            let e = z.mapv(|z| c.powf(z - largest));
            outputs(&e / e.sum())
        }),
        with("softmax-of-changed-z", &[0.5, 2.0, 0.1, 10.0, 100.0], |z, c| {
            let z = z.mapv(|z| z / c);
            outputs(shares(&z, largest(&z)))
        }),
        once("softmax-overflow", |z| {
            outputs(z.map(|&z_j| z_j.exp() / z.iter().map(|z| z.exp()).sum::<f64>()))
        }),
        once("softmax-shift-not-negative", |z| outputs(shares(z, largest(z).max(0.0)))),
        once("softmax-shift-not-negative", |z| {
            outputs(shares(z, z.fold(f64::MIN_POSITIVE, |m, &z| m.max(z))))
        }),
        once("softmax-shifted-by-smallest", |z| {
            outputs(shares(z, z.fold(f64::INFINITY, |least, &z| least.min(z))))
        }),
        once("softmax-shifted-by-other", |z| {
            outputs(shares(z, z.sum() / z.len() as f64))
        }),
        once("softmax-shifted-by-other", |z| outputs(shares(z, z[0]))),
        once("softmax-shifted-by-other", |z| outputs(shares(z, z[z.len() - 1]))),
        once("softmax-shifted-by-other", |z| {
            outputs(shares(z, z.fold(0.0_f64, |most, z| most.max(z.abs()))))
        }),
        once("softmax-shifted-by-other", |z| outputs(shares(z, z.sum()))),
        once("softmax-shifted-by-other", |z| outputs(shares(z, -largest(z)))),
        once("softmax-shifted-once", |z| {
            let e = z.mapv(f64::exp);
            outputs(&e / shifted(z).sum())
        }),
        once("softmax-of-changed-z", |z| {
            let z = z / largest(z);
            outputs(shares(&z, 0.0))
        }),
        once("softmax-of-minus-z", |z| outputs(shares(&-z, largest(&-z)))),
        once("softmax-of-minus-z", |z| outputs(shares(&-z, 0.0))),
        once("softmax-of-minus-z", |z| outputs(shares(&-z, -largest(z)))),
        once("softmax-of-changed-z", |z| {
            let a = shares(z, largest(z));
            outputs(shares(&a, largest(&a)))
        }),
        once("softmax-not-normalised", |z| outputs(z.mapv(f64::exp))),
        once("softmax-log", |z| {
            let (largest, sum) = (largest(z), shifted(z).sum());
            outputs(z.mapv(|z| z - largest - sum.ln()))
        }),
        once("softmax-log", |z| outputs(shares(z, largest(z)).mapv(f64::ln))),
        once("softmax-log", |z| outputs(shares(z, largest(z)).mapv(|a| -a.ln()))),
        once("softmax-hard", |z| {
            let largest = largest(z);
            outputs(z.mapv(|z| f64::from(z == largest)))
        }),
        once("softmax-other-divisor", |z| {
            let e = shifted(z);
            outputs(&e / e.dot(&e).sqrt())
        }),
        once("softmax-other-divisor", |z| {
            let e = shifted(z);
            outputs(&e / e.dot(&e))
        }),
        once("softmax-other-divisor", |z| {
            let e = z.mapv(f64::exp);
            outputs(&e / largest(&e))
        }),
        once("softmax-one-added", |z| {
            let e = shifted(z);
            outputs(&e / (1.0 + e.sum()))
        }),
        once("softmax-one-added", |z| {
            let e = z.mapv(f64::exp);
            outputs(&e / (1.0 + e.sum()))
        }),
        once("softmax-running-sum", |z| {
            let (e, mut sum) = (shifted(z), 0.0);
            outputs(
                e.iter()
                    .map(|e| {
                        sum += e;
                        e / sum
                    })
                    .collect(),
            )
        }),
        once("softmax-other-divisor", |z| outputs(shifted(z) / z.len() as f64)),
        once("softmax-other-divisor", |z| {
            let e = shifted(z);
            outputs(&e / (e.sum() / e.len() as f64))
        }),
        once("softmax-other-divisor", |z| {
            outputs(shares(z, largest(z)) / z.len() as f64)
        }),
        once("softmax-sum-incomplete", |z| {
            let e = shifted(z);
            outputs(e.map(|e_j| e_j / (e.sum() - e_j)))
        }),
        once("softmax-sum-incomplete", |z| {
            let e = shifted(z);
            let sum =
                |j: usize| (0..e.len()).filter(|&k| k != j).map(|k| e[k]).sum::<f64>();
            outputs((0..e.len()).map(|j| e[j] / sum(j)).collect())
        }),
        once("softmax-sum-incomplete", |z| {
            let e = shifted(z);
            outputs(&e / e.iter().skip(1).sum::<f64>())
        }),
        once("softmax-sum-incomplete", |z| {
            let e = shifted(z);
            outputs(&e / e.iter().take(e.len() - 1).sum::<f64>())
        }),
        once("softmax-sum-incomplete", |z| {
            let e = shifted(z);
            outputs(&e / e[e.len() - 1])
        }),
        once("softmax-without-exp", |z| {
            outputs(z.mapv(f64::abs) / z.mapv(f64::abs).sum())
        }),
        once("softmax-without-exp", |z| outputs(z * z / z.dot(z))),
        once("softmax-of-changed-z", |z| outputs(shares(&z.mapv(f64::tanh), 0.0))),
        once("softmax-of-changed-z", |z| {
            outputs(shares(&z.mapv(|z| z.max(0.0)), largest(z).max(0.0)))
        }),
        once("softmax-f32", |z| outputs(f32_shares(z))),
        once("softmax-f32", |z| {
            outputs(shares(z, largest(z)).mapv(|a| f64::from(a as f32)))
        }),
    ]
}

fn f32_shares(z: &Array1<f64>) -> Array1<f64> {
    let z: Vec<f32> = z.iter().map(|&z| z as f32).collect();
    let largest = z.iter().fold(f32::NEG_INFINITY, |most, z| most.max(*z));
    let e: Vec<f32> = z.iter().map(|z| (z - largest).exp()).collect();
    let sum: f32 = e.iter().sum();
    e.iter().map(|e| f64::from(e / sum)).collect()
}
