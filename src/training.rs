//! Chapter 5, continued: training under observation.
//!
//! After each epoch the network is scored twice: on samples it learns from and on samples it
//! never does. Where the first score goes on improving and the second does not, it overfits.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use ndarray::NdFloat;
use num_traits::AsPrimitive;
use rand::Rng;
use serde::{Deserialize, Serialize};

use crate::data::DataSet;
use crate::l2;
use crate::network::Network;
use crate::score::{Score, score};
use crate::sgd::{EpochOf, HyperParameters, shuffled};

/// What is recorded of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epoch {
    pub training: Score,
    pub evaluation: Score,
    /// The time that learning took, scoring not included.
    pub learning: Duration,
}

/// A training: where it is after a whole number of epochs.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<F> {
    pub network: Network<F>,
    /// One entry per epoch.
    pub record: Vec<Epoch>,
    /// Where early stopping is asked for, the network with the best evaluation accuracy so far.
    pub best: Option<Network<F>>,
}

impl<F: NdFloat> Run<F> {
    /// Before the first epoch.
    pub fn new(network: Network<F>) -> Self {
        Run { network, record: Vec::new(), best: None }
    }

    /// The number of the epoch with the best evaluation accuracy, the first of several; 0 before
    /// any.
    pub fn best_epoch(&self) -> usize {
        let correct = |number: usize| self.record[number - 1].evaluation.correct;
        (1..=self.record.len())
            .reduce(|best, next| if correct(next) > correct(best) { next } else { best })
            .unwrap_or(0)
    }
}

/// What an observer of training is told.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a, F> {
    /// So many samples of the epoch under way have been learned from.
    Samples(usize),
    /// An epoch has ended.
    Epoch(&'a Run<F>),
}

/// Training has left the finite numbers.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("epoch {epoch}: the cost is no longer finite; try a smaller learning rate η")]
pub struct Diverged {
    /// Counted from 1.
    pub epoch: usize,
}

/// Trains the network of `run` on `training`, from the epoch that it has come to.
///
/// `epoch` takes the network through one epoch in a given order, as every
/// [`Form`](crate::forms::Form) does.
///
/// Ends after the given number of epochs, by early stopping, or when `observe` breaks off. Where
/// early stopping is asked for, the network is at last set back to the epoch with the best
/// evaluation accuracy. A run that has been broken off, and is taken up again with a `rng` in the
/// state of that time, ends as it would have without. The penalty in both costs is that of the
/// training set, so that the two can be compared.
///
/// # Errors
/// If the cost becomes infinite or not a number; the network is then of no use.
///
/// # Panics
/// If a data set is empty or does not fit the network, or the mini-batch size is 0.
pub fn train<F: NdFloat, P: AsPrimitive<F> + Sync>(
    run: &mut Run<F>,
    training: &DataSet<P>,
    evaluation: &DataSet<P>,
    hyper: &HyperParameters,
    epoch: &mut EpochOf<F, P>,
    rng: &mut impl Rng,
    mut observe: impl FnMut(Progress<F>) -> ControlFlow<()> + Send,
) -> Result<(), Diverged> {
    let stop = |run: &Run<F>| {
        let without_better = run.record.len() - run.best_epoch();
        hyper.early_stop.is_some_and(|patience| without_better >= patience)
    };
    while run.record.len() < hyper.epochs && !stop(run) {
        let network = &mut run.network;
        let order = shuffled(training.len(), rng);
        let start = Instant::now();
        let finished = epoch(network, training, &order, hyper, &mut |samples| {
            observe(Progress::Samples(samples))
        });
        if finished.is_break() {
            return Ok(());
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
            return Err(Diverged { epoch: run.record.len() + 1 });
        }
        run.record.push(report);
        if hyper.early_stop.is_some() && run.best_epoch() == run.record.len() {
            run.best = Some(run.network.clone());
        }
        if observe(Progress::Epoch(run)).is_break() {
            return Ok(());
        }
    }
    if let Some(best) = run.best.take() {
        run.network = best;
    }
    Ok(())
}
