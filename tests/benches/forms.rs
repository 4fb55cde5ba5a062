//! The three forms of backpropagation, each as an epoch that the benchmarks can time.

use std::ops::ControlFlow;

use backprop::cost::Cost;
use backprop::data::DataSet;
use backprop::mini_batch::{self, Workspace};
use backprop::network::{Initialiser, Network};
use backprop::sgd::{GradientOf, HyperParameters, epoch, mean_gradient};
use ndarray::NdFloat;
use num_traits::AsPrimitive;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

pub const MINI_BATCH_SIZES: [usize; 4] = [1, 10, 100, 1000];

#[derive(Clone, Copy)]
pub enum Form {
    PerSample,
    Plain,
    Workspace,
}

impl Form {
    pub const ALL: [Form; 3] = [Form::PerSample, Form::Plain, Form::Workspace];

    pub fn name(self) -> &'static str {
        match self {
            Form::PerSample => "per sample",
            Form::Plain => "mini-batch, plain",
            Form::Workspace => "mini-batch, workspace",
        }
    }

    /// One epoch of a new [784, 30, 10] network with mini-batches of m.
    pub fn epoch<F: NdFloat>(self, data: &DataSet<u8>, m: usize)
    where
        u8: AsPrimitive<F>,
    {
        let hyper = HyperParameters {
            cost: Cost::CrossEntropy,
            epochs: 1,
            mini_batch_size: m,
            eta: 0.1,
            lambda: 1.0,
            early_stop: None,
        };
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let mut network =
            Network::<F>::new(&[784, 30, 10], Initialiser::Scaled, &mut rng);
        let mut workspace = Workspace::new(&network, m);
        let gradient_of: &mut GradientOf<F> = match self {
            Form::PerSample => &mut |network, x, y, gradient| {
                *gradient = mean_gradient(network, hyper.cost, x, y);
            },
            Form::Plain => &mut |network, x, y, gradient| {
                *gradient = mini_batch::backprop(network, hyper.cost, x, y);
            },
            Form::Workspace => &mut |network, x, y, gradient| {
                workspace.backprop(network, hyper.cost, x, y, gradient);
            },
        };
        let order: Vec<usize> = (0..data.len()).collect();
        let go_on = |_| ControlFlow::Continue(());
        assert!(
            epoch(&mut network, data, &order, &hyper, gradient_of, go_on).is_continue()
        );
    }
}
