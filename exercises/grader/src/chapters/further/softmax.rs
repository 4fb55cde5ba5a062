//! Exercise 11.11: backwards through softmax, whatever comes after it.

use ndarray::Array1;
use proptest::strategy::Strategy;

use crate::answer::{Answer, part};
use crate::chapters::per_sample::equations::slope;
use crate::function::{Function, Special, once};
use crate::sample::filled;
use crate::witness::{Cost, Real};

/// z, and the adjoint of a = softmax(z).
pub type Behind = (Array1<f64>, Array1<f64>);

/// The cost Σ_j δ(a_j) a_j, in which the adjoint of a is δ(a), as a function of z.
struct OfSoftmax<'a>(&'a Array1<f64>);

impl Cost for OfSoftmax<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let zero = T::from(0.0);
        let sum = z.iter().fold(zero, |sum, z| sum + z.exp());
        let terms = z.iter().zip(self.0).map(|(z, &delta)| T::from(delta) * z.exp());
        terms.fold(zero, |cost, term| cost + term) / sum
    }
}

fn of_z(delta: Array1<f64>) -> Answer {
    vec![part("δ(z)", delta)]
}

fn softmax(z: &Array1<f64>) -> Array1<f64> {
    let e = z.mapv(f64::exp);
    &e / e.sum()
}

pub fn softmax_adjoint() -> Function<Behind> {
    Function {
        name: "softmax_adjoint",
        inputs: || {
            filled(1..=4_usize, |&n, numbers| (numbers.vector(n), numbers.vector(n)))
                .boxed()
        },
        show: |(z, delta)| vec![part("z", z.clone()), part("δ(a)", delta.clone())],
        ask: |worker, (z, delta)| {
            Ok(of_z(worker.call("softmax_adjoint", args![z, delta])?))
        },
        truth: |(z, delta), witness| {
            of_z(witness.gradient(&OfSoftmax(delta), &z.to_vec()).into())
        },
        model: |(z, delta), wrong| {
            let a = match () {
                () if wrong.has("softmax-adjoint-of-z") => z.clone(),
                () if wrong.has("softmax-adjoint-not-normalised") => z.mapv(f64::exp),
                () if wrong.has("softmax-adjoint-by-sigmoid") => z.mapv(f64::sigmoid),
                () => softmax(z),
            };
            let taken = match () {
                () if wrong.has("softmax-adjoint-entry-by-entry") => &a * delta,
                () if wrong.has("softmax-adjoint-own-only") => 0.0 * delta,
                () if wrong.has("softmax-adjoint-mean") => {
                    Array1::from_elem(z.len(), delta.sum() / z.len() as f64)
                }
                () if wrong.has("softmax-adjoint-sum") => {
                    Array1::from_elem(z.len(), delta.sum())
                }
                () => Array1::from_elem(z.len(), a.dot(delta)),
            };
            let sign = if wrong.has("softmax-adjoint-sign") { -1.0 } else { 1.0 };
            let factor = match wrong.has("softmax-adjoint-without-a") {
                true => Array1::ones(z.len()),
                false => a,
            };
            of_z(sign * factor * (delta - &taken))
        },
        mistakes: vec![
            "softmax-adjoint-entry-by-entry",
            "softmax-adjoint-own-only",
            "softmax-adjoint-of-z",
            "softmax-adjoint-not-normalised",
            "softmax-adjoint-by-sigmoid",
            "softmax-adjoint-mean",
            "softmax-adjoint-sum",
            "softmax-adjoint-sign",
            "softmax-adjoint-without-a",
        ],
        special: Special {
            written: vec![
                once("softmax-adjoint-entry-by-entry", |(z, delta)| {
                    of_z(slope(z) * delta)
                }),
                once("softmax-adjoint-as-error", |(z, delta)| of_z(softmax(z) - delta)),
                once("softmax-adjoint-others-only", |(z, delta)| {
                    let a = softmax(z);
                    of_z(-&a * a.dot(delta))
                }),
                once("softmax-adjoint-own-rate", |(z, delta)| {
                    let a = softmax(z);
                    let of_all = a.dot(delta);
                    of_z(&a * (delta - (of_all - &a * delta)))
                }),
                once("softmax-adjoint-value", |(z, _)| of_z(softmax(z))),
            ],
            ..Special::none()
        },
    }
}
