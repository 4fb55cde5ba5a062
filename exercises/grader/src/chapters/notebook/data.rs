//! Exercises 10.7 to 10.9: the cells that go through the data.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, layers, part};
use crate::function::{Function, Special};
use crate::sample::{filled, positive, widths};

/// (output, target) for each sample.
type Samples = Vec<(Array1<f64>, Array1<f64>)>;

/// Training data with one-hot targets, and evaluation data with labels. Half are read correctly.
fn labelled() -> impl Strategy<Value = (Samples, Samples)> {
    let sample = (0..4_usize, 0..4_usize, any::<bool>(), vec(1..=8_i32, 4));
    let samples = vec(sample, 1..=8_usize).prop_map(|samples| {
        let of = |(read, label, right, others): (usize, usize, bool, Vec<i32>)| {
            let mut output =
                Array1::from_iter(others.into_iter().map(|x| f64::from(x) / 10.0));
            output[if right { label } else { read }] = 0.9;
            (output, label)
        };
        samples.into_iter().map(of).collect::<Vec<_>>()
    });
    (samples.clone(), samples).prop_map(|(training, evaluation)| {
        let one_hot = |label| Array1::from_shape_fn(4, |j| f64::from(j == label));
        let training = training.into_iter().map(|(a, label)| (a, one_hot(label)));
        let evaluation = evaluation
            .into_iter()
            .map(|(a, label)| (a, Array1::from_elem(1, label as f64)));
        (training.collect(), evaluation.collect())
    })
}

/// Vectors as the columns of a matrix.
fn columns<'a>(vectors: impl Iterator<Item = &'a Array1<f64>>) -> Array2<f64> {
    let vectors: Vec<_> = vectors.collect();
    Array2::from_shape_fn((vectors[0].len(), vectors.len()), |(j, x)| vectors[x][j])
}

fn table(name: &str, data: &Samples) -> Answer {
    let outputs = columns(data.iter().map(|(output, _)| output));
    let targets = columns(data.iter().map(|(_, target)| target));
    vec![part(format!("a {name}"), outputs), part(format!("y {name}"), targets)]
}

fn arg_max(v: &Array1<f64>) -> usize {
    (0..v.len()).fold(0, |best, j| if v[j] > v[best] { j } else { best })
}

fn counts((training, evaluation): (usize, usize)) -> Answer {
    vec![part("train", training as f64), part("eval", evaluation as f64)]
}

pub fn label_conversion() -> Function<(Samples, Samples)> {
    Function {
        name: "label_conversion",
        inputs: || labelled().boxed(),
        show: |(training, evaluation)| {
            [table("train", training), table("eval", evaluation)].concat()
        },
        ask: |worker, (training, evaluation)| {
            Ok(counts(worker.call("label_conversion", args![training, evaluation])?))
        },
        // Correct is the sample whose largest output is where the target says.
        truth: |(training, evaluation), _| {
            let at_one = |(a, y): &&(Array1<f64>, Array1<f64>)| y[arg_max(a)] == 1.0;
            let at_label =
                |(a, y): &&(Array1<f64>, Array1<f64>)| y[0] == arg_max(a) as f64;
            counts((
                training.iter().filter(at_one).count(),
                evaluation.iter().filter(at_label).count(),
            ))
        },
        model: |(training, evaluation), wrong| {
            let accuracy = |data: &Samples, convert: bool| {
                let label =
                    |y: &Array1<f64>| if convert { arg_max(y) } else { y[0] as usize };
                data.iter().filter(|(a, y)| arg_max(a) == label(y)).count()
            };
            let (first, second) = if wrong.has("labels-converted-wrong-set") {
                (false, true)
            } else if wrong.has("labels-converted-both") {
                (true, true)
            } else if wrong.has("labels-converted-neither") {
                (false, false)
            } else {
                (true, false)
            };
            let (training, evaluation) =
                (accuracy(training, first), accuracy(evaluation, second));
            let exchanged = wrong.has("accuracies-exchanged");
            counts(if exchanged {
                (evaluation, training)
            } else {
                (training, evaluation)
            })
        },
        mistakes: vec![
            "labels-converted-wrong-set",
            "labels-converted-both",
            "labels-converted-neither",
            "accuracies-exchanged",
        ],
        special: Special { stub: Some("labels-converted-wrong-set"), ..Special::none() },
    }
}

