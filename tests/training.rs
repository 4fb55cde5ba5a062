//! Stochastic gradient descent: the order, the steps, the record, and when it ends.

use std::ops::ControlFlow;

use backprop::cost::Cost;
use backprop::data::DataSet;
use backprop::l2;
use backprop::mini_batch::{self, Workspace};
use backprop::network::{Initialiser, Layer, Network};
use backprop::score::{arg_max, score};
use backprop::sgd::{GradientOf, HyperParameters, epoch, shuffled};
use backprop::training::{Diverged, Epoch, Progress, Run, train};
use ndarray::{Array2, array};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const HYPER: HyperParameters = HyperParameters {
    cost: Cost::CrossEntropy,
    epochs: 6,
    mini_batch_size: 8,
    eta: 0.5,
    lambda: 0.0,
    early_stop: None,
};

/// Points of the unit square, labelled by the side of the diagonal they are on.
fn points(n: usize, seed: u64) -> DataSet<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let inputs = Array2::from_shape_simple_fn((n, 2), || rng.random::<f64>());
    let labels = inputs.rows().into_iter().map(|p| u8::from(p[0] > p[1])).collect();
    DataSet::new(inputs, labels, 2, 1.0)
}

/// Trains [2, 4, 2] on 100 points, watched on 50 others.
fn run(
    hyper: &HyperParameters,
    seed: u64,
    observe: impl FnMut(Progress<f64>) -> ControlFlow<()> + Send,
) -> (Network<f64>, Result<Vec<Epoch>, Diverged>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut run = Run::new(Network::new(&[2, 4, 2], Initialiser::Scaled, &mut rng));
    let mut workspace = Workspace::new(&run.network, hyper.mini_batch_size);
    let gradient_of: &mut GradientOf<f64> = &mut |network, x, y, gradient| {
        workspace.backprop(network, hyper.cost, x, y, gradient);
    };
    let outcome = train(
        &mut run,
        &points(100, 1),
        &points(50, 2),
        hyper,
        &mut |network, data, order, hyper, after_step| {
            epoch(network, data, order, hyper, gradient_of, after_step)
        },
        &mut rng,
        observe,
    );
    (run.network, outcome.map(|()| run.record))
}

