//! Tables of runs over several seeds: where training magnifies rounding, or a difference is
//! small, one run says little.

use backprop::cost::Cost;
use backprop::network::Initialiser;
use backprop::score::score;
use backprop::sgd::HyperParameters;

use crate::runs::{DEFAULT, digits, trained};
use crate::values::{PLOTS, Value};

/// Seeds 1 to 5.
pub const SEEDS: u64 = 5;

const HYPER: HyperParameters = HyperParameters { epochs: 10, lambda: 0.0, ..DEFAULT };

/// Trains with each seed: the training cost and the evaluation accuracy, as values.
fn runs(key: &str, hyper: &HyperParameters) -> [Value; 2] {
    let (training, evaluation) = (&digits().training, &digits().evaluation);
    let ends = (1..=SEEDS).map(|seed| {
        let network = trained(training, hyper, Initialiser::Scaled, seed);
        let accuracy = 100.0 * score(&network, hyper.cost, evaluation).accuracy();
        (score(&network, hyper.cost, training).cost, accuracy)
    });
    let (costs, accuracies): (Vec<f64>, Vec<f64>) = ends.unzip();
    [
        Value::spread(&format!("{key}_cost"), PLOTS, costs, 3),
        Value::spread(&format!("{key}_evaluation"), PLOTS, accuracies, 2),
    ]
}

/// For chapter 9: one learning rate after the other, then one mini-batch size after the other.
pub fn choices() -> Vec<Value> {
    let mut values = vec![Value::count("data_seeds", PLOTS, SEEDS as usize)];
    for (name, eta) in [
        ("0_01", 0.01),
        ("0_03", 0.03),
        ("0_1", 0.1),
        ("0_3", 0.3),
        ("1", 1.0),
        ("3", 3.0),
        ("10", 10.0),
        ("30", 30.0),
    ] {
        let hyper = HyperParameters { eta, ..HYPER };
        values.extend(runs(&format!("data_eta_{name}"), &hyper));
    }
    for (name, mini_batch_size, eta) in [
        ("1", 1, 0.5),
        ("1_eta_0_05", 1, 0.05),
        ("10", 10, 0.5),
        ("100", 100, 0.5),
        ("100_eta_5", 100, 5.0),
        ("1000", 1000, 0.5),
        ("1000_eta_2", 1000, 2.0),
    ] {
        let hyper = HyperParameters { mini_batch_size, eta, ..HYPER };
        values.extend(runs(&format!("data_m_{name}"), &hyper));
    }
    values
}

/// For chapter 7: both costs, each at several learning rates.
pub fn costs() -> Vec<Value> {
    let mut values = Vec::new();
    for (name, cost) in
        [("quadratic", Cost::Quadratic), ("cross_entropy", Cost::CrossEntropy)]
    {
        for (rate, eta) in [("0_5", 0.5), ("1", 1.0), ("3", 3.0), ("10", 10.0)] {
            let hyper = HyperParameters { cost, eta, ..HYPER };
            let [_, accuracy] = runs(&format!("cross_entropy_{name}_{rate}"), &hyper);
            values.push(accuracy);
        }
    }
    values
}
