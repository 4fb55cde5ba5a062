//! Exercises 6.1 and 6.2: samples side by side, and their forward pass.

use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Answer, Tolerance, layers, part};
use crate::chapters::network::mistakes::{
    INPUT_NOT_KEPT, LINEAR_OUTPUT, WITHOUT_BIAS, Z_FED_FORWARD,
};
use crate::chapters::sgd::batch::Batch;
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{Activation, filled, widths};
use crate::witness::Real;

/// `count` widths and a number of samples. One time in three all are equal: what belongs to the
/// samples and what belongs to the neurons can then be mixed up without a panic.
pub fn shapes(count: usize) -> impl Strategy<Value = (Vec<usize>, usize)> {
    prop_oneof![
        2 => (widths(count), 2..=5_usize),
        1 => (2..=4_usize).prop_map(move |n| (vec![n; count], n)),
    ]
}

/// Networks of two to four layers with a mini-batch.
pub fn batches() -> impl Strategy<Value = Batch> {
    filled(prop_oneof![shapes(2), shapes(3), shapes(4)], |(widths, m), numbers| {
        Batch::of(widths, *m, numbers)
    })
}

/// Vectors as the columns of a matrix.
pub fn columns(n: usize, vectors: &[Array1<f64>]) -> Array2<f64> {
    let mut matrix = Array2::zeros((n, vectors.len()));
    for (k, vector) in vectors.iter().enumerate() {
        matrix.column_mut(k).assign(vector);
    }
    matrix
}

pub fn stack_columns() -> Function<Vec<Array1<f64>>> {
    Function {
        info: Info {
            id: "6.1",
            name: "stack_columns",
            title: "samples as the columns of a matrix",
            stars: 1,
            hints: [
                "Entry (j, k) of the matrix: which of the two indices says which sample it is?",
                "X_jk = (x_k)_j",
                "`Array2::from_shape_fn((n, m), |(j, k)| …)`, or a matrix of zeros whose \
                 `column_mut(k)` is assigned.",
            ],
        },
        inputs: || {
            filled((1..=4_usize, 1..=4_usize), |&(n, m), numbers| {
                (0..m).map(|_| numbers.vector(n)).collect()
            })
            .boxed()
        },
        show: |samples| layers("x", 1, samples),
        reader: |answers, samples| {
            vec![part("X", (answers.mini_batch.stack_columns)(samples))]
        },
        truth: |samples, _| vec![part("X", columns(samples[0].len(), samples))],
        model: |samples, wrong| {
            let (n, m) = (samples[0].len(), samples.len());
            let right = columns(n, samples);
            let matrix = if wrong.has(&RESHAPED) {
                let numbers = right.t().iter().copied().collect();
                Array2::from_shape_vec((n, m), numbers).expect("n · m numbers")
            } else {
                right
            };
            let rows = wrong.has(&SAMPLES_AS_ROWS);
            vec![part("X", if rows { matrix.t().to_owned() } else { matrix })]
        },
        mistakes: vec![&SAMPLES_AS_ROWS, &RESHAPED],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

fn passes(zs: &[Array2<f64>], activations: &[Array2<f64>]) -> Answer {
    [layers("Z", 2, zs), layers("A", 1, activations)].concat()
}

pub fn feedforward_batch() -> Function<Batch> {
    Function {
        info: Info {
            id: "6.2",
            name: "feedforward_batch",
            title: "the forward pass of a mini-batch",
            stars: 2,
            hints: [
                "W A has a column per sample. b has an entry per neuron. To which axis of W A \
                 does the axis of b belong, and which one must be made up?",
                "Z^l = W^l A^(l−1) + b^l 1ᵀ, A^l = σ(Z^l)",
                "The loop of exercise 1.4. `b.view().insert_axis(Axis(1))` has the shape \
                 (n_out, 1), which is added to every column.",
            ],
        },
        inputs: || batches().boxed(),
        show: |i| {
            let mut parts = i.show();
            parts.truncate(parts.len() - 1); // The forward pass does not know Y.
            parts
        },
        reader: |answers, i| {
            let (zs, activations) =
                (answers.mini_batch.feedforward_batch)(&i.weights, &i.biases, i.x.view());
            passes(&zs, &activations)
        },
        truth: |i, _| {
            let samples = i.samples();
            let passes: Vec<_> =
                samples.iter().map(|s| s.forward(Activation::Sigmoid)).collect();
            let zs = (0..i.weights.len()).map(|l| {
                let column: Vec<_> = passes.iter().map(|(z, _)| z[l].clone()).collect();
                columns(i.biases[l].len(), &column)
            });
            let zs: Vec<_> = zs.collect();
            let mut activations = vec![i.x.clone()];
            activations.extend(zs.iter().map(|z| z.mapv(Real::sigmoid)));
            self::passes(&zs, &activations)
        },
        model: |i, wrong| {
            let (mut zs, mut activations) = (Vec::new(), vec![i.x.clone()]);
            let mut fed = i.x.clone();
            for (l, (w, b)) in i.weights.iter().zip(&i.biases).enumerate() {
                let z = w.dot(&fed);
                let z = if wrong.has(&BIAS_ALONG_ROW) {
                    z + b
                } else if wrong.has(&WITHOUT_BIAS) {
                    z
                } else {
                    z + b.view().insert_axis(Axis(1))
                };
                let linear = wrong.has(&LINEAR_OUTPUT) && l + 1 == i.weights.len();
                let a = if linear { z.clone() } else { z.mapv(Real::sigmoid) };
                fed = if wrong.has(&Z_FED_FORWARD) { z.clone() } else { a.clone() };
                zs.push(z);
                activations.push(a);
            }
            if wrong.has(&INPUT_NOT_KEPT) {
                activations.remove(0);
            }
            passes(&zs, &activations)
        },
        mistakes: vec![
            &BIAS_ALONG_ROW,
            &WITHOUT_BIAS,
            &LINEAR_OUTPUT,
            &Z_FED_FORWARD,
            &INPUT_NOT_KEPT,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
