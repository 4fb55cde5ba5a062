//! Exercises 10.4 to 10.6: the cells that watch the training.

use ndarray::Array2;
use proptest::array::uniform4;
use proptest::bool;
use proptest::collection::vec;
use proptest::strategy::Strategy;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special};
use crate::sample::positive;

/// Four numbers for each epoch, and which of them are wanted.
#[derive(Clone, Debug)]
pub struct Training {
    epochs: Vec<[f64; 4]>,
    monitor: [bool; 4],
}

fn training() -> impl Strategy<Value = Training> {
    (vec(uniform4(positive()), 1..=3_usize), uniform4(bool::ANY))
        .prop_map(|(epochs, monitor)| Training { epochs, monitor })
}

impl Training {
    fn show(&self) -> Answer {
        let epochs = Array2::from(self.epochs.clone());
        vec![part("epochs", epochs), part("monitor", format!("{:?}", self.monitor))]
    }

    fn truth(&self) -> Answer {
        let list = |k: usize| {
            let numbers = self.epochs.iter().map(|epoch| epoch[k]);
            numbers.filter(|_| self.monitor[k]).collect()
        };
        lists([0, 1, 2, 3].map(list))
    }

    /// The notebook's loop, with its mistakes in either of the exercises.
    fn model(&self, wrong: Wrong) -> Answer {
        let has = |slug: &str| wrong.has(slug);
        let flags = self.monitor;
        let mut found = [const { Vec::new() }; 4];
        for epoch in &self.epochs {
            let cost_flag = if has("monitor-flags-exchanged") { flags[1] } else { flags[0] };
            if cost_flag {
                found[0].push(epoch[0]);
            }
            let accuracy_flag = if has("monitor-cost-flag") || has("monitor-flags-exchanged") {
                flags[0]
            } else if has("monitor-flags-nested") {
                flags[0] && flags[1]
            } else if has("monitor-evaluation-flag") {
                flags[3]
            } else {
                flags[1]
            };
            if accuracy_flag {
                found[1].push(epoch[1]);
            }
            if flags[2] {
                let cost =
                    if has("evaluation-cost-of-training") { epoch[0] } else { epoch[2] };
                if has("evaluation-cost-in-training-list") {
                    found[0].push(cost);
                } else if has("evaluation-cost-in-accuracy-list") {
                    found[3].push(cost);
                } else if has("evaluation-cost-in-both-lists") {
                    found[0].push(cost);
                    found[2].push(cost);
                } else {
                    found[2].push(cost);
                }
            }
            if flags[3] {
                found[3].push(epoch[3]);
            }
        }
        lists(found)
    }
}

fn lists(lists: [Vec<f64>; 4]) -> Answer {
    let lists = lists.iter().enumerate();
    lists.map(|(k, list)| part(format!("list {k}"), format!("{list:?}"))).collect()
}

pub fn monitor_accuracy() -> Function<Training> {
    Function {
        name: "monitor_accuracy",
        inputs: || training().boxed(),
        show: Training::show,
        ask: |worker, i| {
            Ok(lists(worker.call("monitor_accuracy", args![&i.epochs, i.monitor])?))
        },
        truth: |i, _| i.truth(),
        model: Training::model,
        mistakes: vec![
            "monitor-cost-flag",
            "monitor-flags-exchanged",
            "monitor-flags-nested",
            "monitor-evaluation-flag",
        ],
        special: Special { stub: Some("monitor-cost-flag"), ..Special::none() },
    }
}

pub fn monitor_cost() -> Function<Training> {
    Function {
        name: "monitor_cost",
        inputs: || training().boxed(),
        show: Training::show,
        ask: |worker, i| Ok(lists(worker.call("monitor_cost", args![&i.epochs, i.monitor])?)),
        truth: |i, _| i.truth(),
        model: Training::model,
        mistakes: vec![
            "evaluation-cost-in-training-list",
            "evaluation-cost-in-both-lists",
            "evaluation-cost-in-accuracy-list",
            "evaluation-cost-of-training",
        ],
        special: Special { stub: Some("evaluation-cost-in-training-list"), ..Special::none() },
    }
}

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
        special: Special { stub: Some("accuracy-by-training-size"), ..Special::none() },
    }
}
