//! Exercise 7.4: the error of a sigmoid layer under the cross-entropy.

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Outputs, cost_of, sigma, target};
use crate::answer::{Answer, part};
use crate::constants::{FACTORS, SMALL};
use crate::function::{Function, Special, once, with};
use crate::sample::filled;
use crate::witness::{Cost, Real};

/// The cross-entropy as a function of the weighted inputs, for these targets.
struct OfWeightedInput<'a>(&'a Array1<f64>);

impl Cost for OfWeightedInput<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let neurons = z.iter().zip(self.0);
        neurons.fold(T::from(0.0), |sum, (&z, &y)| sum + cost_of(z, y))
    }
}

/// Every entry by itself, from a and y.
fn each((z, y): &Outputs, entry: impl Fn(f64, f64) -> f64) -> Answer {
    delta(z.iter().zip(y).map(|(&z, &y)| entry(sigma(z), y)).collect())
}

fn delta(delta: Array1<f64>) -> Answer {
    vec![part("δ^L", delta)]
}

fn slope(a: f64) -> f64 {
    a * (1.0 - a)
}

/// In a saturated neuron a(1 − a) comes down to 10⁻¹³.
const EPSILONS: &[f64] = SMALL.split_at(34).0;
const FLOORS: &[f64] = SMALL.split_at(30).0;

