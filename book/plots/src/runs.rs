//! The training runs behind the figures. What several figures need is run once.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use backprop::cost::Cost;
use backprop::data::{DataSet, Splits};
use backprop::lanes;
use backprop::network::{Initialiser, Network};
use backprop::sgd::{HyperParameters, shuffled};
use backprop::training::{self, Epoch, train};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// What `cargo run --release` does when it is told nothing else.
pub const DEFAULT: HyperParameters = HyperParameters {
    cost: Cost::CrossEntropy,
    epochs: 20,
    mini_batch_size: 10,
    eta: 0.5,
    lambda: 1.0,
    early_stop: None,
};

/// The network of every run on digits.
pub const SIZES: [usize; 3] = [784, 30, 10];

/// The digits that the crate draws.
pub fn digits() -> &'static Splits {
    static DIGITS: OnceLock<Splits> = OnceLock::new();
    DIGITS.get_or_init(Splits::embedded)
}

/// A finished training run.
pub struct Run {
    pub network: Network<f32>,
    pub record: Vec<Epoch>,
}

impl Run {
    /// (epoch, f of the epoch), epochs counted from 1.
    pub fn curve(&self, f: impl Fn(&Epoch) -> f64) -> Vec<(f64, f64)> {
        (1..).map(f64::from).zip(self.record.iter().map(f)).collect()
    }

    pub fn last(&self) -> &Epoch {
        self.record.last().expect("a run has an epoch")
    }
}

/// The accuracy on training or evaluation digits, in per cent.
pub fn per_cent(score: &backprop::score::Score) -> f64 {
    100.0 * score.accuracy()
}

/// The default run, seed 1.
pub fn default_run() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| run(digits().training.len(), &DEFAULT, Initialiser::Scaled))
}

/// Trains on the first `n` digits as `cargo run --release -- --seed 1` does.
pub fn run(n: usize, hyper: &HyperParameters, initialiser: Initialiser) -> Run {
    let training = digits().training.first(n);
    let (network, mut rng) = start(initialiser, 1);
    let mut run = training::Run::new(network);
    let outcome = train(
        &mut run,
        &training,
        &digits().evaluation,
        hyper,
        &mut lanes::epoch,
        &mut rng,
        |_| ControlFlow::Continue(()),
    );
    outcome.expect("the runs of the book stay finite");
    Run { network: run.network, record: run.record }
}

/// The network that the same training ends with, without the scores on the way.
pub fn trained(
    training: &DataSet<u8>,
    hyper: &HyperParameters,
    initialiser: Initialiser,
    seed: u64,
) -> Network<f32> {
    let (mut network, mut rng) = start(initialiser, seed);
    for _ in 0..hyper.epochs {
        let order = shuffled(training.len(), &mut rng);
        let go_on = &mut |_| ControlFlow::Continue(());
        let _ = lanes::epoch(&mut network, training, &order, hyper, go_on);
    }
    network
}

/// The first network, and the generator that then shuffles.
pub fn start(initialiser: Initialiser, seed: u64) -> (Network<f32>, ChaCha8Rng) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (Network::new(&SIZES, initialiser, &mut rng), rng)
}
