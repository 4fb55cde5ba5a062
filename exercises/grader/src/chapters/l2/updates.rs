//! Exercises 8.2 and 8.3: what the penalty does to a step of gradient descent.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{matrix, number, positive, vector, widths};
use crate::witness::{Cost, Real};

/// A layer, the gradients of a mini-batch, η, λ and n.
#[derive(Clone, Debug)]
pub struct Step {
    w: Array2<f64>,
    b: Array1<f64>,
    gradients: Vec<(Array2<f64>, Array1<f64>)>,
    eta: f64,
    lambda: f64,
    n: usize,
}

/// A cost of the parameters (w, row after row, then b) that has these gradients, with the penalty
/// of the weights: a step is v − η ∂C/∂v for each of them.
impl Cost for Step {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        let share = 1.0 / self.gradients.len() as f64;
        let mut cost = T::from(0.0);
        for (nabla_w, nabla_b) in &self.gradients {
            for (&v, slope) in parameters.iter().zip(nabla_w.iter().chain(nabla_b)) {
                cost = cost + T::from(share * slope) * v;
            }
        }
        let price = T::from(self.lambda / (2.0 * self.n as f64));
        let weights = &parameters[..self.w.len()];
        weights.iter().fold(cost, |cost, &w| cost + price * w * w)
    }
}

