//! Chapter 7: the cross-entropy, softmax with the log-likelihood, and their δ.

mod mistakes;
mod sigmoid_output;
mod softmax_mistakes;
mod softmax_output;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::{Tolerance, part};
use crate::exercise::{Exercise, Info};
use crate::function::Function;
use mistakes::*;

/// The answers to be judged.
pub struct Answers {
    /// (label, n) → y
    pub one_hot: fn(usize, usize) -> Array1<f64>,
    /// (a, y) → C
    pub cross_entropy: fn(ArrayView1<f64>, ArrayView1<f64>) -> f64,
    /// (a, y) → δ
    pub cross_entropy_delta: fn(ArrayView1<f64>, ArrayView1<f64>) -> Array1<f64>,
    pub cross_entropy_nabla_w: NablaW,
    /// z → a
    pub softmax: fn(ArrayView1<f64>) -> Array1<f64>,
    /// (z, label) → C
    pub log_likelihood: fn(ArrayView1<f64>, usize) -> f64,
    /// (a, labels) → δ
    pub log_likelihood_delta: fn(ArrayView2<f64>, &[usize]) -> Array2<f64>,
}

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
        info: Info {
            id: "7.1",
            name: "one_hot",
            title: "a label as a target vector",
            stars: 1,
            hints: [
                "What should an output layer with ten neurons say when it is sure of a 3? Which \
                 entry is that, when the first one stands for 0?",
                "y_j = 1 if j = label, else 0",
                "Begin with `Array1::zeros(n)` and set the one entry that differs.",
            ],
        },
        inputs: || {
            (1..=12_usize, any::<Index>()).prop_map(|(n, i)| (i.index(n), n)).boxed()
        },
        show: |&(label, n)| vec![part("label", label as f64), part("n", n as f64)],
        reader: |answers, &(label, n)| {
            vec![part("y", (answers.cross_entropy.one_hot)(label, n))]
        },
        truth: |&(label, n), _| {
            vec![part("y", Array1::from_shape_fn(n, |j| f64::from(j == label)))]
        },
        model: |&(label, n), wrong| {
            let length = if wrong.has(&ONE_HOT_TEN) { 10 } else { n };
            let place = if wrong.has(&ONE_HOT_FROM_ONE) {
                label.checked_sub(1).expect("attempt to subtract with overflow")
            } else if wrong.has(&ONE_HOT_TOO_FAR) {
                label + 1
            } else {
                label
            };
            let hot = if wrong.has(&ONE_HOT_LABEL) { label as f64 } else { 1.0 };
            let mut y = Array1::zeros(length);
            y[place] = hot;
            vec![part("y", if wrong.has(&ONE_HOT_INVERTED) { 1.0 - y } else { y })]
        },
        mistakes: vec![
            &ONE_HOT_TEN,
            &ONE_HOT_FROM_ONE,
            &ONE_HOT_TOO_FAR,
            &ONE_HOT_LABEL,
            &ONE_HOT_INVERTED,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
