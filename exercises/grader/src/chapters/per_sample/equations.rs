//! Exercises 3.1 to 3.4: one equation each.

use ndarray::{Array1, Array2};
use proptest::strategy::Strategy;

use super::mistakes::*;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{matrix, vector, widths};
use crate::witness::{Cost, Real};

fn sigma(z: f64) -> f64 {
    z.sigmoid()
}

fn sigma_prime(z: f64) -> f64 {
    sigma(z) * (1.0 - sigma(z))
}

/// What BP2 is given: w^(l+1), δ^(l+1), z^l.
type Backward = (Array2<f64>, Array1<f64>, Array1<f64>);

/// The cost Σ_j δ_j z_j with z = w σ(z^l): its error in layer l + 1 is δ, so that its error in
/// layer l, the gradient with respect to z^l, is what BP2 has to give.
struct BehindLayer<'a>(&'a Backward);

impl Cost for BehindLayer<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let (w, delta, _) = self.0;
        w.indexed_iter().fold(T::from(0.0), |sum, ((j, k), &w)| {
            sum + T::from(delta[j] * w) * z[k].sigmoid()
        })
    }
}

pub fn bp2() -> Function<Backward> {
    Function {
        info: Info {
            id: "3.2",
            name: "bp2",
            title: "the error of layer l from the error of layer l + 1 (BP2)",
            stars: 2,
            hints: [
                "Neuron k of layer l acts on the cost through every neuron j of layer l + 1. \
                 Which numbers of w^(l+1) lie on those paths, a row or a column?",
                "δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l)",
                "One line: the transposed matrix `.dot` the error, times `z.mapv(sigmoid_prime)`.",
            ],
        },
        inputs: || {
            widths(2)
                .prop_flat_map(|n| (matrix(n[1], n[0]), vector(n[1]), vector(n[0])))
                .boxed()
        },
        show: |(w, delta, z)| {
            vec![
                part("w^(l+1)", w.clone()),
                part("δ^(l+1)", delta.clone()),
                part("z^l", z.clone()),
            ]
        },
        reader: |answers, (w, delta, z)| {
            vec![part("δ^l", (answers.per_sample.bp2)(w.view(), delta.view(), z.view()))]
        },
        truth: |i, witness| {
            let gradient = witness.gradient(&BehindLayer(i), &i.2.to_vec());
            vec![part("δ^l", Array1::from(gradient))]
        },
        model: |(w, delta, z), wrong| {
            let w = if wrong.has(&BP2_NOT_TRANSPOSED) { w.view() } else { w.t() };
            let back = w.dot(delta);
            let slope = if wrong.has(&BP2_WITHOUT_SIGMA_PRIME) {
                Array1::ones(z.len())
            } else if wrong.has(&BP2_SIGMA_FOR_SIGMA_PRIME) {
                z.mapv(sigma)
            } else if wrong.has(&BP2_SIGMA_PRIME_OF_A) {
                z.mapv(|z| sigma_prime(sigma(z)))
            } else {
                z.mapv(sigma_prime)
            };
            vec![part("δ^l", back * slope)]
        },
        mistakes: vec![
            &BP2_WITHOUT_SIGMA_PRIME,
            &BP2_NOT_TRANSPOSED,
            &BP2_SIGMA_FOR_SIGMA_PRIME,
            &BP2_SIGMA_PRIME_OF_A,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
