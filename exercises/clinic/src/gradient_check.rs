//! A program's backward pass beside central differences of its own forward pass and cost.

use grader::call::call;
use grader::sample::Sample;
use ndarray::Array1;

use crate::digits::LEARNT;
use crate::program::{Program, SIZES};
use crate::run::paired;

/// What the check finds in one tensor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    Passes,
    /// The program's gradient is the right one times this.
    Times(f64),
    /// There is no such factor.
    Fails,
}

/// ∇w and ∇b of a layer.
pub type Layer = (Found, Found);

/// So many entries of each tensor are checked, from all over it.
const ENTRIES: usize = 12;
/// So many samples are in the mini-batch.
const SAMPLES: usize = 3;
const H: f64 = 1e-5;
/// Differences at this h are right to about 1e-10 of the cost. Pixels that hardly weigh have
/// gradients of 1e-4, so one part in a thousand is what the check can promise.
const TOLERANCE: f64 = 1e-3;

/// The check on a new network, layer by layer; none if the program panics.
pub fn check(program: &Program, seed: u64) -> Option<Vec<Layer>> {
    call(|| checked(program, seed)).ok()
}

fn checked(program: &Program, seed: u64) -> Vec<Layer> {
    let network = program.initial(seed);
    let inputs = program.inputs(&LEARNT);
    let all: Vec<usize> = (0..LEARNT.labels.len()).collect();
    let samples = &paired(program, &inputs, &all, &all)[..SAMPLES];
    let at = Array1::from(network.parameters());
    let gradient = program.gradient(&network, samples, &at) / SAMPLES as f64;
    let mut found = Vec::new();
    let mut start = 0;
    for n in SIZES.windows(2) {
        let (weights, biases) = (n[0] * n[1], n[1]);
        let mut tensor = |len: usize, columns: usize| {
            let entries = entries(len, columns, samples).map(|k| start + k);
            let pairs: Vec<_> = entries
                .map(|k| (gradient[k], difference(program, &network, samples, &at, k)))
                .collect();
            start += len;
            judged(&pairs)
        };
        found.push((tensor(weights, n[0]), tensor(biases, 1)));
    }
    found
}

/// Entries of a tensor with so many columns. Of the first layer's, those of pixels with ink.
fn entries(
    len: usize,
    columns: usize,
    samples: &[Sample],
) -> impl Iterator<Item = usize> {
    let ink = |column: usize| samples.iter().map(|s| s.x[column]).sum::<f64>();
    let mut order: Vec<usize> = (0..columns).collect();
    if columns == samples[0].x.len() {
        order.sort_by(|&j, &k| ink(k).total_cmp(&ink(j)));
    }
    let rows = len / columns;
    let count = ENTRIES.min(len);
    (0..count).map(move |k| (k % rows) * columns + order[k % columns])
}

/// (C(v + h) − C(v − h)) / 2h for entry k.
fn difference(
    program: &Program,
    network: &Sample,
    samples: &[Sample],
    at: &Array1<f64>,
    k: usize,
) -> f64 {
    let cost = |step: f64| {
        let mut moved = at.clone();
        moved[k] += step;
        let (biases, weights) = network.split(moved.as_slice().expect("in order"));
        let network = Sample { weights, biases, ..network.clone() };
        let costs = samples.iter().map(|sample| {
            let (_, mut activations) = program.forward(&network, &sample.x);
            program.cost(activations.pop().expect("an output"), sample.y.clone())
        });
        costs.sum::<f64>() / samples.len() as f64
    };
    (cost(H) - cost(-H)) / (2.0 * H)
}

/// What pairs of (gradient, difference) say.
fn judged(pairs: &[(f64, f64)]) -> Found {
    let dot = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let (squares, products) = (dot(|(_, d)| d * d), dot(|(g, d)| g * d));
    let factor = products / squares;
    let off = |factor: f64| {
        let errors = pairs.iter().map(|(g, d)| (g - factor * d).powi(2));
        errors.sum::<f64>().sqrt() / squares.sqrt().max(1e-9)
    };
    if off(1.0) <= TOLERANCE {
        Found::Passes
    } else if off(factor) <= TOLERANCE {
        Found::Times(factor)
    } else {
        Found::Fails
    }
}
