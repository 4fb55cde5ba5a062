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
    let (mut weights, mut biases) = initial(random, wrong);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    if wrong.has("train-most-unused") {
        order.truncate(labels.len() / 10);
    }
    let mut label_order = order.clone();
    let eta = match () {
        _ if wrong.has("train-saturated") => 300.0,
        _ if wrong.has("train-too-few-steps") => 1e-3,
        _ => 0.5,
    };
    let eta = if wrong.has("train-raises-the-cost") { -eta } else { eta };
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
                let label = match () {
                    _ if wrong.has("train-one-label") => labels[0],
                    _ if wrong.has("train-images-ignored") => labels[place],
                    _ => labels[sample],
                };
                let shift = if wrong.has("train-outputs-permuted") { 9 } else { 0 };
                a[(usize::from(label) + shift) % 10] -= 1.0;
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

fn initial(random: Random, wrong: Wrong) -> Network {
    let layers = [(HIDDEN, PIXELS), (10, HIDDEN)];
    let weights = layers.map(|(n_out, n_in)| {
        let scale = (12.0 / n_in as f64).sqrt();
        Array2::from_shape_simple_fn((n_out, n_in), || match () {
            _ if wrong.has("train-zero-initialised") => 0.0,
            _ if wrong.has("train-weights-not-centred") => random(),
            _ => scale * (random() - 0.5),
        })
    });
    (weights.into(), layers.map(|(n_out, _)| Array1::zeros(n_out)).into())
}

fn shuffle(order: &mut [usize], random: Random) {
    for last in (1..order.len()).rev() {
        order.swap(last, (random() * (last + 1) as f64) as usize);
    }
}

/// The images as columns.
fn inputs(images: ArrayView2<u8>, wrong: Wrong) -> Array2<f64> {
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
