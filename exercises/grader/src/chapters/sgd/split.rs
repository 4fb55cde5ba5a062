//! Exercise 5.1: mini-batches.

use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};

/// The order of the samples, and m.
type Order = (Vec<usize>, usize);

/// The numbers below some n in any order. n is at most `most`, and shrinks by itself.
pub fn order(most: usize) -> impl Strategy<Value = Vec<usize>> {
    let all = Just((0..most).collect::<Vec<_>>()).prop_shuffle();
    (1..=most, all).prop_map(|(n, all)| all.into_iter().filter(|&k| k < n).collect())
}

/// What can go wrong with the mini-batches, here and in an epoch.
pub const SPLIT: [&str; 20] = [
    "partial-mini-batch-dropped",
    "partial-mini-batch-merged",
    "partial-mini-batch-filled",
    "last-mini-batch-dropped",
    "last-full-mini-batch-dropped",
    "first-mini-batch-dropped",
    "first-mini-batch-only",
    "last-mini-batch-only",
    "empty-mini-batch",
    "m-mini-batches",
    "one-mini-batch",
    "mini-batch-one-too-large",
    "mini-batches-share-a-sample",
    "mini-batches-overlap",
    "mini-batches-interleaved",
    "mini-batches-evened-out",
    "mini-batches-from-the-end",
    "mini-batches-in-reverse",
    "order-ignored",
    "order-looked-up-twice",
];

/// The mini-batches, with the mistakes of this exercise.
pub fn split(order: &[usize], m: usize, wrong: Wrong) -> Vec<Vec<usize>> {
    let n = order.len();
    let m = if wrong.has("m-mini-batches") { n.div_ceil(m) } else { m };
    let mut order = order.to_vec();
    if wrong.has("order-ignored") {
        order.sort(); // Of all numbers below n that gives the positions.
    }
    if wrong.has("order-looked-up-twice") {
        order = order.iter().map(|&k| order[k]).collect();
    }
    let owned = |batch: &[usize]| batch.to_vec();
    if wrong.has("mini-batches-overlap") {
        return order.windows(m).map(owned).collect();
    }
    if wrong.has("mini-batches-share-a-sample") {
        let starts = (0..n).step_by(m);
        return starts.map(|start| order[start..n.min(start + m + 1)].to_vec()).collect();
    }
    let count = n.div_ceil(m);
    if wrong.has("mini-batches-interleaved") {
        let every = |b| order.iter().skip(b).step_by(count).copied().collect();
        return (0..count).map(every).collect();
    }
    if wrong.has("mini-batches-evened-out") {
        return (0..count)
            .map(|b| owned(&order[b * n / count..(b + 1) * n / count]))
            .collect();
    }
    if wrong.has("one-mini-batch") {
        return vec![order];
    }
    let size = if wrong.has("mini-batch-one-too-large") { m + 1 } else { m };
    let mut batches: Vec<_> = if wrong.has("mini-batches-from-the-end") {
        order.rchunks(size).map(owned).collect()
    } else {
        order.chunks(size).map(owned).collect()
    };
    let partial = !n.is_multiple_of(m);
    if wrong.has("last-mini-batch-dropped")
        || wrong.has("last-full-mini-batch-dropped") && !partial
        || wrong.has("partial-mini-batch-dropped") && partial
    {
        batches.pop();
    } else if wrong.has("partial-mini-batch-merged") && partial && batches.len() > 1 {
        let last = batches.pop().expect("there are two");
        batches.last_mut().expect("there is one").extend(last);
    } else if wrong.has("partial-mini-batch-filled") && partial {
        let missing = m - n % m;
        let last = batches.last_mut().expect("there is one");
        last.extend(order.iter().cycle().take(missing));
    } else if wrong.has("empty-mini-batch") && !partial {
        batches.push(Vec::new());
    } else if wrong.has("first-mini-batch-dropped") {
        batches.remove(0);
    } else if wrong.has("first-mini-batch-only") {
        batches.truncate(1);
    } else if wrong.has("last-mini-batch-only") {
        batches.drain(..batches.len() - 1);
    } else if wrong.has("mini-batches-in-reverse") {
        batches.reverse();
    }
    batches
}

