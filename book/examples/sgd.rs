//! How much worse is the gradient of 10 samples than that of 100? Change the two numbers.

use backprop::cost::Cost;
use backprop::data::{MiniBatch, Splits};
use backprop::network::{Layer, Network};
use backprop::sgd::mean_gradient;
use ndarray::{Array1, Array2};

fn main() {
    let n = 1000;
    let data = Splits::embedded().training.first(n);
    let weights =
        Array2::from_shape_fn((10, 784), |(j, k)| 0.05 * ((7 * j + k) as f64).sin());
    let network = Network { layers: vec![Layer { weights, biases: Array1::zeros(10) }] };

    let samples: Vec<usize> = (0..n).collect();
    let mut room = MiniBatch::new(&data, n);
    let mut estimate = |indices: &[usize]| {
        let (x, y) = room.gather(&data, indices);
        mean_gradient(&network, Cost::Quadratic, x, y).remove(0).nabla_w
    };
    let mean = estimate(&samples);
    let mut variance = |m: usize| {
        let errors = samples.chunks(m).map(|mini_batch| estimate(mini_batch) - &mean);
        errors.map(|error| error.pow2().sum()).sum::<f64>()
            / samples.chunks(m).len() as f64
    };

    let (small, large) = (10, 100);
    let predicted = large as f64 / small as f64 * (n - small) as f64 / (n - large) as f64;
    println!("predicted ratio {predicted:.1}");
    println!("measured ratio  {:.1}", variance(small) / variance(large));
}
