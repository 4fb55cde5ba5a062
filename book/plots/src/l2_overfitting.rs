//! 1,000 training digits and no penalty: the network overfits.

use backprop::network::Initialiser;
use backprop::sgd::HyperParameters;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::runs::{DEFAULT, Run, per_cent, run};
use crate::values::{Tolerance, Value};

const N: usize = 1000;
const HYPER: HyperParameters = HyperParameters { epochs: 100, lambda: 0.0, ..DEFAULT };
const COMMAND: &str =
    "cargo run --release -- --training-digits 1000 --lambda 0 --epochs 100";

pub fn draw() -> Figure {
    let run = run(N, &HYPER, Initialiser::Scaled);
    let title = "Two plots against the epoch, from 1 to 100. Above, the training cost falls \
                 towards 0, while the evaluation cost falls, stops falling after some 20 epochs \
                 and then slowly rises. Below, the training accuracy reaches 100 per cent and \
                 the evaluation accuracy stays at about 94.";
    let mut drawing = Drawing::new(560.0, title);
    let (training, evaluation) = (Ink::Series(1), Ink::Series(2));
    let epochs = || Axis::linear("epoch", 0.0, 100.0);

    let axis = Axis::linear("cost", 0.0, 1.0);
    let mut cost = Panel::new(&mut drawing, 0.0, 280.0, epochs(), axis);
    // The first epochs are above the field.
    let inside = |curve: Vec<(f64, f64)>| -> Vec<_> {
        curve.into_iter().filter(|&(_, cost)| cost <= 1.0).collect()
    };
    cost.line(&inside(run.curve(|epoch| epoch.training.cost)), training);
    cost.line(&inside(run.curve(|epoch| epoch.evaluation.cost)), evaluation);
    let (lowest, at) = lowest(&run);
    cost.dots(&[(at as f64, lowest)], evaluation, 4.0);
    cost.label((at as f64, lowest), "lowest", evaluation, Anchor::Below);
    let at = (70.0, run.record[69].training.cost);
    cost.label(at, "training", training, Anchor::Above);
    let at = (70.0, run.record[69].evaluation.cost);
    cost.label(at, "evaluation", evaluation, Anchor::Above);

    let axis = Axis::linear("accuracy, %", 80.0, 100.0);
    let mut accuracy = Panel::new(&mut drawing, 280.0, 280.0, epochs(), axis);
    let inside = |curve: Vec<(f64, f64)>| -> Vec<_> {
        curve.into_iter().filter(|&(_, accuracy)| accuracy >= 80.0).collect()
    };
    accuracy.line(&inside(run.curve(|epoch| per_cent(&epoch.training))), training);
    accuracy.line(&inside(run.curve(|epoch| per_cent(&epoch.evaluation))), evaluation);
    accuracy.label((70.0, 100.0), "training", training, Anchor::Below);
    let at = (70.0, per_cent(&run.record[69].evaluation));
    accuracy.label(at, "evaluation", evaluation, Anchor::Below);
    Figure { svg: drawing.finish(), values: values(&run) }
}

/// The lowest evaluation cost, and after which epoch.
fn lowest(run: &Run) -> (f64, usize) {
    let costs = run.record.iter().map(|epoch| epoch.evaluation.cost).zip(1..);
    costs.min_by(|a, b| a.0.total_cmp(&b.0)).expect("a run has an epoch")
}

fn values(run: &Run) -> Vec<Value> {
    let cost =
        |key, cost| Value::decimal(key, COMMAND, cost, 3, Tolerance::Within(0.003));
    let accuracy = |key, score| Value::accuracy(key, COMMAND, per_cent(score));
    let (lowest, lowest_at) = lowest(run);
    let learned = run.record.iter().take_while(|e| e.training.correct < N).count() + 1;
    vec![
        Value::count("l2_small_training_digits", COMMAND, N),
        Value::count("l2_small_epochs", COMMAND, HYPER.epochs),
        accuracy("l2_small_training_accuracy", &run.last().training),
        accuracy("l2_small_evaluation_accuracy", &run.last().evaluation),
        cost("l2_small_training_cost", run.last().training.cost),
        cost("l2_small_evaluation_cost", run.last().evaluation.cost),
        cost("l2_small_best_evaluation_cost", lowest),
        Value::count("l2_small_best_cost_epoch", COMMAND, lowest_at),
        Value::count("l2_small_all_learned_epoch", COMMAND, learned),
    ]
}
