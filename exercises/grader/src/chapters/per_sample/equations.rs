//! Exercises 3.1 to 3.4: one equation each.

use ndarray::{Array1, Array2};
use proptest::strategy::Strategy;

use super::mistakes::*;
use super::model;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
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
        info: Info {
            id: "3.1",
            name: "bp1",
            title: "the error of the output layer (BP1)",
            stars: 1,
            hints: [
                "∇_a C says how the cost changes with a^L. The error says how it changes with \
                 z^L. What lies between z^L and a^L?",
                "δ^L = ∇_a C ⊙ σ′(z^L)",
                "One line: the elementwise product of `nabla_a` and `z.mapv(sigmoid_prime)`.",
            ],
        },
        inputs: || {
            filled(1..=4_usize, |&n, numbers| (numbers.vector(n), numbers.vector(n)))
                .boxed()
        },
        show: |(nabla_a, z)| vec![part("∇_a C", nabla_a.clone()), part("z^L", z.clone())],
        reader: |answers, (nabla_a, z)| {
            vec![part("δ^L", (answers.per_sample.bp1)(nabla_a.view(), z.view()))]
        },
        truth: |i, witness| {
            let gradient = witness.gradient(&OfOutput(i), &i.1.to_vec());
            vec![part("δ^L", Array1::from(gradient))]
        },
        model: |(nabla_a, z), wrong| {
            vec![part("δ^L", model::bp1(nabla_a, z, Activation::Sigmoid, wrong))]
        },
        mistakes: vec![
            &BP1_WITHOUT_SIGMA_PRIME,
            &BP1_SIGMA_FOR_SIGMA_PRIME,
            &BP1_SIGMA_PRIME_OF_A,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
        info: Info {
            id: "3.2",
            name: "bp2",
            title: "the error of layer l from the error of layer l + 1 (BP2)",
            stars: 2,
            hints: [
                "Neuron k of layer l acts on the cost through every neuron j of layer l + 1. \
                 Which numbers of w^(l+1) lie on those paths, a row or a column?",
                "δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l)",
                "One line: the transposed matrix `.dot` the error, times \
                 `z.mapv(sigmoid_prime)`.",
            ],
        },
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
        reader: |answers, (w, delta, z)| {
            vec![part("δ^l", (answers.per_sample.bp2)(w.view(), delta.view(), z.view()))]
        },
        truth: |i, witness| {
            let gradient = witness.gradient(&BehindLayer(i), &i.2.to_vec());
            vec![part("δ^l", Array1::from(gradient))]
        },
        model: |(w, delta, z), wrong| {
            vec![part("δ^l", model::bp2(w, delta, z, Activation::Sigmoid, wrong))]
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
        info: Info {
            id: "3.3",
            name: "bp3",
            title: "the gradient with respect to the biases (BP3)",
            stars: 1,
            hints: [
                "If b^l_j grows by a little, by how much does z^l_j grow?",
                "∂C/∂b^l_j = δ^l_j",
                "The error itself, as an array that is owned.",
            ],
        },
        inputs: || filled(1..=4_usize, |&n, numbers| numbers.vector(n)).boxed(),
        show: |delta| vec![part("δ^l", delta.clone())],
        reader: |answers, delta| {
            vec![part("∇b^l", (answers.per_sample.bp3)(delta.view()))]
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
            if wrong.has(&BP3_NEGATIVE) {
                gradient *= -1.0;
            }
            if wrong.has(&BP3_AVERAGED) {
                gradient /= delta.len() as f64;
            }
            vec![part("∇b^l", gradient)]
        },
        mistakes: vec![&BP3_NEGATIVE, &BP3_AVERAGED],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

pub fn bp4() -> Function<AtOutput> {
    Function {
        info: Info {
            id: "3.4",
            name: "bp4",
            title: "the gradient with respect to the weights (BP4)",
            stars: 2,
            hints: [
                "w^l_jk is multiplied by a^(l−1)_k and added to z^l_j. Which of δ and a has the \
                 index of the row?",
                "∂C/∂w^l_jk = a^(l−1)_k δ^l_j, in short ∇w^l = δ^l (a^(l−1))ᵀ",
                "A column times a row: give δ a second axis with `insert_axis(Axis(1))`, a with \
                 `insert_axis(Axis(0))`, and multiply.",
            ],
        },
        inputs: || {
            filled(widths(2), |n, numbers| (numbers.vector(n[0]), numbers.vector(n[1])))
                .boxed()
        },
        show: |(a, delta)| vec![part("a^(l−1)", a.clone()), part("δ^l", delta.clone())],
        reader: |answers, (a, delta)| {
            vec![part("∇w^l", (answers.per_sample.bp4)(a.view(), delta.view()))]
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
            if wrong.has(&BP4_AVERAGED) {
                gradient /= a.len() as f64;
            }
            vec![part("∇w^l", gradient)]
        },
        mistakes: vec![&BP4_WRONG_WAY, &BP4_SIGMA_TWICE, &BP4_AVERAGED],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
