//! What the documentation says of panics and errors, function by function: a call that does not
//! fit panics, and never computes something else.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use backprop::cost::Cost;
use backprop::data::{DataSet, MiniBatch, Splits, digits, idx};
use backprop::dual::dual_gradient;
use backprop::forms::Form;
use backprop::gradient_check::{
    error_curve, mean_cost, numerical_gradient, relative_error, relative_errors,
};
use backprop::mini_batch::{self, Workspace};
use backprop::network::{Initialiser, Network};
use backprop::per_sample::{self, Gradient, zero_gradient};
use backprop::roofline::{Machine, Work, seconds_per_sample};
use backprop::score::{reads, score};
use backprop::sgd::{HyperParameters, mean_gradient, step};
use backprop::training::{Run, train};
use backprop::{lanes, model_file};
use ndarray::{Array1, Array2};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const COST: Cost = Cost::Quadratic;

fn panics<T>(what: &str, call: impl FnOnce() -> T) {
    let outcome = catch_unwind(AssertUnwindSafe(|| drop(call())));
    assert!(outcome.is_err(), "{what}: no panic");
}

/// [3, 4, 2], or other sizes.
fn network(sizes: &[usize]) -> Network<f64> {
    Network::new(sizes, Initialiser::Scaled, &mut ChaCha8Rng::seed_from_u64(1))
}

fn fits() -> Network<f64> {
    network(&[3, 4, 2])
}

/// A misfit of every kind: (rows of x, columns of x, rows of y, columns of y) for [3, 4, 2]. A single
/// row or column is among them, since ndarray would stretch it.
const MISFITS: [(usize, usize, usize, usize); 9] = [
    (3, 0, 2, 0),
    (2, 5, 2, 5),
    (1, 5, 2, 5),
    (4, 5, 2, 5),
    (3, 5, 1, 5),
    (3, 5, 3, 5),
    (3, 5, 2, 1),
    (3, 5, 2, 6),
    (3, 1, 2, 5),
];

fn zeros(rows: usize, columns: usize) -> Array2<f64> {
    Array2::zeros((rows, columns))
}

#[test]
fn mini_batches_that_do_not_fit_panic() {
    let network = fits();
    type Way<'a> = &'a dyn Fn(&Array2<f64>, &Array2<f64>) -> Gradient<f64>;
    let in_workspace = |x: &Array2<f64>, y: &Array2<f64>| {
        let mut gradient = zero_gradient(&network);
        Workspace::new(&network, 6).backprop(
            &network,
            COST,
            x.view(),
            y.view(),
            &mut gradient,
        );
        gradient
    };
    let ways: [(&str, Way); 7] = [
        ("mean_gradient", &|x, y| mean_gradient(&network, COST, x.view(), y.view())),
        ("backprop", &|x, y| mini_batch::backprop(&network, COST, x.view(), y.view())),
        ("Workspace", &in_workspace),
        ("dual_gradient", &|x, y| dual_gradient(&network, COST, x.view(), y.view())),
        ("numerical_gradient", &|x, y| {
            numerical_gradient(&network, COST, x.view(), y.view(), 1e-5)
        }),
        ("mean_cost", &|x, y| {
            mean_cost(&network, COST, x.view(), y.view());
            zero_gradient(&network)
        }),
        ("error_curve", &|x, y| {
            let exact = zero_gradient(&network);
            error_curve(&network, COST, x.view(), y.view(), &exact, &[1e-5]);
            exact
        }),
    ];
    for (name, way) in ways {
        assert_eq!(way(&zeros(3, 5), &zeros(2, 5)).len(), 2, "{name}");
        for (a, b, c, d) in MISFITS {
            panics(&format!("{name}, x {a} × {b}, y {c} × {d}"), || {
                way(&zeros(a, b), &zeros(c, d))
            });
        }
    }
}

