//! Exercises 7.2 to 7.4: the cross-entropy of sigmoid neurons.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{part};
use crate::function::{Function, Special};
use crate::sample::{filled, widths};
use crate::witness::{Cost, Real};

/// Something for each output neuron, and the targets.
type Outputs = (Array1<f64>, Array1<f64>);

/// A target from 0 to 1, most often one of the two.
fn target() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(1.0),
        (1..=9_i32).prop_map(|tenths| f64::from(tenths) / 10.0),
    ]
}

/// An output and its target. Saturated neurons are right; nearly saturated ones may be wrong.
fn output_and_target() -> impl Strategy<Value = (f64, f64)> {
    let ordinary = (1..=9_i32).prop_map(|tenths| f64::from(tenths) / 10.0);
    prop_oneof![
        1 => Just((0.0, 0.0)),
        1 => Just((1.0, 1.0)),
        3 => (ordinary, target()),
        1 => (prop_oneof![Just(1e-12), Just(1.0 - 1e-12)], target()),
    ]
}

pub fn cross_entropy() -> Function<Outputs> {
    Function {
        name: "cross_entropy",
        inputs: || {
            vec(output_and_target(), 1..=4_usize)
                .prop_map(|pairs| {
                    let (a, y): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                    (Array1::from(a), Array1::from(y))
                })
                .boxed()
        },
        show: |(a, y)| vec![part("a", a.clone()), part("y", y.clone())],
        ask: |worker, (a, y)| {
            Ok(vec![part("C", worker.call::<f64>("cross_entropy", args![a, y])?)])
        },
        // The logarithm of the probability that the outputs give to the targets: powf knows
        // that 0⁰ is 1.
        truth: |(a, y), _| {
            let likelihood = |(a, y): (&f64, &f64)| a.powf(*y) * (1.0 - a).powf(1.0 - y);
            let cost = a.iter().zip(y).map(likelihood).map(|p| -p.ln()).sum::<f64>();
            vec![part("C", cost)]
        },
        model: |(a, y), wrong| {
            let term = |y: f64, a: f64| {
                let a =
                    if wrong.has("cross-entropy-clipped") { a.clamp(1e-7, 1.0 - 1e-7) } else { a };
                let a = if wrong.has("cross-entropy-epsilon") { a + 1e-8 } else { a };
                let log = if wrong.has("cross-entropy-log2") { a.log2() } else { a.ln() };
                if y == 0.0 && !wrong.has("cross-entropy-zero-log-zero") { 0.0 } else { -y * log }
            };
            let (a, y) = if wrong.has("cross-entropy-exchanged") { (y, a) } else { (a, y) };
            let terms = a.iter().zip(y).map(|(&a, &y)| {
                let rest =
                    if wrong.has("cross-entropy-one-term") { 0.0 } else { term(1.0 - y, 1.0 - a) };
                term(y, a) + rest
            });
            let sum: f64 = terms.sum();
            let sum = if wrong.has("cross-entropy-sign") { -sum } else { sum };
            let count = if wrong.has("cross-entropy-mean-of-neurons") { a.len() as f64 } else { 1.0 };
            vec![part("C", sum / count)]
        },
        mistakes: vec![
            "cross-entropy-zero-log-zero",
            "cross-entropy-sign",
            "cross-entropy-one-term",
            "cross-entropy-exchanged",
            "cross-entropy-clipped",
            "cross-entropy-epsilon",
            "cross-entropy-log2",
            "cross-entropy-mean-of-neurons",
        ],
        special: Special::none(),
    }
}

fn sigma(z: f64) -> f64 {
    z.sigmoid()
}

/// The cross-entropy of a = σ(z) for one neuron. 1 − a is σ(−z), without a subtraction that
/// would cost the witnesses their digits.
fn cost_of<T: Real>(z: T, y: f64) -> T {
    -(T::from(y) * z.sigmoid().ln() + T::from(1.0 - y) * (-z).sigmoid().ln())
}

/// The cross-entropy as a function of the weighted inputs, for these targets.
struct OfWeightedInput<'a>(&'a Array1<f64>);

impl Cost for OfWeightedInput<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let neurons = z.iter().zip(self.0);
        neurons.fold(T::from(0.0), |sum, (&z, &y)| sum + cost_of(z, y))
    }
}

