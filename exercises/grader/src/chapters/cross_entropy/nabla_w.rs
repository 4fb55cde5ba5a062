//! Exercise 7.5: the gradient of the output weights under the cross-entropy.

use ndarray::{Array1, Array2, ArrayView2, Axis};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{cost_of, sigma, target};
use crate::answer::{Answer, part};
use crate::constants::FACTORS;
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::{filled, widths};
use crate::witness::{Cost, Real};

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
        let z = self.w.dot(&self.a_prev) + self.b.view().insert_axis(Axis(1));
        z.mapv(sigma)
    }

    fn m(&self) -> f64 {
        self.a_prev.ncols() as f64
    }

    fn error(&self) -> Array2<f64> {
        self.a() - &self.y
    }

    /// The mean over the samples of δ (a^(L−1))ᵀ.
    fn mean_with(&self, delta: ArrayView2<f64>) -> Answer {
        nabla_w(delta.dot(&self.a_prev.t()) / self.m())
    }

    /// δ entry by entry, from a and y.
    fn mean(&self, delta: impl Fn(f64, f64) -> f64) -> Answer {
        let mut a = self.a();
        a.zip_mut_with(&self.y, |a, &y| *a = delta(*a, y));
        self.mean_with(a.view())
    }

    /// The right sum over the samples divided by another number.
    fn over(&self, divisor: f64) -> Answer {
        nabla_w(self.error().dot(&self.a_prev.t()) / divisor)
    }

    /// The gradient of one sample.
    fn of_sample(&self, x: usize) -> Array2<f64> {
        let (error, inputs) = (self.error(), &self.a_prev);
        Array2::from_shape_fn(self.w.dim(), |(j, k)| error[[j, x]] * inputs[[k, x]])
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

fn nabla_w(nabla_w: Array2<f64>) -> Answer {
    vec![part("∇w^L", nabla_w)]
}

fn slope(a: f64) -> f64 {
    a * (1.0 - a)
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
            Ok(nabla_w(worker.call("cross_entropy_nabla_w", arguments)?))
        },
        truth: |i, witness| {
            let w: Vec<f64> = i.w.iter().copied().collect();
            let gradient = Array2::from_shape_vec(i.w.dim(), witness.gradient(i, &w));
            nabla_w(gradient.expect("one for each weight"))
        },
        model: |i, wrong| {
            let a = i.a();
            let mut delta = &a - &i.y;
            if wrong.has("cross-entropy-delta-sign") {
                delta = -delta;
            }
            if wrong.has("cross-entropy-sigma-prime") {
                delta *= &a.mapv(slope);
            }
            let mut gradient = delta.dot(&i.a_prev.t());
            if !wrong.has("cross-entropy-nabla-sum") {
                gradient /= i.m();
            }
            if wrong.has("cross-entropy-nabla-mean-twice") {
                gradient /= i.m();
            }
            let transposed = wrong.has("cross-entropy-nabla-transposed");
            nabla_w(if transposed { gradient.reversed_axes() } else { gradient })
        },
        mistakes: vec![
            "cross-entropy-sigma-prime",
            "cross-entropy-delta-sign",
            "cross-entropy-nabla-sum",
            "cross-entropy-nabla-mean-twice",
            "cross-entropy-nabla-transposed",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn written() -> Vec<Imitation<OutputLayer>> {
    vec![
        once("cross-entropy-nabla-wrong-axis", |i| i.over(i.w.nrows() as f64)),
        once("cross-entropy-nabla-wrong-axis", |i| i.over(i.w.ncols() as f64)),
        once("cross-entropy-nabla-wrong-divisor", |i| i.over(i.y.len() as f64)),
        once("cross-entropy-nabla-wrong-divisor", |i| i.over(i.a_prev.len() as f64)),
        once("cross-entropy-nabla-wrong-divisor", |i| i.over(i.w.len() as f64)),
        once("cross-entropy-nabla-wrong-divisor", |i| i.over(i.m() - 1.0)),
        once("cross-entropy-nabla-wrong-divisor", |i| i.over((i.m() - 1.0).max(1.0))),
        once("cross-entropy-nabla-wrong-divisor", |i| i.over(1.0 / i.m())),
        with("cross-entropy-delta-factor", &[2.0, 0.5], |i, c| {
            i.mean(|a, y| c * (a - y))
        }),
        with("cross-entropy-delta-factor", FACTORS, |i, c| i.mean(|a, y| c * (a - y))),
        once("cross-entropy-nabla-some-samples", |i| {
            nabla_w(i.of_sample(i.a_prev.ncols() - 1) / i.m())
        }),
        once("cross-entropy-nabla-some-samples", |i| {
            nabla_w(i.of_sample(i.a_prev.ncols() - 1))
        }),
        once("cross-entropy-nabla-some-samples", |i| nabla_w(i.of_sample(0))),
        once("cross-entropy-nabla-some-samples", |i| nabla_w(i.of_sample(0) / i.m())),
        once("cross-entropy-nabla-some-samples", |i| {
            let m = i.a_prev.ncols();
            let sum =
                (0..m - 1).fold(Array2::zeros(i.w.dim()), |sum, x| sum + i.of_sample(x));
            nabla_w(sum / i.m())
        }),
        once("cross-entropy-nabla-some-samples", |i| {
            let m = i.a_prev.ncols();
            let sum =
                (1..m).fold(Array2::zeros(i.w.dim()), |sum, x| sum + i.of_sample(x));
            nabla_w(sum / i.m())
        }),
        once("cross-entropy-nabla-of-bias", |i| {
            let sum = i.error().sum_axis(Axis(1)) / i.m();
            nabla_w(Array2::from_shape_fn(i.w.dim(), |(j, _)| sum[j]))
        }),
        once("cross-entropy-nabla-other-factor", |i| {
            nabla_w(i.error().dot(&i.a().t()) / i.m())
        }),
        once("product-of-means", |i| {
            let mean = |tensor: Array2<f64>| tensor.sum_axis(Axis(1)) / i.m();
            let (error, inputs) = (mean(i.error()), mean(i.a_prev.clone()));
            nabla_w(Array2::from_shape_fn(i.w.dim(), |(j, k)| error[j] * inputs[k]))
        }),
        once("cross-entropy-nabla-other-factor", |i| {
            nabla_w(i.error().dot(&i.a_prev.mapv(slope).t()) / i.m())
        }),
        once("cross-entropy-nabla-other-factor", |i| {
            let sum = i.error().sum_axis(Axis(1)) / i.m();
            nabla_w(Array2::from_shape_fn(i.w.dim(), |(j, k)| sum[j] * i.w[[j, k]]))
        }),
        once("cross-entropy-delta-no-difference", |i| i.mean(|a, _| a)),
        once("cross-entropy-delta-no-difference", |i| i.mean(|_, y| y)),
        once("cross-entropy-delta-without-sign", |i| i.mean(|a, y| (a - y).abs())),
        once("cross-entropy-delta-without-sign", |i| i.mean(|a, y| (a - y) * (a - y))),
        once("cross-entropy-delta-without-sign", |i| {
            i.mean(|a, y| 0.5 * (a - y) * (a - y))
        }),
        once("cross-entropy-delta-no-difference", |i| i.mean(|a, y| a + y)),
        once("cross-entropy-delta-one-term", |i| i.mean(|a, y| y * (a - 1.0))),
        once("cross-entropy-delta-other-term", |i| i.mean(|a, y| (1.0 - y) * a)),
        once("cross-entropy-only-nabla-a", |i| i.mean(|a, y| (a - y) / slope(a))),
        once("cross-entropy-sigma-prime-of-a", |i| {
            i.mean(|a, y| (a - y) * slope(sigma(a)))
        }),
        once("cross-entropy-other-slope", |i| {
            i.mean(|a, y| (a - y) * slope(a) * slope(a))
        }),
        once("cross-entropy-other-slope", |i| i.mean(|a, y| (a - y) * a)),
        once("cross-entropy-other-slope", |i| i.mean(|a, y| (a - y) * (1.0 - a))),
        once("cross-entropy-other-slope", |i| i.mean(|a, y| (a - y) * (1.0 - a * a))),
        once("cross-entropy-delta-sigma-again", |i| i.mean(|a, y| sigma(a) - y)),
        once("cross-entropy-delta-targets-zero-or-one", |i| {
            i.mean(|a, y| if y == 1.0 { a - 1.0 } else { a })
        }),
        once("cross-entropy-delta-targets-zero-or-one", |i| {
            i.mean(|a, y| if y > 0.5 { a - 1.0 } else { a })
        }),
        once("cross-entropy-nabla-of-bias", |i| nabla_w(i.error() / i.m())),
        once("cross-entropy-nabla-of-bias", |i| nabla_w(i.error())),
    ]
}
