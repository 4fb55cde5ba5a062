//! Five training runs recorded from a NumPy implementation, reproduced to rounding.

use backprop::cost::Cost;
use backprop::data::DataSet;
use backprop::l2;
use backprop::mini_batch::Workspace;
use backprop::network::{Layer, Network};
use backprop::per_sample::backprop;
use backprop::score::score;
use backprop::sgd::{GradientOf, HyperParameters, epoch, mean_gradient};
use ndarray::{Array1, Array2};
use serde::Deserialize;
use std::ops::ControlFlow;

#[derive(Deserialize)]
struct Run {
    name: String,
    sizes: Vec<usize>,
    cost: Cost,
    lambda_: f64,
    eta: f64,
    mini_batch_size: usize,
    epochs: usize,
    inputs: Vec<Vec<f64>>,
    labels: Vec<u8>,
    initial: Parameters,
    gradient_of_first_sample: Parameters,
    #[serde(rename = "final")]
    last: Parameters,
    final_total_cost: f64,
    final_correct: usize,
}

#[derive(Deserialize)]
struct Parameters {
    weights: Vec<Vec<Vec<f64>>>,
    biases: Vec<Vec<f64>>,
}

fn matrix(rows: &[Vec<f64>]) -> Array2<f64> {
    Array2::from_shape_fn((rows.len(), rows[0].len()), |(i, j)| rows[i][j])
}

impl Parameters {
    fn layers(&self) -> impl Iterator<Item = (Array2<f64>, Array1<f64>)> {
        self.weights.iter().zip(&self.biases).map(|(w, b)| (matrix(w), b.clone().into()))
    }

    fn network(&self) -> Network<f64> {
        let layers = self.layers().map(|(weights, biases)| Layer { weights, biases });
        Network { layers: layers.collect() }
    }
}

fn runs() -> Vec<Run> {
    serde_json::from_str(include_str!("data/reference_runs.json"))
        .expect("the recorded runs")
}

/// Two orders of summation differ by a few roundings for each of some dozen steps.
fn assert_close<'a>(
    what: &str,
    found: impl IntoIterator<Item = &'a f64>,
    recorded: impl IntoIterator<Item = &'a f64>,
) {
    let found: Array1<f64> = found.into_iter().copied().collect();
    let recorded: Array1<f64> = recorded.into_iter().copied().collect();
    assert_eq!(found.len(), recorded.len(), "number of entries of {what}");
    let distance = (&found - &recorded).pow2().sum().sqrt();
    let norm = recorded.pow2().sum().sqrt();
    assert!(distance <= 1e-13 * norm, "{what}: {found} and, recorded, {recorded}");
}

fn assert_reproduced(run: &Run, gradient_of: &mut GradientOf<f64>) {
    let data = DataSet::new(
        matrix(&run.inputs),
        run.labels.clone(),
        *run.sizes.last().unwrap(),
        1.0,
    );
    let hyper = HyperParameters {
        cost: run.cost,
        epochs: run.epochs,
        mini_batch_size: run.mini_batch_size,
        eta: run.eta,
        lambda: run.lambda_,
        early_stop: None,
    };
    let mut network = run.initial.network();
    assert_eq!(network.sizes(), run.sizes, "{}", run.name);
    let order: Vec<usize> = (0..data.len()).collect();
    for _ in 0..run.epochs {
        let go_on = &mut |_| ControlFlow::Continue(());
        assert!(
            epoch(&mut network, &data, &order, &hyper, gradient_of, go_on).is_continue()
        );
    }
    for (layer, (weights, biases)) in network.layers.iter().zip(run.last.layers()) {
        assert_close("weights", &layer.weights, &weights);
        assert_close("biases", &layer.biases, &biases);
    }
    let result = score(&network, run.cost, &data);
    let total = result.cost + l2::penalty(&network, run.lambda_, data.len());
    assert_close("total cost", &[total], &[run.final_total_cost]);
    assert_eq!(result.correct, run.final_correct, "{}: correct answers", run.name);
}

#[test]
fn gradients_of_the_first_samples() {
    for run in runs() {
        let x = Array1::from(run.inputs[0].clone());
        let mut y = Array1::zeros(*run.sizes.last().unwrap());
        y[usize::from(run.labels[0])] = 1.0;
        let gradient = backprop(&run.initial.network(), run.cost, x.view(), y.view());
        for (layer, (nabla_w, nabla_b)) in
            gradient.iter().zip(run.gradient_of_first_sample.layers())
        {
            assert_close("∇w", &layer.nabla_w, &nabla_w);
            assert_close("∇b", &layer.nabla_b, &nabla_b);
        }
    }
}

#[test]
fn training_sample_by_sample() {
    for run in runs() {
        assert_reproduced(&run, &mut |network, x, y, gradient| {
            *gradient = mean_gradient(network, run.cost, x, y);
        });
    }
}

#[test]
fn training_by_mini_batches() {
    for run in runs() {
        let mut workspace = Workspace::new(&run.initial.network(), run.mini_batch_size);
        assert_reproduced(&run, &mut |network, x, y, gradient| {
            workspace.backprop(network, run.cost, x, y, gradient);
        });
    }
}
