//! What a shuffle does to many copies of the same samples: what is there afterwards, which label an
//! image has, and how often each order comes out.

use std::collections::{BTreeMap, BTreeSet};

use ndarray::{Array1, array};

use crate::answer::{Answer, part};

/// The number of samples, and where the random numbers begin.
pub type Shuffles = (usize, u64);

/// The orders of so many samples at most are counted.
pub const COUNTED: usize = 3;
/// Enough shuffles of more samples to see a label torn from its image. A fair shuffle of four
/// leaves all of them in place once in 24¹⁰ runs.
pub const FEW: usize = 10;
/// Ways through a shuffle that are gone, each once. A fair one of three samples has 6, one that
/// swaps each place with any has 27.
const WAYS: usize = 1_000;
/// Some right shuffles have more ways, or ways without end: they sort by random keys, or draw until
/// a sample comes that is still left. So many draws show that.
const LONG: usize = 24;
/// Then so many shuffles are looked at instead. A fair one of three samples leaves out one of the
/// six orders with a probability of 6 (5/6)²⁰⁰ ≈ 1e-15.
const SAMPLED: usize = 200;
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
    /// There are too many to take them all.
    endless: bool,
}

impl Ways {
    fn below(&mut self, n: usize, otherwise: &mut Random) -> usize {
        if self.endless || n > WAYS || self.at == LONG {
            self.endless = true;
            return otherwise.below(n);
        }
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
                return Some(Ways { taken: self.taken, ..Ways::default() });
            }
        }
        None
    }
}

pub type Samples = (Vec<Array1<f64>>, Vec<usize>);

/// Shuffles images and labels with numbers below others.
pub type Shuffle<'a, E> =
    dyn FnMut(Samples, &mut dyn FnMut(usize) -> usize) -> Result<Samples, E> + 'a;

/// What was seen of some shuffles.
#[derive(Default)]
struct Seen {
    /// The orders of the images, and how probable each is.
    orders: BTreeMap<Vec<usize>, f64>,
    /// The labels that came with each order of the images.
    labels: BTreeSet<(Vec<usize>, Vec<usize>)>,
    torn: bool,
}

/// The label of sample k. Many samples have few labels between them, as digits do.
fn label(n: usize, k: usize) -> usize {
    if n <= COUNTED { 10 + k } else { k % 3 }
}

impl Seen {
    /// Shuffles n samples once: sample k is image \[k\].
    fn shuffle<E>(
        &mut self,
        n: usize,
        shuffle: &mut Shuffle<E>,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Result<Vec<usize>, E> {
        let samples = (0..n).map(|k| (array![k as f64], label(n, k)));
        let mut draws = 0;
        let (images, labels) = shuffle(samples.unzip(), &mut |n| {
            assert!(n > 0, "random_below(0): there is no number below 0");
            draws += 1;
            assert!(draws <= DRAWS, "{DRAWS} random numbers for one shuffle");
            below(n)
        })?;
        let order: Vec<_> = images.iter().map(|image| image[0] as usize).collect();
        self.torn |= !order.iter().map(|&k| label(n, k)).eq(labels.iter().copied());
        self.labels.insert((order.clone(), labels));
        Ok(order)
    }

    fn add(&mut self, order: Vec<usize>, probability: f64) {
        *self.orders.entry(order).or_default() += probability;
    }

    /// Whether images keep their labels.
    fn pairs(&self, n: usize) -> &'static str {
        match self.torn {
            false => "kept",
            // Each order of the images has labels of its own.
            true if n <= COUNTED && self.labels.len() == self.orders.len() => {
                "torn apart, in the same way whenever the images have the same order"
            }
            true => "torn apart",
        }
    }
}

/// What `shuffle` does to n samples. Of few, all ways through the shuffle are taken, so that the
/// probability of each order is known.
pub fn observed<E>(&(n, seed): &Shuffles, shuffle: &mut Shuffle<E>) -> Result<Answer, E> {
    let mut seen = Seen::default();
    let mut random = Random(seed);
    let mut next = (n <= COUNTED).then(Ways::default);
    for _ in 0..WAYS {
        let Some(mut ways) = next.take() else { break };
        let order = seen.shuffle(n, shuffle, &mut |n| ways.below(n, &mut random))?;
        if ways.endless {
            next = Some(ways);
            break;
        }
        seen.add(order, ways.probability());
        next = ways.next();
    }
    let complete = n <= COUNTED && next.is_none();
    if !complete {
        seen.orders.clear();
        let count = if n <= COUNTED { SAMPLED } else { FEW };
        for _ in 0..count {
            let order = seen.shuffle(n, shuffle, &mut |n| random.below(n))?;
            seen.add(order, 1.0 / count as f64);
        }
    }
    let images = seen.orders.keys().cloned().collect();
    let labels = seen.labels.iter().map(|(_, labels)| labels.clone()).collect();
    let mut parts = vec![
        part("images", kind(&(0..n).collect::<Vec<_>>(), images)),
        part("labels", kind(&(0..n).map(|k| label(n, k)).collect::<Vec<_>>(), labels)),
        part("pairs", seen.pairs(n).to_owned()),
    ];
    if n <= COUNTED {
        parts.push(part("orders", fairness(n, &seen.orders, complete)));
    }
    Ok(parts)
}

/// Whether all that was there in the beginning still is, and whether it moved.
fn kind(before: &[usize], after: BTreeSet<Vec<usize>>) -> String {
    let sorted = |list: &[usize]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    if after.iter().any(|after| sorted(after) != sorted(before)) {
        "some twice, some lost".into()
    } else if before.len() > 1 && after.iter().all(|after| after == before) {
        "never moved".into()
    } else {
        "each once".into()
    }
}

pub const FAIR: &str = "all, equally often";

/// How often each of the n! orders comes. Probabilities are sums of at most [`WAYS`] fractions,
/// exact to about 1e-13. Of shuffles that were sampled, it is not asked how often an order comes.
fn fairness(n: usize, orders: &BTreeMap<Vec<usize>, f64>, complete: bool) -> String {
    let all: usize = (1..=n).product();
    let equal =
        orders.values().all(|probability| (probability * all as f64 - 1.0).abs() <= 1e-9);
    let found = orders.len();
    if found == all && (equal || !complete) {
        return FAIR.into();
    }
    let of_all = match found {
        more if more > all => return format!("{more}, with repetitions"),
        same if same == all => format!("all {all}"),
        few => format!("{few} of {all}"),
    };
    if !complete {
        return of_all;
    }
    let each = orders.iter().map(|(order, probability)| {
        let order: Vec<_> = order.iter().map(usize::to_string).collect();
        format!("{} in {:.2} %", order.join(" "), 100.0 * probability)
    });
    format!("{of_all}:\n{}", each.collect::<Vec<_>>().join("\n"))
}
