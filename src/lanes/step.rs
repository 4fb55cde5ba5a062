//! Mini-batch after mini-batch through the kernels.

use std::ops::ControlFlow;

use ndarray::Axis;
use pulp::Arch;
use rayon::prelude::*;

use super::backward::Backward;
use super::forward::{BLOCK, Forward};
use super::gather::Gather;
use super::panels::{LANES, Panels};
use super::sigmoid;
use super::update::Update;
use crate::cost::Cost;
use crate::data::DataSet;
use crate::l2;
use crate::network::{Network, sigmoid_prime_at};
use crate::sgd::{AfterStep, HyperParameters};

/// [`sgd::epoch`](crate::sgd::epoch) by the kernels, on the best instruction set that the
/// processor has. The layers of wide networks are shared out among its cores.
///
/// The result is the same, bit for bit, for any number of cores, and for any instruction set
/// that adds a product with one rounding (AVX2, AVX-512, NEON).
///
/// # Panics
/// If the mini-batch size is 0 or `data` does not fit the network.
pub fn epoch(
    network: &mut Network<f32>,
    data: &DataSet<u8>,
    order: &[usize],
    hyper: &HyperParameters,
    after_step: &mut AfterStep,
) -> ControlFlow<()> {
    epoch_on(Arch::new(), network, data, order, hyper, after_step)
}

/// [`epoch`] on one of the [`instruction_sets`](super::instruction_sets).
///
/// # Panics
/// As [`epoch`].
pub fn epoch_on(
    arch: Arch,
    network: &mut Network<f32>,
    data: &DataSet<u8>,
    order: &[usize],
    hyper: &HyperParameters,
    after_step: &mut AfterStep,
) -> ControlFlow<()> {
    sigmoid::assert_same_as_in_chapter_1();
    let sizes = network.sizes();
    assert_eq!(data.input_size(), sizes[0], "inputs do not fit the network");
    assert_eq!(data.classes(), sizes[sizes.len() - 1], "classes do not fit the network");

    let capacity = hyper.mini_batch_size.min(order.len());
    let mut learner = Learner::new(network, arch, capacity);
    let decay = l2::decay(hyper.eta, hyper.lambda, data.len()) as f32;
    let mut fetched = Vec::with_capacity(capacity * data.input_size());
    let mut steps = || {
        let mut samples = 0;
        for indices in order.chunks(hyper.mini_batch_size) {
            let rate = (hyper.eta / indices.len() as f64) as f32;
            let to = &mut learner.input;
            arch.dispatch(Gather { data, indices, fetched: &mut fetched, to });
            let labels = indices.iter().map(|&index| usize::from(data.labels()[index]));
            learner.forward(indices.len());
            learner.bp1(hyper.cost, labels);
            learner.backward(indices.len(), rate, decay);
            samples += indices.len();
            after_step(samples)?;
        }
        ControlFlow::Continue(())
    };
    // Inside the pool of threads, work too small to be shared costs no message to a thread.
    let flow = rayon::scope(|_| steps());
    learner.write_to(network);
    flow
}

/// A network in panels, with room for what a mini-batch makes of it.
struct Learner {
    arch: Arch,
    input: Panels,
    layers: Vec<Layer>,
}

struct Layer {
    neurons: usize,
    weights: Panels,
    biases: Panels,
    activations: Panels,
    deltas: Panels,
}

impl Learner {
    fn new(network: &Network<f32>, arch: Arch, capacity: usize) -> Self {
        let room = capacity.next_multiple_of(BLOCK);
        let layers = network.layers.iter().map(|layer| {
            let (neurons, n_in) = layer.weights.dim();
            let biases = layer.biases.view().insert_axis(Axis(1));
            Layer {
                neurons,
                weights: Panels::of(layer.weights.view(), n_in.next_multiple_of(LANES)),
                biases: Panels::of(biases, 1),
                activations: Panels::zeros(neurons, room),
                deltas: Panels::zeros(neurons, room),
            }
        });
        let input = Panels::zeros(network.sizes()[0], room);
        Learner { arch, input, layers: layers.collect() }
    }

    fn write_to(&self, network: &mut Network<f32>) {
        for (layer, to) in self.layers.iter().zip(&mut network.layers) {
            layer.weights.write_to(to.weights.view_mut());
            layer.biases.write_to(to.biases.view_mut().insert_axis(Axis(1)));
        }
    }

    /// The activations of every layer for the first `m` columns of the input.
    fn forward(&mut self, m: usize) {
        let (arch, room) = (self.arch, self.input.columns());
        let used = m.next_multiple_of(BLOCK);
        let mut input = &self.input;
        for Layer { neurons, weights, biases, activations, .. } in &mut self.layers {
            let outputs = activations.par_mut().with_min_len(weights.panels_of_work(m));
            let layer = outputs.zip(weights.par()).zip(biases.lanes());
            layer.enumerate().for_each(|(panel, ((output, weights), bias))| {
                let output = &mut output[..used];
                let neurons = (*neurons - panel * LANES).min(LANES);
                let input = input.lanes();
                arch.dispatch(Forward { weights, bias, input, room, output, neurons });
            });
            input = activations;
        }
    }

    /// BP1. Both costs begin with a − y; only the quadratic one keeps its σ′.
    fn bp1(&mut self, cost: Cost, labels: impl Iterator<Item = usize>) {
        let last = self.layers.len() - 1;
        let Layer { activations, deltas, .. } = &mut self.layers[last];
        deltas.lanes_mut().copy_from_slice(activations.lanes());
        for (sample, label) in labels.enumerate() {
            *deltas.entry_mut(label, sample) -= 1.0;
        }
        match cost {
            Cost::CrossEntropy => {}
            Cost::Quadratic => {
                for (delta, a) in deltas.lanes_mut().iter_mut().zip(activations.lanes()) {
                    for (delta, a) in delta.0.iter_mut().zip(a.0) {
                        *delta *= sigmoid_prime_at(a);
                    }
                }
            }
        }
    }

    /// From the last layer to the first: BP2 for the layer below, while the weights are still
    /// those of the forward pass, and then the step.
    fn backward(&mut self, m: usize, rate: f32, decay: f32) {
        let (arch, room) = (self.arch, self.input.columns());
        let used = m.next_multiple_of(BLOCK);
        for l in (0..self.layers.len()).rev() {
            let (below, here) = self.layers.split_at_mut(l);
            let Layer { weights, biases, deltas, .. } = &mut here[0];
            let grain = weights.panels_of_work(m);

            let input = match below.last_mut() {
                None => &self.input,
                Some(below) => {
                    let to = below.deltas.par_mut().with_min_len(grain);
                    let layer = to.zip(below.activations.par()).enumerate();
                    layer.for_each(|(panel, (delta, activation))| {
                        arch.dispatch(Backward {
                            weights: weights.lanes(),
                            columns: weights.columns(),
                            first: panel * LANES,
                            next_delta: deltas.lanes(),
                            room,
                            activation: &activation[..used],
                            delta: &mut delta[..used],
                        });
                    });
                    &below.activations
                }
            };

            let to = weights.par_mut().with_min_len(grain).zip(biases.lanes_mut());
            to.zip(deltas.par()).for_each(|((weights, bias), delta)| {
                let (delta, input) = (&delta[..m], input.lanes());
                arch.dispatch(Update { weights, bias, delta, input, room, decay, rate });
            });
        }
    }
}
