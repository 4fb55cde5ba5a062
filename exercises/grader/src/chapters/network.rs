//! Chapter 1: σ, one layer, the whole forward pass.

mod stable;

use ndarray::{Array1, Array2, Axis};
use proptest::strategy::Strategy;

use super::per_sample::forward::{self, FED_TOO, FORWARD, RELU};
use super::per_sample::model::{ONLY_FIRST, ONLY_HIDDEN, ONLY_OUTPUT, ways};
use super::per_sample::slopes::{SIGMOID_SLOPES, slope};
use super::per_sample::sums::SUMS;
use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::constants::{COARSE, FACTORS};
use crate::exercise::Exercise;
use crate::function::{Function, Special, once, with};
use crate::sample::{Activation, Sample, filled, number, sample, widths};
use crate::witness::{Cost, Real};

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(sigmoid()),
        Box::new(sigmoid_prime()),
        Box::new(weighted_input()),
        Box::new(feedforward()),
        Box::new(stable::stable_sigmoid()),
    ]
}

/// σ through another formula than the one asked for: no quotient of exponentials.
fn sigma(z: f64) -> f64 {
    0.5 * (1.0 + (0.5 * z).tanh())
}

fn of_sigma(a: f64) -> Answer {
    vec![part("σ(z)", a)]
}

/// What z is multiplied by: another base of the exponential, a half that is lost.
const SCALES: &[f64] = &[
    0.1,
    0.5,
    std::f64::consts::LN_2,
    1.5,
    1.702,
    2.0,
    std::f64::consts::LN_10,
    3.0,
    4.0,
    5.0,
    10.0,
    100.0,
];

fn sigmoid() -> Function<f64> {
    Function {
        name: "sigmoid",
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        ask: |worker, &z| Ok(of_sigma(worker.call::<f64>("sigmoid", args![z])?)),
        truth: |&z, _| of_sigma(sigma(z)),
        model: |&z, wrong| {
            let e = if wrong.has("sigmoid-exp-negated") {
                -z.exp()
            } else if wrong.has("sigmoid-sign") {
                z.exp()
            } else {
                (-z).exp()
            };
            let e = if wrong.has("sigmoid-one-minus-exp") { -e } else { e };
            of_sigma(if wrong.has("sigmoid-brackets") {
                1.0 + e
            } else {
                1.0 / (1.0 + e)
            })
        },
        mistakes: vec![
            "sigmoid-sign",
            "sigmoid-brackets",
            "sigmoid-exp-negated",
            "sigmoid-one-minus-exp",
        ],
        special: Special {
            written: vec![
                once("sigmoid-exp-of-sum", |&z| of_sigma(1.0 / (1.0 - z).exp())),
                once("sigmoid-exp-of-sum", |&z| of_sigma(1.0 / (1.0 + z).exp())),
                once("sigmoid-exp-of-sum", |&z| of_sigma((1.0 / (1.0 - z)).exp())),
                once("sigmoid-exp-of-sum", |&z| of_sigma((1.0 / (1.0 + z)).exp())),
                once("sigmoid-without-one", |&z| of_sigma(z.exp())),
                once("sigmoid-without-one", |&z| of_sigma((-z).exp())),
                once("sigmoid-other-function", |&z| of_sigma(z.tanh())),
                once("sigmoid-other-function", |&z| of_sigma(z.max(0.0))),
                once("sigmoid-other-function", |&z| of_sigma(z.max(0.01 * z))),
                once("sigmoid-other-function", |&z| of_sigma(f64::from(z >= 0.0))),
                once("sigmoid-other-function", |&z| of_sigma(f64::from(z > 0.0))),
                once("sigmoid-other-function", |&z| of_sigma(z.signum())),
                once("sigmoid-other-function", |&z| of_sigma(z)),
                once("sigmoid-other-function", |&z| of_sigma(z / (1.0 + z.abs()))),
                once("sigmoid-other-function", |&z| of_sigma(z.exp().ln_1p())),
                once("sigmoid-other-function", |&z| of_sigma(z * sigma(z))),
                once("sigmoid-other-function", |&z| of_sigma((-z * z).exp())),
                once("sigmoid-other-function", |&z| {
                    of_sigma((0.2 * z + 0.5).clamp(0.0, 1.0))
                }),
                once("sigmoid-of-absolute", |&z| of_sigma(sigma(z.abs()))),
                once("sigmoid-of-absolute", |&z| of_sigma(sigma(-z.abs()))),
                once("sigmoid-returns-slope", |&z| of_sigma(sigma(z) * sigma(-z))),
                with("sigmoid-scaled-argument", SCALES, |&z, c| of_sigma(sigma(c * z))),
            ],
            ..Special::none()
        },
    }
}

