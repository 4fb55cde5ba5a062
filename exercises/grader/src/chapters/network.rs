//! Chapter 1: σ, one layer, the whole forward pass.

pub mod mistakes;
mod stable;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use proptest::strategy::Strategy;

use crate::answer::{Tolerance, layers, part};
use crate::exercise::{Exercise, Info};
use crate::function::Function;
use crate::sample::{Activation, Sample, filled, number, sample, widths};
use crate::witness::{Cost, Real};
use mistakes::*;

/// The answers to be judged.
pub struct Answers {
    pub sigmoid: fn(f64) -> f64,
    pub sigmoid_prime: fn(f64) -> f64,
    pub weighted_input:
        fn(ArrayView2<f64>, ArrayView1<f64>, ArrayView1<f64>) -> Array1<f64>,
    pub feedforward: Feedforward,
    pub stable_sigmoid: fn(f64) -> (f64, f64),
}

/// (weights, biases, x) → (all z, all activations).
pub type Feedforward = fn(
    &[Array2<f64>],
    &[Array1<f64>],
    ArrayView1<f64>,
) -> (Vec<Array1<f64>>, Vec<Array1<f64>>);

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
        info: Info {
            id: "1.1",
            name: "sigmoid",
            title: "the sigmoid function",
            stars: 1,
            hints: [
                "What should σ be for a large positive z, for z = 0, and for a large negative z? \
                 Which sign in the exponent does that?",
                "σ(z) = 1 / (1 + e^(−z))",
                "One line: a quotient whose denominator is in brackets. `(-z).exp()` is e^(−z).",
            ],
        },
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        reader: |answers, &z| vec![part("σ(z)", (answers.network.sigmoid)(z))],
        truth: |&z, _| vec![part("σ(z)", sigma(z))],
        model: |&z, wrong| {
            let e = if wrong.has(&SIGMOID_SIGN) { z.exp() } else { (-z).exp() };
            let sigma =
                if wrong.has(&SIGMOID_BRACKETS) { 1.0 + e } else { 1.0 / (1.0 + e) };
            vec![part("σ(z)", sigma)]
        },
        mistakes: vec![&SIGMOID_SIGN, &SIGMOID_BRACKETS],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
        info: Info {
            id: "1.2",
            name: "sigmoid_prime",
            title: "the derivative of the sigmoid",
            stars: 1,
            hints: [
                "Where is the graph of σ steepest, and how steep is it far from there? Both \
                 factors of the formula are values of σ, not of z.",
                "σ′(z) = σ(z) · (1 − σ(z))",
                "Compute s = σ(z) once, then return s · (1 − s). The argument is z, not σ(z).",
            ],
        },
        inputs: || number().boxed(),
        show: |&z| vec![part("z", z)],
        reader: |answers, &z| vec![part("σ′(z)", (answers.network.sigmoid_prime)(z))],
        truth: |&z, witness| vec![part("σ′(z)", witness.gradient(&Sigma, &[z])[0])],
        model: |&z, wrong| {
            let left = if wrong.has(&PRIME_OF_ACTIVATION) { z } else { sigma(z) };
            let right = if wrong.has(&PRIME_OF_ACTIVATION) || wrong.has(&PRIME_MIXED) {
                1.0 - z
            } else if wrong.has(&PRIME_PLUS) {
                1.0 + sigma(z)
            } else {
                1.0 - sigma(z)
            };
            vec![part("σ′(z)", left * right)]
        },
        mistakes: vec![&PRIME_OF_ACTIVATION, &PRIME_MIXED, &PRIME_PLUS],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// One layer: w, b and the activation that it is fed.
type Layer = (Array2<f64>, Array1<f64>, Array1<f64>);

fn weighted_input() -> Function<Layer> {
    Function {
        info: Info {
            id: "1.3",
            name: "weighted_input",
            title: "the weighted input of one layer",
            stars: 1,
            hints: [
                "w^l_jk leads from neuron k to neuron j. Which of its two indices is summed over, \
                 and is that the row or the column?",
                "z^l_j = Σ_k w^l_jk a^(l−1)_k + b^l_j, in short z^l = w^l a^(l−1) + b^l",
                "One line: `w.dot(&a)`, then add the biases. Nothing is transposed.",
            ],
        },
        inputs: || {
            filled(widths(2), |n, numbers| {
                (numbers.matrix(n[1], n[0]), numbers.vector(n[1]), numbers.vector(n[0]))
            })
            .boxed()
        },
        show: |(w, b, a)| {
            vec![part("w", w.clone()), part("b", b.clone()), part("a", a.clone())]
        },
        reader: |answers, (w, b, a)| {
            vec![part(
                "z",
                (answers.network.weighted_input)(w.view(), b.view(), a.view()),
            )]
        },
        truth: |(w, b, a), _| {
            let z =
                |j: usize| a.indexed_iter().fold(b[j], |sum, (k, a)| sum + w[[j, k]] * a);
            vec![part("z", Array1::from_shape_fn(b.len(), z))]
        },
        model: |(w, b, a), wrong| {
            let w = if wrong.has(&INPUT_TRANSPOSED) { w.t() } else { w.view() };
            let mut z = w.dot(a);
            if !wrong.has(&WITHOUT_BIAS) {
                z += b;
            }
            if wrong.has(&INPUT_ACTIVATED) {
                z.mapv_inplace(sigma);
            }
            vec![part("z", z)]
        },
        mistakes: vec![&WITHOUT_BIAS, &INPUT_TRANSPOSED, &INPUT_ACTIVATED],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

fn feedforward() -> Function<Sample> {
    Function {
        info: Info {
            id: "1.4",
            name: "feedforward",
            title: "the forward pass that keeps every z and every activation",
            stars: 2,
            hints: [
                "A network with 3 layers has 2 weight matrices. How many z are there, and how \
                 many activations, if the input x counts as a¹?",
                "a¹ = x; for l = 2 … L: z^l = w^l a^(l−1) + b^l and a^l = σ(z^l)",
                "Begin with activations = [x] and zs = []. In a loop over weights and biases: \
                 compute z from the last activation, push σ(z), push z.",
            ],
        },
        inputs: || sample().boxed(),
        show: |i| {
            let mut parts = i.show();
            parts.truncate(parts.len() - 1); // The forward pass does not know y.
            parts
        },
        reader: |answers, i| {
            let (zs, activations) =
                (answers.network.feedforward)(&i.weights, &i.biases, i.x.view());
            [layers("z", 2, &zs), layers("a", 1, &activations)].concat()
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
                if !wrong.has(&WITHOUT_BIAS) {
                    z += b;
                }
                let last = l + 1 == i.weights.len();
                let linear = last && wrong.has(&LINEAR_OUTPUT);
                let a = if linear { z.clone() } else { z.mapv(sigma) };
                fed = if wrong.has(&Z_FED_FORWARD) { z.clone() } else { a.clone() };
                zs.push(z);
                activations.push(a);
            }
            if wrong.has(&INPUT_NOT_KEPT) {
                activations.remove(0);
            }
            [layers("z", 2, &zs), layers("a", 1, &activations)].concat()
        },
        mistakes: vec![&WITHOUT_BIAS, &LINEAR_OUTPUT, &Z_FED_FORWARD, &INPUT_NOT_KEPT],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
