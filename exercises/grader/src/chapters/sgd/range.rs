//! Exercise 5.8: the best of several learning rates.

use proptest::collection::vec;
use proptest::prelude::*;
use worker::value::FromValue;

use crate::answer::{Answer, part};
use crate::function::{Function, Imitation, Special, asked, once};

/// Learning rates, and the cost after some steps with each.
type Tried = Vec<(f64, f64)>;

/// Growing learning rates. No two costs are equal, one is finite, and others may not be.
fn inputs() -> impl Strategy<Value = Tried> {
    let ruined = prop_oneof![
        4 => Just(None),
        1 => Just(Some(f64::NAN)),
        1 => Just(Some(f64::INFINITY)),
    ];
    (1..=5_usize).prop_flat_map(move |n| {
        let costs = Just((1..=n).collect::<Vec<_>>()).prop_shuffle();
        (vec(1..=9_u32, n), costs, vec(ruined.clone(), n), 0..n).prop_map(
            |(steps, costs, ruined, finite)| {
                let mut eta = 0.0;
                let tried = steps.into_iter().zip(costs).zip(ruined).enumerate();
                tried
                    .map(|(k, ((step, cost), ruined))| {
                        eta += f64::from(step) / 10.0;
                        let ruined = ruined.filter(|_| k != finite);
                        (eta, ruined.unwrap_or(cost as f64 / 10.0))
                    })
                    .collect()
            },
        )
    })
}

fn best(eta: f64) -> Answer {
    vec![part("η", eta)]
}

/// The learning rate with the lowest cost, the first of several, by what counts as cost.
fn lowest(tried: &[(f64, f64)], cost: fn(f64) -> f64) -> f64 {
    let first = tried[0];
    let better = |a: (f64, f64), b: (f64, f64)| if cost(b.1) < cost(a.1) { b } else { a };
    tried.iter().copied().fold(first, better).0
}

fn finite(c: f64) -> f64 {
    if c.is_finite() { c } else { f64::INFINITY }
}

pub fn best_learning_rate() -> Function<Tried> {
    Function {
        name: "best_learning_rate",
        inputs: || inputs().boxed(),
        show: |tried| {
            let list = |of: fn(&(f64, f64)) -> f64| {
                format!("{:?}", tried.iter().map(of).collect::<Vec<_>>())
            };
            vec![part("η", list(|t| t.0)), part("cost after", list(|t| t.1))]
        },
        ask: |worker, tried| {
            let etas: Vec<f64> = tried.iter().map(|t| t.0).collect();
            let eta: f64 =
                worker.call_with("best_learning_rate", args![etas, ()], |question| {
                    let [eta] = asked(question)?;
                    let eta = f64::from_value(eta)?;
                    // Of a rate that was not to be tried nothing is known.
                    let cost =
                        tried.iter().find(|t| t.0 == eta).map_or(f64::NAN, |t| t.1);
                    Ok(cost.into())
                })?;
            Ok(best(eta))
        },
        truth: |tried, _| {
            let mut finite: Vec<_> = tried.iter().filter(|t| t.1.is_finite()).collect();
            finite.sort_by(|a, b| a.1.total_cmp(&b.1));
            best(finite[0].0)
        },
        model: |tried, wrong| {
            best(if wrong.has("range-highest-cost") {
                lowest(tried, |c| -finite(-c))
            } else if wrong.has("range-nan-stays") {
                lowest(tried, |c| c)
            } else if wrong.has("range-misses-last") {
                lowest(&tried[..tried.len() - 1], finite)
            } else if wrong.has("range-misses-first") {
                lowest(&tried[1..], finite)
            } else {
                lowest(tried, finite)
            })
        },
        mistakes: vec![
            "range-highest-cost",
            "range-nan-stays",
            "range-misses-last",
            "range-misses-first",
        ],
        special: Special { written: written(), ..Special::none() },
    }
}

fn written() -> Vec<Imitation<Tried>> {
    vec![
        once("range-nan-lowest", |tried| {
            lowest_of(tried, |c| if c.is_nan() { f64::NEG_INFINITY } else { c })
        }),
        once("range-returns-cost", |tried| {
            best(tried.iter().fold(f64::INFINITY, |least, t| least.min(t.1)))
        }),
        once("range-largest-finite", |tried| {
            let last = tried.iter().rfind(|t| t.1.is_finite());
            best(last.expect("one is finite").0)
        }),
        once("range-first-rise", |tried| {
            let falls = tried.windows(2).take_while(|pair| pair[1].1 < pair[0].1);
            best(tried[falls.count()].0)
        }),
        once("range-first-rise", |tried| {
            let rise = tried.windows(2).find(|pair| pair[1].1 >= pair[0].1);
            best(rise.map_or(tried[tried.len() - 1].0, |pair| pair[0].0))
        }),
        // Beside infinity, with which the search begins, an infinite cost is not lower either.
        once("range-first-rise", |tried| {
            let (mut found, mut lowest) = (tried[0].0, f64::INFINITY);
            for &(eta, cost) in tried.iter().take_while(|t| t.1 < f64::INFINITY) {
                if cost >= lowest {
                    break;
                }
                (found, lowest) = (eta, cost);
            }
            best(found)
        }),
        once("range-last-improvement", |tried| {
            let mut found = tried[0];
            for pair in tried.windows(2) {
                if pair[1].1 < pair[0].1 {
                    found = pair[1];
                }
            }
            best(found.0)
        }),
    ]
}

fn lowest_of(tried: &[(f64, f64)], cost: fn(f64) -> f64) -> Answer {
    best(lowest(tried, cost))
}