pub fn l2_update() -> Function<Step> {
    Function {
        info: Info {
            id: "8.2",
            name: "l2_update",
            title: "a step of gradient descent with weight decay",
            stars: 2,
            hints: [
                "What is the derivative of (λ/2n) w² with respect to w? Which n is that, the size \
                 of the mini-batch or of the training set? And does it concern b?",
                "w → (1 − ηλ/n) w − (η/m) Σ_x ∂C_x/∂w, b → b − (η/m) Σ_x ∂C_x/∂b",
                "First `*w *= …` once, with n; then a loop over the gradients in which \
                 `scaled_add(-eta / m, …)` changes w and b, with m = gradients.len().",
            ],
        },
        inputs: || {
            (widths(2), 1..=4_usize)
                .prop_flat_map(|(n, m)| {
                    let layer = move || (matrix(n[1], n[0]), vector(n[1]));
                    let gradients = vec(layer(), m);
                    (layer(), gradients, positive(), positive(), m..=20)
                })
                .prop_map(|((w, b), gradients, eta, lambda, n)| Step {
                    w,
                    b,
                    gradients,
                    eta,
                    lambda,
                    n,
                })
                .boxed()
        },
        show: |i| {
            let mut parts = vec![part("w", i.w.clone()), part("b", i.b.clone())];
            for (sample, (nabla_w, nabla_b)) in i.gradients.iter().enumerate() {
                parts.push(part(format!("∇w, x = {}", sample + 1), nabla_w.clone()));
                parts.push(part(format!("∇b, x = {}", sample + 1), nabla_b.clone()));
            }
            let n = part("n", i.n as f64);
            parts.extend([part("η", i.eta), part("λ", i.lambda), n]);
            parts
        },
        reader: |answers, i| {
            let (mut w, mut b) = (i.w.clone(), i.b.clone());
            (answers.l2.l2_update)(&mut w, &mut b, &i.gradients, i.eta, i.lambda, i.n);
            vec![part("w", w), part("b", b)]
        },
        truth: |i, witness| {
            let before: Vec<f64> = i.w.iter().chain(&i.b).copied().collect();
            let gradient = witness.gradient(i, &before);
            let mut after: Vec<f64> =
                before.iter().zip(gradient).map(|(v, slope)| v - i.eta * slope).collect();
            let b = after.split_off(i.w.len());
            let w =
                Array2::from_shape_vec(i.w.dim(), after).expect("one for each weight");
            vec![part("w", w), part("b", Array1::from(b))]
        },
        model: |i, wrong| {
            let m = i.gradients.len();
            let of = if wrong.has(&L2_LAMBDA_OVER_M) { m } else { i.n };
            let eta = if wrong.has(&DECAY_WITHOUT_ETA) { 1.0 } else { i.eta };
            let twice = if wrong.has(&DECAY_TWICE) { 2.0 } else { 1.0 };
            let mut shrink = twice * eta * i.lambda / of as f64;
            if wrong.has(&DECAY_SIGN) {
                shrink = -shrink;
            }
            let mut decay = 1.0 - shrink;
            if wrong.has(&DECAY_PER_SAMPLE) {
                decay = decay.powi(m as i32);
            }
            let bias_decay = if wrong.has(&BIASES_DECAYED) { decay } else { 1.0 };
            let rate =
                if wrong.has(&DECAY_STEP_NOT_MEAN) { i.eta } else { i.eta / m as f64 };
            let (mut step_w, mut step_b) =
                (Array2::zeros(i.w.dim()), Array1::zeros(i.b.len()));
            for (nabla_w, nabla_b) in &i.gradients {
                step_w.scaled_add(-rate, nabla_w);
                step_b.scaled_add(-rate, nabla_b);
            }
            let (w, b) = if wrong.has(&DECAY_AFTER_STEP) {
                ((&i.w + step_w) * decay, (&i.b + step_b) * bias_decay)
            } else {
                (&i.w * decay + step_w, &i.b * bias_decay + step_b)
            };
            vec![part("w", w), part("b", b)]
        },
        mistakes: vec![
            &L2_LAMBDA_OVER_M,
            &BIASES_DECAYED,
            &DECAY_SIGN,
            &DECAY_WITHOUT_ETA,
            &DECAY_TWICE,
            &DECAY_PER_SAMPLE,
            &DECAY_AFTER_STEP,
            &DECAY_STEP_NOT_MEAN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// w, ∇w, η, λ and n.
#[derive(Clone, Debug)]
pub struct L1Step {
    w: Array2<f64>,
    nabla_w: Array2<f64>,
    eta: f64,
    lambda: f64,
    n: usize,
}

pub fn l1_update() -> Function<L1Step> {
    Function {
        info: Info {
            id: "8.3",
            name: "l1_update",
            title: "a step of gradient descent with the L1 penalty",
            stars: 3,
            hints: [
                "How fast does |w| fall on the way to 0: does it matter how large w is? What does \
                 `0.0_f64.signum()` return?",
                "w → w − (ηλ/n) sgn(w) − η ∂C₀/∂w, with sgn(0) = 0",
                "A closure that is 0 for w = 0 and `w.signum()` otherwise; `w.mapv` it. Then one \
                 line with the step down both gradients.",
            ],
        },
        inputs: || {
            widths(2)
                .prop_flat_map(|n| {
                    let weight = prop_oneof![1 => Just(0.0), 3 => number()];
                    let w = vec(weight, n[0] * n[1]).prop_map(move |w| {
                        Array2::from_shape_vec((n[1], n[0]), w)
                            .expect("one for each weight")
                    });
                    w.prop_flat_map(|w| {
                        let (rows, columns) = w.dim();
                        (
                            Just(w),
                            matrix(rows, columns),
                            positive(),
                            positive(),
                            1..=20_usize,
                        )
                    })
                })
                .prop_map(|(w, nabla_w, eta, lambda, n)| L1Step {
                    w,
                    nabla_w,
                    eta,
                    lambda,
                    n,
                })
                .boxed()
        },
        show: |i| {
            vec![
                part("w", i.w.clone()),
                part("∇w", i.nabla_w.clone()),
                part("η", i.eta),
                part("λ", i.lambda),
                part("n", i.n as f64),
            ]
        },
        reader: |answers, i| {
            let (w, nabla_w) = (i.w.view(), i.nabla_w.view());
            vec![part("w", (answers.l2.l1_update)(w, nabla_w, i.eta, i.lambda, i.n))]
        },
        // Each weight by itself, by cases.
        truth: |i, _| {
            let w = Array2::from_shape_fn(i.w.dim(), |at| {
                let slope = i.lambda / i.n as f64;
                let penalty = match i.w[at] {
                    w if w > 0.0 => slope,
                    w if w < 0.0 => -slope,
                    _ => 0.0,
                };
                i.w[at] - i.eta * (i.nabla_w[at] + penalty)
            });
            vec![part("w", w)]
        },
        model: |i, wrong| {
            let stepped = &i.w - &(i.eta * &i.nabla_w);
            let of = if wrong.has(&L1_SIGN_AFTER_STEP) { &stepped } else { &i.w };
            let sign = of.mapv(|w: f64| {
                if wrong.has(&L1_AS_L2) {
                    w
                } else if wrong.has(&L1_WITHOUT_SIGN) {
                    1.0
                } else if w == 0.0 && !wrong.has(&L1_SIGN_OF_ZERO) {
                    0.0
                } else {
                    w.signum()
                }
            });
            let eta = if wrong.has(&DECAY_WITHOUT_ETA) { 1.0 } else { i.eta };
            let half = if wrong.has(&L1_HALVED) { 0.5 } else { 1.0 };
            let mut shrink = half * eta * i.lambda / i.n as f64 * sign;
            if wrong.has(&L1_GROWS) {
                shrink = -shrink;
            }
            vec![part("w", stepped - shrink)]
        },
        mistakes: vec![
            &L1_SIGN_OF_ZERO,
            &L1_AS_L2,
            &L1_WITHOUT_SIGN,
            &L1_SIGN_AFTER_STEP,
            &L1_GROWS,
            &L1_HALVED,
            &DECAY_WITHOUT_ETA,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
