//! Exercise 5.5: images and labels shuffled together.
//!
//! A shuffle is judged by what it does to many copies of the same samples: what is there
//! afterwards, which label an image has, and how often each order comes out.

use std::collections::BTreeMap;

use ndarray::{Array1, array};
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Answer, Tolerance, part};
use crate::atlas::Wrong;
use crate::exercise::Info;
use crate::function::Function;

/// The number of samples, and where the random numbers begin.
type Shuffles = (usize, u64);

/// The orders of three samples are counted; with more it takes too many shuffles.
const COUNTED: usize = 3;

/// Shuffles of three samples, 2000 for each order. The χ² of a fair shuffle has mean 5 and is
/// above 40 once in seven million runs. Where each place swaps with any, orders come 4 or 5 times
/// in 27, and χ² is 12000 · 1/81 + 5 ≈ 153, with a deviation of 25.
const SHUFFLES: usize = 12_000;
const UNFAIR: f64 = 40.0;

/// Enough shuffles to see a label torn from its image.
const FEW: usize = 30;

/// The generator SplitMix64: short, and the same on every machine.
struct Random(u64);

impl Random {
    /// The product of 64 random bits and n leaves a bias of n/2⁶⁴.
    fn below(&mut self, n: usize) -> usize {
        assert!(n > 0, "random_below(0): there is no number below 0");
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        ((u128::from(bits) * n as u128) >> 64) as usize
    }
}

type Shuffle<'a> =
    dyn Fn(&mut [Array1<f64>], &mut [usize], &mut dyn FnMut(usize) -> usize) + 'a;

/// What `shuffle` does: sample k is image \[k\] with label 10 + k.
fn observed(&(n, seed): &Shuffles, shuffle: &Shuffle) -> Answer {
    let mut random = Random(seed);
    let (mut orders, mut label_orders) = (BTreeMap::new(), BTreeMap::new());
    let mut torn = None;
    for _ in 0..if n == COUNTED { SHUFFLES } else { FEW } {
        let mut images: Vec<_> = (0..n).map(|k| array![k as f64]).collect();
        let mut labels: Vec<_> = (10..10 + n).collect();
        shuffle(&mut images, &mut labels, &mut |n| random.below(n));
        let order: Vec<_> = images.iter().map(|image| image[0] as usize).collect();
        torn = torn.or(order.iter().zip(&labels).position(|(k, label)| k + 10 != *label));
        *orders.entry(order).or_insert(0_usize) += 1;
        *label_orders
            .entry(labels.iter().map(|label| label - 10).collect())
            .or_insert(0) += 1;
    }
    let pairs = if torn.is_none() { "kept" } else { "torn apart" };
    let mut parts = vec![
        part("images", kind(n, &orders)),
        part("labels", kind(n, &label_orders)),
        part("pairs", pairs.to_owned()),
    ];
    if n == COUNTED {
        parts.push(part("orders", fairness(&orders)));
    }
    parts
}

/// Whether the samples are still all there, and whether they moved.
fn kind(n: usize, orders: &BTreeMap<Vec<usize>, usize>) -> String {
    let complete = |order: &Vec<usize>| (0..n).all(|k| order.contains(&k));
    if !orders.keys().all(complete) {
        "some twice, some lost".into()
    } else if n > 1 && orders.len() == 1 && orders.keys().all(|order| order.is_sorted()) {
        "never moved".into()
    } else {
        "each once".into()
    }
}

/// How often each of the 6 orders of three samples comes.
fn fairness(orders: &BTreeMap<Vec<usize>, usize>) -> String {
    let expected = SHUFFLES as f64 / 6.0;
    let deviation = |&count: &usize| (count as f64 - expected).powi(2) / expected;
    match orders.len() {
        6 if orders.values().map(deviation).sum::<f64>() <= UNFAIR => {
            "all 6, equally often".into()
        }
        6 => "all 6, some more often than others".into(),
        few @ 0..6 => format!("{few} of the 6 ever come"),
        _ => "more than 6, with repetitions".into(),
    }
}

fn shuffled(
    images: &mut [Array1<f64>],
    labels: &mut [usize],
    random_below: &mut dyn FnMut(usize) -> usize,
    wrong: Wrong,
) {
    let n = images.len();
    if wrong.has(&WITH_REPLACEMENT) {
        let (from_images, from_labels) = (images.to_vec(), labels.to_vec());
        for place in 0..n {
            let k = random_below(n);
            images[place] = from_images[k].clone();
            let k = if wrong.has(&SHUFFLED_APART) { random_below(n) } else { k };
            if !wrong.has(&LABELS_LEFT) {
                labels[place] = from_labels[k];
            }
        }
        return;
    }
    for last in (1..n).rev() {
        let among = if wrong.has(&SWAPPED_WITH_ANY) {
            n
        } else if wrong.has(&NEVER_ITSELF) {
            last
        } else {
            last + 1
        };
        let k = random_below(among);
        images.swap(k, last);
        let k = if wrong.has(&SHUFFLED_APART) { random_below(among) } else { k };
        if !wrong.has(&LABELS_LEFT) {
            labels.swap(k, last);
        }
    }
}

pub fn shuffle_together() -> Function<Shuffles> {
    Function {
        info: Info {
            id: "5.5",
            name: "shuffle_together",
            title: "shuffle images and labels together",
            stars: 2,
            hints: [
                "If you shuffle the images and then the labels, with which label does image 0 \
                 end up? How many orders of n samples are there, and how many ways has your \
                 loop to take its random numbers?",
                "For last = n − 1, …, 1: draw k from 0 … last, and swap place k with place \
                 `last`, in both lists. That makes n · (n − 1) ⋯ 2 = n! ways, one per order.",
                "A loop over `(1..images.len()).rev()`, one call of `random_below(last + 1)`, and \
                 two calls of `swap` with the same two places.",
            ],
        },
        inputs: || {
            (
                prop_oneof![1 => 1..=2_usize, 1 => Just(3), 2 => 4..=6_usize],
                any::<u64>().no_shrink(),
            )
                .boxed()
        },
        show: |(n, _)| {
            let shuffles = if *n == COUNTED { SHUFFLES } else { FEW };
            vec![part("samples", *n as f64), part("shuffles", shuffles as f64)]
        },
        reader: |answers, i| observed(i, &answers.sgd.shuffle_together),
        truth: |&(n, _), _| {
            let mut parts = vec![
                part("images", "each once".to_owned()),
                part("labels", "each once".to_owned()),
                part("pairs", "kept".to_owned()),
            ];
            if n == COUNTED {
                parts.push(part("orders", "all 6, equally often".to_owned()));
            }
            parts
        },
        model: |i, wrong| {
            observed(i, &|images, labels, random_below| {
                shuffled(images, labels, random_below, wrong);
            })
        },
        mistakes: vec![
            &SHUFFLED_APART,
            &LABELS_LEFT,
            &SWAPPED_WITH_ANY,
            &NEVER_ITSELF,
            &WITH_REPLACEMENT,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
