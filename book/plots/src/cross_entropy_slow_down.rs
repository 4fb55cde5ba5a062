//! One neuron that starts out badly wrong, x = 1 and y = 0 with w = b = 2, under both costs.

use backprop::cost::Cost;
use backprop::network::{Layer, Network};
use backprop::per_sample::bp1;
use backprop::sgd::{mean_gradient, step};
use ndarray::array;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::values::{PLOTS, Tolerance, Value};

const START: (f64, f64) = (2.0, 2.0);
const ETA: f64 = 0.15;
const EPOCHS: usize = 300;

/// The neuron before an epoch.
pub struct Moment {
    pub z: f64,
    pub output: f64,
    pub delta: f64,
    pub cost: f64,
}

/// The neuron with the weight and bias `start`, before each epoch and after the last.
pub fn learn(cost: Cost, start: (f64, f64), eta: f64, epochs: usize) -> Vec<Moment> {
    let neuron = Layer { weights: array![[start.0]], biases: array![start.1] };
    let mut network = Network { layers: vec![neuron] };
    let (x, y) = (array![[1.0]], array![[0.0]]);
    let mut record = Vec::new();
    for _ in 0..=epochs {
        let z = network.weighted_output(x.view());
        let output = network.feedforward_batch(x.view())[[0, 0]];
        record.push(Moment {
            z: z[[0, 0]],
            output,
            delta: bp1(cost, z.view(), y.view())[[0, 0]],
            cost: cost.value(z.view(), y.view()),
        });
        let gradient = mean_gradient(&network, cost, x.view(), y.view());
        step(&mut network, &gradient, eta, 1.0);
    }
    record
}

pub fn draw() -> Figure {
    let of = |cost| -> Vec<(f64, f64)> {
        let moments = learn(cost, START, ETA, EPOCHS).into_iter();
        moments.map(|moment| (moment.output, moment.cost)).collect()
    };
    let (quadratic, cross_entropy) = (of(Cost::Quadratic), of(Cost::CrossEntropy));
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