pub fn cross_entropy_delta() -> Function<Outputs> {
    Function {
        name: "cross_entropy_delta",
        inputs: || {
            let z = filled(1..=4_usize, |&n, numbers| numbers.vector(n));
            // One layer in four is saturated, up to 1 − a = 10⁻¹³.
            (z, vec(target(), 4), prop_oneof![3 => Just(1.0), 1 => Just(15.0)])
                .prop_map(|(z, y, steep)| {
                    let y = Array1::from_iter(y.into_iter().take(z.len()));
                    (z * steep, y)
                })
                .boxed()
        },
        show: |(z, y)| vec![part("a", z.mapv(sigma)), part("y", y.clone())],
        ask: |worker, (z, y)| {
            let arguments = args![z.mapv(sigma), y];
            Ok(delta(worker.call::<Array1<f64>>("cross_entropy_delta", arguments)?))
        },
        truth: |(z, y), witness| {
            delta(Array1::from(witness.gradient(&OfWeightedInput(y), &z.to_vec())))
        },
        model: |(z, y), wrong| {
            let a = z.mapv(sigma);
            let mut error = if wrong.has("cross-entropy-delta-one-term") {
                y * (&a - 1.0)
            } else if wrong.has("cross-entropy-delta-other-term") {
                (1.0 - y) * &a
            } else {
                &a - y
            };
            if wrong.has("cross-entropy-delta-sign") {
                error = -error;
            }
            if wrong.has("cross-entropy-sigma-prime") {
                error *= &a.mapv(slope);
            } else if wrong.has("cross-entropy-sigma-prime-of-a") {
                error *= &a.mapv(|a| slope(sigma(a)));
            } else if wrong.has("cross-entropy-only-nabla-a") {
                error /= &a.mapv(slope);
            }
            if wrong.has("cross-entropy-delta-mean-of-neurons") {
                error /= a.len() as f64;
            }
            delta(error)
        },
        mistakes: vec![
            "cross-entropy-sigma-prime",
            "cross-entropy-sigma-prime-of-a",
            "cross-entropy-only-nabla-a",
            "cross-entropy-delta-sign",
            "cross-entropy-delta-one-term",
            "cross-entropy-delta-other-term",
            "cross-entropy-delta-mean-of-neurons",
        ],
        special: Special {
            written: vec![
                with("cross-entropy-delta-factor", &[2.0, 0.5], |i, c| {
                    each(i, |a, y| c * (a - y))
                }),
                with("cross-entropy-delta-factor", FACTORS, |i, c| {
                    each(i, |a, y| c * (a - y))
                }),
                with("cross-entropy-delta-epsilon", EPSILONS, |i, c| {
                    each(i, |a, y| (a - y) / (slope(a) + c) * slope(a))
                }),
                with("cross-entropy-delta-epsilon", FLOORS, |i, c| {
                    each(i, |a, y| (a - y) / slope(a).max(c) * slope(a))
                }),
                with("cross-entropy-delta-epsilon", EPSILONS, |i, c| {
                    each(i, |a, y| ((1.0 - y) / (1.0 - a + c) - y / (a + c)) * slope(a))
                }),
                with("cross-entropy-only-nabla-a", SMALL, |i, c| {
                    each(i, |a, y| (a - y) / (slope(a) + c))
                }),
                with("cross-entropy-only-nabla-a", SMALL, |i, c| {
                    each(i, |a, y| (1.0 - y) / (1.0 - a + c) - y / (a + c))
                }),
                once("cross-entropy-only-nabla-a", |i| {
                    each(i, |a, y| -(y / a) + (1.0 - y) / (1.0 - a))
                }),
                once("cross-entropy-other-slope", |i| {
                    each(i, |a, y| (a - y) * slope(a) * slope(a))
                }),
                once("cross-entropy-other-slope", |i| each(i, |a, y| (a - y) * slope(y))),
                once("cross-entropy-other-slope", |i| each(i, |a, y| (a - y) * a)),
                once("cross-entropy-other-slope", |i| {
                    each(i, |a, y| (a - y) * (1.0 - a))
                }),
                once("cross-entropy-other-slope", |i| each(i, |a, y| (a - y) / a)),
                once("cross-entropy-other-slope", |i| {
                    each(i, |a, y| (a - y) / (1.0 - a))
                }),
                once("cross-entropy-other-slope", |i| {
                    each(i, |a, y| (a - y) * (1.0 - a * a))
                }),
                once("cross-entropy-delta-without-sign", |i| {
                    each(i, |a, y| (a - y) * (a - y))
                }),
                once("cross-entropy-delta-without-sign", |i| {
                    each(i, |a, y| 0.5 * (a - y) * (a - y))
                }),
                once("cross-entropy-delta-without-sign", |i| {
                    each(i, |a, y| (a - y).abs())
                }),
                once("cross-entropy-delta-without-sign", |i| {
                    each(i, |a, y| if a == y { 0.0 } else { (a - y).signum() })
                }),
                once("cross-entropy-delta-no-difference", |i| each(i, |a, y| a + y)),
                once("cross-entropy-delta-no-difference", |i| each(i, |a, y| a * y)),
                once("cross-entropy-delta-brackets", |i| {
                    each(i, |a, y| a - y / slope(a))
                }),
                once("cross-entropy-delta-brackets", |i| {
                    each(i, |a, y| (a - y) / a * (1.0 - a))
                }),
                once("cross-entropy-delta-brackets", |i| {
                    each(i, |a, y| a - y / a * (1.0 - a))
                }),
                once("cross-entropy-delta-brackets", |i| {
                    each(i, |a, y| a - y * slope(a))
                }),
                once("cross-entropy-delta-nabla-signs", |i| {
                    each(i, |a, y| -y / a - (1.0 - y) / (1.0 - a))
                }),
                once("cross-entropy-delta-nabla-signs", |i| {
                    each(i, |a, y| y / a + (1.0 - y) / (1.0 - a))
                }),
                once("cross-entropy-delta-nabla-signs", |i| {
                    each(i, |a, y| -y * (1.0 - a) - (1.0 - y) * a)
                }),
                once("cross-entropy-delta-nabla-signs", |i| {
                    each(i, |a, y| y * (1.0 - a) + (1.0 - y) * a)
                }),
                once("cross-entropy-delta-sigma-again", |i| each(i, |a, y| sigma(a) - y)),
                once("cross-entropy-delta-is-the-cost", |i| {
                    each(i, |a, y| -(y * a.ln() + (1.0 - y) * (1.0 - a).ln()))
                }),
                once("cross-entropy-delta-targets-zero-or-one", |i| {
                    each(i, |a, y| if y == 1.0 { a - 1.0 } else { a })
                }),
                once("cross-entropy-delta-targets-zero-or-one", |i| {
                    each(i, |a, y| if y > 0.5 { a - 1.0 } else { a })
                }),
                once("cross-entropy-delta-targets-zero-or-one", |i| {
                    each(i, |a, y| if y >= 0.5 { a - 1.0 } else { a })
                }),
                once("cross-entropy-delta-no-difference", |i| each(i, |a, _| a)),
                once("cross-entropy-delta-no-difference", |i| each(i, |a, _| a - 1.0)),
                once("cross-entropy-delta-summed", |(z, y)| {
                    let sum = (z.mapv(sigma) - y).sum();
                    delta(Array1::from_elem(z.len(), sum))
                }),
            ],
            ..Special::none()
        },
    }
}