#[test]
fn a_workspace_fits_its_network_and_its_gradient() {
    let (x, y) = (zeros(3, 5), zeros(2, 5));
    for (capacity, of, gradient_of) in [
        (4, vec![3, 4, 2], vec![3, 4, 2]),
        (5, vec![3, 5, 2], vec![3, 4, 2]),
        (5, vec![3, 4, 4, 2], vec![3, 4, 2]),
        (5, vec![3, 2], vec![3, 4, 2]),
        (5, vec![3, 4, 2], vec![3, 4, 2, 2]),
        (5, vec![3, 4, 2], vec![3, 1, 2]),
        (5, vec![3, 4, 2], vec![1, 4, 2]),
        (5, vec![3, 4, 2], vec![3, 2]),
    ] {
        panics(&format!("{capacity}, {of:?}, {gradient_of:?}"), || {
            let mut gradient = zero_gradient(&network(&gradient_of));
            let mut workspace = Workspace::new(&network(&of), capacity);
            workspace.backprop(&fits(), COST, x.view(), y.view(), &mut gradient);
        });
    }
}

#[test]
fn samples_that_do_not_fit_panic() {
    let network = fits();
    let of = Array1::<f64>::zeros;
    for (inputs, outputs) in [(2, 2), (1, 2), (4, 2), (3, 1), (3, 3)] {
        let (x, y) = (of(inputs), of(outputs));
        panics(&format!("per_sample, {inputs} and {outputs}"), || {
            per_sample::backprop(&network, COST, x.view(), y.view())
        });
    }
    for inputs in [1, 2, 4] {
        let x = of(inputs);
        panics("feedforward", || network.feedforward(x.view()));
        panics("forward_pass", || per_sample::forward_pass(&network, x.view()));
        panics("weighted_input", || network.layers[0].weighted_input(x.view()));
        let x = zeros(inputs, 5);
        panics("feedforward_batch", || network.feedforward_batch(x.view()));
        panics("weighted_output", || network.weighted_output(x.view()));
        panics("weighted_input_batch", || {
            network.layers[0].weighted_input_batch(x.view())
        });
    }
    for n in [1, 3] {
        panics("Cost::value", || COST.value(of(2).view(), of(n).view()));
        panics("bp1", || per_sample::bp1(COST, of(2).view(), of(n).view()));
        panics("bp2, z", || per_sample::bp2(&zeros(2, 4), &of(2), &of(n)));
        panics("bp2, δ", || per_sample::bp2(&zeros(2, 4), &of(n), &of(4)));
        for zs in [vec![of(4)], vec![of(n), of(2)], vec![of(4), of(2), of(2)]] {
            panics("backward_pass", || {
                per_sample::backward_pass(&network, COST, &zs, of(2).view())
            });
        }
    }
}

#[test]
fn networks_need_two_layers_of_neurons() {
    for sizes in [&[][..], &[3], &[3, 0], &[0, 3], &[3, 0, 2]] {
        panics("Network::new", || network(sizes));
    }
    panics("sizes", || Network::<f64> { layers: Vec::new() }.sizes());
    for sizes in [&[][..], &[3], &[3, 0]] {
        panics("Machine::measure", || Machine::measure(sizes));
    }
    panics("Work::of_step", || Work::of_step(&[], 1));
}

#[test]
fn gradients_that_do_not_fit_panic() {
    let gradient = zero_gradient(&fits());
    for sizes in
        [vec![3, 4], vec![3, 4, 2, 2], vec![3, 1, 2], vec![1, 4, 2], vec![3, 4, 1]]
    {
        let other = zero_gradient(&network(&sizes));
        panics(&format!("relative_errors, {sizes:?}"), || {
            relative_errors(&gradient, &other)
        });
        panics(&format!("step, {sizes:?}"), || step(&mut fits(), &other, 1.0, 1.0));
    }
    assert_eq!(relative_errors(&gradient, &gradient), [0.0, 0.0]);
    let [first, last] = &gradient[..] else { unreachable!() };
    panics("relative_error", || relative_error(first, last));
    panics("relative_errors of none", || relative_errors(&gradient, &Vec::new()));
}

/// n samples of 3 inputs in 2 classes.
fn data(n: usize) -> DataSet<u8> {
    DataSet::new(Array2::zeros((n, 3)), (0..n).map(|i| i as u8 % 2).collect(), 2, 1.0)
}

fn hyper(mini_batch_size: usize) -> HyperParameters {
    HyperParameters {
        cost: COST,
        epochs: 1,
        mini_batch_size,
        eta: 1.0,
        lambda: 0.0,
        early_stop: None,
    }
}

