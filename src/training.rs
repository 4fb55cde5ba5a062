//! Chapter 5, continued: training under observation.
//!
//! After each epoch the network is scored twice: on samples it learns from and on samples it
//! never does. Where the first score goes on improving and the second does not, it overfits.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use ndarray::{ArrayView1, ArrayView2, NdFloat};
use num_traits::AsPrimitive;
use rand::Rng;

use crate::cost::Cost;
use crate::data::{DataSet, MiniBatch};
use crate::l2;
use crate::network::Network;
use crate::sgd::{GradientOf, HyperParameters, epoch, shuffled};

/// How well a network does on a set of samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The mean cost of a sample; during training, plus the L2 penalty.
    pub cost: f64,
    /// How many samples have their largest output at their label.
    pub correct: usize,
    /// How many samples there are.
    pub n: usize,
}

impl Score {
    /// The share of samples read correctly, from 0 to 1.
    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.n as f64
    }
}

/// The class that an output stands for: the index of its largest entry, the first if several.
pub fn arg_max<F: NdFloat>(output: ArrayView1<F>) -> usize {
    (1..output.len()).fold(0, |best, j| if output[j] > output[best] { j } else { best })
}

/// Calls `visit` with the weighted inputs Z^L of the output layer and the targets, both of shape
/// (n_out, m), for all samples of `data` in mini-batches large enough to be fast.
fn for_each_output<F: NdFloat, P: AsPrimitive<F>>(
    network: &Network<F>,
    data: &DataSet<P>,
    mut visit: impl FnMut(ArrayView2<F>, ArrayView2<F>),
) {
    const SIZE: usize = 1000;
    let mut mini_batch = MiniBatch::new(data, SIZE.min(data.len()));
    for indices in (0..data.len()).collect::<Vec<_>>().chunks(SIZE) {
        let (x, y) = mini_batch.gather(data, indices);
        visit(network.weighted_output(x).view(), y);
    }
}

/// What `network` reads: for each sample of `data` the class of its output.
///
/// # Panics
/// If `data` does not fit the network.
pub fn reads<F: NdFloat, P: AsPrimitive<F>>(
    network: &Network<F>,
    data: &DataSet<P>,
) -> Vec<usize> {
    let mut classes = Vec::with_capacity(data.len());
    // σ is increasing, so the largest z is the largest activation.
    for_each_output(network, data, |z, _| {
        classes.extend(z.columns().into_iter().map(arg_max))
    });
    classes
}

/// The mean cost, without penalty, and the correct answers of `network` on `data`.
///
/// # Panics
/// If `data` is empty or does not fit the network.
pub fn score<F: NdFloat, P: AsPrimitive<F>>(
    network: &Network<F>,
    cost: Cost,
    data: &DataSet<P>,
) -> Score {
    let n = data.len();
    assert!(n > 0, "there is no sample to score");
    let (mut total, mut correct) = (0.0, 0);
    for_each_output(network, data, |z, y| {
        total += cost.value(z, y).to_f64().expect("F is a float");
        let pairs = z.columns().into_iter().zip(y.columns());
        correct += pairs.filter(|(z, y)| arg_max(*z) == arg_max(*y)).count();
    });
    Score { cost: total / n as f64, correct, n }
}

/// What is recorded of an epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Epoch {
    pub training: Score,
    pub evaluation: Score,
    /// The time that learning took, scoring not included.
    pub learning: Duration,
}

/// What an observer of training is told.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// So many samples of the epoch under way have been learned from.
    Samples(usize),
    /// An epoch has ended.
    Epoch(&'a Epoch),
}

/// Training has left the finite numbers.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("epoch {epoch}: the cost is no longer finite; try a smaller learning rate η")]
pub struct Diverged {
    /// Counted from 1.
    pub epoch: usize,
}

/// Trains `network` on `training` and returns the record of each epoch.
///
/// Ends after the given number of epochs, by early stopping, or when `observe` breaks off. Where
/// early stopping is asked for, the network is at last set back to the epoch with the best
/// evaluation accuracy. The penalty in both costs is that of the training set, so that the two
/// can be compared.
///
/// # Errors
/// If the cost becomes infinite or not a number; the network is then of no use.
///
/// # Panics
/// If a data set is empty or does not fit the network, or the mini-batch size is 0.
pub fn train<F: NdFloat, P: AsPrimitive<F>>(
    network: &mut Network<F>,
    training: &DataSet<P>,
    evaluation: &DataSet<P>,
    hyper: &HyperParameters,
    gradient_of: &mut GradientOf<F>,
    rng: &mut impl Rng,
    mut observe: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Epoch>, Diverged> {
    let mut record: Vec<Epoch> = Vec::new();
    // The accuracy to beat, the network that reached it and in which epoch.
    let mut best = (0, network.clone(), 0);
    for number in 1..=hyper.epochs {
        let order = shuffled(training.len(), rng);
        let start = Instant::now();
        let finished = epoch(network, training, &order, hyper, gradient_of, |samples| {
            observe(Progress::Samples(samples))
        });
        if finished.is_break() {
            break;
        }
        let learning = start.elapsed();

        let penalty = l2::penalty(network, hyper.lambda, training.len());
        let with_penalty = |score: Score| Score { cost: score.cost + penalty, ..score };
        let report = Epoch {
            training: with_penalty(score(network, hyper.cost, training)),
            evaluation: with_penalty(score(network, hyper.cost, evaluation)),
            learning,
        };
        if !(report.training.cost.is_finite() && report.evaluation.cost.is_finite()) {
            return Err(Diverged { epoch: number });
        }
        record.push(report);
        if report.evaluation.correct > best.0 {
            best = (report.evaluation.correct, network.clone(), number);
        }
        let stop = hyper.early_stop.is_some_and(|patience| number - best.2 >= patience);
        if observe(Progress::Epoch(&report)).is_break() || stop {
            break;
        }
    }
    if hyper.early_stop.is_some() {
        *network = best.1;
    }
    Ok(record)
}
