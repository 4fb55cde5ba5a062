//! Exercises 6.1 and 6.2: samples side by side, and their forward pass.

use ndarray::{Array1, Array2, Axis, s};
use proptest::prelude::*;

use crate::answer::{Answer, layers, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::forward::{FED_TOO, FORWARD, RELU, forward};
use crate::chapters::per_sample::model::{ONLY_FIRST, ONLY_HIDDEN, ONLY_OUTPUT, ways};
use crate::chapters::per_sample::sums::SUMS;
use crate::chapters::sgd::batch::Batch;
use crate::function::{Function, Special, once};
use crate::sample::{Activation, filled, widths};
use crate::witness::Real;

/// `count` widths and a number of samples. One time in three all are equal: what belongs to the
/// samples and what belongs to the neurons can then be mixed up without a panic.
pub fn shapes(count: usize) -> impl Strategy<Value = (Vec<usize>, usize)> {
    prop_oneof![
        2 => (widths(count), 1..=5_usize),
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
        ask: |worker, samples| Ok(of_x(worker.call("stack_columns", args![samples])?)),
        truth: |samples, _| of_x(columns(samples[0].len(), samples)),
        model: |samples, wrong| stacked(samples, wrong),
        mistakes: vec![
            "samples-as-rows",
            "samples-reshaped",
            "stacked-one-sample",
            "columns-reversed",
            "features-reversed",
            "first-column-left-out",
            "last-column-left-out",
        ],
        special: Special {
            written: vec![
                once("samples-as-rows", |samples| {
                    // Indices exchanged in the right shape.
                    let shape = (samples[0].len(), samples.len());
                    of_x(Array2::from_shape_fn(shape, |(j, k)| samples[j][k]))
                }),
                once("stacked-one-sample", |samples| {
                    let (n, last) = (samples[0].len(), &samples[samples.len() - 1]);
                    of_x(columns(n, &vec![last.clone(); samples.len()]))
                }),
                once("samples-in-one-column", |samples| {
                    let numbers: Vec<f64> = samples.iter().flatten().copied().collect();
                    of_x(
                        Array2::from_shape_vec((numbers.len(), 1), numbers).expect("all"),
                    )
                }),
                once("samples-in-one-column", |samples| {
                    let numbers: Vec<f64> = samples.iter().flatten().copied().collect();
                    of_x(
                        Array2::from_shape_vec((1, numbers.len()), numbers).expect("all"),
                    )
                }),
                once("samples-added-up", |samples| {
                    let (n, m) = (samples[0].len(), samples.len());
                    let mut x = Array2::zeros((n, m));
                    for sample in samples {
                        let mut column = x.column_mut(0);
                        column += sample;
                    }
                    of_x(x)
                }),
                once("samples-added-up", |samples| {
                    let (n, m) = (samples[0].len(), samples.len());
                    let mut x = Array2::zeros((n, m));
                    for sample in samples {
                        x += &sample.view().insert_axis(Axis(1));
                    }
                    of_x(x)
                }),
                once("stacked-after-zeros", |samples| {
                    let n = samples[0].len();
                    of_x(columns(n, &[&[Array1::zeros(n)], &samples[..]].concat()))
                }),
                once("gathered-into-one-column", |samples| {
                    let (n, m) = (samples[0].len(), samples.len());
                    let mut x = Array2::zeros((n, m));
                    x.column_mut(0).assign(&samples[m - 1]);
                    of_x(x)
                }),
                once("first-sample-only", |samples| {
                    of_x(columns(samples[0].len(), &samples[..1]))
                }),
                once("last-column-left-out", |samples| {
                    of_x(columns(samples[0].len(), &samples[..samples.len() - 1]))
                }),
                once("first-column-left-out", |samples| {
                    of_x(columns(samples[0].len(), &samples[1..]))
                }),
            ],
            ..Special::none()
        },
    }
}

fn of_x(x: Array2<f64>) -> Answer {
    vec![part("X", x)]
}

fn stacked(samples: &[Array1<f64>], wrong: Wrong) -> Answer {
    let (n, m) = (samples[0].len(), samples.len());
    let mut samples = samples.to_vec();
    if wrong.has("columns-reversed") {
        samples.reverse();
    }
    if wrong.has("features-reversed") {
        samples.iter_mut().for_each(|sample| sample.invert_axis(Axis(0)));
    }
    if wrong.has("stacked-one-sample") {
        samples = vec![samples[0].clone(); m];
    }
    let right = columns(n, &samples);
    let mut x = if wrong.has("samples-reshaped") {
        let numbers = right.t().iter().copied().collect();
        Array2::from_shape_vec((n, m), numbers).expect("n · m numbers")
    } else {
        right
    };
    if wrong.has("first-column-left-out") {
        x.column_mut(0).fill(0.0);
    }
    if wrong.has("last-column-left-out") {
        x.column_mut(m - 1).fill(0.0);
    }
    of_x(if wrong.has("samples-as-rows") { x.t().to_owned() } else { x })
}

fn passes(zs: &[Array2<f64>], activations: &[Array2<f64>]) -> Answer {
    [layers("Z", 2, zs), layers("A", 1, activations)].concat()
}

pub fn feedforward_batch() -> Function<Batch> {
    Function {
        name: "feedforward_batch",
        inputs: || batches().boxed(),
        show: |i| {
            let mut parts = i.show_network();
            parts.push(part("X", i.x.clone())); // The forward pass does not know Y.
            parts
        },
        ask: |worker, i| {
            let arguments = args![&i.weights, &i.biases, &i.x];
            let (zs, activations): (Vec<_>, Vec<_>) =
                worker.call("feedforward_batch", arguments)?;
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
        model: passed,
        mistakes: [
            &FORWARD[..],
            &SUMS,
            &[
                "bias-along-the-row",
                "bias-for-one-sample",
                "forward-input-not-kept",
                "forward-output-not-kept",
                "forward-keeps-a-for-z",
                "forward-keeps-z-for-a",
                "lists-back-to-front",
                "samples-as-rows",
            ],
        ]
        .concat(),
        special: Special {
            written: [
                ways![passed;
                    "forward-input-activated" FED_TOO,
                    "forward-other-activation" RELU,
                    "forward-without-bias" ONLY_OUTPUT,
                    "forward-without-bias" ONLY_HIDDEN,
                    "forward-without-bias" ONLY_FIRST,
                    "bias-for-one-sample" LAST_SAMPLE,
                    "lists-back-to-front" ONLY_Z,
                    "lists-back-to-front" ONLY_A,
                ],
                vec![
                    once("forward-results-exchanged", |i| {
                        let (zs, activations) = pass(i, Wrong::NOTHING);
                        passes(&activations, &zs)
                    }),
                    once("forward-output-only", |i| {
                        let (zs, activations) = pass(i, Wrong::NOTHING);
                        passes(&zs[zs.len() - 1..], &activations[zs.len()..])
                    }),
                    once("first-sample-only", |i| {
                        let first = |list: &[Array2<f64>]| -> Vec<Array2<f64>> {
                            list.iter().map(|x| x.slice(s![.., ..1]).to_owned()).collect()
                        };
                        let (zs, activations) = pass(i, Wrong::NOTHING);
                        passes(&first(&zs), &first(&activations))
                    }),
                ],
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..Special::none()
        },
    }
}

/// With this, the sample that gets the biases is the last one.
const LAST_SAMPLE: &str = "the last sample";
const ONLY_Z: &str = "only the list of Z";
const ONLY_A: &str = "only the list of A";

/// The forward pass, sample by sample unless the mistake is one of matrices.
fn pass(i: &Batch, wrong: Wrong) -> (Vec<Array2<f64>>, Vec<Array2<f64>>) {
    if ["bias-along-the-row", "bias-for-one-sample"].iter().any(|slug| wrong.has(slug)) {
        return by_matrices(i, wrong);
    }
    let passes: Vec<_> = i
        .samples()
        .iter()
        .map(|sample| forward(sample, Activation::Sigmoid, wrong))
        .collect();
    let side_by_side = |of: &dyn Fn(usize) -> Array1<f64>| {
        let vectors: Vec<_> = (0..passes.len()).map(of).collect();
        columns(vectors[0].len(), &vectors)
    };
    let zs = (0..passes[0].0.len()).map(|l| side_by_side(&|k| passes[k].0[l].clone()));
    let activations = 0..passes[0].1.len();
    let activations = activations.map(|l| side_by_side(&|k| passes[k].1[l].clone()));
    (zs.collect(), activations.collect())
}

/// The forward pass by matrices, with mistakes in how b is added.
pub fn by_matrices(i: &Batch, wrong: Wrong) -> (Vec<Array2<f64>>, Vec<Array2<f64>>) {
    let (mut zs, mut activations) = (Vec::<Array2<f64>>::new(), vec![i.x.clone()]);
    for (w, b) in i.weights.iter().zip(&i.biases) {
        let mut z = w.dot(&activations[zs.len()]);
        if wrong.has("bias-along-the-row") {
            // It stretches both.
            z = &z + b;
        } else if wrong.has("bias-for-one-sample") {
            let k = if wrong.has(LAST_SAMPLE) { z.ncols() - 1 } else { 0 };
            let mut column = z.column_mut(k);
            column += b;
        } else {
            z += &b.view().insert_axis(Axis(1));
        }
        activations.push(z.mapv(Real::sigmoid));
        zs.push(z);
    }
    (zs, activations)
}

/// What is returned of a forward pass.
fn passed(i: &Batch, wrong: Wrong) -> Answer {
    let (mut zs, mut activations) = pass(i, wrong);
    let (z_of, a_of) = (zs.clone(), activations[1..].to_vec());
    if wrong.has("forward-keeps-a-for-z") {
        zs = a_of;
    } else if wrong.has("forward-keeps-z-for-a") {
        activations.splice(1.., z_of);
    }
    if wrong.has("forward-input-not-kept") {
        activations.remove(0);
    }
    if wrong.has("forward-output-not-kept") {
        activations.pop();
    }
    if wrong.has("lists-back-to-front") {
        if !wrong.has(ONLY_A) {
            zs.reverse();
        }
        if !wrong.has(ONLY_Z) {
            activations.reverse();
        }
    }
    if wrong.has("samples-as-rows") {
        for matrix in zs.iter_mut().chain(&mut activations) {
            *matrix = matrix.t().to_owned();
        }
    }
    passes(&zs, &activations)
}