#[test]
fn data_that_do_not_fit_panic() {
    panics("a label missing", || {
        DataSet::<u8>::new(Array2::zeros((2, 3)), vec![0], 2, 1.0)
    });
    panics("no class", || DataSet::<u8>::new(Array2::zeros((1, 3)), vec![2], 2, 1.0));
    panics("no digit", || DataSet::of_digits(Array2::zeros((1, 3)), vec![10]));
    panics("fewer classes", || data(4).among(1));
    assert_eq!(data(4).among(5).classes(), 5);
    panics("input", || data(4).input(4).len());
    panics("split_at", || data(4).split_at(5));
    panics("gather, too many", || {
        MiniBatch::<f64>::new(&data(4), 2).gather(&data(4), &[0, 1, 2]);
    });
    panics("gather, out of bounds", || {
        MiniBatch::<f64>::new(&data(4), 2).gather(&data(4), &[4]);
    });
    panics("not square", || idx::write_digits(std::path::Path::new("."), "x", &data(4)));
    panics("no ink", || digits::centre(&[[0; digits::BOX]; digits::BOX]));
    for other in [[4, 4, 2], [1, 4, 2], [3, 4, 1], [3, 4, 3]] {
        panics("score", || score(&network(&other), COST, &data(4)));
        panics("reads", || reads(&network(&other), &data(4)));
    }
    panics("score of nothing", || score(&fits(), COST, &data(0)));
    assert_eq!(reads(&fits(), &data(0)), [0; 0]);
}

/// In every form, and in what is built on them.
#[test]
fn epochs_that_do_not_fit_panic() {
    let order = [0, 1, 2, 3];
    let misfits =
        [([3, 4, 2], 0, 4), ([4, 4, 2], 2, 4), ([3, 4, 3], 2, 4), ([3, 4, 2], 2, 3)];
    for (sizes, m, n) in misfits {
        let go_on = &mut |_| ControlFlow::Continue(());
        for form in Form::ALL {
            let mut network = in_f32(&sizes);
            let mut epoch = form.epoch::<f32>().unwrap();
            panics(&format!("{}, {sizes:?}, m = {m}, n = {n}", form.name()), || {
                epoch(&mut network, &data(n), &order, &hyper(m), go_on)
            });
        }
        let epoch = Form::Plain.epoch::<f32>().unwrap();
        let rounds = if n == 4 { 1 } else { 0 };
        panics("seconds_per_sample", || {
            seconds_per_sample(&mut [epoch], &sizes, m, &data(4), rounds)
        });
    }
    for (training, evaluation) in [(0, 4), (4, 0)] {
        panics("train", || {
            train(
                &mut Run::new(in_f32(&[3, 4, 2])),
                &data(training),
                &data(evaluation),
                &hyper(2),
                &mut lanes::epoch,
                &mut ChaCha8Rng::seed_from_u64(1),
                |_| ControlFlow::Continue(()),
            )
        });
    }
}

fn in_f32(sizes: &[usize]) -> Network<f32> {
    Network::new(sizes, Initialiser::Scaled, &mut ChaCha8Rng::seed_from_u64(1))
}

/// Files are not the caller's mistake: they are errors, which name the file.
#[test]
fn files_are_errors_and_no_panics() {
    let directory = tempfile::tempdir().unwrap();
    let nowhere = directory.path().join("no/where");
    let errors = [
        idx::read_digits(&nowhere, "train").map(drop).unwrap_err().to_string(),
        idx::write_digits(&nowhere, "train", &data_of_squares()).unwrap_err().to_string(),
        Splits::read(&nowhere).map(drop).unwrap_err().to_string(),
        Splits::read_test(&nowhere).map(drop).unwrap_err().to_string(),
        model_file::load::<f64>(&nowhere).map(drop).unwrap_err().to_string(),
        model_file::save(&fits(), COST, &nowhere).unwrap_err().to_string(),
    ];
    for error in errors {
        assert!(error.contains("where") && !error.contains('\n'), "{error}");
    }
}

fn data_of_squares() -> DataSet<u8> {
    DataSet::of_digits(Array2::zeros((2, 4)), vec![1, 2])
}
