//! Exercises 8.2 and 8.3: what the penalty does to a step of gradient descent.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{part};
use crate::function::{Function, Special};
use crate::sample::{filled, positive, widths};
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
        name: "l2_update",
        inputs: || {
            let layers = filled((widths(2), 1..=4_usize), |(n, m), numbers| {
                let mut layer = || (numbers.matrix(n[1], n[0]), numbers.vector(n[1]));
                (layer(), (0..*m).map(|_| layer()).collect::<Vec<_>>())
            });
            (layers, positive(), positive(), 0..=16_usize)
                .prop_map(|(((w, b), gradients), eta, lambda, others)| {
                    let n = gradients.len() + others;
                    Step { w, b, gradients, eta, lambda, n }
                })
                .boxed()
        },
        show: |i| {
            let mut parts = vec![part("w", i.w.clone()), part("b", i.b.clone())];
            for (sample, (nabla_w, nabla_b)) in i.gradients.iter().enumerate() {
                parts.push(part(format!("∂C{}/∂w", sample + 1), nabla_w.clone()));
                parts.push(part(format!("∂C{}/∂b", sample + 1), nabla_b.clone()));
            }
            let n = part("n", i.n as f64);
            parts.extend([part("η", i.eta), part("λ", i.lambda), n]);
            parts
        },
        ask: |worker, i| {
            let arguments = args![&i.w, &i.b, &i.gradients, i.eta, i.lambda, i.n];
            let (w, b): (Array2<f64>, Array1<f64>) = worker.call("l2_update", arguments)?;
            Ok(vec![part("w", w), part("b", b)])
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
            let of = if wrong.has("l2-lambda-over-m") { m } else { i.n };
            let eta = if wrong.has("l2-decay-without-eta") { 1.0 } else { i.eta };
            let twice = if wrong.has("l2-decay-twice") { 2.0 } else { 1.0 };
            let mut shrink = twice * eta * i.lambda / of as f64;
            if wrong.has("l2-decay-sign") {
                shrink = -shrink;
            }
            let mut decay = 1.0 - shrink;
            if wrong.has("l2-decay-per-sample") {
                decay = decay.powi(m as i32);
            }
            let bias_decay = if wrong.has("l2-biases-decayed") { decay } else { 1.0 };
            let rate =
                if wrong.has("l2-step-not-mean") { i.eta } else { i.eta / m as f64 };
            let (mut step_w, mut step_b) =
                (Array2::zeros(i.w.dim()), Array1::zeros(i.b.len()));
            for (nabla_w, nabla_b) in &i.gradients {
                step_w.scaled_add(-rate, nabla_w);
                step_b.scaled_add(-rate, nabla_b);
            }
            let (w, b) = if wrong.has("l2-decay-after-step") {
                ((&i.w + step_w) * decay, (&i.b + step_b) * bias_decay)
            } else {
                (&i.w * decay + step_w, &i.b * bias_decay + step_b)
            };
            vec![part("w", w), part("b", b)]
        },
        mistakes: vec![
            "l2-lambda-over-m",
            "l2-biases-decayed",
            "l2-decay-sign",
            "l2-decay-without-eta",
            "l2-decay-twice",
            "l2-decay-per-sample",
            "l2-decay-after-step",
            "l2-step-not-mean",
        ],
        special: Special::none(),
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
        name: "l1_update",
        inputs: || {
            let tensors = filled(widths(2), |n, numbers| {
                (numbers.matrix(n[1], n[0]), numbers.matrix(n[1], n[0]))
            });
            let zeros = vec(proptest::bool::weighted(0.25), 16);
            (tensors, zeros, positive(), positive(), 1..=20_usize)
                .prop_map(|((mut w, nabla_w), zeros, eta, lambda, n)| {
                    for (w, zero) in w.iter_mut().zip(zeros) {
                        if zero {
                            *w = 0.0;
                        }
                    }
                    L1Step { w, nabla_w, eta, lambda, n }
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
        ask: |worker, i| {
            let arguments = args![&i.w, &i.nabla_w, i.eta, i.lambda, i.n];
            Ok(vec![part("w", worker.call::<Array2<f64>>("l1_update", arguments)?)])
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
            let of = if wrong.has("l1-sign-after-step") { &stepped } else { &i.w };
            let sign = of.mapv(|w: f64| {
                if wrong.has("l1-as-l2") {
                    w
                } else if wrong.has("l1-without-sign") {
                    1.0
                } else if w == 0.0 && !wrong.has("l1-sign-of-zero") {
                    0.0
                } else {
                    w.signum()
                }
            });
            let eta = if wrong.has("l2-decay-without-eta") { 1.0 } else { i.eta };
            let half = if wrong.has("l1-halved") { 0.5 } else { 1.0 };
            let mut shrink = half * eta * i.lambda / i.n as f64 * sign;
            if wrong.has("l1-grows") {
                shrink = -shrink;
            }
            vec![part("w", stepped - shrink)]
        },
        mistakes: vec![
            "l1-sign-of-zero",
            "l1-as-l2",
            "l1-without-sign",
            "l1-sign-after-step",
            "l1-grows",
            "l1-halved",
            "l2-decay-without-eta",
        ],
        special: Special::none(),
    }
}
