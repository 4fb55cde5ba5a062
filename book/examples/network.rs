//! The network of chapter 1. Change an input, and see which numbers move.

use backprop::network::{Layer, Network};
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
    let x = array![1.0, 2.0];
    println!("sizes  {:?}", network.sizes());
    println!("z²     {:.4}", network.layers[0].weighted_input(x.view()));
    println!("output {:.4}", network.feedforward(x.view()));
}
