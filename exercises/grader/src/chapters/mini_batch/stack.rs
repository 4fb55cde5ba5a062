//! Exercises 6.1 and 6.2: samples side by side, and their forward pass.

use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;

use crate::answer::{Answer, layers, part};
use crate::chapters::sgd::batch::Batch;
use crate::function::{Function, Special};
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
        name: "stack_columns",
        inputs: || {
            filled((1..=4_usize, 1..=4_usize), |&(n, m), numbers| {
                (0..m).map(|_| numbers.vector(n)).collect()
            })
            .boxed()
        },
        show: |samples| layers("x", 1, samples),
        ask: |worker, samples| {
            Ok(vec![part("X", worker.call::<Array2<f64>>("stack_columns", args![samples])?)])
        },
        truth: |samples, _| vec![part("X", columns(samples[0].len(), samples))],
        model: |samples, wrong| {
            let (n, m) = (samples[0].len(), samples.len());
            let right = columns(n, samples);
            let matrix = if wrong.has("samples-reshaped") {
                let numbers = right.t().iter().copied().collect();
                Array2::from_shape_vec((n, m), numbers).expect("n · m numbers")
            } else {
                right
            };
            let rows = wrong.has("samples-as-rows");
            vec![part("X", if rows { matrix.t().to_owned() } else { matrix })]
        },
        mistakes: vec!["samples-as-rows", "samples-reshaped"],
        special: Special::none(),
    }
}

fn passes(zs: &[Array2<f64>], activations: &[Array2<f64>]) -> Answer {
    [layers("Z", 2, zs), layers("A", 1, activations)].concat()
}

pub fn feedforward_batch() -> Function<Batch> {
    Function {
        name: "feedforward_batch",
        inputs: || batches().boxed(),
        show: |i| {
            let mut parts = i.show();
            parts.truncate(parts.len() - 1); // The forward pass does not know Y.
            parts
        },
        ask: |worker, i| {
            let arguments = args![&i.weights, &i.biases, &i.x];
            let (zs, activations): (Vec<_>, Vec<_>) = worker.call("feedforward_batch", arguments)?;
            Ok(passes(&zs, &activations))
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
                let z = if wrong.has("bias-along-the-row") {
                    z + b
                } else if wrong.has("forward-without-bias") {
                    z
                } else {
                    z + b.view().insert_axis(Axis(1))
                };
                let linear = wrong.has("forward-linear-output") && l + 1 == i.weights.len();
                let a = if linear { z.clone() } else { z.mapv(Real::sigmoid) };
                fed = if wrong.has("forward-feeds-z") { z.clone() } else { a.clone() };
                zs.push(z);
                activations.push(a);
            }
            if wrong.has("forward-input-not-kept") {
                activations.remove(0);
            }
            passes(&zs, &activations)
        },
        mistakes: vec![
            "bias-along-the-row",
            "forward-without-bias",
            "forward-linear-output",
            "forward-feeds-z",
            "forward-input-not-kept",
        ],
        special: Special::none(),
    }
}
