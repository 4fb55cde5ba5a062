//! Exercise 7.7: the log-likelihood cost, from the weighted inputs.

use ndarray::Array1;
use proptest::prelude::*;
use proptest::sample::Index;

use super::largest;
use super::softmax::{shares, weighted_inputs};
use crate::answer::{Answer, part};
use crate::constants::{FACTORS, LIMITS, SMALL};
use crate::function::{Function, Imitation, Special, once, with};
use crate::witness::Real;

/// Weighted inputs and the label.
type Labelled = (Array1<f64>, usize);

fn cost(c: f64) -> Answer {
    vec![part("C", c)]
}

/// ln Σ e^z.
fn log_sum(z: &Array1<f64>) -> f64 {
    let largest = largest(z);
    z.iter().map(|z| (z - largest).exp()).sum::<f64>().ln() + largest
}

fn softmax(z: &Array1<f64>) -> Array1<f64> {
    shares(z, largest(z))
}

/// The right cost of another label.
fn labelled(z: &Array1<f64>, label: usize) -> Answer {
    cost(log_sum(z) - z[label])
}

pub fn log_likelihood() -> Function<Labelled> {
    Function {
        name: "log_likelihood",
        inputs: || {
            (weighted_inputs(), any::<Index>())
                .prop_map(|(z, i)| {
                    let label = i.index(z.len());
                    (z, label)
                })
                .boxed()
        },
        show: |(z, label)| vec![part("z", z.clone()), part("label", *label as f64)],
        ask: |worker, (z, label)| {
            Ok(cost(worker.call("log_likelihood", args![z, *label])?))
        },
        // The logarithm of a sum, one summand at a time: ln(e^p + e^q) from p and q.
        truth: |(z, label), _| {
            let add = |p: f64, q: f64| p.max(q) + (-(p - q).abs()).exp().ln_1p();
            let log_sum = z.iter().copied().reduce(add).expect("there is a neuron");
            cost(log_sum - z[*label])
        },
        model: |(z, label), wrong| {
            let shift =
                if wrong.has("log-likelihood-overflow") { 0.0 } else { largest(z) };
            let e = z.mapv(|z| (z - shift).exp());
            let log_a = if wrong.has("log-likelihood-of-sigmoid") {
                z.mapv(|z| z.sigmoid().ln())
            } else if wrong.has("log-likelihood-log-of-zero") {
                (&e / e.sum()).ln()
            } else {
                z - (e.sum().ln() + shift)
            };
            let c = if wrong.has("log-likelihood-of-every-class") {
                -log_a.sum()
            } else if wrong.has("log-likelihood-of-largest") {
                -largest(&log_a)
            } else {
                -log_a[*label]
            };
            let by_n = wrong.has("log-likelihood-mean-of-classes");
            let c = if by_n { c / z.len() as f64 } else { c };
            cost(if wrong.has("log-likelihood-sign") { -c } else { c })
        },
        mistakes: vec![
            "log-likelihood-overflow",
            "log-likelihood-log-of-zero",
            "log-likelihood-sign",
            "log-likelihood-of-sigmoid",
            "log-likelihood-of-every-class",
            "log-likelihood-of-largest",
            "log-likelihood-mean-of-classes",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn written() -> Vec<Imitation<Labelled>> {
    vec![
        with("log-likelihood-epsilon", SMALL, |(z, label), c| {
            cost(-(softmax(z)[*label] + c).ln())
        }),
        with("log-likelihood-epsilon", SMALL, |(z, label), c| {
            let e = z.mapv(f64::exp);
            cost(-(e[*label] / e.sum() + c).ln())
        }),
        with("log-likelihood-clipped", SMALL, |(z, label), c| {
            cost(-softmax(z)[*label].max(c).ln())
        }),
        with("log-likelihood-clipped", SMALL, |(z, label), c| {
            cost(-softmax(z)[*label].clamp(c, 1.0 - c).ln())
        }),
        with("log-likelihood-clipped", &[f64::MIN_POSITIVE], |(z, label), c| {
            cost(-softmax(z)[*label].max(c).ln())
        }),
        with("log-likelihood-clamped", LIMITS, |(z, label), c| {
            labelled(&z.mapv(|z| z.clamp(-c, c)), *label)
        }),
        with("log-likelihood-clamped", LIMITS, |(z, label), c| {
            cost(-softmax(z)[*label].ln().max(-c))
        }),
        with("log-likelihood-other-base", &[2.0, 10.0], |(z, label), c| {
            cost((log_sum(z) - z[*label]) / c.ln())
        }),
        with("log-likelihood-factor", FACTORS, |(z, label), c| {
            cost(c * (log_sum(z) - z[*label]))
        }),
        with("log-likelihood-factor", &[2.0, 0.5], |(z, label), c| {
            cost(c * (log_sum(z) - z[*label]))
        }),
        once("log-likelihood-overflow", |(z, label)| {
            cost(z.mapv(f64::exp).sum().ln() - z[*label])
        }),
        once("log-likelihood-overflow", |(z, label)| {
            cost(-(z[*label].exp() / z.mapv(f64::exp).sum()).ln())
        }),
        once("log-likelihood-log-of-zero", |(z, label)| {
            let largest = largest(z);
            let e = z.mapv(|z| (z - largest).exp());
            cost(e.sum().ln() - e[*label].ln())
        }),
        once("log-likelihood-log-missing", |(z, label)| cost(-softmax(z)[*label])),
        once("log-likelihood-log-missing", |(z, label)| cost(softmax(z)[*label])),
        once("log-likelihood-log-missing", |(z, label)| cost(1.0 - softmax(z)[*label])),
        once("log-likelihood-max-lost", |(z, label)| {
            cost(log_sum(z) - largest(z) - z[*label])
        }),
        once("log-likelihood-max-misplaced", |(z, label)| {
            cost(log_sum(z) - 2.0 * largest(z) - z[*label])
        }),
        once("log-likelihood-max-misplaced", |(z, label)| {
            cost(log_sum(z) - (z[*label] - largest(z)))
        }),
        once("log-likelihood-max-misplaced", |(z, label)| {
            let largest = largest(z);
            let sum: f64 = z.iter().map(|z| (z - largest).exp()).sum();
            cost((sum + largest).ln() - z[*label])
        }),
        once("log-likelihood-shift-not-negative", |(z, label)| {
            let shift = largest(z).max(0.0);
            let sum: f64 = z.iter().map(|z| (z - shift).exp()).sum();
            cost(sum.ln() + shift - z[*label])
        }),
        once("log-likelihood-z-lost", |(z, _)| cost(log_sum(z))),
        once("log-likelihood-z-lost", |(z, label)| cost(log_sum(z) + z[*label])),
        once("log-likelihood-of-z", |(z, label)| cost(-z[*label])),
        once("log-likelihood-of-z", |(z, label)| cost(-z[*label].ln())),
        once("log-likelihood-of-z", |(z, label)| cost(largest(z) - z[*label])),
        once("log-likelihood-sum-without-log", |(z, label)| {
            let largest = largest(z);
            let sum: f64 = z.iter().map(|z| (z - largest).exp()).sum();
            cost(sum + largest - z[*label])
        }),
        once("log-likelihood-other-sum", |(z, label)| {
            let largest = largest(z);
            let sum: f64 = z.iter().map(|z| (z - largest).exp()).sum();
            cost(sum.ln_1p() + largest - z[*label])
        }),
        once("log-likelihood-other-sum", |(z, label)| {
            let others = (0..z.len()).filter(|k| k != label);
            let largest = largest(z);
            let sum: f64 = others.map(|k| (z[k] - largest).exp()).sum();
            cost(sum.ln() + largest - z[*label])
        }),
        once("log-likelihood-other-sum", |(z, label)| {
            cost(log_sum(z) - (z.len() as f64).ln() - z[*label])
        }),
        once("log-likelihood-as-cross-entropy", |(z, label)| {
            let a = softmax(z);
            let neuron =
                |j: usize| if j == *label { -a[j].ln() } else { -(1.0 - a[j]).ln() };
            cost((0..z.len()).map(neuron).sum())
        }),
        once("log-likelihood-as-cross-entropy", |(z, label)| {
            let a = z.mapv(|z| z.sigmoid());
            let neuron =
                |j: usize| if j == *label { -a[j].ln() } else { -(1.0 - a[j]).ln() };
            cost((0..z.len()).map(neuron).sum())
        }),
        once("log-likelihood-quadratic", |(z, label)| {
            let mut a = softmax(z);
            a[*label] -= 1.0;
            cost(0.5 * a.dot(&a))
        }),
        once("log-likelihood-of-changed-z", |(z, label)| labelled(&softmax(z), *label)),
        once("log-likelihood-of-changed-z", |(z, label)| {
            labelled(&z.mapv(|z| z.sigmoid()), *label)
        }),
        once("log-likelihood-of-changed-z", |(z, label)| labelled(&-z, *label)),
        once("log-likelihood-of-complement", |(z, label)| {
            cost(-(1.0 - softmax(z)[*label]).ln())
        }),
        once("log-likelihood-other-label", |(z, label)| {
            labelled(z, (label + z.len() - 1) % z.len())
        }),
        once("log-likelihood-other-label", |(z, label)| {
            labelled(z, label.saturating_sub(1))
        }),
        once("log-likelihood-other-label", |(z, label)| labelled(z, label - 1)),
        once("log-likelihood-other-label", |(z, label)| {
            labelled(z, (label + 1) % z.len())
        }),
        once("log-likelihood-other-label", |(z, label)| labelled(z, label + 1)),
        once("log-likelihood-other-label", |(z, _)| labelled(z, 0)),
        once("log-likelihood-other-label", |(z, _)| labelled(z, z.len() - 1)),
        once("log-likelihood-nan-to-zero", |(z, label)| {
            let c = z.mapv(f64::exp).sum().ln() - z[*label];
            cost(if c.is_finite() { c } else { 0.0 })
        }),
        once("log-likelihood-f32", |(z, label)| {
            let z: Vec<f32> = z.iter().map(|&z| z as f32).collect();
            let largest = z.iter().fold(f32::NEG_INFINITY, |most, z| most.max(*z));
            let sum: f32 = z.iter().map(|z| (z - largest).exp()).sum();
            cost(f64::from(sum.ln() + largest - z[*label]))
        }),
    ]
}
