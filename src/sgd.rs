//! Chapter 5: stochastic gradient descent.
//!
//! Shuffle the training samples, cut them into mini-batches of m, and for each take one step
//! down the mean gradient of its samples:
//!
//! ```text
//! w → w − (η/m) Σ_x ∂C_x/∂w        b → b − (η/m) Σ_x ∂C_x/∂b
//! ```
//!
//! A pass through all mini-batches is an epoch.

use std::ops::ControlFlow;

use ndarray::{ArrayView2, NdFloat, Zip};
use num_traits::AsPrimitive;
use rand::{Rng, seq::SliceRandom};

use crate::cost::Cost;
use crate::data::{DataSet, MiniBatch};
use crate::l2;
use crate::network::Network;
use crate::per_sample::{Gradient, backward_pass, forward_pass, zero_gradient};

/// What gradient descent does not learn and the user has to choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HyperParameters {
    pub cost: Cost,
    pub epochs: usize,
    /// m, the number of samples in a mini-batch; the last of an epoch may have fewer.
    pub mini_batch_size: usize,
    /// η, the learning rate.
    pub eta: f64,
    /// λ, the strength of the L2 penalty of chapter 8; 0 for none.
    pub lambda: f64,
    /// End training after so many epochs without a better evaluation accuracy.
    pub early_stop: Option<usize>,
}

/// A way to find the gradient of the mean cost of a mini-batch: from the network, the inputs
/// (n_in, m) and the targets (n_out, m), into a gradient of the network's shapes.
pub type GradientOf<'a, F> =
    dyn FnMut(&Network<F>, ArrayView2<F>, ArrayView2<F>, &mut Gradient<F>) + 'a;

/// What is called after each step, with the number of samples learned from so far; it may break
/// off.
pub type AfterStep<'a> = dyn FnMut(usize) -> ControlFlow<()> + Send + 'a;

/// A way through an epoch of samples of the type `P`: [`epoch`], with its gradient chosen.
pub type EpochOf<'a, F, P = u8> = dyn FnMut(
        &mut Network<F>,
        &DataSet<P>,
        &[usize],
        &HyperParameters,
        &mut AfterStep,
    ) -> ControlFlow<()>
    + 'a;

/// The first way: backpropagation sample by sample, and the mean of the gradients.
///
/// Each outer product of BP4 is added as it is made; it never stands in memory by itself.
///
/// # Panics
/// If `x` or `y` does not fit the network, or there is no column.
pub fn mean_gradient<F: NdFloat>(
    network: &Network<F>,
    cost: Cost,
    x: ArrayView2<F>,
    y: ArrayView2<F>,
) -> Gradient<F> {
    assert_eq!(x.ncols(), y.ncols(), "samples of x and y");
    assert!(x.ncols() > 0, "there is no sample");
    let m = F::from(x.ncols()).expect("F is a float");
    let mut mean = zero_gradient(network);
    for (x, y) in x.columns().into_iter().zip(y.columns()) {
        let (zs, activations) = forward_pass(network, x);
        let deltas = backward_pass(network, cost, &zs, y);
        for ((mean, activation), delta) in mean.iter_mut().zip(&activations).zip(&deltas)
        {
            Zip::from(mean.nabla_w.rows_mut())
                .and(delta)
                .for_each(|mut row, &delta| row.scaled_add(delta / m, activation));
            mean.nabla_b.scaled_add(F::one() / m, delta);
        }
    }
    mean
}

/// One step of gradient descent: w → decay · w − η ∂C/∂w and b → b − η ∂C/∂b.
///
/// `decay` is the [weight decay](l2::decay) of chapter 8, and 1 without it.
///
/// # Panics
/// If `gradient` has other shapes than the network.
pub fn step<F: NdFloat>(
    network: &mut Network<F>,
    gradient: &Gradient<F>,
    eta: F,
    decay: F,
) {
    assert_eq!(network.layers.len(), gradient.len(), "numbers of layers");
    for (layer, nabla) in network.layers.iter_mut().zip(gradient) {
        assert_eq!(layer.biases.dim(), nabla.nabla_b.dim(), "shapes of the biases");
        Zip::from(&mut layer.weights)
            .and(&nabla.nabla_w)
            .for_each(|w, &nabla_w| *w = decay * *w - eta * nabla_w);
        layer.biases.scaled_add(-eta, &nabla.nabla_b);
    }
}

/// The numbers 0 to n − 1 in random order.
pub fn shuffled(n: usize, rng: &mut impl Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.shuffle(rng);
    order
}

/// One epoch: a step for each mini-batch of the samples in `order`.
///
/// # Panics
/// If the mini-batch size is 0 or `data` does not fit the network.
pub fn epoch<F: NdFloat, P: AsPrimitive<F>>(
    network: &mut Network<F>,
    data: &DataSet<P>,
    order: &[usize],
    hyper: &HyperParameters,
    gradient_of: &mut GradientOf<F>,
    after_step: &mut AfterStep,
) -> ControlFlow<()> {
    let float = |x: f64| F::from(x).expect("F is a float");
    let eta = float(hyper.eta);
    let decay = float(l2::decay(hyper.eta, hyper.lambda, data.len()));

    let mut mini_batch = MiniBatch::new(data, hyper.mini_batch_size.min(order.len()));
    let mut gradient = zero_gradient(network);
    let mut samples = 0;
    for indices in order.chunks(hyper.mini_batch_size) {
        let (x, y) = mini_batch.gather(data, indices);
        gradient_of(network, x, y, &mut gradient);
        step(network, &gradient, eta, decay);
        samples += indices.len();
        after_step(samples)?;
    }
    ControlFlow::Continue(())
}
