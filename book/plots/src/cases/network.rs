//! Both passes through random networks, and derivatives by experiment.

use backprop::cost::Cost;
use backprop::gradient_check::{central_difference, mean_cost};
use backprop::network::{Layer, Network, sigmoid};
use backprop::per_sample::{backprop, backward_pass, forward_pass};
use ndarray::{Array1, Array2, Axis};
use rand::{Rng, RngExt};
use serde_json::{Value, json};

const CASES: usize = 200;
/// Half of the change by which the figure measures a derivative.
const H: f64 = 0.001;

/// Networks of the shape that the chapters use, and every fourth of another one: some deep and
/// narrow as the chain is. Large weights saturate some neurons.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |i: usize| {
        let sizes = if i % 4 == 3 {
            let layers = rng.random_range(2..=11);
            let widest = if layers > 4 { 1 } else { 6 };
            (0..layers).map(|_| rng.random_range(1..=widest)).collect()
        } else {
            vec![2, 3, 2]
        };
        let network = network(&sizes, rng);
        let x = Array1::from_shape_simple_fn(sizes[0], || rng.random_range(-3.0..3.0));
        let outputs = *sizes.last().expect("there are layers");
        let y = Array1::from_shape_simple_fn(outputs, || rng.random_range(0.0..1.0));
        let cost = if i.is_multiple_of(2) { Cost::Quadratic } else { Cost::CrossEntropy };
        solved(&network, cost, &x, &y)
    };
    (0..CASES).map(case).collect()
}

/// A network with weights and biases from −5 to 5, as far as the sliders go.
pub fn network(sizes: &[usize], rng: &mut impl Rng) -> Network<f64> {
    let layers = sizes.windows(2).map(|pair| Layer {
        weights: Array2::from_shape_simple_fn((pair[1], pair[0]), || {
            rng.random_range(-5.0..5.0)
        }),
        biases: Array1::from_shape_simple_fn(pair[1], || rng.random_range(-5.0..5.0)),
    });
    Network { layers: layers.collect() }
}

fn solved(network: &Network<f64>, cost: Cost, x: &Array1<f64>, y: &Array1<f64>) -> Value {
    let (zs, mut activations) = forward_pass(network, x.view());
    activations.push(zs.last().expect("there is a layer").mapv(sigmoid));
    let deltas = backward_pass(network, cost, &zs, y.view());
    let gradient = backprop(network, cost, x.view(), y.view());
    let nabla_x = network.layers[0].weights.t().dot(&deltas[0]);
    json!({
        "layers": layers(network),
        "x": x.to_vec(),
        "y": y.to_vec(),
        "cost": cost,
        "answer": {
            "zs": vectors(&zs),
            "activations": vectors(&activations),
            "deltas": vectors(&deltas),
            "nablaB": gradient.iter().map(|layer| layer.nabla_b.to_vec()).collect::<Vec<_>>(),
            "nablaW": gradient.iter().map(|layer| matrix(&layer.nabla_w)).collect::<Vec<_>>(),
            "nablaX": nabla_x.to_vec(),
            "cost": mean_cost(network, cost, column(x).view(), column(y).view()),
        },
        "measured": measured(network, cost, x, y),
    })
}

/// ΔC/Δw for the first weight of each layer.
fn measured(
    network: &Network<f64>,
    cost: Cost,
    x: &Array1<f64>,
    y: &Array1<f64>,
) -> Vec<f64> {
    let of_layer = |l: usize| {
        let mut moved = network.clone();
        let cost_with = |w| {
            moved.layers[l].weights[[0, 0]] = w;
            mean_cost(&moved, cost, column(x).view(), column(y).view())
        };
        central_difference(cost_with, network.layers[l].weights[[0, 0]], H)
    };
    (0..network.layers.len()).map(of_layer).collect()
}

fn column(x: &Array1<f64>) -> Array2<f64> {
    x.clone().insert_axis(Axis(1))
}

/// The layers as the page keeps them: w row by row, and b.
pub fn layers(network: &Network<f64>) -> Vec<Value> {
    let layers = network.layers.iter();
    layers
        .map(|layer| json!({"w": matrix(&layer.weights), "b": layer.biases.to_vec()}))
        .collect()
}

pub fn matrix(w: &Array2<f64>) -> Vec<Vec<f64>> {
    w.rows().into_iter().map(|row| row.to_vec()).collect()
}

fn vectors(vectors: &[Array1<f64>]) -> Vec<Vec<f64>> {
    vectors.iter().map(|vector| vector.to_vec()).collect()
}
