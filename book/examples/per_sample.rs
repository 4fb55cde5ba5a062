//! The gradients of chapter 3. Change the target, and see which errors change their sign.

use backprop::cost::Cost;
use backprop::network::{Layer, Network};
use backprop::per_sample::backprop;
use ndarray::array;

fn main() {
    let network = Network {
        layers: vec![
            Layer {
                weights: array![[1.0, -1.0], [0.5, 0.5], [-1.0, 0.5]],
                biases: array![1.0, -0.5, -1.0],
            },
            Layer {
                weights: array![[1.0, 2.0, 2.0], [-2.0, 3.0, 1.0]],
                biases: array![-0.5, -1.0],
            },
        ],
    };
    let (x, y) = (array![1.0, 2.0], array![0.0, 1.0]);
    let gradient = backprop(&network, Cost::Quadratic, x.view(), y.view());
    for (l, layer) in (2..).zip(&gradient) {
        println!("layer {l}: ∂C/∂b = δ = {:.4}", layer.nabla_b);
        println!("∂C/∂w =\n{:.4}", layer.nabla_w);
    }

    // The chain of single neurons, and the experiment with its first bias.
    let neuron = |w, b| Layer { weights: array![[w]], biases: array![b] };
    let chain_with =
        |b| Network { layers: vec![neuron(2.0, b), neuron(-2.0, 1.0), neuron(3.0, 0.5)] };
    let (x, y) = (array![1.0], array![0.0]);
    let gradient = backprop(&chain_with(-2.0), Cost::Quadratic, x.view(), y.view());
    let errors: Vec<String> =
        gradient.iter().map(|layer| format!("{:.4}", layer.nabla_b[0])).collect();
    println!("chain: δ = {}", errors.join(", "));

    let cost_with = |b: f64| chain_with(b).feedforward(x.view())[0].powi(2) / 2.0;
    let (before, after) = (cost_with(-2.0), cost_with(-1.99));
    println!("C = {before:.4}, and the slope measured is {:.4}", (after - before) / 0.01);
}
