//! Cost and accuracy of the default run, epoch by epoch.

use backprop::network::{Initialiser, Network};
use backprop::score::score;
use rand::SeedableRng;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::runs::{DEFAULT, SIZES, default_run, digits, per_cent};
use crate::values::{Tolerance, Value};

/// The command whose output shows the values.
const COMMAND: &str = "cargo run --release";

pub fn draw() -> Figure {
    let run = default_run();
    let title = "Two plots against the epoch, from 1 to 20. Above, the cost falls steeply at \
                 first and then slowly; the evaluation curve levels off above the training \
                 curve. Below, the accuracies rise likewise, training towards 100 per cent and \
                 evaluation to between 97 and 98.";
    let mut drawing = Drawing::new(560.0, title);
    let (training, evaluation) = (Ink::Series(1), Ink::Series(2));
    let epochs = || Axis::linear("epoch", 0.0, 20.0);

    let axis = Axis::linear("cost, penalty included", 0.0, 0.5);
    let mut cost = Panel::new(&mut drawing, 0.0, 280.0, epochs(), axis);
    cost.line(&run.curve(|epoch| epoch.training.cost), training);
    cost.line(&run.curve(|epoch| epoch.evaluation.cost), evaluation);
    cost.label((12.0, run.record[11].training.cost), "training", training, Anchor::Below);
    let at = (12.0, run.record[11].evaluation.cost);
    cost.label(at, "evaluation", evaluation, Anchor::Above);

    let axis = Axis::linear("accuracy, %", 94.0, 100.0);
    let mut accuracy = Panel::new(&mut drawing, 280.0, 280.0, epochs(), axis);
    accuracy.line(&run.curve(|epoch| per_cent(&epoch.training)), training);
    accuracy.line(&run.curve(|epoch| per_cent(&epoch.evaluation)), evaluation);
    let at = (12.0, per_cent(&run.record[11].training));
    accuracy.label(at, "training", training, Anchor::Below);
    let at = (12.0, per_cent(&run.record[11].evaluation));
    accuracy.label(at, "evaluation", evaluation, Anchor::Below);
    Figure { svg: drawing.finish(), values: values() }
}

fn values() -> Vec<Value> {
    let run = default_run();
    let n = digits().training.len();
    let test = score(&run.network, DEFAULT.cost, &digits().test);
    let best = run.record.iter().map(|epoch| epoch.evaluation.correct).max();
    let best = best.expect("a run has an epoch");
    let best_epoch =
        1 + run.record.iter().take_while(|e| e.evaluation.correct < best).count();

    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let layers = Network::<f32>::new(&SIZES, Initialiser::Scaled, &mut rng).layers;
    let weights: usize = layers.iter().map(|layer| layer.weights.len()).sum();
    let biases: usize = layers.iter().map(|layer| layer.biases.len()).sum();

    let count = |key, number| Value::count(key, COMMAND, number);
    let accuracy = |key, score| Value::accuracy(key, COMMAND, per_cent(score));
    let cost =
        |key, cost| Value::decimal(key, COMMAND, cost, 3, Tolerance::Within(0.005));
    vec![
        Value::count(
            "network_parameters",
            "cargo run --release -- check",
            weights + biases,
        ),
        Value::count("network_weights", crate::values::PLOTS, weights),
        count("sgd_epochs", DEFAULT.epochs),
        count("sgd_training_digits", n),
        Value::count(
            "sgd_steps_per_epoch",
            crate::values::PLOTS,
            n.div_ceil(DEFAULT.mini_batch_size),
        ),
        accuracy("sgd_first_accuracy", &run.record[0].evaluation),
        accuracy("sgd_best_accuracy", &run.record[best_epoch - 1].evaluation),
        count("sgd_best_epoch", best_epoch),
        accuracy("sgd_training_accuracy", &run.last().training),
        accuracy("sgd_evaluation_accuracy", &run.last().evaluation),
        cost("sgd_first_cost", run.record[0].training.cost),
        cost("sgd_training_cost", run.last().training.cost),
        cost("sgd_evaluation_cost", run.last().evaluation.cost),
        accuracy("sgd_test_accuracy", &test),
    ]
}