fn batches((n, mini_batches): (usize, Vec<Vec<usize>>)) -> Answer {
    vec![part("n", n as f64), part("batches", format!("{mini_batches:?}"))]
}

pub fn consumed_iterator() -> Function<(Vec<usize>, usize)> {
    Function {
        name: "consumed_iterator",
        inputs: || {
            let order = Just((0..8).collect::<Vec<_>>()).prop_shuffle();
            (order, 1..=8_usize, 1..=4_usize)
                .prop_map(|(mut order, n, m)| {
                    order.truncate(n);
                    (order, m)
                })
                .boxed()
        },
        show: |(order, m)| {
            vec![part("samples", format!("{order:?}")), part("m", *m as f64)]
        },
        // A filter, so that nothing is known about the number of samples before they come.
        ask: |worker, (order, m)| {
            Ok(batches(worker.call("consumed_iterator", args![order, *m])?))
        },
        truth: |(order, m), _| {
            let mini_batches = order.chunks(*m).map(<[usize]>::to_vec).collect();
            batches((order.len(), mini_batches))
        },
        model: |(order, m), wrong| {
            let mut mini_batches: Vec<_> =
                order.chunks(*m).map(<[usize]>::to_vec).collect();
            let mut n = order.len();
            if wrong.has("iterator-consumed") {
                mini_batches.iter_mut().for_each(Vec::clear);
            } else if wrong.has("iterator-without-length") {
                (n, mini_batches) = (0, Vec::new());
            } else if wrong.has("iterator-counts-batches") {
                n = mini_batches.len();
            } else if wrong.has("iterator-last-dropped") {
                mini_batches.retain(|mini_batch| mini_batch.len() == *m);
            }
            batches((n, mini_batches))
        },
        mistakes: vec![
            "iterator-consumed",
            "iterator-without-length",
            "iterator-counts-batches",
            "iterator-last-dropped",
        ],
        special: Special { stub: Some("iterator-consumed"), ..Special::none() },
    }
}

/// The cost of each sample, the weights, λ.
#[derive(Clone, Debug)]
pub struct Costs {
    costs: Vec<f64>,
    weights: Vec<Array2<f64>>,
    lambda: f64,
}

pub fn penalty_per_sample() -> Function<Costs> {
    Function {
        name: "penalty_per_sample",
        inputs: || {
            let weights = filled(prop_oneof![widths(2), widths(3)], |n, numbers| {
                n.windows(2).map(|n| numbers.matrix(n[1], n[0])).collect()
            });
            (vec(positive(), 1..=5_usize), weights, positive())
                .prop_map(|(costs, weights, lambda)| Costs { costs, weights, lambda })
                .boxed()
        },
        show: |i| {
            let mut parts = vec![part("costs", Array1::from(i.costs.clone()))];
            parts.extend(layers("w", 2, &i.weights));
            parts.push(part("λ", i.lambda));
            parts
        },
        ask: |worker, i| {
            let arguments = args![&i.costs, &i.weights, i.lambda];
            Ok(vec![part("C", worker.call::<f64>("penalty_per_sample", arguments)?)])
        },
        truth: |i, _| {
            let squares = i.weights.iter().flatten().fold(0.0, |sum, w| sum + w * w);
            let sum = i.costs.iter().sum::<f64>() + i.lambda * squares / 2.0;
            vec![part("C", sum / i.costs.len() as f64)]
        },
        model: |i, wrong| {
            let n = i.costs.len() as f64;
            let mean = i.costs.iter().sum::<f64>() / n;
            let mean = if wrong.has("total-cost-sum") { n * mean } else { mean };
            let half = if wrong.has("l2-without-half") { 1.0 } else { 0.5 };
            let squares: f64 = i.weights.iter().map(|w| (w * w).sum()).sum();
            let times = if wrong.has("penalty-per-sample") {
                n
            } else if wrong.has("penalty-averaged") {
                1.0 / n
            } else if wrong.has("total-cost-without-penalty") {
                0.0
            } else {
                1.0
            };
            vec![part("C", mean + times * half * i.lambda / n * squares)]
        },
        mistakes: vec![
            "penalty-per-sample",
            "penalty-averaged",
            "total-cost-without-penalty",
            "total-cost-sum",
            "l2-without-half",
        ],
        special: Special { stub: Some("penalty-per-sample"), ..Special::none() },
    }
}
