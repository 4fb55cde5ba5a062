//! Chapter 1: σ, one layer, the whole forward pass.

mod stable;

use ndarray::{Array1, Array2};
use proptest::strategy::Strategy;

use crate::answer::{layers, part};
use crate::exercise::Exercise;
use crate::function::{Function, Special};
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

fn sigmoid() -> Function<f64> {
    Function {
        name: "sigmoid",
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        ask: |worker, &z| {
            Ok(vec![part("σ(z)", worker.call::<f64>("sigmoid", args![z])?)])
        },
        truth: |&z, _| vec![part("σ(z)", sigma(z))],
        model: |&z, wrong| {
            let e = if wrong.has("sigmoid-sign") { z.exp() } else { (-z).exp() };
            let sigma =
                if wrong.has("sigmoid-brackets") { 1.0 + e } else { 1.0 / (1.0 + e) };
            vec![part("σ(z)", sigma)]
        },
        mistakes: vec!["sigmoid-sign", "sigmoid-brackets"],
        special: Special::none(),
    }
}

/// σ as a function to differentiate.
struct Sigma;

impl Cost for Sigma {
    fn at<T: Real>(&self, z: &[T]) -> T {
        z[0].sigmoid()
    }
}

fn sigmoid_prime() -> Function<f64> {
    Function {
        name: "sigmoid_prime",
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        ask: |worker, &z| {
            Ok(vec![part("σ′(z)", worker.call::<f64>("sigmoid_prime", args![z])?)])
        },
        truth: |&z, witness| vec![part("σ′(z)", witness.gradient(&Sigma, &[z])[0])],
        model: |&z, wrong| {
            let left =
                if wrong.has("sigmoid-prime-of-activation") { z } else { sigma(z) };
            let right = if wrong.has("sigmoid-prime-of-activation")
                || wrong.has("sigmoid-prime-mixed")
            {
                1.0 - z
            } else if wrong.has("sigmoid-prime-plus") {
                1.0 + sigma(z)
            } else {
                1.0 - sigma(z)
            };
            vec![part("σ′(z)", left * right)]
        },
        mistakes: vec![
            "sigmoid-prime-of-activation",
            "sigmoid-prime-mixed",
            "sigmoid-prime-plus",
        ],
        special: Special::none(),
    }
}

/// One layer: w, b and the activation that it is fed.
type Layer = (Array2<f64>, Array1<f64>, Array1<f64>);

fn weighted_input() -> Function<Layer> {
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
            Ok(vec![part(
                "z",
                worker.call::<Array1<f64>>("weighted_input", args![w, b, a])?,
            )])
        },
        truth: |(w, b, a), _| {
            let z =
                |j: usize| a.indexed_iter().fold(b[j], |sum, (k, a)| sum + w[[j, k]] * a);
            vec![part("z", Array1::from_shape_fn(b.len(), z))]
        },
        model: |(w, b, a), wrong| {
            let w = if wrong.has("forward-transposed") { w.t() } else { w.view() };
            let mut z = w.dot(a);
            if !wrong.has("forward-without-bias") {
                z += b;
            }
            if wrong.has("weighted-input-activated") {
                z.mapv_inplace(sigma);
            }
            vec![part("z", z)]
        },
        mistakes: vec![
            "forward-without-bias",
            "forward-transposed",
            "weighted-input-activated",
        ],
        special: Special::none(),
    }
}

fn feedforward() -> Function<Sample> {
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
            Ok([layers("z", 2, &zs), layers("a", 1, &activations)].concat())
        },
        truth: |i, _| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            [layers("z", 2, &zs), layers("a", 1, &activations)].concat()
        },
        model: |i, wrong| {
            let (mut zs, mut activations) = (Vec::new(), vec![i.x.clone()]);
            let mut fed = i.x.clone();
            for (l, (w, b)) in i.weights.iter().zip(&i.biases).enumerate() {
                let mut z = w.dot(&fed);
                if !wrong.has("forward-without-bias") {
                    z += b;
                }
                let last = l + 1 == i.weights.len();
                let linear = last && wrong.has("forward-linear-output");
                let a = if linear { z.clone() } else { z.mapv(sigma) };
                fed = if wrong.has("forward-feeds-z") { z.clone() } else { a.clone() };
                zs.push(z);
                activations.push(a);
            }
            if wrong.has("forward-input-not-kept") {
                activations.remove(0);
            }
            [layers("z", 2, &zs), layers("a", 1, &activations)].concat()
        },
        mistakes: vec![
            "forward-without-bias",
            "forward-linear-output",
            "forward-feeds-z",
            "forward-input-not-kept",
        ],
        special: Special::none(),
    }
}