/// Windows that begin at each sample, the last ones shorter.
pub fn sliding(order: &[usize], m: usize) -> Vec<Vec<usize>> {
    let n = order.len();
    (0..n).map(|k| order[k..n.min(k + m)].to_vec()).collect()
}

fn text(batches: &[Vec<usize>]) -> Answer {
    let batches: Vec<_> = batches.iter().map(|batch| format!("{batch:?}")).collect();
    let text = if batches.is_empty() { "none".into() } else { batches.join(" ") };
    vec![part("batches", text)]
}

/// The whole mini-batches, and what a mistake makes of the rest, which is not empty.
fn with_rest((order, m): &Order, rest: impl Fn(&[usize]) -> Vec<Vec<usize>>) -> Answer {
    let chunks = order.chunks_exact(*m);
    let left = chunks.remainder();
    let mut batches: Vec<_> = chunks.map(<[usize]>::to_vec).collect();
    if !left.is_empty() {
        batches.extend(rest(left));
    }
    text(&batches)
}

fn chunked(order: &[usize], size: usize) -> Answer {
    text(&order.chunks(size).map(<[usize]>::to_vec).collect::<Vec<_>>())
}

pub fn mini_batches() -> Function<Order> {
    Function {
        name: "mini_batches",
        inputs: || (order(10), 1..=5_usize).boxed(),
        show: |(order, m)| {
            vec![part("order", format!("{order:?}")), part("m", *m as f64)]
        },
        ask: |worker, (order, m)| {
            Ok(text(&worker.call::<Vec<Vec<usize>>>("mini_batches", args![order, *m])?))
        },
        truth: |(order, m), _| {
            let starts = (0..order.len()).step_by(*m);
            let batch = |start| order[start..order.len().min(start + m)].to_vec();
            text(&starts.map(batch).collect::<Vec<_>>())
        },
        model: |(order, m), wrong| text(&split(order, *m, wrong)),
        mistakes: SPLIT.to_vec(),
        special: Special {
            written: vec![
                once("mini-batches-overlap", |(order, m)| text(&sliding(order, *m))),
                once("empty-mini-batch-first", |(order, m)| {
                    let mut batches = split(order, *m, Wrong::NOTHING);
                    batches.insert(0, Vec::new());
                    text(&batches)
                }),
                once("empty-mini-batch", |(order, m)| {
                    let mut batches = split(order, *m, Wrong::NOTHING);
                    batches.push(Vec::new());
                    text(&batches)
                }),
                once("m-mini-batches", |(order, m)| chunked(order, order.len() / m)),
                once("m-mini-batches", |(order, m)| {
                    chunked(order, (order.len() / m).max(1))
                }),
                once("m-mini-batches", |(order, m)| {
                    let n = order.len();
                    let batch = |b| order[b * n / m..(b + 1) * n / m].to_vec();
                    text(&(0..*m).map(batch).collect::<Vec<_>>())
                }),
                once("mini-batch-one-too-small", |(order, m)| chunked(order, m - 1)),
                once("partial-mini-batch-filled", |i| {
                    let (order, m) = i;
                    let start = order.len().saturating_sub(*m);
                    with_rest(i, |_| vec![order[start..].to_vec()])
                }),
                once("partial-mini-batch-filled", |i| {
                    with_rest(i, |left| {
                        let mut batch = left.to_vec();
                        batch.resize(i.1, left[left.len() - 1]);
                        vec![batch]
                    })
                }),
                once("partial-mini-batch-filled", |i| {
                    with_rest(i, |left| {
                        let mut batch = left.to_vec();
                        batch.resize(i.1, 0);
                        vec![batch]
                    })
                }),
                once("partial-mini-batch-in-pieces", |i| {
                    with_rest(i, |left| left.iter().map(|&k| vec![k]).collect())
                }),
                once("mini-batches-in-reverse", |(order, m)| {
                    let order: Vec<_> = order.iter().rev().copied().collect();
                    chunked(&order, *m)
                }),
            ],
            ..Special::none()
        },
    }
}
