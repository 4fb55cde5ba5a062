//! One neuron that starts out badly wrong, x = 1 and y = 0 with w = b = 2, under both costs.

use backprop::cost::Cost;
use backprop::network::{Layer, Network};
use backprop::sgd::{mean_gradient, step};
use ndarray::array;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::values::{PLOTS, Tolerance, Value};

const ETA: f64 = 0.15;
const EPOCHS: usize = 300;

/// Output and cost of the neuron before each epoch and after the last.
fn learn(cost: Cost) -> Vec<(f64, f64)> {
    let neuron = Layer { weights: array![[2.0]], biases: array![2.0] };
    let mut network = Network { layers: vec![neuron] };
    let (x, y) = (array![[1.0]], array![[0.0]]);
    let mut record = Vec::new();
    for _ in 0..=EPOCHS {
        let z = network.weighted_output(x.view());
        let output = network.feedforward_batch(x.view())[[0, 0]];
        record.push((output, cost.value(z.view(), y.view())));
        let gradient = mean_gradient(&network, cost, x.view(), y.view());
        step(&mut network, &gradient, ETA, 1.0);
    }
    record
}

pub fn draw() -> Figure {
    let (quadratic, cross_entropy) = (learn(Cost::Quadratic), learn(Cost::CrossEntropy));
    let title = "Two plots against the epoch, from 0 to 300: the output of the neuron, and its \
                 cost as a share of the first. Under the quadratic cost both hardly move for \
                 about 150 epochs and then drop. Under the cross-entropy they fall fastest at \
                 the very start.";
    let mut drawing = Drawing::new(540.0, title);
    let (slow, fast) = (Ink::Series(2), Ink::Series(1));
    let epochs = || Axis::linear("epoch", 0.0, EPOCHS as f64);
    let curve = |record: &[(f64, f64)], f: fn(&(f64, f64)) -> f64| -> Vec<_> {
        (0..)
            .map(f64::from)
            .zip(record.iter().map(|point| f(point) / f(&record[0])))
            .collect()
    };

    let axis = Axis::linear("output a (should be 0)", 0.0, 1.0);
    let mut output = Panel::new(&mut drawing, 0.0, 270.0, epochs(), axis);
    let of = |record: &[(f64, f64)]| -> Vec<_> {
        (0..).map(f64::from).zip(record.iter().map(|point| point.0)).collect()
    };
    output.line(&of(&quadratic), slow);
    output.line(&of(&cross_entropy), fast);
    output.label((210.0, quadratic[210].0), "quadratic", slow, Anchor::AboveRight);
    output.label((30.0, cross_entropy[30].0), "cross-entropy", fast, Anchor::AboveRight);

    let axis = Axis::linear("cost, as a share of the first", 0.0, 1.0);
    let mut cost = Panel::new(&mut drawing, 270.0, 270.0, epochs(), axis);
    cost.line(&curve(&quadratic, |point| point.1), slow);
    cost.line(&curve(&cross_entropy, |point| point.1), fast);
    let height = quadratic[210].1 / quadratic[0].1;
    cost.label((210.0, height), "quadratic", slow, Anchor::AboveRight);
    let height = cross_entropy[15].1 / cross_entropy[0].1;
    cost.label((15.0, height), "cross-entropy", fast, Anchor::AboveRight);
    Figure { svg: drawing.finish(), values: values(&quadratic, &cross_entropy) }
}

fn values(quadratic: &[(f64, f64)], cross_entropy: &[(f64, f64)]) -> Vec<Value> {
    let half =
        |record: &[(f64, f64)]| record.iter().take_while(|point| point.0 > 0.5).count();
    let number = |key: &str, number| {
        Value::decimal(key, PLOTS, number, 3, Tolerance::Within(0.0005))
    };
    vec![
        Value::count("cross_entropy_neuron_epochs", PLOTS, EPOCHS),
        number("cross_entropy_start_output", quadratic[0].0),
        number("cross_entropy_quadratic_output", quadratic[EPOCHS].0),
        number("cross_entropy_output", cross_entropy[EPOCHS].0),
        Value::count("cross_entropy_quadratic_half", PLOTS, half(quadratic)),
        Value::count("cross_entropy_half", PLOTS, half(cross_entropy)),
    ]
}
