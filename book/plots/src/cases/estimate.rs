//! Gradients of single samples, and the variance of their means over mini-batches.

use backprop::cost::Cost;
use backprop::network::{Layer, Network};
use backprop::sgd::mean_gradient;
use ndarray::{Array1, Array2, Axis, array};
use rand::{Rng, RngExt};
use serde_json::{Value, json};

const CASES: usize = 120;

/// One neuron with two weights and up to seven samples. The variance is no formula here: it is the
/// mean over every choice of m of them.
pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let n: usize = rng.random_range(1..=7);
        let m = rng.random_range(1..=n);
        let mut draw = |shape, most: f64| {
            Array2::from_shape_simple_fn(shape, || rng.random_range(-most..most))
        };
        let weights = draw((1, 2), 3.0);
        let (x, y) = (draw((2, n), 3.0), draw((1, n), 1.0).mapv(f64::abs));
        let w = weights.row(0).to_vec();
        let network = Network { layers: vec![Layer { weights, biases: array![0.0] }] };
        let mean = |samples: &[usize]| -> Array1<f64> {
            let (x, y) = (x.select(Axis(1), samples), y.select(Axis(1), samples));
            let gradient = mean_gradient(&network, Cost::Quadratic, x.view(), y.view());
            gradient[0].nabla_w.row(0).to_owned()
        };
        let all: Vec<usize> = (0..n).collect();
        let truth = mean(&all);
        let estimates: Vec<_> = choices(n, m).iter().map(|chosen| mean(chosen)).collect();
        let squares = estimates.iter().map(|estimate| (estimate - &truth).pow2().sum());
        let sample =
            |i: usize| json!({"x": x.column(i).to_vec(), "y": y.column(i).to_vec()});
        json!({
            "w": w,
            "samples": all.iter().map(|&i| sample(i)).collect::<Vec<_>>(),
            "m": m,
            "gradients": all.iter().map(|&i| mean(&[i]).to_vec()).collect::<Vec<_>>(),
            "mean": truth.to_vec(),
            "variance": squares.sum::<f64>() / estimates.len() as f64,
        })
    };
    (0..CASES).map(case).collect()
}

/// Every way to choose m of the numbers 0 to n − 1.
fn choices(n: usize, m: usize) -> Vec<Vec<usize>> {
    let subsets = 0_u32..1 << n;
    subsets
        .filter(|subset| subset.count_ones() as usize == m)
        .map(|subset| (0..n).filter(|i| subset >> i & 1 == 1).collect())
        .collect()
}
