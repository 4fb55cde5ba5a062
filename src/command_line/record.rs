//! The record of a training run: as a table while it grows, and as JSON, in its folder and on
//! request in the last line of output.

use std::time::Duration;

use backprop::score::Score;
use backprop::training::Epoch;
use serde::{Deserialize, Serialize};

use super::numbers::{grouped, shown};
use super::say::say;
use super::settings::{Settings, name_of};

/// What is about to be trained, and the head of the table.
pub fn headline(settings: &Settings, sizes: &[usize], digits: &str) {
    say!(
        "Training {} on {} {digits}\n{}, η = {}, λ = {}, m = {}, seed {}\n",
        shown(sizes),
        grouped(settings.training_digits.unwrap_or_default()),
        name_of(settings.cost.into()),
        settings.eta,
        settings.lambda,
        settings.mini_batch_size,
        settings.seed,
    );
    let cost = if settings.lambda > 0.0 { "cost with penalty" } else { "cost" };
    say!("        {cost:^20}         accuracy");
    say!("epoch   training  evaluation   training  evaluation   seconds");
}

/// A line of the table.
pub fn line(number: usize, Epoch { training, evaluation, learning }: &Epoch) {
    say!(
        "{number:>5}   {:>8.4}  {:>10.4}   {:>6.2} %  {:>8.2} %   {:>7.3}",
        training.cost,
        evaluation.cost,
        100.0 * training.accuracy(),
        100.0 * evaluation.accuracy(),
        learning.as_secs_f64(),
    );
}

/// How the network that is kept, of epoch `kept`, does on the test digits.
pub fn conclusion(record: &[Epoch], best: usize, kept: usize, test: &Score) {
    let share = 100.0 * record[best - 1].evaluation.accuracy();
    say!("\nBest evaluation accuracy {share:.2} %, after epoch {best}.");
    say!("Test accuracy {}, after epoch {kept}.\n", accuracy(test));
}

/// "96.35 % (1,927 of 2,000 digits)".
pub fn accuracy(score: &Score) -> String {
    let (correct, n) = (grouped(score.correct), grouped(score.n));
    format!("{:.2} % ({correct} of {n} digits)", 100.0 * score.accuracy())
}

/// Everything that was chosen and measured.
#[derive(Serialize, Deserialize)]
pub struct Record {
    pub sizes: Vec<usize>,
    pub hyper_parameters: Settings,
    pub epochs: Vec<Row>,
    pub seconds: f64,
    pub test_cost: f64,
    pub test_accuracy: f64,
}

/// What was measured after an epoch.
#[derive(Clone, Serialize, Deserialize)]
pub struct Row {
    pub training_cost: f64,
    pub training_accuracy: f64,
    pub evaluation_cost: f64,
    pub evaluation_accuracy: f64,
    pub seconds: f64,
}

impl From<&Epoch> for Row {
    fn from(Epoch { training, evaluation, learning }: &Epoch) -> Self {
        Row {
            training_cost: training.cost,
            training_accuracy: training.accuracy(),
            evaluation_cost: evaluation.cost,
            evaluation_accuracy: evaluation.accuracy(),
            seconds: learning.as_secs_f64(),
        }
    }
}

impl Record {
    pub fn new(
        settings: &Settings,
        sizes: &[usize],
        epochs: &[Epoch],
        test: &Score,
    ) -> Self {
        let seconds = epochs.iter().map(|epoch| epoch.learning).sum::<Duration>();
        Record {
            sizes: sizes.to_owned(),
            hyper_parameters: settings.clone(),
            epochs: epochs.iter().map(Row::from).collect(),
            seconds: seconds.as_secs_f64(),
            test_cost: test.cost,
            test_accuracy: test.accuracy(),
        }
    }
}
