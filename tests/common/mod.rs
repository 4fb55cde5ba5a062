//! Random networks with random mini-batches, for property tests.

use backprop::cost::Cost;
use backprop::network::{Initialiser, Network};
use backprop::per_sample::Gradient;
use ndarray::Array2;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A network, a cost and a mini-batch whose columns are the samples.
#[derive(Clone, Debug)]
pub struct Problem {
    pub network: Network<f64>,
    pub cost: Cost,
    pub x: Array2<f64>,
    pub y: Array2<f64>,
}

/// 2 to 5 layers of 1 to 6 neurons, 1 to 5 samples, inputs and targets in [0, 1], and weights
/// of standard deviation 1. A failure shrinks to fewer and smaller layers and fewer samples.
pub fn problem() -> impl Strategy<Value = Problem> {
    let cost = prop_oneof![Just(Cost::Quadratic), Just(Cost::CrossEntropy)];
    (prop::collection::vec(1..=6_usize, 2..=5), 1..=5_usize, cost, any::<u64>()).prop_map(
        |(sizes, m, cost, seed)| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let network = Network::new(&sizes, Initialiser::Large, &mut rng);
            let mut uniform = |n| Array2::from_shape_simple_fn((n, m), || rng.random());
            let (x, y) = (uniform(sizes[0]), uniform(sizes[sizes.len() - 1]));
            Problem { network, cost, x, y }
        },
    )
}

/// ‖g − g′‖ and ‖g‖ over all layers.
pub fn distance_and_norm(g: &Gradient<f64>, other: &Gradient<f64>) -> (f64, f64) {
    assert_eq!(g.len(), other.len(), "number of layers");
    let (mut distance, mut norm) = (0.0, 0.0);
    for (layer, other) in g.iter().zip(other) {
        assert_eq!(layer.nabla_w.dim(), other.nabla_w.dim(), "shape of the weights");
        assert_eq!(layer.nabla_b.dim(), other.nabla_b.dim(), "shape of the biases");
        let entries = layer.nabla_w.iter().chain(&layer.nabla_b);
        for (a, b) in entries.zip(other.nabla_w.iter().chain(&other.nabla_b)) {
            distance += (a - b).powi(2);
            norm += a.powi(2);
        }
    }
    (distance.sqrt(), norm.sqrt())
}

/// Settings for `proptest!`: enough cases to see every depth with every cost many times.
pub fn config() -> ProptestConfig {
    ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }
}
