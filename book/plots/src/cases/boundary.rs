//! Small networks after some epochs of stochastic gradient descent.

use std::ops::ControlFlow;

use backprop::cost::Cost;
use backprop::data::DataSet;
use backprop::gradient_check::mean_cost;
use backprop::mini_batch;
use backprop::sgd::{HyperParameters, epoch, shuffled};
use ndarray::Array2;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use super::network::{layers, network};

const CASES: usize = 100;
const EPOCHS: usize = 3;

/// Some epochs, each in an order of its own, in mini-batches that need not divide n.
/// Training takes the way of chapter 6 to the gradient, and the page that of chapter 5.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let n = rng.random_range(1..=12);
        let inputs = Array2::from_shape_simple_fn((n, 2), || rng.random_range(-3.0..3.0));
        let labels: Vec<u8> = (0..n).map(|_| rng.random_range(0..2)).collect();
        let mut network = network(&[2, rng.random_range(1..=4), 2], rng);
        let hyper = HyperParameters {
            cost: Cost::Quadratic,
            epochs: EPOCHS,
            mini_batch_size: rng.random_range(1..=n),
            eta: 10_f64.powf(rng.random_range(-1.0..1.0)),
            lambda: 0.0,
            early_stop: None,
        };
        let y =
            Array2::from_shape_fn((2, n), |(j, s)| f64::from(labels[s] as usize == j));
        let sample =
            |s: usize| json!({"x": inputs.row(s).to_vec(), "y": y.column(s).to_vec()});
        let samples: Vec<_> = (0..n).map(sample).collect();
        let first = layers(&network);

        let data = DataSet::new(inputs.clone(), labels, 2, 1.0);
        let orders: Vec<_> = (0..EPOCHS).map(|_| shuffled(n, rng)).collect();
        let mut costs = Vec::new();
        for order in &orders {
            let flow = epoch(
                &mut network,
                &data,
                order,
                &hyper,
                &mut |network, x, y, gradient| {
                    *gradient = mini_batch::backprop(network, hyper.cost, x, y);
                },
                &mut |_| ControlFlow::Continue(()),
            );
            assert!(flow.is_continue(), "nobody breaks off");
            costs.push(mean_cost(&network, hyper.cost, inputs.t(), y.view()));
        }
        json!({
            "first": first,
            "samples": samples,
            "m": hyper.mini_batch_size,
            "eta": hyper.eta,
            "orders": orders,
            "layers": layers(&network),
            "costs": costs,
        })
    };
    (0..CASES).map(case).collect()
}
