//! Chapter 6, continued: what a machine allows, and what a step asks of it.
//!
//! A core can multiply and add no faster than its arithmetic units work, and it can read no
//! faster than caches and memory deliver. A step of gradient descent asks for so many operations
//! and so many bytes; the slower of the two is the least time that it can take. Drawn against
//! the operations asked for per byte, that limit looks like a roof (Williams, Waterman and
//! Patterson 2009, "Roofline").

use std::hint::black_box;
use std::ops::ControlFlow;
use std::time::Instant;

use ndarray::NdFloat;
use pulp::{Arch, Simd, WithSimd};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::cost::Cost;
use crate::data::DataSet;
use crate::network::{Initialiser, Network};
use crate::sgd::{EpochOf, HyperParameters, shuffled};

/// What one core can do in f32.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// Operations a second, a product or a sum each.
    pub flops: f64,
    /// Bytes a second, read again and again from as many as the weights have.
    pub cache: f64,
    /// Bytes a second, read from rows in random order all over the memory.
    pub memory: f64,
}

impl Machine {
    /// Measures this machine, for a network of the given sizes. Takes about a second.
    ///
    /// # Panics
    /// If there are fewer than two sizes or a size is 0.
    pub fn measure(sizes: &[usize]) -> Self {
        const MEMORY_ROWS: usize = 64 * 1024;
        assert!(weights(sizes) > 0, "there is no weight in a network of {sizes:?}");
        let cache_rows = (4 * weights(sizes)).div_ceil(size_of::<Row>());
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        Machine {
            flops: flops(),
            cache: bandwidth(&Vec::from_iter(0..cache_rows)),
            memory: bandwidth(&shuffled(MEMORY_ROWS, &mut rng)),
        }
    }
}

/// What a step asks for, per sample.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    pub flops: f64,
    pub weight_bytes: f64,
    pub sample_bytes: f64,
}

impl Work {
    /// Of a network of the given sizes with mini-batches of `m`.
    ///
    /// With each weight the forward pass and BP4 multiply and add once, and so does BP2 but for
    /// the first layer. Each of these reads the weight, and the step also writes it; all m
    /// samples share that. A sample is read once, a byte an input.
    ///
    /// # Panics
    /// If there is no size.
    pub fn of_step(sizes: &[usize], m: usize) -> Self {
        let all = weights(sizes) as f64;
        let behind_the_first = weights(&sizes[1..]) as f64;
        Work {
            flops: 2.0 * (2.0 * all + behind_the_first),
            weight_bytes: 4.0 * (3.0 * all + behind_the_first) / m as f64,
            sample_bytes: sizes[0] as f64,
        }
    }

    /// The least time that `machine` needs for it, in seconds, if nothing of the weights is left
    /// in a nearer cache from one pass to the next.
    pub fn least_seconds(&self, machine: &Machine) -> f64 {
        let arithmetic = self.flops / machine.flops;
        let traffic =
            self.weight_bytes / machine.cache + self.sample_bytes / machine.memory;
        arithmetic.max(traffic)
    }
}

fn weights(sizes: &[usize]) -> usize {
    sizes.windows(2).map(|pair| pair[0] * pair[1]).sum()
}

/// The seconds that each way through an epoch takes to learn from one sample of `data`, in a
/// network of the given sizes with mini-batches of `m`.
///
/// They take turns, so that whatever else the machine does falls on all of them alike. Each
/// result is the median of the rounds.
///
/// # Panics
/// If `m` or the number of rounds is 0, or `data` does not fit the sizes.
pub fn seconds_per_sample<F: NdFloat>(
    epochs: &mut [Box<EpochOf<F>>],
    sizes: &[usize],
    m: usize,
    data: &DataSet<u8>,
    rounds: usize,
) -> Vec<f64> {
    let hyper = HyperParameters {
        cost: Cost::CrossEntropy,
        epochs: 1,
        mini_batch_size: m,
        eta: 0.1,
        lambda: 1.0,
        early_stop: None,
    };
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let network = Network::<F>::new(sizes, Initialiser::Scaled, &mut rng);
    let order = shuffled(data.len(), &mut rng);
    let mut seconds = vec![Vec::new(); epochs.len()];
    for _ in 0..rounds {
        for (epoch, seconds) in epochs.iter_mut().zip(&mut seconds) {
            let mut network = network.clone();
            let start = Instant::now();
            let flow = epoch(&mut network, data, &order, &hyper, &mut |_| {
                ControlFlow::Continue(())
            });
            assert!(flow.is_continue());
            seconds.push(start.elapsed().as_secs_f64() / data.len() as f64);
        }
    }
    let median = |mut seconds: Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        seconds[rounds / 2]
    };
    seconds.into_iter().map(median).collect()
}

/// The best of several measurements of how much is done a second.
fn best_rate(amount: f64, work: impl Fn() -> f32) -> f64 {
    let rate = |_| {
        let start = Instant::now();
        black_box(work());
        amount / start.elapsed().as_secs_f64()
    };
    (0..20).map(rate).fold(0.0, f64::max)
}

fn flops() -> f64 {
    const ROUNDS: usize = 1 << 20;
    let arch = Arch::new();
    let width = arch.dispatch(VectorWidth);
    best_rate((2 * width * CHAINS * ROUNDS) as f64, || {
        arch.dispatch(MultiplyAdd { rounds: ROUNDS })
    })
}

/// How many numbers a vector of the best instruction set has.
struct VectorWidth;

impl WithSimd for VectorWidth {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F32_LANES
    }
}

/// Products and sums that wait for none but their own last: enough of them to keep every
/// arithmetic unit busy, few enough to stay in registers.
struct MultiplyAdd {
    rounds: usize,
}

const CHAINS: usize = 12;

impl WithSimd for MultiplyAdd {
    type Output = f32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f32 {
        let half = simd.splat_f32s(black_box(0.5));
        let mut chains = [half; CHAINS];
        for _ in 0..self.rounds {
            for x in &mut chains {
                *x = simd.mul_add_e_f32s(*x, half, half);
            }
        }
        chains.iter().map(|x| simd.reduce_sum_f32s(*x)).sum()
    }
}

/// A kilobyte, at the start of a cache line, so that no vector lies across two.
#[derive(Clone)]
#[repr(align(64))]
struct Row([f32; 256]);

/// Bytes a second, reading rows in the given order.
fn bandwidth(order: &[usize]) -> f64 {
    let rows = vec![Row([1.0; 256]); order.len()];
    let passes = (64 * 1024 / order.len()).max(1);
    let arch = Arch::new();
    best_rate((passes * order.len() * size_of::<Row>()) as f64, || {
        arch.dispatch(SumOfRows { rows: &rows, order, passes })
    })
}

struct SumOfRows<'a> {
    rows: &'a [Row],
    order: &'a [usize],
    passes: usize,
}

impl WithSimd for SumOfRows<'_> {
    type Output = f32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f32 {
        let mut sums = [simd.splat_f32s(0.0); 4];
        for _ in 0..self.passes {
            for &row in self.order {
                let (vectors, _) = S::as_simd_f32s(&self.rows[row].0);
                for four in vectors.as_chunks::<4>().0 {
                    for (sum, vector) in sums.iter_mut().zip(four) {
                        *sum = simd.add_f32s(*sum, *vector);
                    }
                }
            }
        }
        sums.iter().map(|x| simd.reduce_sum_f32s(*x)).sum()
    }
}
