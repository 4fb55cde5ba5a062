//! Chapter 5, continued: how well a network does on a set of samples.

use ndarray::{ArrayView1, ArrayView2, NdFloat};
use num_traits::AsPrimitive;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cost::Cost;
use crate::data::{DataSet, MiniBatch};
use crate::network::Network;

/// How well a network does on a set of samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The mean cost of a sample; during training, plus the L2 penalty.
    pub cost: f64,
    /// How many samples have their largest output at their label.
    pub correct: usize,
    /// How many samples there are.
    pub n: usize,
}

impl Score {
    /// The share of samples read correctly, from 0 to 1.
    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.n as f64
    }
}

/// The class that an output stands for: the index of its largest entry, the first if several.
pub fn arg_max<F: NdFloat>(output: ArrayView1<F>) -> usize {
    (1..output.len()).fold(0, |best, j| if output[j] > output[best] { j } else { best })
}

/// What `visit` makes of the weighted inputs Z^L of the output layer and the targets, both of
/// shape (n_out, m), for all samples of `data` in mini-batches large enough to be fast.
///
/// The mini-batches are shared out among the processor's cores. Neither their size nor the order
/// of the results depends on how many there are.
fn map_outputs<F: NdFloat, P: AsPrimitive<F> + Sync, T: Send>(
    network: &Network<F>,
    data: &DataSet<P>,
    visit: impl Fn(ArrayView2<F>, ArrayView2<F>) -> T + Sync,
) -> Vec<T> {
    const SIZE: usize = 500;
    let sizes = network.sizes();
    assert_eq!(data.input_size(), sizes[0], "inputs do not fit the network");
    assert_eq!(data.classes(), sizes[sizes.len() - 1], "classes do not fit the network");
    let all: Vec<usize> = (0..data.len()).collect();
    let room = || MiniBatch::new(data, SIZE.min(data.len()));
    all.par_chunks(SIZE)
        .map_init(room, |mini_batch, indices| {
            let (x, y) = mini_batch.gather(data, indices);
            visit(network.weighted_output(x).view(), y)
        })
        .collect()
}

/// What `network` reads: for each sample of `data` the class of its output.
///
/// # Panics
/// If `data` does not fit the network.
pub fn reads<F: NdFloat, P: AsPrimitive<F> + Sync>(
    network: &Network<F>,
    data: &DataSet<P>,
) -> Vec<usize> {
    // σ is increasing, so the largest z is the largest activation.
    let classes = map_outputs(network, data, |z, _| -> Vec<usize> {
        z.columns().into_iter().map(arg_max).collect()
    });
    classes.concat()
}

/// The mean cost, without penalty, and the correct answers of `network` on `data`.
///
/// # Panics
/// If `data` is empty or does not fit the network.
pub fn score<F: NdFloat, P: AsPrimitive<F> + Sync>(
    network: &Network<F>,
    cost: Cost,
    data: &DataSet<P>,
) -> Score {
    let n = data.len();
    assert!(n > 0, "there is no sample to score");
    let parts = map_outputs(network, data, |z, y| {
        let pairs = z.columns().into_iter().zip(y.columns());
        let correct = pairs.filter(|(z, y)| arg_max(*z) == arg_max(*y)).count();
        (cost.value(z, y).to_f64().expect("F is a float"), correct)
    });
    let total: f64 = parts.iter().map(|(cost, _)| cost).sum();
    let correct = parts.iter().map(|(_, correct)| correct).sum();
    Score { cost: total / n as f64, correct, n }
}
