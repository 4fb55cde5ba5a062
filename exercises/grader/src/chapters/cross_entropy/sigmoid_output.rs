//! Exercises 7.2 to 7.4: the cross-entropy of sigmoid neurons.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{matrix, vector, widths};
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
        info: Info {
            id: "7.2",
            name: "cross_entropy",
            title: "the cross-entropy of one sample, finite at a = 0 and a = 1",
            stars: 2,
            hints: [
                "For y = 1 one of the two terms is left, for y = 0 the other. What does \
                 `0.0 * 0.0_f64.ln()` give, and what should it give?",
                "C = −Σ_j [y_j ln a_j + (1 − y_j) ln(1 − a_j)], with 0 · ln 0 = 0",
                "A closure for one term, y · ln a, that returns 0 if y is 0. Call it with (y, a) \
                 and with (1 − y, 1 − a), sum over all entries, and mind the sign.",
            ],
        },
        inputs: || {
            vec(output_and_target(), 1..=4_usize)
                .prop_map(|pairs| {
                    let (a, y): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                    (Array1::from(a), Array1::from(y))
                })
                .boxed()
        },
        show: |(a, y)| vec![part("a", a.clone()), part("y", y.clone())],
        reader: |answers, (a, y)| {
            vec![part("C", (answers.cross_entropy.cross_entropy)(a.view(), y.view()))]
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
                    if wrong.has(&CE_CLIPPED) { a.clamp(1e-7, 1.0 - 1e-7) } else { a };
                let a = if wrong.has(&CE_EPSILON) { a + 1e-8 } else { a };
                let log = if wrong.has(&CE_LOG2) { a.log2() } else { a.ln() };
                if y == 0.0 && !wrong.has(&CE_ZERO_LOG_ZERO) { 0.0 } else { -y * log }
            };
            let (a, y) = if wrong.has(&CE_EXCHANGED) { (y, a) } else { (a, y) };
            let terms = a.iter().zip(y).map(|(&a, &y)| {
                let rest =
                    if wrong.has(&CE_ONE_TERM) { 0.0 } else { term(1.0 - y, 1.0 - a) };
                term(y, a) + rest
            });
            let sum: f64 = terms.sum();
            let sum = if wrong.has(&CE_SIGN) { -sum } else { sum };
            let count = if wrong.has(&CE_MEAN) { a.len() as f64 } else { 1.0 };
            vec![part("C", sum / count)]
        },
        mistakes: vec![
            &CE_ZERO_LOG_ZERO,
            &CE_SIGN,
            &CE_ONE_TERM,
            &CE_EXCHANGED,
            &CE_CLIPPED,
            &CE_EPSILON,
            &CE_LOG2,
            &CE_MEAN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

fn sigma(z: f64) -> f64 {
    z.sigmoid()
}

/// The cross-entropy of a = σ(z) for one neuron.
fn cost_of<T: Real>(z: T, y: f64) -> T {
    let a = z.sigmoid();
    -(T::from(y) * a.ln() + T::from(1.0 - y) * (T::from(1.0) - a).ln())
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
        info: Info {
            id: "7.3",
            name: "cross_entropy_delta",
            title: "the error of the output layer under the cross-entropy (BP1)",
            stars: 2,
            hints: [
                "BP1 is ∂C/∂a times σ′(z). Write ∂C/∂a of the cross-entropy as one fraction. \
                 What is σ′(z), written with a?",
                "∂C/∂a = (a − y) / (a (1 − a)) and σ′(z) = a (1 − a), so δ^L = a^L − y",
                "One line, no σ′, no division.",
            ],
        },
        inputs: || {
            (1..=4_usize)
                .prop_flat_map(|n| (vector(n), vec(target(), n).prop_map(Array1::from)))
                .boxed()
        },
        show: |(z, y)| vec![part("a", z.mapv(sigma)), part("y", y.clone())],
        reader: |answers, (z, y)| {
            let a = z.mapv(sigma);
            let delta = (answers.cross_entropy.cross_entropy_delta)(a.view(), y.view());
            vec![part("δ^L", delta)]
        },
        truth: |(z, y), witness| {
            let gradient = witness.gradient(&OfWeightedInput(y), &z.to_vec());
            vec![part("δ^L", Array1::from(gradient))]
        },
        model: |(z, y), wrong| {
            let a = z.mapv(sigma);
            let mut delta =
                if wrong.has(&CE_DELTA_ONE_TERM) { y * (&a - 1.0) } else { &a - y };
            if wrong.has(&CE_DELTA_SIGN) {
                delta = -delta;
            }
            if wrong.has(&CE_SIGMA_PRIME) {
                delta *= &(&a * &(1.0 - &a));
            } else if wrong.has(&CE_SIGMA_PRIME_OF_A) {
                delta *= &a.mapv(|a| sigma(a) * (1.0 - sigma(a)));
            } else if wrong.has(&CE_ONLY_NABLA_A) {
                delta /= &(&a * &(1.0 - &a));
            }
            vec![part("δ^L", delta)]
        },
        mistakes: vec![
            &CE_SIGMA_PRIME,
            &CE_SIGMA_PRIME_OF_A,
            &CE_ONLY_NABLA_A,
            &CE_DELTA_SIGN,
            &CE_DELTA_ONE_TERM,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
        info: Info {
            id: "7.4",
            name: "cross_entropy_nabla_w",
            title: "the gradient of the output weights under the cross-entropy",
            stars: 2,
            hints: [
                "BP4 says ∂C/∂w_jk = a_k δ_j for one sample. What is δ here? And which product of \
                 two matrices with a column for each sample sums over the samples?",
                "∇w^L = (1/m) (a^L − y) (a^(L−1))ᵀ",
                "One line: the difference, `.dot` the transposed activations, divided by the \
                 number of columns.",
            ],
        },
        inputs: || {
            (widths(2), 1..=4_usize)
                .prop_flat_map(|(n, m)| {
                    let (n_in, n_out) = (n[0], n[1]);
                    let targets = vec(target(), n_out * m).prop_map(move |y| {
                        Array2::from_shape_vec((n_out, m), y)
                            .expect("one for each output")
                    });
                    (matrix(n_out, n_in), vector(n_out), matrix(n_in, m), targets)
                })
                .prop_map(|(w, b, a_prev, y)| OutputLayer { w, b, a_prev, y })
                .boxed()
        },
        show: |i| {
            vec![
                part("a^(L−1)", i.a_prev.clone()),
                part("a^L", i.a()),
                part("y", i.y.clone()),
            ]
        },
        reader: |answers, i| {
            let nabla_w = (answers.cross_entropy.cross_entropy_nabla_w)(
                i.a_prev.view(),
                i.a().view(),
                i.y.view(),
            );
            vec![part("∇w^L", nabla_w)]
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
            if wrong.has(&CE_DELTA_SIGN) {
                delta = -delta;
            }
            if wrong.has(&CE_SIGMA_PRIME) {
                delta *= &(&a * &(1.0 - &a));
            }
            let mut nabla_w = delta.dot(&i.a_prev.t());
            if !wrong.has(&CE_NABLA_SUM) {
                nabla_w /= a.ncols() as f64;
            }
            let transposed = wrong.has(&CE_NABLA_TRANSPOSED);
            vec![part("∇w^L", if transposed { nabla_w.reversed_axes() } else { nabla_w })]
        },
        mistakes: vec![
            &CE_SIGMA_PRIME,
            &CE_DELTA_SIGN,
            &CE_NABLA_SUM,
            &CE_NABLA_TRANSPOSED,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