/// σ as a function to differentiate.
struct Sigma;

impl Cost for Sigma {
    fn at<T: Real>(&self, z: &[T]) -> T {
        z[0].sigmoid()
    }
}

fn of_slope(slope: f64) -> Answer {
    vec![part("σ′(z)", slope)]
}

fn sigmoid_prime() -> Function<f64> {
    Function {
        name: "sigmoid_prime",
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        ask: |worker, &z| Ok(of_slope(worker.call::<f64>("sigmoid_prime", args![z])?)),
        truth: |&z, witness| of_slope(witness.gradient(&Sigma, &[z])[0]),
        model: |&z, wrong| of_slope(slope(Activation::Sigmoid, z, wrong)),
        mistakes: SIGMOID_SLOPES.to_vec(),
        special: Special {
            written: vec![
                once("sigmoid-prime-mixed", |&z| of_slope(z * (1.0 - sigma(z)))),
                once("sigmoid-prime-of-sigma", |&z| {
                    of_slope(slope(Activation::Sigmoid, sigma(z), Wrong::NOTHING))
                }),
                once("sigmoid-prime-is-sigma", |&z| of_slope(sigma(z))),
                once("sigmoid-prime-zero", |_| of_slope(0.0)),
                once("sigmoid-prime-one-inside", |&z| {
                    of_slope(sigma(z) * sigma(1.0 - z))
                }),
                once("sigmoid-brackets", |&z| {
                    let s = 1.0 + (-z).exp();
                    of_slope(s * (1.0 - s))
                }),
                with("sigmoid-prime-factor", FACTORS, |&z, c| {
                    of_slope(c * sigma(z) * sigma(-z))
                }),
                with("sigmoid-prime-difference", COARSE, |&z, h| {
                    of_slope((sigma(z + h) - sigma(z)) / h)
                }),
                with("sigmoid-prime-difference", COARSE, |&z, h| {
                    of_slope((sigma(z) - sigma(z - h)) / h)
                }),
                with("sigmoid-prime-difference", &COARSE[..7], |&z, h| {
                    of_slope((sigma(z + h) - sigma(z - h)) / (2.0 * h))
                }),
                with("sigmoid-prime-difference", &COARSE[..7], |&z, h| {
                    of_slope((sigma(z + h) - sigma(z - h)) / h)
                }),
            ],
            ..Special::none()
        },
    }
}

/// One layer: w, b and the activation that it is fed.
type Layer = (Array2<f64>, Array1<f64>, Array1<f64>);

fn of_z(z: Array1<f64>) -> Answer {
    vec![part("z", z)]
}

fn weighted_input() -> Function<Layer> {
    let mut mistakes = vec![
        "forward-without-bias",
        "forward-bias-subtracted",
        "forward-bias-multiplied",
        "forward-bias-per-input",
        "forward-transposed",
        "weighted-input-activated",
    ];
    mistakes.extend(SUMS);
    Function {
        name: "weighted_input",
        inputs: || {
            filled(widths(2), |n, numbers| {
                (numbers.matrix(n[1], n[0]), numbers.vector(n[1]), numbers.vector(n[0]))
            })
            .boxed()
        },
        show: |(w, b, a)| {
            vec![part("w", w.clone()), part("b", b.clone()), part("a", a.clone())]
        },
        ask: |worker, (w, b, a)| {
            Ok(of_z(worker.call::<Array1<f64>>("weighted_input", args![w, b, a])?))
        },
        truth: |(w, b, a), _| {
            let z =
                |j: usize| a.indexed_iter().fold(b[j], |sum, (k, a)| sum + w[[j, k]] * a);
            of_z(Array1::from_shape_fn(b.len(), z))
        },
        model: |(w, b, a), wrong| {
            let mut z = forward::weighted_input(w, b, a, wrong);
            if wrong.has("weighted-input-activated") {
                z.mapv_inplace(sigma);
            }
            of_z(z)
        },
        mistakes,
        special: Special {
            written: vec![
                once("forward-fed-bias", |(w, b, _)| of_z(w.dot(b) + b)),
                once("forward-bias-first", |(w, b, a)| of_z(w.dot(&(a + b)))),
                once("forward-one-bias", |(w, b, a)| of_z(w.dot(a) + b[0])),
                once("forward-one-bias", |(w, b, a)| of_z(w.dot(a) + b[b.len() - 1])),
                once("forward-one-bias", |(w, b, a)| of_z(w.dot(a) + b.sum())),
                once("forward-without-input", |(w, b, _)| of_z(w.sum_axis(Axis(1)) + b)),
                once("forward-without-weights", |(_, b, a)| of_z(a + b)),
                once("forward-without-weights", |(_, b, a)| of_z(b + a.sum())),
                once("sum-not-reset", |(w, b, a)| {
                    let mut sum = 0.0;
                    let z = w.dot(a) + b;
                    of_z(z.mapv(|z| {
                        sum += z;
                        sum
                    }))
                }),
                once("weighted-input-activated", |(w, b, a)| {
                    of_z((w.dot(a) + b).mapv(f64::tanh))
                }),
                once("weighted-input-activated", |(w, b, a)| {
                    of_z((w.dot(a) + b).mapv(|z| z.max(0.0)))
                }),
                once("weighted-input-activated", |(w, b, a)| {
                    of_z(w.dot(&a.mapv(sigma)) + b)
                }),
            ],
            ..Special::none()
        },
    }
}

