//! Chapter 9: files of digits, and a network that reads them.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Exercise 9.1 ★★★: a file's header, and whether to believe it.
///
/// An IDX file of bytes begins with the magic number 0, 0, 8, d. The d sizes follow, each as a
/// big-endian u32, and then the data: as many bytes as the product of the sizes.
/// d is 1 (labels) or 3 (images, rows, columns).
///
/// `first` holds the first 16 bytes of the file or more, or all of them if it is shorter; `length`
/// says how many bytes the whole file has. Returns the d sizes, or in words of your own what is
/// wrong: another magic number, a header cut short, a size of 0, more bytes or fewer than
/// promised. No file makes it panic.
pub fn idx_header(first: &[u8], length: u64) -> Result<Vec<usize>, String> {
    todo!("9.1")
}

/// Exercise 9.2 ★: the digit that an output stands for.
///
/// The index of the largest entry of `a`, and of several that are equally large the first.
///
/// Shapes: `a` (n), n ≥ 1, with no NaN in it.
pub fn arg_max(a: ArrayView1<f64>) -> usize {
    todo!("9.2")
}

/// Exercise 9.3 ★★★★: a network of your own that reads digits.
///
/// Train it as you like: the cost, the widths, η and the number of epochs are yours. From 2,000
/// digits it must learn to read 88 % of 500 others, within 30 seconds.
///
/// Shapes: `images` (n, 784), one image per row, a byte per pixel, 0 for paper and 255 for ink;
/// `labels` (n), from 0 to 9. `random()` returns a number from 0 up to 1, 1 excluded, each equally
/// likely; use no other random numbers. Returns w² … w^L and b² … b^L of a network of sizes
/// 784, …, 10 with σ in every layer. It is fed pixels in \[0, 1\], that is bytes divided by 255.
pub fn train_network(
    images: ArrayView2<u8>,
    labels: &[u8],
    random: &mut dyn FnMut() -> f64,
) -> (Vec<Array2<f64>>, Vec<Array1<f64>>) {
    todo!("9.3")
}

/// Exercise 9.4 ★: how often a neuron is saturated.
///
/// A neuron is saturated for a sample where its activation is below 0.05 or above 0.95. Returns, for
/// each neuron, the share of the samples for which it is, a number from 0 to 1.
///
/// Shapes: `activations` (neurons, samples), each between 0 and 1. Returns (neurons).
pub fn saturated(activations: ArrayView2<f64>) -> Array1<f64> {
    todo!("9.4")
}

/// Exercise 9.5 ★★: learn a few samples by heart.
///
/// Takes steps until the cost is at most `limit`, but no more than `most` steps; `most` ≥ 1. Returns
/// the cost after each step that was taken.
///
/// `step(eta)` takes one step on these samples and returns the cost after it. A cost that is NaN is
/// not at most `limit`.
pub fn overfit(step: &dyn Fn(f64) -> f64, eta: f64, limit: f64, most: usize) -> Vec<f64> {
    todo!("9.5")
}
