//! Exercise 5.5: images and labels shuffled together.

use std::convert::Infallible;

use ndarray::Array1;
use proptest::prelude::*;
use worker::value::FromValue;

use super::fairness::{COUNTED, FAIR, FEW, Shuffles, observed};
use super::unfair::written;
use crate::answer::part;
use crate::atlas::Wrong;
use crate::function::{Function, Special, asked};

/// The mistakes of a loop that swaps.
pub const SWAPS: [&str; 9] = [
    "shuffled-apart",
    "labels-not-shuffled",
    "images-not-shuffled",
    "shuffle-swaps-with-any",
    "shuffle-never-stays",
    "shuffle-with-replacement",
    "shuffle-one-place-left-out",
    "shuffle-offset-missing",
    "not-shuffled",
];

pub fn shuffled(
    images: &mut [Array1<f64>],
    labels: &mut [usize],
    random_below: &mut dyn FnMut(usize) -> usize,
    wrong: Wrong,
) {
    let n = images.len();
    let (with_images, with_labels) =
        (!wrong.has("images-not-shuffled"), !wrong.has("labels-not-shuffled"));
    if wrong.has("not-shuffled") {
        return;
    }
    if wrong.has("shuffle-with-replacement") {
        let (from_images, from_labels) = (images.to_vec(), labels.to_vec());
        for place in 0..n {
            let k = random_below(n);
            if with_images {
                images[place] = from_images[k].clone();
            }
            let k = if wrong.has("shuffled-apart") { random_below(n) } else { k };
            if with_labels {
                labels[place] = from_labels[k];
            }
        }
        return;
    }
    let first = if wrong.has("shuffle-one-place-left-out") { 2 } else { 1 };
    for last in (first..n).rev() {
        let among = if wrong.has("shuffle-swaps-with-any") {
            n
        } else if wrong.has("shuffle-never-stays") {
            last
        } else if wrong.has("shuffle-offset-missing") {
            n - last
        } else {
            last + 1
        };
        let k = random_below(among);
        if with_images {
            images.swap(k, last);
        }
        let k = if wrong.has("shuffled-apart") { random_below(among) } else { k };
        if with_labels {
            labels.swap(k, last);
        }
    }
}

pub fn shuffle_together() -> Function<Shuffles> {
    Function {
        name: "shuffle_together",
        inputs: || {
            (
                prop_oneof![1 => 1..=2_usize, 1 => Just(3), 2 => 4..=6_usize],
                any::<u64>().no_shrink(),
            )
                .boxed()
        },
        show: |(n, _)| {
            let ways = if *n <= COUNTED { "all".to_owned() } else { FEW.to_string() };
            vec![part("samples", *n as f64), part("shuffles", ways)]
        },
        ask: |worker, i| {
            observed(i, &mut |(images, labels), below| {
                worker.call_with(
                    "shuffle_together",
                    args![images, labels, ()],
                    |question| {
                        let [n] = asked(question)?;
                        Ok(below(usize::from_value(n)?).into())
                    },
                )
            })
        },
        truth: |&(n, _), _| {
            let mut parts = vec![
                part("images", "each once".to_owned()),
                part("labels", "each once".to_owned()),
                part("pairs", "kept".to_owned()),
            ];
            if n <= COUNTED {
                parts.push(part("orders", FAIR.to_owned()));
            }
            parts
        },
        model: |i, wrong| {
            let observed: Result<_, Infallible> =
                observed(i, &mut |(mut images, mut labels), below| {
                    shuffled(&mut images, &mut labels, below, wrong);
                    Ok((images, labels))
                });
            let Ok(observed) = observed;
            observed
        },
        mistakes: SWAPS.to_vec(),
        special: Special { written: written(), ..Special::none() },
    }
}
