//! Random inputs. They shrink to few neurons and to simple numbers.

use std::fmt::Debug;

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, layers, part};
use crate::witness::Real;

/// What is added to a tenth where a number is to be none.
const NOISE: std::ops::Range<f64> = -0.05..0.05;

/// The share of the cases whose numbers have all the digits of an f64. No table holds them.
fn rich() -> impl Strategy<Value = bool> + Clone {
    proptest::bool::weighted(0.3)
}

/// Tenths that are moved by a little, or not.
fn moved(tenths: i32, noise: f64, rich: bool) -> f64 {
    let number = f64::from(tenths) / 10.0;
    if rich { number + noise } else { number }
}

/// A number between −2 and 2, most often a tenth: large enough to bend σ, and short to print.
pub fn number() -> impl Strategy<Value = f64> + Clone {
    (rich(), -20..=20_i32, NOISE.no_shrink())
        .prop_map(|(rich, tenths, noise)| moved(tenths, noise, rich).clamp(-2.0, 2.0))
}

/// A number between 0.1 and 2, most often a tenth.
pub fn positive() -> impl Strategy<Value = f64> + Clone {
    (rich(), 1..=20_i32, NOISE.no_shrink())
        .prop_map(|(rich, tenths, noise)| moved(tenths, noise, rich).clamp(0.1, 2.0))
}

/// As many numbers as the largest input needs.
const POOL: usize = 128;

/// Numbers to fill tensors with, one after the other.
pub struct Numbers(std::vec::IntoIter<f64>);

impl Numbers {
    pub fn number(&mut self) -> f64 {
        self.0.next().expect("no input needs more numbers than POOL")
    }

    pub fn vector(&mut self, n: usize) -> Array1<f64> {
        Array1::from_shape_simple_fn(n, || self.number())
    }

    pub fn matrix(&mut self, rows: usize, columns: usize) -> Array2<f64> {
        Array2::from_shape_simple_fn((rows, columns), || self.number())
    }
}

/// Inputs of a random shape, filled with random numbers.
///
/// Shape and numbers are drawn apart, so that a failure shrinks to the smallest shape first, then
/// to tenths, then to the simplest of them.
pub fn filled<S: Debug, T: Debug>(
    shape: impl Strategy<Value = S>,
    fill: fn(&S, &mut Numbers) -> T,
) -> impl Strategy<Value = T> {
    let tenths = (-20..=20_i32, NOISE.no_shrink());
    (shape, rich(), vec(tenths, POOL)).prop_map(move |(shape, rich, tenths)| {
        let number = |(tenths, noise)| moved(tenths, noise, rich).clamp(-2.0, 2.0);
        let numbers: Vec<f64> = tenths.into_iter().map(number).collect();
        fill(&shape, &mut Numbers(numbers.into_iter()))
    })
}

/// `count` widths of 1 to 4. One time in three they are equal: a missing transpose then gives
/// numbers instead of a panic, and can be told from other mistakes.
pub fn widths(count: usize) -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        2 => vec(1..=4_usize, count),
        1 => (1..=4_usize).prop_map(move |n| vec![n; count]),
    ]
}

/// One layer: w, b and the activation that it is fed.
pub type Layer = (Array2<f64>, Array1<f64>, Array1<f64>);

pub fn layer() -> impl Strategy<Value = Layer> {
    filled(widths(2), |n, numbers| {
        (numbers.matrix(n[1], n[0]), numbers.vector(n[1]), numbers.vector(n[0]))
    })
}

pub fn show_layer((w, b, a): &Layer) -> Answer {
    vec![part("w", w.clone()), part("b", b.clone()), part("a", a.clone())]
}

/// The function that turns z into a.
#[derive(Clone, Copy, Debug)]
pub enum Activation {
    Sigmoid,
    Tanh,
}

impl Activation {
    pub fn of<T: Real>(self, z: T) -> T {
        match self {
            Activation::Sigmoid => z.sigmoid(),
            Activation::Tanh => z.tanh(),
        }
    }
}

/// A network with one sample: layers 2 to L, input x, target y.
#[derive(Clone, Debug)]
pub struct Sample {
    pub weights: Vec<Array2<f64>>,
    pub biases: Vec<Array1<f64>>,
    pub x: Array1<f64>,
    pub y: Array1<f64>,
}

/// Networks of two to four layers.
pub fn sample() -> impl Strategy<Value = Sample> {
    filled(prop_oneof![widths(2), widths(3), widths(4)], |widths, numbers| {
        Sample::of(widths, numbers)
    })
}

impl Sample {
    /// A network of these widths, the first of them the number of inputs.
    pub fn of(widths: &[usize], numbers: &mut Numbers) -> Sample {
        let layers = widths.windows(2);
        Sample {
            weights: layers.clone().map(|w| numbers.matrix(w[1], w[0])).collect(),
            biases: layers.map(|w| numbers.vector(w[1])).collect(),
            x: numbers.vector(widths[0]),
            y: numbers.vector(widths[widths.len() - 1]),
        }
    }

    /// All z and all activations, x included.
    pub fn forward(
        &self,
        activation: Activation,
    ) -> (Vec<Array1<f64>>, Vec<Array1<f64>>) {
        let (mut zs, mut activations) = (Vec::new(), vec![self.x.clone()]);
        for (w, b) in self.weights.iter().zip(&self.biases) {
            let z = w.dot(&activations[zs.len()]) + b;
            activations.push(z.mapv(|z| activation.of(z)));
            zs.push(z);
        }
        (zs, activations)
    }

    /// Every weight and bias: w², b², w³, b³ …
    pub fn parameters(&self) -> Vec<f64> {
        let layers = self.weights.iter().zip(&self.biases);
        layers.flat_map(|(w, b)| w.iter().chain(b).copied()).collect()
    }

    /// Numbers in the order of [`parameters`](Self::parameters) as (one per bias, one per weight).
    pub fn split(&self, numbers: &[f64]) -> (Vec<Array1<f64>>, Vec<Array2<f64>>) {
        let mut numbers = numbers.iter().copied();
        let layers = self.weights.iter().zip(&self.biases).map(|(w, b)| {
            let w =
                Array2::from_shape_simple_fn(w.dim(), || numbers.next().expect("enough"));
            let b =
                Array1::from_shape_simple_fn(b.dim(), || numbers.next().expect("enough"));
            (b, w)
        });
        layers.unzip()
    }

    /// a^L of the network whose weights and biases are `parameters`: the plain sums, by loops.
    pub fn output<T: Real>(&self, parameters: &[T], activation: Activation) -> Vec<T> {
        let mut a: Vec<T> = self.x.iter().map(|&x| x.into()).collect();
        let mut rest = parameters;
        for w in &self.weights {
            let (weights, after) = rest.split_at(w.len());
            let (biases, after) = after.split_at(w.nrows());
            let rows = weights.chunks(w.ncols()).zip(biases);
            a = rows
                .map(|(row, &b)| {
                    let terms = row.iter().zip(&a).map(|(&w, &a)| w * a);
                    activation.of(terms.fold(b, |sum, term| sum + term))
                })
                .collect();
            rest = after;
        }
        a
    }

    pub fn show(&self) -> Answer {
        let mut parts = self.show_without_target();
        parts.push(part("y", self.y.clone()));
        parts
    }

    /// What a forward pass is given: it does not know y.
    pub fn show_without_target(&self) -> Answer {
        let mut parts = layers("w", 2, &self.weights);
        parts.extend(layers("b", 2, &self.biases));
        parts.push(part("x", self.x.clone()));
        parts
    }
}
