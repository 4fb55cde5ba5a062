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
    // BEGIN SOLUTION 9.1
    let Some((&[0, 0, 8, d @ (1 | 3)], rest)) = first.split_first_chunk() else {
        return Err("the magic number is neither 0, 0, 8, 1 nor 0, 0, 8, 3".into());
    };
    let (sizes, _) = rest.as_chunks();
    let sizes = sizes.get(..d.into()).ok_or("the header is cut short")?;
    let sizes: Vec<u32> = sizes.iter().map(|&bytes| u32::from_be_bytes(bytes)).collect();
    if sizes.contains(&0) {
        return Err(format!("a size is 0: {sizes:?}"));
    }
    let header = 4 + 4 * u64::from(d);
    let expected = sizes.iter().try_fold(1_u64, |bytes, &n| bytes.checked_mul(n.into()));
    if expected.and_then(|bytes| bytes.checked_add(header)) != Some(length) {
        return Err(format!("{length} bytes do not fit the sizes {sizes:?}"));
    }
    Ok(sizes.into_iter().map(|n| n as usize).collect())
    // END SOLUTION
}

/// Exercise 9.2 ★: the digit that an output stands for.
///
/// The index of the largest entry of `a`, and of several that are equally large the first.
///
/// Shapes: `a` (n), n ≥ 1, with no NaN in it.
pub fn arg_max(a: ArrayView1<f64>) -> usize {
    // BEGIN SOLUTION 9.2
    (1..a.len()).fold(0, |best, j| if a[j] > a[best] { j } else { best })
    // END SOLUTION
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
    // BEGIN SOLUTION 9.3
    use super::given::sigmoid;
    use ndarray::Axis;

    let (epochs, m, eta) = (10, 10, 0.5);
    let sizes = [784, 30, 10];
    let mut biases: Vec<Array1<f64>> =
        sizes[1..].iter().map(|&n| Array1::zeros(n)).collect();
    let mut weights: Vec<_> = sizes
        .windows(2)
        .map(|n| {
            // The variance of random() is 1/12, and that of a weight becomes 1/n_in.
            let scale = (12.0 / n[0] as f64).sqrt();
            Array2::from_shape_simple_fn((n[1], n[0]), || scale * (random() - 0.5))
        })
        .collect();

    let mut order: Vec<usize> = (0..labels.len()).collect();
    for _ in 0..epochs {
        for last in (1..order.len()).rev() {
            order.swap(last, (random() * (last + 1) as f64) as usize);
        }
        for samples in order.chunks(m) {
            let pixels = images.select(Axis(0), samples);
            let x = pixels.mapv(|pixel| f64::from(pixel) / 255.0).reversed_axes();
            let layer = |l: usize, a: &Array2<f64>| {
                (weights[l].dot(a) + biases[l].view().insert_axis(Axis(1))).mapv(sigmoid)
            };
            let hidden = layer(0, &x);
            // The cross-entropy: δ = a − y.
            let mut delta = layer(1, &hidden);
            for (k, &sample) in samples.iter().enumerate() {
                delta[[labels[sample].into(), k]] -= 1.0;
            }
            let delta_hidden =
                weights[1].t().dot(&delta) * hidden.mapv(|a| a * (1.0 - a));
            let step = -eta / samples.len() as f64;
            for (l, delta, a) in [(0, delta_hidden, x), (1, delta, hidden)] {
                weights[l].scaled_add(step, &delta.dot(&a.t()));
                biases[l].scaled_add(step, &delta.sum_axis(Axis(1)));
            }
        }
    }
    (weights, biases)
    // END SOLUTION
}

/// Exercise 9.4 ★: how often a neuron is saturated.
///
/// A neuron is saturated for a sample where its activation is below 0.05 or above 0.95. Returns, for
/// each neuron, the share of the samples for which it is, a number from 0 to 1.
///
/// Shapes: `activations` (neurons, samples), each between 0 and 1. Returns (neurons).
pub fn saturated(activations: ArrayView2<f64>) -> Array1<f64> {
    // BEGIN SOLUTION 9.4
    let near = |a: &f64| *a < 0.05 || *a > 0.95;
    let rows = activations.rows().into_iter();
    rows.map(|row| row.iter().filter(|a| near(a)).count() as f64 / row.len() as f64)
        .collect()
    // END SOLUTION
}

/// Exercise 9.5 ★★: learn a few samples by heart.
///
/// Takes steps until the cost is at most `limit`, but no more than `most` steps; `most` ≥ 1. Returns
/// the cost after each step that was taken.
///
/// `step(eta)` takes one step on these samples and returns the cost after it. A cost that is NaN is
/// not at most `limit`.
pub fn overfit(step: &dyn Fn(f64) -> f64, eta: f64, limit: f64, most: usize) -> Vec<f64> {
    // BEGIN SOLUTION 9.5
    let mut costs = Vec::new();
    while costs.len() < most {
        let cost = step(eta);
        costs.push(cost);
        if cost <= limit {
            break;
        }
    }
    costs
    // END SOLUTION
}
