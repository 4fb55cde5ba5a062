//! Exercise 5.1: mini-batches.

use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special};

/// The order of the samples, and m.
type Order = (Vec<usize>, usize);

/// The numbers below some n in any order. n is at most `most`, and shrinks by itself.
pub fn order(most: usize) -> impl Strategy<Value = Vec<usize>> {
    let all = Just((0..most).collect::<Vec<_>>()).prop_shuffle();
    (1..=most, all).prop_map(|(n, all)| all.into_iter().filter(|&k| k < n).collect())
}

/// The mini-batches, with the mistakes of this exercise.
pub fn split(order: &[usize], m: usize, wrong: Wrong) -> Vec<Vec<usize>> {
    let n = order.len();
    let m = if wrong.has("m-mini-batches") { n.div_ceil(m) } else { m };
    let positions: Vec<_> = (0..n).collect();
    let order = if wrong.has("order-ignored") { &positions } else { order };
    if wrong.has("mini-batches-overlap") {
        return order.windows(m).map(<[usize]>::to_vec).collect();
    }
    let mut batches: Vec<_> = order.chunks(m).map(<[usize]>::to_vec).collect();
    if !n.is_multiple_of(m) {
        if wrong.has("partial-mini-batch-dropped") {
            batches.pop();
        } else if wrong.has("partial-mini-batch-merged") && batches.len() > 1 {
            let last = batches.pop().expect("there are two");
            batches.last_mut().expect("there is one").extend(last);
        } else if wrong.has("partial-mini-batch-filled") {
            let missing = m - n % m;
            let last = batches.last_mut().expect("there is one");
            last.extend(order.iter().cycle().take(missing));
        }
    }
    batches
}

fn text(batches: &[Vec<usize>]) -> Answer {
    let batches: Vec<_> = batches.iter().map(|batch| format!("{batch:?}")).collect();
    let text = if batches.is_empty() { "none".into() } else { batches.join(" ") };
    vec![part("batches", text)]
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
        mistakes: vec![
            "partial-mini-batch-dropped",
            "partial-mini-batch-merged",
            "partial-mini-batch-filled",
            "m-mini-batches",
            "order-ignored",
            "mini-batches-overlap",
        ],
        special: Special::none(),
    }
}
