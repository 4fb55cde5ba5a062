//! Three variants of the network of the book, which the library leaves out: softmax outputs,
//! images moved by a pixel, and dropout.

use backprop::data::{DataSet, MiniBatch};
use backprop::network::{Initialiser, Network, sigmoid};
use backprop::per_sample::LayerGradient;
use backprop::score::score;
use backprop::sgd::{shuffled, step};
use ndarray::{Array2, ArrayView2, ArrayViewMut1, Axis};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::runs::{DEFAULT, digits, start};
use crate::seeds::SEEDS;
use crate::values::{PLOTS, Value};

const SIDE: usize = 28;

#[derive(Clone, Copy, Default)]
struct Variant {
    softmax: bool,
    augmented: bool,
    dropout: bool,
}

/// The evaluation accuracies, in per cent, of networks trained from each seed.
fn accuracies(training: &DataSet<u8>, epochs: usize, variant: Variant) -> Vec<f64> {
    let runs = (1..=SEEDS).map(|seed| {
        let (mut network, mut rng) = start(Initialiser::Scaled, seed);
        let mut room = MiniBatch::new(training, DEFAULT.mini_batch_size);
        for _ in 0..epochs {
            for samples in
                shuffled(training.len(), &mut rng).chunks(DEFAULT.mini_batch_size)
            {
                let (x, y) = room.gather(training, samples);
                let mut x = x.to_owned();
                if variant.augmented {
                    x.columns_mut()
                        .into_iter()
                        .for_each(|image| move_image(image, &mut rng));
                }
                learn(&mut network, x.view(), y, variant, &mut rng);
            }
        }
        // The order of the outputs is that of z, whether σ or softmax follows.
        100.0 * score(&network, DEFAULT.cost, &digits().evaluation).accuracy()
    });
    runs.collect()
}

/// Moves an image by up to a pixel in each direction; paper comes in from the sides.
fn move_image(mut image: ArrayViewMut1<f32>, rng: &mut ChaCha8Rng) {
    let mut shift = || rng.random_range(-1..=1_i32) as isize;
    let (down, right) = (shift(), shift());
    let old = image.to_owned();
    for (k, pixel) in image.iter_mut().enumerate() {
        let from =
            |at: usize, by: isize| at.checked_add_signed(-by).filter(|&at| at < SIDE);
        let (row, column) = (from(k / SIDE, down), from(k % SIDE, right));
        *pixel = row.zip(column).map_or(0.0, |(row, column)| old[SIDE * row + column]);
    }
}

/// One step of the network with a hidden layer.
fn learn(
    network: &mut Network<f32>,
    x: ArrayView2<f32>,
    y: ArrayView2<f32>,
    variant: Variant,
    rng: &mut ChaCha8Rng,
) {
    let hidden = network.layers[0].weighted_input_batch(x).mapv_into(sigmoid);
    let mask = Array2::from_shape_simple_fn(hidden.dim(), || match variant.dropout {
        true => 2.0 * f32::from(u8::from(rng.random::<bool>())),
        false => 1.0,
    });
    let a = &hidden * &mask;
    let z = network.layers[1].weighted_input_batch(a.view());
    let output = if variant.softmax { softmax(z) } else { z.mapv_into(sigmoid) };

    // With either output δ^L is a − y; BP2 passes the mask as well.
    let delta = output - y;
    let back = network.layers[1].weights.t().dot(&delta);
    let hidden_delta = back * &mask * hidden.mapv(|a| a * (1.0 - a));
    let m = x.ncols() as f32;
    let of_layer = |delta: &Array2<f32>, a: ArrayView2<f32>| LayerGradient {
        nabla_w: delta.dot(&a.t()) / m,
        nabla_b: delta.sum_axis(Axis(1)) / m,
    };
    let gradient = vec![of_layer(&hidden_delta, x), of_layer(&delta, a.view())];
    step(network, &gradient, DEFAULT.eta as f32, 1.0);
}

/// Of each column.
fn softmax(mut z: Array2<f32>) -> Array2<f32> {
    for mut column in z.columns_mut() {
        let largest = column.fold(f32::NEG_INFINITY, |most, &z| most.max(z));
        column.mapv_inplace(|z| (z - largest).exp());
        let sum = column.sum();
        column /= sum;
    }
    z
}

pub fn values() -> Vec<Value> {
    let few = digits().training.first(1000);
    let plain = Variant::default();
    let value = |key: &str, accuracies| Value::spread(key, PLOTS, accuracies, 2);
    vec![
        value("further_sigmoid", accuracies(&digits().training, 10, plain)),
        value(
            "further_softmax",
            accuracies(&digits().training, 10, Variant { softmax: true, ..plain }),
        ),
        value("further_plain", accuracies(&few, 60, plain)),
        value(
            "further_augmented",
            accuracies(&few, 60, Variant { augmented: true, ..plain }),
        ),
        value(
            "further_dropout",
            accuracies(&few, 60, Variant { dropout: true, ..plain }),
        ),
    ]
}