fn go_on(_: Progress<f64>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn a_seed_gives_one_result() {
    let ((network, record), (again, record_again)) =
        (run(&HYPER, 7, go_on), run(&HYPER, 7, go_on));
    assert_eq!(network, again);
    let costs = |record: Result<Vec<Epoch>, _>| -> Vec<f64> {
        record.unwrap().iter().map(|epoch| epoch.evaluation.cost).collect()
    };
    assert_eq!(costs(record), costs(record_again));
    assert_ne!(network, run(&HYPER, 8, go_on).0);
}

#[test]
fn the_record_is_what_the_scores_say() {
    let hyper = HyperParameters { lambda: 0.1, ..HYPER };
    let (network, record) = run(&hyper, 1, go_on);
    let record = record.unwrap();
    assert_eq!(record.len(), 6);
    let last = record[5];
    let penalty = l2::penalty(&network, 0.1, 100);
    for (found, data) in
        [(last.training, points(100, 1)), (last.evaluation, points(50, 2))]
    {
        let expected = score(&network, Cost::CrossEntropy, &data);
        assert_eq!(found.cost, expected.cost + penalty);
        assert_eq!((found.correct, found.n), (expected.correct, data.len()));
    }
    assert!(last.training.cost < record[0].training.cost);
}

/// The cost and the count, taken sample by sample from their definitions.
#[test]
fn a_score_is_the_mean_cost_and_the_number_right() {
    let data = points(1234, 3);
    let network = Network::<f64>::new(
        &[2, 3, 2],
        Initialiser::Large,
        &mut ChaCha8Rng::seed_from_u64(1),
    );
    let (mut cost, mut correct) = (0.0, 0);
    for (x, &label) in data.inputs().rows().into_iter().zip(data.labels()) {
        let a = network.feedforward(x);
        let y = if label == 0 { array![1.0, 0.0] } else { array![0.0, 1.0] };
        cost += (&a - &y).pow2().sum() / 2.0 / 1234.0;
        correct += usize::from((a[1] > a[0]) == (label == 1));
    }
    let found = score(&network, Cost::Quadratic, &data);
    assert!((found.cost - cost).abs() <= 1e-12 * cost, "{} {cost}", found.cost);
    assert_eq!((found.correct, found.n), (correct, 1234));
    assert_eq!(found.accuracy(), correct as f64 / 1234.0);
}

/// 10 samples in mini-batches of 4: the last has 2, and its gradient is the mean of these 2.
#[test]
fn a_partial_last_mini_batch_is_averaged_over_what_it_has() {
    let data = points(10, 4);
    let hyper = HyperParameters { mini_batch_size: 4, ..HYPER };
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut network = Network::<f64>::new(&[2, 3, 2], Initialiser::Large, &mut rng);
    let mut by_hand = network.clone();
    let order = shuffled(10, &mut rng);

    let mut sizes = Vec::new();
    let outcome = epoch(
        &mut network,
        &data,
        &order,
        &hyper,
        &mut |network, x, y, gradient| {
            sizes.push(x.ncols());
            *gradient = mini_batch::backprop(network, hyper.cost, x, y);
        },
        &mut |_| ControlFlow::Continue(()),
    );
    assert!(outcome.is_continue());
    assert_eq!(sizes, [4, 4, 2]);

    for indices in [&order[..4], &order[4..8], &order[8..]] {
        let before = by_hand.clone();
        for &i in indices {
            let x = data.inputs().row(i).to_owned();
            let mut y = array![0.0, 0.0];
            y[usize::from(data.labels()[i])] = 1.0;
            let nabla =
                backprop::per_sample::backprop(&before, hyper.cost, x.view(), y.view());
            let share = 0.5 / indices.len() as f64;
            for (layer, nabla) in by_hand.layers.iter_mut().zip(nabla) {
                layer.weights.scaled_add(-share, &nabla.nabla_w);
                layer.biases.scaled_add(-share, &nabla.nabla_b);
            }
        }
    }
    for (found, expected) in network.layers.iter().zip(&by_hand.layers) {
        assert!((&found.weights - &expected.weights).iter().all(|d| d.abs() <= 1e-14));
        assert!((&found.biases - &expected.biases).iter().all(|d| d.abs() <= 1e-14));
    }
}

#[test]
fn an_epoch_visits_every_sample_once() {
    let mut order = shuffled(1000, &mut ChaCha8Rng::seed_from_u64(1));
    assert!(order.windows(2).any(|pair| pair[0] > pair[1]), "not shuffled");
    order.sort_unstable();
    assert!(order.into_iter().eq(0..1000));
}

/// η so small that nothing is learned: the first epoch is the best, and two more are granted.
#[test]
fn early_stopping_ends_after_its_patience_and_returns_the_best() {
    let hyper = HyperParameters { eta: 1e-300, epochs: 50, early_stop: Some(2), ..HYPER };
    let (_, record) = run(&hyper, 1, go_on);
    assert_eq!(record.unwrap().len(), 3);

    let hyper = HyperParameters { eta: 8.0, epochs: 40, early_stop: Some(4), ..HYPER };
    let (network, record) = run(&hyper, 3, go_on);
    let record = record.unwrap();
    let best = record.iter().map(|epoch| epoch.evaluation.correct).max().unwrap();
    let first_best = record.iter().position(|e| e.evaluation.correct == best).unwrap();
    assert!(record.len() < 40, "never stopped");
    assert_eq!(record.len(), first_best + 1 + 4);
    assert!(
        record.last().unwrap().evaluation.correct < best,
        "the last was as good: no test"
    );
    assert_eq!(score(&network, hyper.cost, &points(50, 2)).correct, best);
}

#[test]
fn an_observer_hears_of_every_step_and_may_break_off() {
    let (mut steps, mut epochs) = (Vec::new(), 0);
    let (_, record) = run(&HYPER, 1, |progress| {
        match progress {
            Progress::Samples(samples) => steps.push(samples),
            Progress::Epoch(_) => epochs += 1,
        }
        if epochs == 1 && steps.len() == 15 {
            ControlFlow::Break(())
        } else {
            go_on(progress)
        }
    });
    assert_eq!(steps[..13], [8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 100]);
    assert_eq!(steps[13..], [8, 16]);
    assert_eq!(record.unwrap().len(), 1);
}

/// After every epoch: what was kept then ends as the whole does, bit for bit.
#[test]
fn a_run_taken_up_again_ends_as_it_would_have() {
    let of = |run: &mut Run<f64>,
              hyper: &HyperParameters,
              rng: &mut ChaCha8Rng,
              keep: &mut Vec<_>| {
        let mut workspace = Workspace::new(&run.network, hyper.mini_batch_size);
        let gradient_of: &mut GradientOf<f64> = &mut |network, x, y, gradient| {
            workspace.backprop(network, hyper.cost, x, y, gradient);
        };
        let observe = |progress: Progress<f64>| {
            if let Progress::Epoch(run) = progress {
                keep.push(run.clone());
            }
            ControlFlow::Continue(())
        };
        let outcome = train(
            run,
            &points(100, 1),
            &points(50, 2),
            hyper,
            &mut |network, data, order, hyper, after_step| {
                epoch(network, data, order, hyper, gradient_of, after_step)
            },
            rng,
            observe,
        );
        outcome.unwrap();
    };
    let no_times = |run: &Run<f64>| {
        let scores = run.record.iter().map(|epoch| (epoch.training, epoch.evaluation));
        (run.network.clone(), scores.collect::<Vec<_>>())
    };
    for early_stop in [None, Some(4)] {
        let hyper = HyperParameters { eta: 8.0, epochs: 12, early_stop, ..HYPER };
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let network = Network::new(&[2, 4, 2], Initialiser::Scaled, &mut rng);
        let after_network = rng.clone();
        let (mut whole, mut kept) = (Run::new(network), Vec::new());
        of(&mut whole, &hyper, &mut rng, &mut kept);
        assert!(kept.len() > 3);
        for mut run in kept {
            let mut rng = after_network.clone();
            run.record.iter().for_each(|_| drop(shuffled(100, &mut rng)));
            of(&mut run, &hyper, &mut rng, &mut Vec::new());
            assert_eq!(no_times(&run), no_times(&whole));
        }
    }
}

#[test]
fn a_cost_that_is_no_longer_finite_ends_training() {
    let hyper = HyperParameters { eta: 1e200, lambda: 1.0, ..HYPER };
    let (_, record) = run(&hyper, 1, go_on);
    assert!(matches!(record, Err(Diverged { epoch: 1 })), "{record:?}");
}

#[test]
fn weight_decay_shrinks_weights_and_spares_biases() {
    let mut network = Network {
        layers: vec![Layer { weights: array![[2.0, -4.0]], biases: array![3.0] }],
    };
    let nothing = backprop::per_sample::zero_gradient(&network);
    let decay = l2::decay(0.5, 5.0, 10);
    backprop::sgd::step(&mut network, &nothing, 0.5, decay);
    assert_eq!(network.layers[0].weights, array![[1.5, -3.0]]);
    assert_eq!(network.layers[0].biases, array![3.0]);
    assert_eq!(l2::penalty(&network, 5.0, 10), 0.25 * (1.5 * 1.5 + 9.0));
}

#[test]
fn both_initialisers_have_the_deviation_they_promise() {
    for (initialiser, expected) in
        [(Initialiser::Scaled, 0.05), (Initialiser::Large, 1.0)]
    {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let network = Network::<f64>::new(&[400, 250], initialiser, &mut rng);
        // 100,000 draws: a standard deviation is known to within 1 %, many times its own error.
        let weights = &network.layers[0].weights;
        assert!((weights.std(1.0) / expected - 1.0).abs() < 0.01, "{}", weights.std(1.0));
        assert!(weights.mean().unwrap().abs() < 0.02 * expected);
        // 250 draws: five of its own errors of 1/√500.
        assert!((network.layers[0].biases.std(1.0) - 1.0).abs() < 0.22);
    }
}

#[test]
fn the_first_of_equal_outputs_is_read() {
    assert_eq!(arg_max(array![0.1, 0.7, 0.7, 0.2].view()), 1);
    assert_eq!(arg_max(array![0.3].view()), 0);
}
