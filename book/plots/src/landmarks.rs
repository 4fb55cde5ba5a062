//! What a healthy run looks like: the first cost, and the size of a step.

use std::ops::ControlFlow;

use backprop::cost::Cost;
use backprop::lanes;
use backprop::network::{Initialiser, Network};
use backprop::score::score;
use backprop::sgd::shuffled;

use crate::runs::{DEFAULT, digits, start};
use crate::values::{PLOTS, Tolerance, Value};

/// Between which costs the first five seeds start.
pub fn first_costs() -> Vec<Value> {
    let costs = (1..=5).map(|seed| {
        let (network, _) = start(Initialiser::Scaled, seed);
        score(&network, Cost::CrossEntropy, &digits().training).cost
    });
    let costs: Vec<f64> = costs.collect();
    let value = |key: &str, cost: f64| {
        Value::decimal(key, PLOTS, cost, 1, Tolerance::Within(0.1))
    };
    vec![
        value(
            "data_first_cost_lowest",
            costs.iter().copied().fold(f64::INFINITY, f64::min),
        ),
        value("data_first_cost_highest", costs.iter().copied().fold(0.0, f64::max)),
    ]
}

/// ‖Δw‖/‖w‖ of layer 2 in the default run: the median over every twentieth step of the first and
/// of the last epoch.
pub fn update_ratios() -> Vec<Value> {
    const EVERY: usize = 20;
    let training = &digits().training;
    let (mut network, mut rng) = start(Initialiser::Scaled, 1);
    let mut medians = Vec::new();
    for _ in 0..DEFAULT.epochs {
        let mut ratios = Vec::new();
        let order = shuffled(training.len(), &mut rng);
        for steps in order.chunks(EVERY * DEFAULT.mini_batch_size) {
            let (one, others) = steps.split_at(DEFAULT.mini_batch_size);
            let before = network.layers[0].weights.clone();
            learn(&mut network, one);
            let change = &network.layers[0].weights - &before;
            let ratio = change.pow2().sum().sqrt() / before.pow2().sum().sqrt();
            ratios.push(f64::from(ratio));
            learn(&mut network, others);
        }
        ratios.sort_by(f64::total_cmp);
        medians.push(ratios[ratios.len() / 2]);
    }
    let value = |key: &str, median: f64| {
        Value::scientific(key, PLOTS, median, Tolerance::Factor(1.2))
    };
    vec![
        value("data_update_ratio_first", medians[0]),
        value("data_update_ratio_last", medians[DEFAULT.epochs - 1]),
    ]
}

fn learn(network: &mut Network<f32>, order: &[usize]) {
    let go_on = &mut |_| ControlFlow::Continue(());
    let _ = lanes::epoch(network, &digits().training, order, &DEFAULT, go_on);
}
