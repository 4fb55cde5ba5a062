//! Exercises 10.4 and 10.5: the cells that watch the training.

use ndarray::Array2;
use proptest::array::uniform4;
use proptest::bool;
use proptest::collection::vec;
use proptest::strategy::Strategy;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Imitation, Special, once};
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
            let cost_flag =
                if has("monitor-flags-exchanged") { flags[1] } else { flags[0] };
            if cost_flag {
                found[0].push(epoch[0]);
            }
            let accuracy_flag =
                if has("monitor-cost-flag") || has("monitor-flags-exchanged") {
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

/// Four lists, filled epoch by epoch.
type Lists = [Vec<f64>; 4];

fn log(i: &Training, fill: impl Fn(&mut Lists, [f64; 4], [bool; 4])) -> Answer {
    let mut found = Lists::default();
    for &epoch in &i.epochs {
        fill(&mut found, epoch, i.monitor);
    }
    lists(found)
}

/// As it should be, but for list `k`: that is filled by `fill`.
fn but(i: &Training, k: usize, fill: impl Fn(&mut Lists, [f64; 4], [bool; 4])) -> Answer {
    log(i, |found, epoch, flags| {
        for list in (0..4).filter(|&list| list != k && flags[list]) {
            found[list].push(epoch[list]);
        }
        fill(found, epoch, flags);
    })
}

/// Number `number` of each epoch comes into list `k` where `flag` is set.
fn under(i: &Training, k: usize, flag: fn([bool; 4]) -> bool, number: usize) -> Answer {
    but(i, k, |found, epoch, flags| {
        if flag(flags) {
            found[k].push(epoch[number]);
        }
    })
}

/// Number k of each epoch, where it is wanted, comes into list `list`.
fn into_list(i: &Training, k: usize, list: usize) -> Answer {
    log(i, |found, epoch, flags| {
        for number in (0..4).filter(|&number| flags[number]) {
            found[if number == k { list } else { number }].push(epoch[number]);
        }
    })
}

/// Repairs of 10.4 that do not hold.
fn accuracy_repairs() -> Vec<Imitation<Training>> {
    vec![
        once("monitor-flags-either", |i| under(i, 1, |f| f[0] || f[1], 1)),
        once("monitor-always", |i| under(i, 1, |_| true, 1)),
        once("monitor-never", |i| under(i, 1, |_| false, 1)),
        once("monitor-flag-inverted", |i| under(i, 1, |f| !f[1], 1)),
        once("monitor-flag-inverted", |i| under(i, 1, |f| !f[0], 1)),
        once("monitor-evaluation-flag", |i| under(i, 1, |f| f[2], 1)),
        once("monitor-flags-nested", |i| under(i, 1, |f| f[1] && f[3], 1)),
        once("monitor-else", |i| under(i, 1, |f| !f[0] && f[1], 1)),
        once("monitor-cost-under-accuracy-flag", |i| under(i, 0, |f| f[1], 0)),
        once("monitor-wrong-number", |i| under(i, 1, |f| f[1], 0)),
        once("monitor-wrong-number", |i| under(i, 1, |f| f[1], 2)),
        once("monitor-wrong-number", |i| under(i, 1, |f| f[1], 3)),
        once("monitor-wrong-list", |i| into_list(i, 1, 0)),
        once("monitor-wrong-list", |i| into_list(i, 1, 2)),
        once("monitor-wrong-list", |i| into_list(i, 1, 3)),
        once("monitor-always", |i| {
            log(i, |found, epoch, _| {
                (0..4).for_each(|k| found[k].push(epoch[k]));
            })
        }),
        once("monitor-last-epoch", last_epoch),
    ]
}

/// Repairs of 10.5 that do not hold.
fn cost_repairs() -> Vec<Imitation<Training>> {
    vec![
        once("evaluation-cost-under-other-flag", |i| under(i, 2, |f| f[0], 2)),
        once("evaluation-cost-under-other-flag", |i| under(i, 2, |f| f[1], 2)),
        once("evaluation-cost-under-other-flag", |i| under(i, 2, |f| f[3], 2)),
        once("monitor-never", |i| under(i, 2, |_| false, 2)),
        once("monitor-always", |i| under(i, 2, |_| true, 2)),
        once("evaluation-cost-needs-both-flags", |i| under(i, 2, |f| f[0] && f[2], 2)),
        once("evaluation-cost-needs-both-flags", |i| under(i, 2, |f| f[2] && f[3], 2)),
        once("evaluation-cost-needs-both-flags", |i| under(i, 2, |f| !f[0] && f[2], 2)),
        once("monitor-flags-either", |i| under(i, 2, |f| f[0] || f[2], 2)),
        once("monitor-wrong-number", |i| under(i, 2, |f| f[2], 1)),
        once("monitor-wrong-number", |i| under(i, 2, |f| f[2], 3)),
        once("evaluation-cost-in-accuracy-list", |i| into_list(i, 2, 1)),
        once("monitor-wrong-list", |i| into_list(i, 0, 2)),
        once("costs-exchanged", |i| {
            log(i, |found, epoch, flags| {
                for (k, list) in [(0, 2), (1, 1), (2, 0), (3, 3)] {
                    if flags[k] {
                        found[list].push(epoch[k]);
                    }
                }
            })
        }),
        once("monitor-always", |i| {
            log(i, |found, epoch, _| {
                (0..4).for_each(|k| found[k].push(epoch[k]));
            })
        }),
        once("monitor-last-epoch", last_epoch),
    ]
}

fn last_epoch(i: &Training) -> Answer {
    let last = i.epochs[i.epochs.len() - 1];
    let list = |k: usize| if i.monitor[k] { vec![last[k]] } else { Vec::new() };
    lists([0, 1, 2, 3].map(list))
}

fn lists(lists: Lists) -> Answer {
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
        special: Special {
            written: accuracy_repairs(),
            stub: Some("monitor-cost-flag"),
            ..Special::none()
        },
    }
}

pub fn monitor_cost() -> Function<Training> {
    Function {
        name: "monitor_cost",
        inputs: || training().boxed(),
        show: Training::show,
        ask: |worker, i| {
            Ok(lists(worker.call("monitor_cost", args![&i.epochs, i.monitor])?))
        },
        truth: |i, _| i.truth(),
        model: Training::model,
        mistakes: vec![
            "evaluation-cost-in-training-list",
            "evaluation-cost-in-both-lists",
            "evaluation-cost-in-accuracy-list",
            "evaluation-cost-of-training",
        ],
        special: Special {
            written: cost_repairs(),
            stub: Some("evaluation-cost-in-training-list"),
            ..Special::none()
        },
    }
}
