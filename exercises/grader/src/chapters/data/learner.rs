//! A network that the grader trains itself, with the mistakes that it is asked to make.

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::digits::PIXELS;
use super::network::{Network, Random, forward};
use crate::atlas::Wrong;

const HIDDEN: usize = 20;
const EPOCHS: usize = 5;
const MINI_BATCH: usize = 10;

pub fn train(
    images: ArrayView2<u8>,
    labels: &[u8],
    random: Random,
    wrong: Wrong,
) -> Network {
    let (mut weights, mut biases) = initial(&[PIXELS, HIDDEN, 10], random, wrong);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    if wrong.has("train-most-unused") {
        order.truncate(labels.len() / 10);
    }
    let mut label_order = order.clone();
    let eta = eta(0.5, wrong);
    let epochs = if wrong.has("train-never-updated") { 0 } else { EPOCHS };
    for _ in 0..epochs {
        shuffle(&mut order, random);
        if wrong.has("train-labels-apart") {
            shuffle(&mut label_order, random);
        } else {
            label_order.clone_from(&order);
        }
        for (of_images, of_labels) in
            order.chunks(MINI_BATCH).zip(label_order.chunks(MINI_BATCH))
        {
            let x = inputs(images.select(Axis(0), of_images).view(), wrong);
            let mut hidden = forward(&weights[..1], &biases[..1], x.clone());
            let tanh = wrong.has("train-other-activation");
            if tanh {
                hidden = weights[0].dot(&x) + biases[0].view().insert_axis(Axis(1));
                hidden.mapv_inplace(f64::tanh);
            }
            let slope = |a: f64| if tanh { 1.0 - a * a } else { a * (1.0 - a) };
            let mut delta = forward(&weights[1..], &biases[1..], hidden.clone());
            let samples = delta.columns_mut().into_iter().zip(of_labels);
            for (place, (mut a, &sample)) in samples.enumerate() {
                let sample =
                    if wrong.has("train-images-ignored") { place } else { sample };
                a[label(labels, sample, wrong)] -= 1.0;
            }
            let below = weights[1].t().dot(&delta) * hidden.mapv(slope);
            let step = -eta / of_images.len() as f64;
            let layers = [(1, delta, hidden), (0, below, x)];
            let trained =
                if wrong.has("train-hidden-frozen") { &layers[..1] } else { &layers };
            for (l, delta, a) in trained {
                weights[*l].scaled_add(step, &delta.dot(&a.t()));
                biases[*l].scaled_add(step, &delta.sum_axis(Axis(1)));
            }
        }
    }
    (weights, biases)
}

/// η, which is usually this.
pub fn eta(usual: f64, wrong: Wrong) -> f64 {
    match () {
        _ if wrong.has("train-saturated") => 600.0 * usual,
        _ if wrong.has("train-too-few-steps") => usual / 500.0,
        _ if wrong.has("train-raises-the-cost") => -usual,
        _ => usual,
    }
}

/// The output that is to be 1 for a sample.
pub fn label(labels: &[u8], sample: usize, wrong: Wrong) -> usize {
    let sample = if wrong.has("train-one-label") { 0 } else { sample };
    let shift = if wrong.has("train-outputs-permuted") { 9 } else { 0 };
    (usize::from(labels[sample]) + shift) % 10
}

/// Weights and biases to begin with, for layers of these sizes.
pub fn initial(sizes: &[usize], random: Random, wrong: Wrong) -> Network {
    let layers = || sizes.windows(2).map(|n| (n[1], n[0]));
    let weights = layers().map(|(n_out, n_in)| {
        let scale = (12.0 / n_in as f64).sqrt();
        Array2::from_shape_simple_fn((n_out, n_in), || match () {
            _ if wrong.has("train-zero-initialised") => 0.0,
            _ if wrong.has("train-weights-not-centred") => random(),
            _ => scale * (random() - 0.5),
        })
    });
    (weights.collect(), layers().map(|(n_out, _)| Array1::zeros(n_out)).collect())
}

fn shuffle(order: &mut [usize], random: Random) {
    for last in (1..order.len()).rev() {
        order.swap(last, (random() * (last + 1) as f64) as usize);
    }
}

/// The images as columns.
pub fn inputs(images: ArrayView2<u8>, wrong: Wrong) -> Array2<f64> {
    let ink = if wrong.has("train-pixels-unscaled") { 1.0 } else { 255.0 };
    let pixel = |byte| {
        let x = f64::from(byte) / ink;
        match () {
            _ if wrong.has("train-pixels-inverted") => 1.0 - x,
            _ if wrong.has("train-pixels-shifted") => 2.0 * x - 1.0,
            _ => x,
        }
    };
    images.mapv(pixel).reversed_axes()
}
