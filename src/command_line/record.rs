//! The record of a training run: as a table while it grows, and as JSON.

use std::time::Duration;

use backprop::cost::Cost;
use backprop::score::Score;
use backprop::training::Epoch;
use serde_json::json;

use super::grouped;
use super::train::TrainArguments;

/// What is about to be trained, and the head of the table.
pub fn headline(arguments: &TrainArguments, sizes: &[usize], training_digits: usize) {
    let cost = match Cost::from(arguments.cost) {
        Cost::Quadratic => "quadratic cost",
        Cost::CrossEntropy => "cross-entropy",
    };
    println!(
        "Training {sizes:?} on {} {}: {cost}, η = {}, λ = {}, m = {}, seed {}\n",
        grouped(training_digits),
        arguments.data.description(),
        arguments.eta,
        arguments.lambda,
        arguments.mini_batch_size,
        arguments.seed,
    );
    println!("              cost                 accuracy");
    println!("epoch   training  evaluation   training  evaluation   seconds");
}

/// A line of the table.
pub fn line(number: usize, Epoch { training, evaluation, learning }: &Epoch) {
    println!(
        "{number:>5}   {:>8.4}  {:>10.4}   {:>6.2} %  {:>8.2} %   {:>7.2}",
        training.cost,
        evaluation.cost,
        100.0 * training.accuracy(),
        100.0 * evaluation.accuracy(),
        learning.as_secs_f64(),
    );
}

/// How the finished network does on the test digits.
pub fn conclusion(record: &[Epoch], test: &Score) {
    let best = (1..).zip(record).max_by_key(|(number, epoch)| {
        (epoch.evaluation.correct, std::cmp::Reverse(*number))
    });
    if let Some((number, epoch)) = best {
        let share = 100.0 * epoch.evaluation.accuracy();
        println!("\nBest evaluation accuracy {share:.2} %, after epoch {number}.");
    }
    println!("Test accuracy {}.\n", accuracy(test));
}

/// "96.35 % (1,927 of 2,000 digits)".
pub fn accuracy(score: &Score) -> String {
    let (correct, n) = (grouped(score.correct), grouped(score.n));
    format!("{:.2} % ({correct} of {n} digits)", 100.0 * score.accuracy())
}

/// Everything that was chosen and measured.
pub fn as_json(
    arguments: &TrainArguments,
    sizes: &[usize],
    training_digits: usize,
    record: &[Epoch],
    test: &Score,
) -> serde_json::Value {
    let epoch = |Epoch { training, evaluation, learning }: &Epoch| {
        json!({
            "training_cost": training.cost,
            "training_accuracy": training.accuracy(),
            "evaluation_cost": evaluation.cost,
            "evaluation_accuracy": evaluation.accuracy(),
            "seconds": learning.as_secs_f64(),
        })
    };
    json!({
        "sizes": sizes,
        "hyper_parameters": {
            "cost": Cost::from(arguments.cost),
            "epochs": arguments.epochs,
            "mini_batch_size": arguments.mini_batch_size,
            "eta": arguments.eta,
            "lambda": arguments.lambda,
            "init": arguments.init,
            "early_stop": arguments.early_stop,
            "training_digits": training_digits,
            "seed": arguments.seed,
            "precision": arguments.precision,
            "form": arguments.form().name(),
        },
        "epochs": record.iter().map(epoch).collect::<Vec<_>>(),
        "seconds": record.iter().map(|epoch| epoch.learning).sum::<Duration>().as_secs_f64(),
        "test_cost": test.cost,
        "test_accuracy": test.accuracy(),
    })
}
