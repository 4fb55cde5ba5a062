//! Exercise 8.2: what the L2 penalty does to a step of gradient descent.

use ndarray::{Array1, Array2};
use proptest::prelude::*;

use super::price;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Imitation, Special, once};
use crate::sample::{filled, positive, widths};
use crate::witness::{Cost, Real};

/// A layer, the gradients of a mini-batch, η, λ and n.
#[derive(Clone, Debug)]
pub struct Step {
    pub w: Array2<f64>,
    pub b: Array1<f64>,
    pub gradients: Vec<(Array2<f64>, Array1<f64>)>,
    pub eta: f64,
    pub lambda: f64,
    pub n: usize,
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

impl Step {
    fn m(&self) -> f64 {
        self.gradients.len() as f64
    }

    /// ηλ/n.
    fn shrink(&self) -> f64 {
        self.eta * self.lambda / self.n as f64
    }

    /// Σ_x ∂C_x/∂w and Σ_x ∂C_x/∂b.
    fn sums(&self) -> (Array2<f64>, Array1<f64>) {
        let zero = (Array2::zeros(self.w.dim()), Array1::zeros(self.b.len()));
        self.gradients.iter().fold(zero, |(w, b), (of_w, of_b)| (w + of_w, b + of_b))
    }

    /// Another decay before the right step.
    fn decayed(&self, w: Array2<f64>) -> Answer {
        let (step_w, step_b) = self.sums();
        let rate = self.eta / self.m();
        changed(w - rate * step_w, &self.b - rate * step_b)
    }

    /// The right decay before steps at other rates, for w and for b.
    fn stepped(&self, of_w: f64, of_b: f64) -> Answer {
        self.stepped_by(self.sums(), of_w, of_b)
    }

