//! Chapter 5, continued: training under observation.
//!
//! After each epoch the network is scored twice: on samples it learns from and on samples it
//! never does. Where the first score goes on improving and the second does not, it overfits.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use ndarray::NdFloat;
use num_traits::AsPrimitive;
use rand::Rng;

use crate::data::DataSet;
use crate::l2;
use crate::network::Network;
use crate::score::{Score, score};
use crate::sgd::{AfterStep, HyperParameters, shuffled};

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
/// `epoch` takes the network through one epoch in a given order, as every
/// [`Form`](crate::forms::Form) does.
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
pub fn train<F: NdFloat, P: AsPrimitive<F> + Sync>(
    network: &mut Network<F>,
    training: &DataSet<P>,
    evaluation: &DataSet<P>,
    hyper: &HyperParameters,
    mut epoch: impl FnMut(
        &mut Network<F>,
        &DataSet<P>,
        &[usize],
        &HyperParameters,
        &mut AfterStep,
    ) -> ControlFlow<()>,
    rng: &mut impl Rng,
    mut observe: impl FnMut(Progress) -> ControlFlow<()> + Send,
) -> Result<Vec<Epoch>, Diverged> {
    let mut record: Vec<Epoch> = Vec::new();
    // The accuracy to beat, the network that reached it and in which epoch.
    let mut best = (0, network.clone(), 0);
    for number in 1..=hyper.epochs {
        let order = shuffled(training.len(), rng);
        let start = Instant::now();
        let finished = epoch(network, training, &order, hyper, &mut |samples| {
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
