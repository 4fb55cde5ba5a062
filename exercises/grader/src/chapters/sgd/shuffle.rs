//! Exercise 5.5: images and labels shuffled together.
//!
//! A shuffle is judged by what it does to many copies of the same samples: what is there
//! afterwards, which label an image has, and how often each order comes out.

use std::collections::BTreeMap;
use std::convert::Infallible;

use ndarray::{Array1, array};
use proptest::prelude::*;
use worker::value::FromValue;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, asked};

/// The number of samples, and where the random numbers begin.
type Shuffles = (usize, u64);

/// The orders of so many samples at most are counted.
const COUNTED: usize = 3;
/// Enough shuffles of more samples to see a label torn from its image. A fair shuffle of four
/// leaves all of them in place once in 24¹⁰ runs.
const FEW: usize = 10;
/// Ways through a shuffle that are gone, each once. A fair one of three samples has 6, one that
/// swaps each place with any has 27.
const WAYS: usize = 1_000;
/// So many random numbers are drawn in one shuffle at most.
const DRAWS: usize = 1_000;

/// The generator SplitMix64: short, and the same on every machine.
struct Random(u64);

impl Random {
    /// The product of 64 random bits and n leaves a bias of n/2⁶⁴.
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        ((u128::from(bits) * n as u128) >> 64) as usize
    }
}

/// A source of random numbers that can be made to take every way: each way is a list of choices
/// with the number of choices there were.
#[derive(Default)]
struct Ways {
    taken: Vec<(usize, usize)>,
    at: usize,
}

impl Ways {
    fn below(&mut self, n: usize) -> usize {
        if self.at == self.taken.len() {
            self.taken.push((0, n));
        }
        let (choice, _) = self.taken[self.at];
        self.at += 1;
        choice
    }

    /// The probability of the way just taken.
    fn probability(&self) -> f64 {
        self.taken.iter().map(|&(_, n)| 1.0 / n as f64).product()
    }

    /// The next way, if there is another.
    fn next(mut self) -> Option<Ways> {
        while let Some((choice, n)) = self.taken.pop() {
            if choice + 1 < n {
                self.taken.push((choice + 1, n));
                return Some(Ways { taken: self.taken, at: 0 });
            }
        }
        None
    }
}

type Samples = (Vec<Array1<f64>>, Vec<usize>);

/// Shuffles images and labels with numbers below others.
type Shuffle<'a, E> =
    dyn FnMut(Samples, &mut dyn FnMut(usize) -> usize) -> Result<Samples, E> + 'a;

/// What was seen of some shuffles.
#[derive(Default)]
struct Seen {
    /// The orders of the images, and how probable each is.
    orders: BTreeMap<Vec<usize>, f64>,
    labels: BTreeMap<Vec<usize>, f64>,
    torn: bool,
}

