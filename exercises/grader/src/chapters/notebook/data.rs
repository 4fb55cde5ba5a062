//! Exercises 10.7 and 10.8: the cells that go through the data.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::function::{Function, Imitation, Special, once};

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
        special: Special {
            written: label_repairs(),
            stub: Some("labels-converted-wrong-set"),
            ..Special::none()
        },
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
        special: Special {
            written: iterator_repairs(),
            stub: Some("iterator-consumed"),
            ..Special::none()
        },
    }
}

/// How many samples are right by this rule, given output and target.
fn count(data: &Samples, right: impl Fn(&Array1<f64>, &Array1<f64>) -> bool) -> usize {
    data.iter().filter(|(output, target)| right(output, target)).count()
}

fn one_hot(data: &Samples) -> usize {
    count(data, |a, y| arg_max(a) == arg_max(y))
}

fn label(data: &Samples) -> usize {
    count(data, |a, y| arg_max(a) as f64 == y[0])
}

/// Repairs of 10.7 that do not hold.
fn label_repairs() -> Vec<Imitation<(Samples, Samples)>> {
    vec![
        once("labels-of-one-twice", |(t, _)| counts((one_hot(t), one_hot(t)))),
        once("labels-of-one-twice", |(_, e)| counts((label(e), label(e)))),
        once("labels-of-one-twice", |(t, _)| counts((one_hot(t), label(t)))),
        once("labels-wrong-counted", |(t, e)| {
            counts((t.len() - one_hot(t), e.len() - label(e)))
        }),
        once("labels-from-one", |(t, e)| {
            counts((one_hot(t), count(e, |a, y| arg_max(a) as f64 == y[0] - 1.0)))
        }),
        once("labels-from-one", |(t, e)| {
            counts((one_hot(t), count(e, |a, y| arg_max(a) as f64 == y[0] + 1.0)))
        }),
        once("labels-by-threshold", |(t, e)| {
            counts((one_hot(t), count(e, |a, y| a[y[0] as usize] > 0.5)))
        }),
        once("labels-by-threshold", |(t, e)| {
            let right = |a: &Array1<f64>, y: &Array1<f64>| a[arg_max(y)] > 0.5;
            counts((count(t, right), count(e, |a, y| a[y[0] as usize] > 0.5)))
        }),
        once("labels-all-counted", |(t, e)| counts((t.len(), e.len()))),
        once("labels-all-counted", |(t, e)| counts((one_hot(t), e.len()))),
        once("labels-none-counted", |(t, e)| {
            counts((one_hot(t), count(e, |a, y| a == y)))
        }),
        once("labels-none-counted", |(t, e)| {
            counts((count(t, |a, y| a == y), count(e, |a, y| a == y)))
        }),
    ]
}

/// The samples in mini-batches of m.
fn chunked(samples: &[usize], m: usize) -> Vec<Vec<usize>> {
    samples.chunks(m).map(<[usize]>::to_vec).collect()
}

/// Repairs of 10.8 that do not hold.
fn iterator_repairs() -> Vec<Imitation<(Vec<usize>, usize)>> {
    vec![
        once("iterator-empty-batch", |(order, m)| {
            let n = order.len();
            let batch = |k: usize| order[k * m..((k + 1) * m).min(n)].to_vec();
            batches((n, (0..n / m + 1).map(batch).collect()))
        }),
        once("iterator-empty-batch", |(order, m)| {
            let mut mini_batches = chunked(order, *m);
            mini_batches.push(Vec::new());
            batches((order.len(), mini_batches))
        }),
        once("iterator-ignores-m", |(order, _)| {
            batches((order.len(), vec![order.clone()]))
        }),
        once("iterator-ignores-m", |(order, _)| {
            batches((order.len(), chunked(order, 1)))
        }),
        once("iterator-samples-numbered", |(order, m)| {
            let numbers: Vec<usize> = (0..order.len()).collect();
            batches((order.len(), chunked(&numbers, *m)))
        }),
        once("iterator-other-order", |(order, m)| {
            let reversed: Vec<usize> = order.iter().copied().rev().collect();
            batches((order.len(), chunked(&reversed, *m)))
        }),
        once("iterator-other-order", |(order, m)| {
            let mut mini_batches = chunked(order, *m);
            mini_batches.reverse();
            batches((order.len(), mini_batches))
        }),
        once("iterator-other-order", |(order, m)| {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            batches((order.len(), chunked(&sorted, *m)))
        }),
        once("iterator-first-batch-only", |(order, m)| {
            batches((order.len(), chunked(order, *m).into_iter().take(1).collect()))
        }),
        once("iterator-first-batch-only", |(order, m)| {
            let first: Vec<_> = chunked(order, *m).into_iter().take(1).collect();
            batches((first.iter().map(Vec::len).sum(), first))
        }),
        once("iterator-windows", |(order, m)| {
            let n = order.len();
            let windows = (0..n).map(|k| order[k..(k + m).min(n)].to_vec());
            batches((n, windows.collect()))
        }),
        once("iterator-windows", |(order, m)| {
            batches((order.len(), order.windows(*m).map(<[usize]>::to_vec).collect()))
        }),
        once("iterator-no-batches", |(order, _)| batches((order.len(), Vec::new()))),
        once("iterator-wrong-count", |(order, m)| batches((0, chunked(order, *m)))),
        once("iterator-wrong-count", |(order, m)| {
            batches((order.len() / m * m, chunked(order, *m)))
        }),
        once("iterator-last-dropped", |(order, m)| {
            batches((
                order.len() / m * m,
                order.chunks_exact(*m).map(<[usize]>::to_vec).collect(),
            ))
        }),
        once("iterator-m-batches", |(order, m)| {
            batches((order.len(), chunked(order, order.len().div_ceil(*m))))
        }),
        once("iterator-m-batches", |(order, m)| {
            let stride = order.len().div_ceil(*m);
            let batch =
                |k: usize| order.iter().copied().skip(k).step_by(stride).collect();
            batches((order.len(), (0..stride).map(batch).collect()))
        }),
        once("iterator-counts-batches", |(order, m)| {
            let n = order.len().div_ceil(*m);
            batches((n, vec![Vec::new(); n]))
        }),
        once("iterator-first-batch-only", |(order, m)| {
            let batch = order.iter().copied().take(*m).collect();
            batches((order.len(), vec![batch; order.len().div_ceil(*m)]))
        }),
    ]
}
