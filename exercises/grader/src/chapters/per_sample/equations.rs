//! Exercises 3.1 to 3.4: one equation each.

use ndarray::{Array1, Array2};
use proptest::strategy::Strategy;

use super::model;
use crate::answer::part;
use crate::function::{Function, Special};
use crate::sample::{Activation, filled, widths};
use crate::witness::{Cost, Real};

/// What BP1 is given: ∇_a C and z^L.
pub type AtOutput = (Array1<f64>, Array1<f64>);

/// The cost Σ_j g_j a_j with a = σ(z): its gradient with respect to a is g, so that its gradient
/// with respect to z is what BP1 has to give.
pub struct OfOutput<'a>(pub &'a AtOutput);

impl Cost for OfOutput<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let terms = z.iter().zip(&self.0.0).map(|(z, &g)| T::from(g) * z.sigmoid());
        terms.fold(T::from(0.0), |sum, term| sum + term)
    }
}

pub fn bp1() -> Function<AtOutput> {
    Function {
        name: "bp1",
        inputs: || {
            filled(1..=4_usize, |&n, numbers| (numbers.vector(n), numbers.vector(n)))
                .boxed()
        },
        show: |(nabla_a, z)| vec![part("∇_a C", nabla_a.clone()), part("z^L", z.clone())],
        ask: |worker, (nabla_a, z)| {
            Ok(vec![part("δ^L", worker.call::<Array1<f64>>("bp1", args![nabla_a, z])?)])
        },
        truth: |i, witness| {
            let gradient = witness.gradient(&OfOutput(i), &i.1.to_vec());
            vec![part("δ^L", Array1::from(gradient))]
        },
        model: |(nabla_a, z), wrong| {
            vec![part("δ^L", model::bp1(nabla_a, z, Activation::Sigmoid, wrong))]
        },
        mistakes: vec![
            "bp1-without-sigma-prime",
            "bp1-sigma-for-sigma-prime",
            "bp1-sigma-prime-of-a",
        ],
        special: Special::none(),
    }
}

/// What BP2 is given: w^(l+1), δ^(l+1), z^l.
pub type Backward = (Array2<f64>, Array1<f64>, Array1<f64>);

/// The cost Σ_j δ_j z_j with z = w σ(z^l): its error in layer l + 1 is δ, so that its error in
/// layer l, the gradient with respect to z^l, is what BP2 has to give.
pub struct BehindLayer<'a>(pub &'a Backward);

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
        name: "bp2",
        inputs: || {
            filled(widths(2), |n, numbers| {
                (numbers.matrix(n[1], n[0]), numbers.vector(n[1]), numbers.vector(n[0]))
            })
            .boxed()
        },
        show: |(w, delta, z)| {
            vec![
                part("w^(l+1)", w.clone()),
                part("δ^(l+1)", delta.clone()),
                part("z^l", z.clone()),
            ]
        },
        ask: |worker, (w, delta, z)| {
            Ok(vec![part("δ^l", worker.call::<Array1<f64>>("bp2", args![w, delta, z])?)])
        },
        truth: |i, witness| {
            let gradient = witness.gradient(&BehindLayer(i), &i.2.to_vec());
            vec![part("δ^l", Array1::from(gradient))]
        },
        model: |(w, delta, z), wrong| {
            vec![part("δ^l", model::bp2(w, delta, z, Activation::Sigmoid, wrong))]
        },
        mistakes: vec![
            "bp2-without-sigma-prime",
            "bp2-not-transposed",
            "bp2-sigma-for-sigma-prime",
            "bp2-sigma-prime-of-a",
        ],
        special: Special::none(),
    }
}

/// The cost Σ_j δ_j z_j with z = w a + b, as a function of b or of w. Its error is δ.
enum OfParameters<'a> {
    Biases { delta: &'a Array1<f64> },
    Weights { activation: &'a Array1<f64>, delta: &'a Array1<f64> },
}

impl Cost for OfParameters<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        let term = |(k, &v): (usize, &T)| match self {
            OfParameters::Biases { delta } => T::from(delta[k]) * v,
            OfParameters::Weights { activation, delta } => {
                let (j, k) = (k / activation.len(), k % activation.len());
                T::from(delta[j]) * (v * T::from(activation[k]))
            }
        };
        parameters.iter().enumerate().map(term).fold(T::from(0.0), |sum, term| sum + term)
    }
}

pub fn bp3() -> Function<Array1<f64>> {
    Function {
        name: "bp3",
        inputs: || filled(1..=4_usize, |&n, numbers| numbers.vector(n)).boxed(),
        show: |delta| vec![part("δ^l", delta.clone())],
        ask: |worker, delta| {
            Ok(vec![part("∇b^l", worker.call::<Array1<f64>>("bp3", args![delta])?)])
        },
        truth: |delta, witness| {
            // The cost is linear in b: the gradient is the same at every b.
            let cost = OfParameters::Biases { delta };
            vec![part(
                "∇b^l",
                Array1::from(witness.gradient(&cost, &vec![0.5; delta.len()])),
            )]
        },
        model: |delta, wrong| {
            let mut gradient = delta.clone();
            if wrong.has("bp3-negative") {
                gradient *= -1.0;
            }
            if wrong.has("bp3-averaged") {
                gradient /= delta.len() as f64;
            }
            vec![part("∇b^l", gradient)]
        },
        mistakes: vec!["bp3-negative", "bp3-averaged"],
        special: Special::none(),
    }
}

pub fn bp4() -> Function<AtOutput> {
    Function {
        name: "bp4",
        inputs: || {
            filled(widths(2), |n, numbers| (numbers.vector(n[0]), numbers.vector(n[1])))
                .boxed()
        },
        show: |(a, delta)| vec![part("a^(l−1)", a.clone()), part("δ^l", delta.clone())],
        ask: |worker, (a, delta)| {
            Ok(vec![part("∇w^l", worker.call::<Array2<f64>>("bp4", args![a, delta])?)])
        },
        truth: |(activation, delta), witness| {
            let shape = (delta.len(), activation.len());
            let cost = OfParameters::Weights { activation, delta };
            let gradient = witness.gradient(&cost, &vec![0.5; shape.0 * shape.1]);
            let gradient =
                Array2::from_shape_vec(shape, gradient).expect("one per weight");
            vec![part("∇w^l", gradient)]
        },
        model: |(a, delta), wrong| {
            let mut gradient = model::bp4(a, delta, wrong);
            if wrong.has("bp4-averaged") {
                gradient /= a.len() as f64;
            }
            vec![part("∇w^l", gradient)]
        },
        mistakes: vec!["bp4-wrong-way-round", "bp4-sigma-twice", "bp4-averaged"],
        special: Special::none(),
    }
}
