//! Chapter 5, continued: how well a network does on a set of samples.

use ndarray::{ArrayView1, ArrayView2, NdFloat};
use num_traits::AsPrimitive;

use crate::cost::Cost;
use crate::data::{DataSet, MiniBatch};
use crate::network::Network;

/// How well a network does on a set of samples.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// Calls `visit` with the weighted inputs Z^L of the output layer and the targets, both of shape
/// (n_out, m), for all samples of `data` in mini-batches large enough to be fast.
fn for_each_output<F: NdFloat, P: AsPrimitive<F>>(
    network: &Network<F>,
    data: &DataSet<P>,
    mut visit: impl FnMut(ArrayView2<F>, ArrayView2<F>),
) {
    const SIZE: usize = 1000;
    let mut mini_batch = MiniBatch::new(data, SIZE.min(data.len()));
    for start in (0..data.len()).step_by(SIZE) {
        let indices: Vec<usize> = (start..data.len().min(start + SIZE)).collect();
        let (x, y) = mini_batch.gather(data, &indices);
        visit(network.weighted_output(x).view(), y);
    }
}

/// What `network` reads: for each sample of `data` the class of its output.
///
/// # Panics
/// If `data` does not fit the network.
pub fn reads<F: NdFloat, P: AsPrimitive<F>>(
    network: &Network<F>,
    data: &DataSet<P>,
) -> Vec<usize> {
    let mut classes = Vec::with_capacity(data.len());
    // σ is increasing, so the largest z is the largest activation.
    for_each_output(network, data, |z, _| {
        classes.extend(z.columns().into_iter().map(arg_max))
    });
    classes
}

/// The mean cost, without penalty, and the correct answers of `network` on `data`.
///
/// # Panics
/// If `data` is empty or does not fit the network.
pub fn score<F: NdFloat, P: AsPrimitive<F>>(
    network: &Network<F>,
    cost: Cost,
    data: &DataSet<P>,
) -> Score {
    let n = data.len();
    assert!(n > 0, "there is no sample to score");
    let (mut total, mut correct) = (0.0, 0);
    for_each_output(network, data, |z, y| {
        total += cost.value(z, y).to_f64().expect("F is a float");
        let pairs = z.columns().into_iter().zip(y.columns());
        correct += pairs.filter(|(z, y)| arg_max(*z) == arg_max(*y)).count();
    });
    Score { cost: total / n as f64, correct, n }
}
