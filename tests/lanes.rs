//! The fast form against the plain one, on every instruction set of this machine.

use std::ops::ControlFlow;

use backprop::cost::Cost;
use backprop::data::DataSet;
use backprop::forms::Form;
use backprop::lanes::{epoch, epoch_on, instruction_sets};
use backprop::network::{Initialiser, Layer, Network};
use backprop::score::score;
use backprop::sgd::{HyperParameters, shuffled};
use ndarray::{Array1, Array2};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::ThreadPoolBuilder;

const HYPER: HyperParameters = HyperParameters {
    cost: Cost::CrossEntropy,
    epochs: 1,
    mini_batch_size: 4,
    eta: 1.0,
    lambda: 1.0,
    early_stop: None,
};

#[derive(Clone, Debug)]
struct Case {
    sizes: Vec<usize>,
    n: usize,
    hyper: HyperParameters,
    seed: u64,
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = prop::collection::vec(1_usize..=70, 2..=4);
    let cost = prop_oneof![Just(Cost::Quadratic), Just(Cost::CrossEntropy)];
    (sizes, 1_usize..=40, 1_usize..=45, cost, 0.1..2.0, 0.0..1.0, any::<u64>()).prop_map(
        |(sizes, n, mini_batch_size, cost, eta, lambda, seed)| {
            let hyper = HyperParameters { cost, mini_batch_size, eta, lambda, ..HYPER };
            Case { sizes, n, hyper, seed }
        },
    )
}

impl Case {
    fn network(&self) -> Network<f32> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        Network::new(&self.sizes, Initialiser::Scaled, &mut rng)
    }

    fn data(&self) -> DataSet<u8> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let classes = *self.sizes.last().unwrap();
        let shape = (self.n, self.sizes[0]);
        let inputs = Array2::from_shape_simple_fn(shape, || rng.random());
        let labels = (0..self.n).map(|_| rng.random_range(0..classes) as u8).collect();
        DataSet::new(inputs, labels, classes, 1.0 / 255.0)
    }

    fn order(&self) -> Vec<usize> {
        shuffled(self.n, &mut ChaCha8Rng::seed_from_u64(self.seed))
    }
}

fn in_f64(network: &Network<f32>) -> Network<f64> {
    let layers = network.layers.iter().map(|layer| Layer {
        weights: layer.weights.mapv(f64::from),
        biases: layer.biases.mapv(f64::from),
    });
    Network { layers: layers.collect() }
}

/// All parameters in a row.
fn parameters(network: &Network<f64>) -> Array1<f64> {
    let layers = network.layers.iter();
    layers.flat_map(|layer| layer.weights.iter().chain(&layer.biases)).copied().collect()
}

fn norm(x: &Array1<f64>) -> f64 {
    x.dot(x).sqrt()
}

proptest! {
    /// Step by step, each from where lanes has arrived: over many steps with a large η, training
    /// itself would magnify any rounding.
    #[test]
    fn every_step_is_that_of_the_plain_form(case in cases()) {
        let (data, order) = (case.data(), case.order());
        let go_on = &mut |_| ControlFlow::Continue(());
        let mut plain_epoch = Form::Plain.epoch::<f64>().unwrap();
        for (name, set) in instruction_sets() {
            let mut lanes = case.network();
            for indices in order.chunks(case.hyper.mini_batch_size) {
                let mut plain = in_f64(&lanes);
                let flow = plain_epoch(&mut plain, &data, indices, &case.hyper, go_on);
                prop_assert!(flow.is_continue());
                let flow = epoch_on(set, &mut lanes, &data, indices, &case.hyper, go_on);
                prop_assert!(flow.is_continue());

                // Through three layers forward and back, each number is a sum of at most 71
                // products that are rounded to 2^-24 of their size.
                let plain = parameters(&plain);
                let limit = 6.0 * 71.0 * 2_f64.powi(-24) * norm(&plain);
                let error = norm(&(parameters(&in_f64(&lanes)) - &plain));
                prop_assert!(error <= limit, "{name}: {error:e} is more than {limit:e}");
            }
        }
    }

    /// What one mini-batch leaves in the panels does not reach the next; and every instruction
    /// set with a fused product computes the same bits.
    #[test]
    fn an_epoch_is_its_steps_bit_for_bit(case in cases()) {
        let (data, order) = (case.data(), case.order());
        let go_on = &mut |_| ControlFlow::Continue(());
        let mut fused = Vec::new();
        for (name, set) in instruction_sets() {
            let mut whole = case.network();
            let flow = epoch_on(set, &mut whole, &data, &order, &case.hyper, go_on);
            prop_assert!(flow.is_continue());
            let mut by_steps = case.network();
            for indices in order.chunks(case.hyper.mini_batch_size) {
                let flow = epoch_on(set, &mut by_steps, &data, indices, &case.hyper, go_on);
                prop_assert!(flow.is_continue());
            }
            prop_assert!(whole == by_steps, "{name}");
            if name != "scalar" {
                fused.push((name, whole));
            }
        }
        for pair in fused.windows(2) {
            prop_assert!(pair[0].1 == pair[1].1, "{} and {} differ", pair[0].0, pair[1].0);
        }
    }
}

/// Wide enough for every layer but the last to be shared out.
#[test]
fn the_number_of_threads_changes_nothing() {
    let hyper = HyperParameters { mini_batch_size: 100, ..HYPER };
    let case = Case { sizes: vec![784, 300, 200, 10], n: 230, hyper, seed: 1 };
    let (data, order) = (case.data(), case.order());
    let with_threads = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut network = case.network();
        pool.install(|| {
            let go_on = &mut |_| ControlFlow::Continue(());
            assert!(epoch(&mut network, &data, &order, &case.hyper, go_on).is_continue());
            let score = score(&network, Cost::CrossEntropy, &data);
            (network, score)
        })
    };
    let one = with_threads(1);
    for threads in 2..=4 {
        assert!(with_threads(threads) == one, "{threads} threads");
    }
}

#[test]
fn an_epoch_can_be_broken_off_and_keeps_what_was_learned() {
    let case = Case { sizes: vec![20, 7, 3], n: 30, hyper: HYPER, seed: 2 };
    let (data, order) = (case.data(), case.order());
    let mut whole = case.network();
    let go_on = &mut |_| ControlFlow::Continue(());
    assert!(epoch(&mut whole, &data, &order[..12], &HYPER, go_on).is_continue());

    let mut broken_off = case.network();
    let stop_at_12 = &mut |samples| match samples {
        12 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    assert!(epoch(&mut broken_off, &data, &order, &HYPER, stop_at_12).is_break());
    assert!(broken_off == whole);
    assert!(broken_off != case.network());
}

#[test]
#[should_panic = "inputs do not fit the network"]
fn inputs_that_do_not_fit_are_refused() {
    let case = Case { sizes: vec![20, 3], n: 4, hyper: HYPER, seed: 1 };
    let other = Case { sizes: vec![19, 3], ..case.clone() };
    let go_on = &mut |_| ControlFlow::Continue(());
    let _ = epoch(&mut other.network(), &case.data(), &case.order(), &HYPER, go_on);
}
