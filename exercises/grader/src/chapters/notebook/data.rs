//! Exercises 10.7 to 10.9: the cells that go through the data.

use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;

use super::mistakes::data::*;
use crate::answer::{Answer, Tolerance, layers, part};
use crate::chapters::l2::mistakes::{
    L2_WITHOUT_HALF, PENALTY_AVERAGED, PENALTY_PER_SAMPLE, TOTAL_SUM, WITHOUT_PENALTY,
};
use crate::exercise::Info;
use crate::function::Function;
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
        info: Info {
            id: "10.7",
            name: "label_conversion",
            title: "everything is taken for a zero",
            stars: 2,
            hints: [
                "What does `arg_max` give for a vector of length 1? And what is the first entry \
                 of a one-hot vector?",
                "A one-hot target is converted to its label by arg max; a label is taken as it is.",
                "One `true` and one `false` in the last line.",
            ],
        },
        inputs: || labelled().boxed(),
        show: |(training, evaluation)| {
            [table("train", training), table("eval", evaluation)].concat()
        },
        reader: |answers, (training, evaluation)| {
            counts((answers.notebook.label_conversion)(training, evaluation))
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
            let (first, second) = if wrong.has(&CONVERTED_WRONG_SET) {
                (false, true)
            } else if wrong.has(&CONVERTED_BOTH) {
                (true, true)
            } else if wrong.has(&CONVERTED_NEITHER) {
                (false, false)
            } else {
                (true, false)
            };
            let (training, evaluation) =
                (accuracy(training, first), accuracy(evaluation, second));
            let exchanged = wrong.has(&CONVERTED_EXCHANGED);
            counts(if exchanged {
                (evaluation, training)
            } else {
                (training, evaluation)
            })
        },
        mistakes: vec![
            &CONVERTED_WRONG_SET,
            &CONVERTED_BOTH,
            &CONVERTED_NEITHER,
            &CONVERTED_EXCHANGED,
        ],
        stub: Some(&CONVERTED_WRONG_SET),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

fn batches((n, mini_batches): (usize, Vec<Vec<usize>>)) -> Answer {
    vec![part("n", n as f64), part("batches", format!("{mini_batches:?}"))]
}

pub fn consumed_iterator() -> Function<(Vec<usize>, usize)> {
    Function {
        info: Info {
            id: "10.8",
            name: "consumed_iterator",
            title: "epochs that take no time",
            stars: 2,
            hints: [
                "What is in the mini-batches? And what has `count` done with the samples in order \
                 to count them?",
                "n = number of samples; mini-batches: samples 0 … m − 1, m … 2m − 1, and so on",
                "Collect the samples into a `Vec` first. A `Vec` has a `len()` and `chunks(m)`, \
                 and neither uses it up.",
            ],
        },
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
        reader: |answers, (order, m)| {
            let mut samples = order.iter().copied().filter(|_| true);
            batches((answers.notebook.consumed_iterator)(&mut samples, *m))
        },
        truth: |(order, m), _| {
            let mini_batches = order.chunks(*m).map(<[usize]>::to_vec).collect();
            batches((order.len(), mini_batches))
        },
        model: |(order, m), wrong| {
            let mut mini_batches: Vec<_> =
                order.chunks(*m).map(<[usize]>::to_vec).collect();
            let mut n = order.len();
            if wrong.has(&CONSUMED) {
                mini_batches.iter_mut().for_each(Vec::clear);
            } else if wrong.has(&CONSUMED_NO_LENGTH) {
                (n, mini_batches) = (0, Vec::new());
            } else if wrong.has(&CONSUMED_COUNTS_BATCHES) {
                n = mini_batches.len();
            } else if wrong.has(&CONSUMED_LAST_DROPPED) {
                mini_batches.retain(|mini_batch| mini_batch.len() == *m);
            }
            batches((n, mini_batches))
        },
        mistakes: vec![
            &CONSUMED,
            &CONSUMED_NO_LENGTH,
            &CONSUMED_COUNTS_BATCHES,
            &CONSUMED_LAST_DROPPED,
        ],
        stub: Some(&CONSUMED),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
        info: Info {
            id: "10.9",
            name: "penalty_per_sample",
            title: "a penalty that more data do not make smaller",
            stars: 2,
            hints: [
                "How often does the loop add the penalty, and how often does it stand in the \
                 formula? What becomes of its n?",
                "C = (1/n) Σ_x C_x + (λ/2n) Σ_l ‖w^l‖²: the penalty is outside the sum over x",
                "One line moves behind the closing brace of the loop.",
            ],
        },
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
        reader: |answers, i| {
            let cost =
                (answers.notebook.penalty_per_sample)(&i.costs, &i.weights, i.lambda);
            vec![part("C", cost)]
        },
        truth: |i, _| {
            let squares = i.weights.iter().flatten().fold(0.0, |sum, w| sum + w * w);
            let sum = i.costs.iter().sum::<f64>() + i.lambda * squares / 2.0;
            vec![part("C", sum / i.costs.len() as f64)]
        },
        model: |i, wrong| {
            let n = i.costs.len() as f64;
            let mean = i.costs.iter().sum::<f64>() / n;
            let mean = if wrong.has(&TOTAL_SUM) { n * mean } else { mean };
            let half = if wrong.has(&L2_WITHOUT_HALF) { 1.0 } else { 0.5 };
            let squares: f64 = i.weights.iter().map(|w| (w * w).sum()).sum();
            let times = if wrong.has(&PENALTY_PER_SAMPLE) {
                n
            } else if wrong.has(&PENALTY_AVERAGED) {
                1.0 / n
            } else if wrong.has(&WITHOUT_PENALTY) {
                0.0
            } else {
                1.0
            };
            vec![part("C", mean + times * half * i.lambda / n * squares)]
        },
        mistakes: vec![
            &PENALTY_PER_SAMPLE,
            &PENALTY_AVERAGED,
            &WITHOUT_PENALTY,
            &TOTAL_SUM,
            &L2_WITHOUT_HALF,
        ],
        stub: Some(&PENALTY_PER_SAMPLE),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
