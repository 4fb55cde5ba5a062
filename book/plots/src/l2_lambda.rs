//! What λ does to the accuracy and to the weights, for two ways of drawing the first weights.

use backprop::data::DataSet;
use backprop::l2;
use backprop::network::Initialiser;
use backprop::score::score;
use backprop::sgd::HyperParameters;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::runs::{DEFAULT, digits, per_cent, trained};
use crate::values::{PLOTS, Tolerance, Value};

const N: usize = 1000;
const EPOCHS: usize = 30;
const LAMBDAS: [f64; 7] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
/// Each point is the mean of the runs with these seeds.
const SEEDS: [u64; 3] = [1, 2, 3];

/// Evaluation accuracy in per cent and Σ w², means over the seeds.
#[derive(Clone, Copy)]
struct Outcome {
    accuracy: f64,
    sum_of_squares: f64,
}

fn outcome(training: &DataSet<u8>, lambda: f64, initialiser: Initialiser) -> Outcome {
    let hyper = HyperParameters { epochs: EPOCHS, lambda, ..DEFAULT };
    let mut mean = Outcome { accuracy: 0.0, sum_of_squares: 0.0 };
    for seed in SEEDS {
        let network = trained(training, &hyper, initialiser, seed);
        let share = 1.0 / SEEDS.len() as f64;
        let evaluation = score(&network, hyper.cost, &digits().evaluation);
        mean.accuracy += share * per_cent(&evaluation);
        // The penalty is (λ/2n) Σ w²: with λ = 2 and n = 1 it is the sum itself.
        mean.sum_of_squares += share * l2::penalty(&network, 2.0, 1);
    }
    mean
}

/// The outcome for λ = 0, and for each of [`LAMBDAS`].
type Sweep = (Outcome, Vec<(f64, Outcome)>);

fn sweep(initialiser: Initialiser) -> Sweep {
    let training = digits().training.first(N);
    let outcome = |lambda| outcome(&training, lambda, initialiser);
    (outcome(0.0), LAMBDAS.iter().map(|&lambda| (lambda, outcome(lambda))).collect())
}

pub fn draw() -> Figure {
    let (scaled, large) = std::thread::scope(|scope| {
        let scaled = scope.spawn(|| sweep(Initialiser::Scaled));
        let large = sweep(Initialiser::Large);
        (scaled.join().expect("training does not panic"), large)
    });
    let title = "Two plots against λ on a logarithmic axis from 0.01 to 10, with a curve for \
                 scaled and one for large first weights, and a dashed line for λ = 0. Above, \
                 the evaluation accuracy: with large weights it climbs from 88 per cent to a \
                 peak of 93 at λ = 1 and falls again; with scaled weights it stays at 94 up to \
                 λ = 0.3 and then falls. Below, the sum of the squared weights: it falls in both \
                 cases, and beyond λ = 3 the two are the same.";
    let mut drawing = Drawing::new(600.0, title);
    let (blue, orange) = (Ink::Series(1), Ink::Series(2));
    let lambdas = || Axis::logarithmic("λ", 0.01, 10.0);

    let axis = Axis::linear("evaluation accuracy, %", 87.0, 95.0);
    let mut accuracy = Panel::new(&mut drawing, 0.0, 300.0, lambdas(), axis);
    curve(&mut accuracy, &scaled, |outcome| outcome.accuracy, blue);
    curve(&mut accuracy, &large, |outcome| outcome.accuracy, orange);
    let at =
        |sweep: &Sweep, i: usize, f: fn(&Outcome) -> f64| (LAMBDAS[i], f(&sweep.1[i].1));
    let place = at(&scaled, 2, |outcome| outcome.accuracy);
    accuracy.label(place, "scaled first weights", blue, Anchor::Above);
    let place = at(&large, 3, |outcome| outcome.accuracy);
    accuracy.label(place, "large first weights", orange, Anchor::AboveLeft);

    accuracy.label((3.0, large.0.accuracy), "λ = 0", orange, Anchor::Above);

    let axis = Axis::logarithmic("Σ w²", 100.0, 100_000.0);
    let mut weights = Panel::new(&mut drawing, 300.0, 300.0, lambdas(), axis);
    curve(&mut weights, &scaled, |outcome| outcome.sum_of_squares, blue);
    curve(&mut weights, &large, |outcome| outcome.sum_of_squares, orange);
    let place = at(&scaled, 2, |outcome| outcome.sum_of_squares);
    weights.label(place, "scaled first weights", blue, Anchor::Below);
    let place = at(&large, 3, |outcome| outcome.sum_of_squares);
    weights.label(place, "large first weights", orange, Anchor::AboveRight);
    weights.label((3.0, large.0.sum_of_squares), "λ = 0", orange, Anchor::Above);
    weights.label((3.0, scaled.0.sum_of_squares), "λ = 0", blue, Anchor::Above);
    Figure { svg: drawing.finish(), values: values(&scaled, &large) }
}

fn curve(panel: &mut Panel, (zero, sweep): &Sweep, f: fn(&Outcome) -> f64, ink: Ink) {
    let points: Vec<_> =
        sweep.iter().map(|(lambda, outcome)| (*lambda, f(outcome))).collect();
    panel.dashed_line(&[(LAMBDAS[0], f(zero)), (LAMBDAS[6], f(zero))], ink);
    panel.line(&points, ink);
    panel.dots(&points, ink, 3.5);
}

fn values(scaled: &Sweep, large: &Sweep) -> Vec<Value> {
    let mut values = vec![
        Value::count("l2_lambda_epochs", PLOTS, EPOCHS),
        Value::count("l2_lambda_seeds", PLOTS, SEEDS.len()),
    ];
    for (name, (zero, sweep)) in [("scaled", scaled), ("large", large)] {
        let quoted =
            [("0", zero), ("03", &sweep[3].1), ("1", &sweep[4].1), ("10", &sweep[6].1)];
        for (lambda, outcome) in quoted {
            let key = format!("l2_{name}_accuracy_lambda_{lambda}");
            // Means of three runs: one decimal is all that they are good for.
            let within = Tolerance::Within(0.2);
            values.push(Value::decimal(&key, PLOTS, outcome.accuracy, 1, within));
            let key = format!("l2_{name}_weights_lambda_{lambda}");
            let hundreds = (outcome.sum_of_squares / 10.0).round() * 10.0;
            values.push(Value::near(
                &key,
                PLOTS,
                hundreds as usize,
                hundreds as usize / 50,
            ));
        }
    }
    values
}
