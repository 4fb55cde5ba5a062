//! The quadratic cost of one neuron over its two weights, and three ways down it.

use backprop::cost::Cost;
use backprop::gradient_check::mean_cost;
use backprop::network::{Layer, Network, sigmoid};
use backprop::sgd::mean_gradient;
use ndarray::{Array2, array};

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel, contour};
use crate::values::{PLOTS, Tolerance, Value};

/// One unit of w₁ is as wide as one of w₂ is high: steps stand upright on the contours.
pub const W1: (f64, f64) = (-1.8, 1.6);
pub const W2: (f64, f64) = (-0.8, 2.4);
const START: (f64, f64) = (-1.5, 1.0);
const LOWEST: (f64, f64) = (0.5, 0.0);
const STEPS: usize = 20;
/// η, its colour, and which step its label stands beside.
const RATES: [(f64, u8, usize, Anchor); 3] =
    [(1.0, 3, 5, Anchor::Below), (8.0, 1, 2, Anchor::Above), (24.0, 2, 1, Anchor::Right)];

/// Four samples. The two inputs mostly rise and fall together, so that the cost is a valley.
fn inputs() -> Array2<f64> {
    array![[1.8, 1.5, 2.1, -0.3], [0.9, 1.5, 0.3, 0.6]]
}

/// What a neuron with the weights [`LOWEST`] answers: there the cost is 0.
fn targets() -> Array2<f64> {
    array![[LOWEST.0, LOWEST.1]].dot(&inputs()).mapv_into(sigmoid)
}

/// A neuron with these weights and no bias.
fn neuron((w1, w2): (f64, f64)) -> Network<f64> {
    Network { layers: vec![Layer { weights: array![[w1, w2]], biases: array![0.0] }] }
}

pub fn cost(w: (f64, f64)) -> f64 {
    mean_cost(&neuron(w), Cost::Quadratic, inputs().view(), targets().view())
}

pub fn gradient(w: (f64, f64)) -> (f64, f64) {
    let (x, y) = (inputs(), targets());
    let gradient = mean_gradient(&neuron(w), Cost::Quadratic, x.view(), y.view());
    let nabla_w = &gradient[0].nabla_w;
    (nabla_w[[0, 0]], nabla_w[[0, 1]])
}

/// The weights before the first step and after each; the bias stays at 0.
pub fn descent(start: (f64, f64), eta: f64) -> impl Iterator<Item = (f64, f64)> {
    std::iter::successors(Some(start), move |&(w1, w2)| {
        let slope = gradient((w1, w2));
        Some((w1 - eta * slope.0, w2 - eta * slope.1))
    })
}

pub fn draw() -> Figure {
    let title = "Contour lines of the cost over two weights: a long narrow valley that runs \
                 aslant to the axes. Three paths start at the same point on its slope. With \
                 η = 1 the dots lie close together and the path stops on the way; with η = 8 it \
                 turns into the valley and follows it to the lowest point; with η = 24 it jumps \
                 from one side of the valley to the other.";
    let mut drawing = Drawing::new(528.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        528.0,
        Axis::linear("weight w₁", W1.0, W1.1),
        Axis::linear("weight w₂", W2.0, W2.1),
    );
    let scale = |u: f64, v: f64| (W1.0 + u * (W1.1 - W1.0), W2.0 + v * (W2.1 - W2.0));
    // Costs are close to squares of distances, so the levels are squares too.
    for k in 1..=12 {
        panel.pieces(&contour(cost, scale, 48, 0.0008 * f64::from(k * k)), Ink::Text);
    }
    let mut values = vec![Value::count("cost_surface_steps", PLOTS, STEPS)];
    for (eta, colour, at, anchor) in RATES {
        let path: Vec<_> = descent(START, eta).take(STEPS + 1).collect();
        let ink = Ink::Series(colour);
        panel.line(&path, ink);
        panel.dots(&path, ink, 3.5);
        panel.label(path[at], &format!("η = {eta}"), ink, anchor);
        let key = format!("cost_surface_cost_eta_{eta}");
        let (last, within) = (cost(path[STEPS]), Tolerance::Within(0.0002));
        values.push(Value::decimal(&key, PLOTS, last, 4, within));
    }
    panel.dots(&[START, LOWEST], Ink::Text, 4.0);
    panel.label(START, "start", Ink::Text, Anchor::Below);
    panel.label((LOWEST.0 + 0.06, LOWEST.1 - 0.1), "lowest", Ink::Text, Anchor::Right);
    let start = cost(START);
    values.push(Value::decimal(
        "cost_surface_cost_start",
        PLOTS,
        start,
        4,
        Tolerance::Within(0.0002),
    ));
    Figure { svg: drawing.finish(), values }
}
