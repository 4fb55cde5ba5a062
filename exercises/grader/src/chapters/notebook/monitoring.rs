//! Exercises 10.4 to 10.6: the cells that watch the training.

use ndarray::Array1;
use proptest::array::uniform4;
use proptest::bool;
use proptest::collection::vec;
use proptest::strategy::Strategy;

use super::mistakes::monitoring::*;
use crate::answer::{Answer, Tolerance, part};
use crate::atlas::{Mistake, Wrong};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::positive;

const NAMES: [&str; 4] =
    ["training cost", "training accuracy", "evaluation cost", "evaluation accuracy"];

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
        let wanted = |k: usize| if self.monitor[k] { "wanted" } else { "not wanted" };
        let of = |k: usize| Array1::from_iter(self.epochs.iter().map(|epoch| epoch[k]));
        let text = |k| format!("{} for the epochs {}", wanted(k), of(k));
        (0..4).map(|k| part(NAMES[k], text(k))).collect()
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
        let has = |mistake: &'static Mistake| wrong.has(mistake);
        let flags = self.monitor;
        let mut found = [const { Vec::new() }; 4];
        for epoch in &self.epochs {
            let cost_flag = if has(&MONITOR_EXCHANGED) { flags[1] } else { flags[0] };
            if cost_flag {
                found[0].push(epoch[0]);
            }
            let accuracy_flag = if has(&MONITOR_COST_FLAG) || has(&MONITOR_EXCHANGED) {
                flags[0]
            } else if has(&MONITOR_NESTED) {
                flags[0] && flags[1]
            } else if has(&MONITOR_EVALUATION_FLAG) {
                flags[3]
            } else {
                flags[1]
            };
            if accuracy_flag {
                found[1].push(epoch[1]);
            }
            if flags[2] {
                let cost =
                    if has(&EVALUATION_HOLDS_TRAINING) { epoch[0] } else { epoch[2] };
                if has(&EVALUATION_IN_TRAINING) {
                    found[0].push(cost);
                } else if has(&EVALUATION_IN_ACCURACY) {
                    found[3].push(cost);
                } else if has(&EVALUATION_IN_BOTH) {
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
    NAMES
        .into_iter()
        .zip(lists)
        .map(|(name, list)| part(name, format!("{list:?}")))
        .collect()
}

pub fn monitor_accuracy() -> Function<Training> {
    Function {
        info: Info {
            id: "10.4",
            name: "monitor_accuracy",
            title: "an accuracy that comes uninvited",
            stars: 1,
            hints: [
                "Four lists, four flags. Which flag lets the training accuracy into its list?",
                "List k gets number k of every epoch if and only if flag k is set.",
                "One index in the second `if`.",
            ],
        },
        inputs: || training().boxed(),
        show: Training::show,
        reader: |answers, i| {
            lists((answers.notebook.monitor_accuracy)(&i.epochs, i.monitor))
        },
        truth: |i, _| i.truth(),
        model: Training::model,
        mistakes: vec![
            &MONITOR_COST_FLAG,
            &MONITOR_EXCHANGED,
            &MONITOR_NESTED,
            &MONITOR_EVALUATION_FLAG,
        ],
        stub: Some(&MONITOR_COST_FLAG),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

pub fn monitor_cost() -> Function<Training> {
    Function {
        info: Info {
            id: "10.5",
            name: "monitor_cost",
            title: "a curve with twice as many points as epochs",
            stars: 1,
            hints: [
                "Which lines write into the list of the training cost?",
                "List k gets number k of every epoch if and only if flag k is set.",
                "One name in the third `if`.",
            ],
        },
        inputs: || training().boxed(),
        show: Training::show,
        reader: |answers, i| lists((answers.notebook.monitor_cost)(&i.epochs, i.monitor)),
        truth: |i, _| i.truth(),
        model: Training::model,
        mistakes: vec![
            &EVALUATION_IN_TRAINING,
            &EVALUATION_IN_BOTH,
            &EVALUATION_IN_ACCURACY,
            &EVALUATION_HOLDS_TRAINING,
        ],
        stub: Some(&EVALUATION_IN_TRAINING),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
    vec![part("training", training), part("evaluation", evaluation)]
}

pub fn evaluation_accuracy() -> Function<(Reading, Reading)> {
    Function {
        info: Info {
            id: "10.6",
            name: "evaluation_accuracy",
            title: "a network that reads a fifth of the digits",
            stars: 2,
            hints: [
                "What would the second share be if every evaluation digit were read correctly?",
                "accuracy = number read correctly / number of samples, each of the same data",
                "There are two numbers of samples: `training.len()` and `evaluation.len()`.",
            ],
        },
        inputs: || (readings(), readings()).boxed(),
        show: |(training, evaluation)| {
            vec![
                part("training", format!("{training:?}")),
                part("evaluation", format!("{evaluation:?}")),
            ]
        },
        reader: |answers, (training, evaluation)| {
            shares((answers.notebook.evaluation_accuracy)(training, evaluation))
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
            let (by_training, by_evaluation) = if wrong.has(&ACCURACY_BY_TRAINING) {
                (n, n)
            } else if wrong.has(&ACCURACY_BY_EVALUATION) {
                (n_evaluation, n_evaluation)
            } else if wrong.has(&ACCURACY_BY_ALL) {
                (n + n_evaluation, n + n_evaluation)
            } else {
                (n, n_evaluation)
            };
            let quotient = |hits: f64, n: f64| {
                if wrong.has(&ACCURACY_WHOLE_NUMBERS) {
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
            &ACCURACY_BY_TRAINING,
            &ACCURACY_BY_EVALUATION,
            &ACCURACY_BY_ALL,
            &ACCURACY_WHOLE_NUMBERS,
        ],
        stub: Some(&ACCURACY_BY_TRAINING),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