fn lists(zs: &[Array1<f64>], activations: &[Array1<f64>]) -> Answer {
    [layers("z", 2, zs), layers("a", 1, activations)].concat()
}

/// The forward pass, and what becomes of its two lists.
fn passed(i: &Sample, wrong: Wrong) -> Answer {
    let (mut zs, mut activations) = forward::forward(i, Activation::Sigmoid, wrong);
    if wrong.has("forward-keeps-a-for-z") {
        zs.clone_from_slice(&activations[1..]);
    }
    if wrong.has("forward-keeps-z-for-a") {
        activations[1..].clone_from_slice(&zs);
    }
    if wrong.has("forward-output-not-kept") {
        activations.pop();
    }
    if wrong.has("forward-layer-left-out") {
        activations.pop();
        zs.pop();
    }
    if wrong.has("forward-input-not-kept") {
        activations.remove(0);
    }
    if wrong.has("forward-z-begins-with-x") {
        zs.insert(0, i.x.clone());
    }
    if wrong.has("lists-back-to-front") {
        zs.reverse();
        activations.reverse();
    }
    lists(&zs, &activations)
}

fn feedforward() -> Function<Sample> {
    let mut mistakes = FORWARD.to_vec();
    mistakes.extend([
        "forward-keeps-a-for-z",
        "forward-keeps-z-for-a",
        "forward-output-not-kept",
        "forward-layer-left-out",
        "forward-input-not-kept",
        "forward-z-begins-with-x",
        "lists-back-to-front",
    ]);
    mistakes.extend(SUMS);
    Function {
        name: "feedforward",
        inputs: || sample().boxed(),
        show: |i| {
            let mut parts = i.show();
            parts.truncate(parts.len() - 1); // The forward pass does not know y.
            parts
        },
        ask: |worker, i| {
            let arguments = args![&i.weights, &i.biases, &i.x];
            let (zs, activations): (Vec<Array1<f64>>, Vec<Array1<f64>>) =
                worker.call("feedforward", arguments)?;
            Ok(lists(&zs, &activations))
        },
        truth: |i, _| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            lists(&zs, &activations)
        },
        model: passed,
        mistakes,
        special: Special {
            written: [
                ways![passed;
                    "forward-input-activated" FED_TOO,
                    "forward-other-activation" RELU,
                    "forward-without-bias" ONLY_OUTPUT,
                    "forward-without-bias" ONLY_HIDDEN,
                    "forward-without-bias" ONLY_FIRST,
                ],
                vec![
                    once("forward-results-exchanged", |i| {
                        let (zs, activations) = i.forward(Activation::Sigmoid);
                        lists(&activations, &zs)
                    }),
                    once("lists-back-to-front", |i| {
                        let (mut zs, activations) = i.forward(Activation::Sigmoid);
                        zs.reverse();
                        lists(&zs, &activations)
                    }),
                    once("lists-back-to-front", |i| {
                        let (zs, mut activations) = i.forward(Activation::Sigmoid);
                        activations.reverse();
                        lists(&zs, &activations)
                    }),
                    once("forward-layer-left-out", |i| {
                        let (zs, activations) = i.forward(Activation::Sigmoid);
                        lists(&zs[1..], &[&activations[..1], &activations[2..]].concat())
                    }),
                    once("forward-output-only", |i| {
                        let (zs, activations) = i.forward(Activation::Sigmoid);
                        lists(&zs[zs.len() - 1..], &activations[zs.len()..])
                    }),
                ],
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..Special::none()
        },
    }
}
