//! Chapter 7: the cross-entropy, softmax with the log-likelihood, and their δ.

mod sigmoid_output;
mod softmax_output;

use ndarray::{Array1, Array2, ArrayView2};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::{part};
use crate::exercise::Exercise;
use crate::function::{Function, Special};

/// (a^(L−1), a, y) → ∇w
pub type NablaW = fn(ArrayView2<f64>, ArrayView2<f64>, ArrayView2<f64>) -> Array2<f64>;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(one_hot()),
        Box::new(sigmoid_output::cross_entropy()),
        Box::new(sigmoid_output::cross_entropy_delta()),
        Box::new(sigmoid_output::cross_entropy_nabla_w()),
        Box::new(softmax_output::softmax()),
        Box::new(softmax_output::log_likelihood()),
        Box::new(softmax_output::log_likelihood_delta()),
    ]
}

fn one_hot() -> Function<(usize, usize)> {
    Function {
        name: "one_hot",
        inputs: || {
            (1..=12_usize, any::<Index>()).prop_map(|(n, i)| (i.index(n), n)).boxed()
        },
        show: |&(label, n)| vec![part("label", label as f64), part("n", n as f64)],
        ask: |worker, &(label, n)| {
            Ok(vec![part("y", worker.call::<Array1<f64>>("one_hot", args![label, n])?)])
        },
        truth: |&(label, n), _| {
            vec![part("y", Array1::from_shape_fn(n, |j| f64::from(j == label)))]
        },
        model: |&(label, n), wrong| {
            let length = if wrong.has("one-hot-of-ten") { 10 } else { n };
            let place = if wrong.has("one-hot-from-one") {
                label.checked_sub(1).expect("attempt to subtract with overflow")
            } else if wrong.has("one-hot-too-far") {
                label + 1
            } else {
                label
            };
            let hot = if wrong.has("one-hot-holds-label") { label as f64 } else { 1.0 };
            let mut y = Array1::zeros(length);
            y[place] = hot;
            vec![part("y", if wrong.has("one-hot-inverted") { 1.0 - y } else { y })]
        },
        mistakes: vec![
            "one-hot-of-ten",
            "one-hot-from-one",
            "one-hot-too-far",
            "one-hot-holds-label",
            "one-hot-inverted",
        ],
        special: Special::none(),
    }
}