impl Seen {
    /// Shuffles n samples once: sample k is image \[k\] with label 10 + k.
    fn shuffle<E>(
        &mut self,
        n: usize,
        shuffle: &mut Shuffle<E>,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Result<(Vec<usize>, Vec<usize>), E> {
        let samples = ((0..n).map(|k| array![k as f64]).collect(), (10..10 + n).collect());
        let mut draws = 0;
        let (images, labels) = shuffle(samples, &mut |n| {
            assert!(n > 0, "random_below(0): there is no number below 0");
            draws += 1;
            assert!(draws <= DRAWS, "{DRAWS} random numbers for one shuffle");
            below(n)
        })?;
        let order: Vec<_> = images.iter().map(|image| image[0] as usize).collect();
        let labels: Vec<_> = labels.iter().map(|label| label.wrapping_sub(10)).collect();
        self.torn |= order != labels;
        Ok((order, labels))
    }

    fn add(&mut self, (order, labels): (Vec<usize>, Vec<usize>), weight: f64) {
        *self.orders.entry(order).or_default() += weight;
        *self.labels.entry(labels).or_default() += weight;
    }
}

/// What `shuffle` does to n samples. Of few, all ways through the shuffle are taken, so that the
/// probability of each order is known.
fn observed<E>(&(n, seed): &Shuffles, shuffle: &mut Shuffle<E>) -> Result<Answer, E> {
    let mut seen = Seen::default();
    let mut complete = false;
    if n <= COUNTED {
        let mut next = Some(Ways::default());
        for _ in 0..WAYS {
            let Some(mut ways) = next.take() else { break };
            let orders = seen.shuffle(n, shuffle, &mut |n| ways.below(n))?;
            seen.add(orders, ways.probability());
            next = ways.next();
        }
        complete = next.is_none();
    } else {
        let mut random = Random(seed);
        for _ in 0..FEW {
            let orders = seen.shuffle(n, shuffle, &mut |n| random.below(n))?;
            seen.add(orders, 1.0 / FEW as f64);
        }
    }
    let pairs = if seen.torn { "torn apart" } else { "kept" };
    let mut parts = vec![
        part("images", kind(n, &seen.orders)),
        part("labels", kind(n, &seen.labels)),
        part("pairs", pairs.to_owned()),
    ];
    if n <= COUNTED {
        parts.push(part("orders", fairness(n, &seen.orders, complete)));
    }
    Ok(parts)
}

/// Whether the samples are still all there, and whether they moved.
fn kind(n: usize, orders: &BTreeMap<Vec<usize>, f64>) -> String {
    let complete = |order: &Vec<usize>| (0..n).all(|k| order.contains(&k));
    if !orders.keys().all(complete) {
        "some twice, some lost".into()
    } else if n > 1 && orders.len() == 1 && orders.keys().all(|order| order.is_sorted()) {
        "never moved".into()
    } else {
        "each once".into()
    }
}

const FAIR: &str = "all, equally often";

/// How often each of the n! orders comes. Probabilities are sums of at most [`WAYS`] fractions,
/// exact to about 1e-13. Where there are more ways, as with random keys, the first thousand do not
/// tell how often an order comes, and it is not asked.
fn fairness(n: usize, orders: &BTreeMap<Vec<usize>, f64>, complete: bool) -> String {
    let all: usize = (1..=n).product();
    let equal = orders.values().all(|probability| (probability * all as f64 - 1.0).abs() <= 1e-9);
    match orders.len() {
        _ if !complete => FAIR.into(),
        some if some == all && equal => FAIR.into(),
        some if some == all => format!("all {all}, some more often than others"),
        few if few < all => format!("{few} of the {all} ever come"),
        _ => format!("more than {all}, with repetitions"),
    }
}

fn shuffled(
    images: &mut [Array1<f64>],
    labels: &mut [usize],
    random_below: &mut dyn FnMut(usize) -> usize,
    wrong: Wrong,
) {
    let n = images.len();
    if wrong.has("shuffle-with-replacement") {
        let (from_images, from_labels) = (images.to_vec(), labels.to_vec());
        for place in 0..n {
            let k = random_below(n);
            images[place] = from_images[k].clone();
            let k = if wrong.has("shuffled-apart") { random_below(n) } else { k };
            if !wrong.has("labels-not-shuffled") {
                labels[place] = from_labels[k];
            }
        }
        return;
    }
    for last in (1..n).rev() {
        let among = if wrong.has("shuffle-swaps-with-any") {
            n
        } else if wrong.has("shuffle-never-stays") {
            last
        } else {
            last + 1
        };
        let k = random_below(among);
        images.swap(k, last);
        let k = if wrong.has("shuffled-apart") { random_below(among) } else { k };
        if !wrong.has("labels-not-shuffled") {
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
                worker.call_with("shuffle_together", args![images, labels, ()], |question| {
                    let [n] = asked(question)?;
                    Ok(below(usize::from_value(n)?).into())
                })
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
        mistakes: vec![
            "shuffled-apart",
            "labels-not-shuffled",
            "shuffle-swaps-with-any",
            "shuffle-never-stays",
            "shuffle-with-replacement",
        ],
        special: Special::none(),
    }
}