    fn stepped_by(
        &self,
        (w, b): (Array2<f64>, Array1<f64>),
        of_w: f64,
        of_b: f64,
    ) -> Answer {
        changed(&self.w * (1.0 - self.shrink()) - of_w * w, &self.b - of_b * b)
    }
}

fn changed(w: Array2<f64>, b: Array1<f64>) -> Answer {
    vec![part("w", w), part("b", b)]
}

pub fn l2_update() -> Function<Step> {
    Function {
        name: "l2_update",
        inputs: || {
            let layers = filled((widths(2), 1..=4_usize), |(n, m), numbers| {
                let mut layer = || (numbers.matrix(n[1], n[0]), numbers.vector(n[1]));
                (layer(), (0..*m).map(|_| layer()).collect::<Vec<_>>())
            });
            (layers, positive(), price(), prop_oneof![1 => Just(0), 3 => 0..=16_usize])
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
            let (w, b): (Array2<f64>, Array1<f64>) =
                worker.call("l2_update", arguments)?;
            Ok(changed(w, b))
        },
        truth: |i, witness| {
            let before: Vec<f64> = i.w.iter().chain(&i.b).copied().collect();
            let gradient = witness.gradient(i, &before);
            let mut after: Vec<f64> =
                before.iter().zip(gradient).map(|(v, slope)| v - i.eta * slope).collect();
            let b = after.split_off(i.w.len());
            let w =
                Array2::from_shape_vec(i.w.dim(), after).expect("one for each weight");
            changed(w, Array1::from(b))
        },
        model,
        mistakes: vec![
            "l2-lambda-over-m",
            "l2-decay-without-n",
            "l2-biases-decayed",
            "l2-decay-sign",
            "l2-decay-without-eta",
            "l2-decay-twice",
            "l2-decay-halved",
            "l2-decay-per-sample",
            "l2-decay-after-step",
            "l2-decay-missing",
            "l2-step-not-mean",
            "l2-step-by-n",
            "l2-step-uphill",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn model(i: &Step, wrong: Wrong) -> Answer {
    let m = i.gradients.len();
    let of = if wrong.has("l2-lambda-over-m") {
        m
    } else if wrong.has("l2-decay-without-n") {
        1
    } else {
        i.n
    };
    let eta = if wrong.has("l2-decay-without-eta") { 1.0 } else { i.eta };
    let mut shrink = eta * i.lambda / of as f64;
    for (slug, factor) in [
        ("l2-decay-twice", 2.0),
        ("l2-decay-halved", 0.5),
        ("l2-decay-sign", -1.0),
        ("l2-decay-missing", 0.0),
    ] {
        if wrong.has(slug) {
            shrink *= factor;
        }
    }
    let mut decay = 1.0 - shrink;
    if wrong.has("l2-decay-per-sample") {
        decay = decay.powi(m as i32);
    }
    let bias_decay = if wrong.has("l2-biases-decayed") { decay } else { 1.0 };
    let mut rate = if wrong.has("l2-step-not-mean") {
        i.eta
    } else if wrong.has("l2-step-by-n") {
        i.eta / i.n as f64
    } else {
        i.eta / m as f64
    };
    if wrong.has("l2-step-uphill") {
        rate = -rate;
    }
    let (step_w, step_b) = i.sums();
    let (step_w, step_b) = (-rate * step_w, -rate * step_b);
    if wrong.has("l2-decay-after-step") {
        changed((&i.w + step_w) * decay, (&i.b + step_b) * bias_decay)
    } else {
        changed(&i.w * decay + step_w, &i.b * bias_decay + step_b)
    }
}

/// The loop over the samples with the decay in it: before or after each sample's step.
fn in_loop(i: &Step, before: bool) -> Answer {
    let (mut w, mut b) = (i.w.clone(), i.b.clone());
    for (of_w, of_b) in &i.gradients {
        if before {
            w *= 1.0 - i.shrink();
        }
        w.scaled_add(-i.eta / i.m(), of_w);
        b.scaled_add(-i.eta / i.m(), of_b);
        if !before {
            w *= 1.0 - i.shrink();
        }
    }
    changed(w, b)
}

fn sign(w: f64) -> f64 {
    if w == 0.0 { 0.0 } else { w.signum() }
}

fn written() -> Vec<Imitation<Step>> {
    vec![
        once("l2-decay-per-sample", |i| in_loop(i, true)),
        once("l2-decay-per-sample", |i| in_loop(i, false)),
        once("l2-decay-per-sample", |i| i.decayed(&i.w * (1.0 - i.m() * i.shrink()))),
        once("l2-decay-per-sample", |i| {
            let mut w = i.w.clone();
            for (of_w, _) in &i.gradients {
                w = &w * (1.0 - i.shrink() / i.m()) - i.eta / i.m() * of_w;
            }
            changed(w, &i.b - i.eta / i.m() * i.sums().1)
        }),
        once("l2-nothing-without-lambda", |i| match i.lambda {
            0.0 => changed(i.w.clone(), i.b.clone()),
            _ => i.stepped(i.eta / i.m(), i.eta / i.m()),
        }),
        once("l2-decay-instead-of-one-minus", |i| i.decayed(&i.w * i.shrink())),
        once("l2-decay-instead-of-one-minus", |i| i.decayed(&i.w * -i.shrink())),
        once("l2-decay-brackets", |i| {
            i.decayed(&i.w * ((1.0 - i.eta * i.lambda) / i.n as f64))
        }),
        once("l2-decay-brackets", |i| {
            i.decayed(&i.w * ((1.0 - i.eta) * i.lambda / i.n as f64))
        }),
        once("l2-decay-instead-of-one-minus", |i| i.decayed(&i.w * (i.shrink() - 1.0))),
        once("l2-decay-wrong-n", |i| {
            i.decayed(&i.w * (1.0 - i.eta * i.lambda * i.n as f64))
        }),
        once("l2-decay-wrong-n", |i| {
            i.decayed(&i.w * (1.0 - i.eta * i.lambda / i.n as f64 / i.m()))
        }),
        once("l2-decay-without-lambda", |i| i.decayed(&i.w * (1.0 - i.eta / i.n as f64))),
        once("l2-decay-of-another-form", |i| i.decayed(&i.w / (1.0 + i.shrink()))),
        once("l2-decay-of-another-form", |i| i.decayed(&i.w * (-i.shrink()).exp())),
        once("l2-decay-of-another-form", |i| i.decayed(&i.w - i.shrink())),
        once("l2-decay-as-l1", |i| i.decayed(&i.w - i.shrink() * i.w.mapv(sign))),
        once("l2-decay-of-another-form", |i| {
            i.decayed(&i.w - i.shrink() * (&i.w * &i.w))
        }),
        once("l2-decay-of-another-form", |i| {
            i.decayed(&i.w - 0.5 * i.shrink() * (&i.w * &i.w))
        }),
        once("l2-decay-after-step", |i| {
            // The other way round too: the gradient alone is decayed.
            let (w, b) = i.sums();
            let rate = i.eta / i.m();
            changed(&i.w - rate * (1.0 - i.shrink()) * w, &i.b - rate * b)
        }),
        once("l2-integer-division", |i| {
            let share = (i.m() as usize / i.n) as f64;
            i.decayed(&i.w * (1.0 - i.eta * i.lambda * share / i.m()))
        }),
        once("l2-integer-division", |i| {
            i.decayed(&i.w * (1.0 - i.eta * i.lambda * (1 / i.n) as f64))
        }),
        once("l2-gradient-missing", |i| changed(&i.w * (1.0 - i.shrink()), i.b.clone())),
        once("l2-copy-updated", |i| changed(i.w.clone(), i.b.clone())),
        once("l2-biases-not-updated", |i| i.stepped(i.eta / i.m(), 0.0)),
        once("l2-weights-not-stepped", |i| i.stepped(0.0, i.eta / i.m())),
        once("l2-weights-not-stepped", |i| {
            changed(i.w.clone(), &i.b - i.eta / i.m() * i.sums().1)
        }),
        once("l2-step-mean-of-one", |i| i.stepped(i.eta, i.eta / i.m())),
        once("l2-step-mean-of-one", |i| i.stepped(i.eta / i.m(), i.eta)),
        once("l2-step-mean-twice", |i| {
            let rate = i.eta / i.m() / i.m();
            i.stepped(rate, rate)
        }),
        once("l2-step-uphill-one", |i| i.stepped(-i.eta / i.m(), i.eta / i.m())),
        once("l2-step-uphill-one", |i| i.stepped(i.eta / i.m(), -i.eta / i.m())),
        once("l2-step-without-eta", |i| i.stepped(1.0 / i.m(), 1.0 / i.m())),
        once("l2-step-without-eta", |i| i.stepped(1.0 / i.m(), i.eta / i.m())),
        once("l2-step-without-eta", |i| i.stepped(i.eta / i.m(), 1.0 / i.m())),
        once("l2-step-with-lambda", |i| {
            let rate = i.eta * i.lambda / i.m();
            i.stepped(rate, rate)
        }),
        once("l2-one-sample-only", |i| {
            let last = i.gradients[i.gradients.len() - 1].clone();
            i.stepped_by(last, i.eta / i.m(), i.eta / i.m())
        }),
        once("l2-one-sample-only", |i| {
            let last = i.gradients[i.gradients.len() - 1].clone();
            i.stepped_by(last, i.eta, i.eta)
        }),
        once("l2-one-sample-only", |i| {
            i.stepped_by(i.gradients[0].clone(), i.eta / i.m(), i.eta / i.m())
        }),
        once("l2-one-sample-only", |i| {
            i.stepped_by(i.gradients[0].clone(), i.eta, i.eta)
        }),
    ]
}
