//! Exercise 10.6: the cell that tells how much is read correctly.

use proptest::bool;
use proptest::collection::vec;
use proptest::strategy::Strategy;

use crate::answer::{Answer, Part, Value, part};
use crate::function::{Function, Imitation, Special, once};

/// (class read, label) for each sample.
type Reading = Vec<(usize, usize)>;

fn readings() -> impl Strategy<Value = Reading> {
    let sample = (0..4_usize, 0..4_usize, bool::ANY);
    let sample =
        sample.prop_map(|(read, label, right)| (if right { label } else { read }, label));
    vec(sample, 1..=8_usize)
}

fn correct(data: &Reading) -> f64 {
    data.iter().filter(|(read, label)| read == label).count() as f64
}

fn shares((training, evaluation): (f64, f64)) -> Answer {
    vec![part("train", training), part("eval", evaluation)]
}

pub fn evaluation_accuracy() -> Function<(Reading, Reading)> {
    Function {
        name: "evaluation_accuracy",
        inputs: || (readings(), readings()).boxed(),
        show: |(training, evaluation)| {
            vec![
                part("train", format!("{training:?}")),
                part("eval", format!("{evaluation:?}")),
            ]
        },
        ask: |worker, (training, evaluation)| {
            Ok(shares(worker.call("evaluation_accuracy", args![training, evaluation])?))
        },
        truth: |(training, evaluation), _| {
            let share = |data: &Reading| {
                let hits = data.iter().map(|(read, label)| f64::from(read == label));
                hits.fold(0.0, |share, hit| share + hit / data.len() as f64)
            };
            shares((share(training), share(evaluation)))
        },
        model: |(training, evaluation), wrong| {
            let (n, n_evaluation) = (training.len() as f64, evaluation.len() as f64);
            let (by_training, by_evaluation) = if wrong.has("accuracy-by-training-size") {
                (n, n)
            } else if wrong.has("accuracy-by-evaluation-size") {
                (n_evaluation, n_evaluation)
            } else if wrong.has("accuracy-by-both-sizes") {
                (n + n_evaluation, n + n_evaluation)
            } else {
                (n, n_evaluation)
            };
            let quotient = |hits: f64, n: f64| {
                if wrong.has("accuracy-whole-numbers") {
                    (hits / n).floor()
                } else {
                    hits / n
                }
            };
            shares((
                quotient(correct(training), by_training),
                quotient(correct(evaluation), by_evaluation),
            ))
        },
        mistakes: vec![
            "accuracy-by-training-size",
            "accuracy-by-evaluation-size",
            "accuracy-by-both-sizes",
            "accuracy-whole-numbers",
        ],
        special: Special {
            written: repairs(),
            stub: Some("accuracy-by-training-size"),
            ..Special::none()
        },
    }
}

/// The two accuracies, each of these hits by one of these sizes.
fn quotients(
    (training, evaluation): &(Reading, Reading),
    hits: fn(f64, f64) -> (f64, f64),
    sizes: fn(f64, f64) -> (f64, f64),
) -> Answer {
    let (first, second) = hits(correct(training), correct(evaluation));
    let (n, n_evaluation) = sizes(training.len() as f64, evaluation.len() as f64);
    shares((first / n, second / n_evaluation))
}

/// Repairs that do not hold.
fn repairs() -> Vec<Imitation<(Reading, Reading)>> {
    vec![
        once("accuracy-sizes-exchanged", |i| quotients(i, |t, e| (t, e), |t, e| (e, t))),
        once("accuracy-one-size-for-both", |i| {
            quotients(i, |t, e| (t, e), |t, e| (t.min(e), t.min(e)))
        }),
        once("accuracy-one-size-for-both", |i| {
            quotients(i, |t, e| (t, e), |t, e| (t.max(e), t.max(e)))
        }),
        once("accuracies-exchanged", |i| quotients(i, |t, e| (e, t), |t, e| (e, t))),
        once("accuracy-sizes-exchanged", |i| quotients(i, |t, e| (e, t), |t, e| (t, e))),
        once("accuracy-of-one-twice", |i| quotients(i, |t, _| (t, t), |t, _| (t, t))),
        once("accuracy-of-one-twice", |i| quotients(i, |_, e| (e, e), |_, e| (e, e))),
        once("accuracy-of-one-twice", |i| quotients(i, |t, _| (t, t), |t, e| (t, e))),
        once("accuracy-of-both-together", |i| {
            quotients(i, |t, e| (t + e, t + e), |t, e| (t + e, t + e))
        }),
        once("accuracy-percent", |i| {
            quotients(i, |t, e| (100.0 * t, 100.0 * e), |t, e| (t, e))
        }),
        once("accuracy-is-a-count", |i| quotients(i, |t, e| (t, e), |_, _| (1.0, 1.0))),
        once("accuracy-is-a-count", |i| quotients(i, |t, e| (t, e), |t, _| (t, 1.0))),
        once("accuracy-rounded", |i| {
            quotients(i, |t, e| (t, e), |t, e| (t, e)).into_iter().map(rounded).collect()
        }),
        once("accuracy-is-error-rate", |(training, evaluation)| {
            let share = |data: &Reading| 1.0 - correct(data) / data.len() as f64;
            shares((share(training), share(evaluation)))
        }),
        once("accuracy-is-error-rate", |(training, evaluation)| {
            let n = training.len() as f64;
            let share = |data: &Reading| (data.len() as f64 - correct(data)) / n;
            shares((share(training), share(evaluation)))
        }),
    ]
}

/// 1 from one half on, and 0 below.
fn rounded(share: Part) -> Part {
    match share.value {
        Value::Numbers(number) => part(share.label, number.sum().round()),
        Value::Text(_) => share,
    }
}