pub fn cross_entropy_delta() -> Function<Outputs> {
    Function {
        name: "cross_entropy_delta",
        inputs: || {
            let z = filled(1..=4_usize, |&n, numbers| numbers.vector(n));
            (z, vec(target(), 4))
                .prop_map(|(z, y)| {
                    let y = Array1::from_iter(y.into_iter().take(z.len()));
                    (z, y)
                })
                .boxed()
        },
        show: |(z, y)| vec![part("a", z.mapv(sigma)), part("y", y.clone())],
        ask: |worker, (z, y)| {
            let arguments = args![z.mapv(sigma), y];
            Ok(vec![part("δ^L", worker.call::<Array1<f64>>("cross_entropy_delta", arguments)?)])
        },
        truth: |(z, y), witness| {
            let gradient = witness.gradient(&OfWeightedInput(y), &z.to_vec());
            vec![part("δ^L", Array1::from(gradient))]
        },
        model: |(z, y), wrong| {
            let a = z.mapv(sigma);
            let mut delta =
                if wrong.has("cross-entropy-delta-one-term") { y * (&a - 1.0) } else { &a - y };
            if wrong.has("cross-entropy-delta-sign") {
                delta = -delta;
            }
            if wrong.has("cross-entropy-sigma-prime") {
                delta *= &(&a * &(1.0 - &a));
            } else if wrong.has("cross-entropy-sigma-prime-of-a") {
                delta *= &a.mapv(|a| sigma(a) * (1.0 - sigma(a)));
            } else if wrong.has("cross-entropy-only-nabla-a") {
                delta /= &(&a * &(1.0 - &a));
            }
            vec![part("δ^L", delta)]
        },
        mistakes: vec![
            "cross-entropy-sigma-prime",
            "cross-entropy-sigma-prime-of-a",
            "cross-entropy-only-nabla-a",
            "cross-entropy-delta-sign",
            "cross-entropy-delta-one-term",
        ],
        special: Special::none(),
    }
}

/// An output layer with a mini-batch: a column for each sample.
#[derive(Clone, Debug)]
pub struct OutputLayer {
    w: Array2<f64>,
    b: Array1<f64>,
    a_prev: Array2<f64>,
    y: Array2<f64>,
}

impl OutputLayer {
    fn a(&self) -> Array2<f64> {
        let z = self.w.dot(&self.a_prev) + self.b.view().insert_axis(ndarray::Axis(1));
        z.mapv(sigma)
    }
}

/// The mean cross-entropy as a function of the weights, row after row: plain sums by loops.
impl Cost for OutputLayer {
    fn at<T: Real>(&self, w: &[T]) -> T {
        let (n_in, m) = self.a_prev.dim();
        let mut sum = T::from(0.0);
        for ((j, sample), &y) in self.y.indexed_iter() {
            let row = &w[j * n_in..(j + 1) * n_in];
            let inputs = self.a_prev.column(sample);
            let terms = row.iter().zip(inputs).map(|(&w, &a)| w * T::from(a));
            sum = sum + cost_of(terms.fold(T::from(self.b[j]), |z, term| z + term), y);
        }
        sum / T::from(m as f64)
    }
}

pub fn cross_entropy_nabla_w() -> Function<OutputLayer> {
    Function {
        name: "cross_entropy_nabla_w",
        inputs: || {
            let layer = filled((widths(2), 1..=4_usize), |(n, m), numbers| {
                (
                    numbers.matrix(n[1], n[0]),
                    numbers.vector(n[1]),
                    numbers.matrix(n[0], *m),
                )
            });
            (layer, vec(target(), 16))
                .prop_map(|((w, b, a_prev), targets)| {
                    let (n_out, m) = (w.nrows(), a_prev.ncols());
                    let y =
                        Array2::from_shape_fn((n_out, m), |(j, x)| targets[j * m + x]);
                    OutputLayer { w, b, a_prev, y }
                })
                .boxed()
        },
        show: |i| {
            vec![
                part("a^(L−1)", i.a_prev.clone()),
                part("a^L", i.a()),
                part("y", i.y.clone()),
            ]
        },
        ask: |worker, i| {
            let arguments = args![&i.a_prev, i.a(), &i.y];
            let nabla_w: Array2<f64> = worker.call("cross_entropy_nabla_w", arguments)?;
            Ok(vec![part("∇w^L", nabla_w)])
        },
        truth: |i, witness| {
            let w: Vec<f64> = i.w.iter().copied().collect();
            let gradient = witness.gradient(i, &w);
            let nabla_w = Array2::from_shape_vec(i.w.dim(), gradient);
            vec![part("∇w^L", nabla_w.expect("one for each weight"))]
        },
        model: |i, wrong| {
            let a = i.a();
            let mut delta = &a - &i.y;
            if wrong.has("cross-entropy-delta-sign") {
                delta = -delta;
            }
            if wrong.has("cross-entropy-sigma-prime") {
                delta *= &(&a * &(1.0 - &a));
            }
            let mut nabla_w = delta.dot(&i.a_prev.t());
            if !wrong.has("cross-entropy-nabla-sum") {
                nabla_w /= a.ncols() as f64;
            }
            let transposed = wrong.has("cross-entropy-nabla-transposed");
            vec![part("∇w^L", if transposed { nabla_w.reversed_axes() } else { nabla_w })]
        },
        mistakes: vec![
            "cross-entropy-sigma-prime",
            "cross-entropy-delta-sign",
            "cross-entropy-nabla-sum",
            "cross-entropy-nabla-transposed",
        ],
        special: Special::none(),
    }
}
