//! The network that reads digits in the page: that of the default run, a byte for each weight.
//!
//! `book/live/digit_network.js` holds it as text. For each neuron, layer by layer: the worth of one
//! unit as f32, a signed byte for each weight, and the bias as f32; all little-endian, in base64.
//! Beside it stand ten digits to begin with.

use anyhow::{Context, Result};
use backprop::cost::Cost;
use backprop::network::{Layer, Network};
use backprop::per_sample::{backward_pass, forward_pass};
use backprop::score::reads;
use base64::{Engine, prelude::BASE64_STANDARD};
use ndarray::{Array1, Array2, ArrayView1};

use crate::runs::{SIZES, default_run, digits};

const FILE: &str = "live/digit_network.js";
/// The length of one step through the space of images.
pub const STEP: f64 = 0.5;

/// Trains the network and writes the file.
///
/// # Errors
/// If the file cannot be written.
pub fn write() -> Result<()> {
    let parameters = encode(&default_run().network);
    let samples: Vec<String> = (0..10).map(sample).collect();
    let text = format!(
        "// A network that reads digits, and ten test digits: what \
         `cargo run --release --package plots -- --digit-network`\n\
         // trains and writes. book/plots/src/digit_network.rs says how it is stored.\n\n\
         export const sizes = {SIZES:?};\n\
         export const parameters = \"{parameters}\";\n\
         export const samples = [\n    \"{}\",\n];\n",
        samples.join("\",\n    \"")
    );
    let file = crate::book().join(FILE);
    std::fs::write(&file, text).with_context(|| file.display().to_string())
}

/// The first test digit that shows `label`.
pub fn first(label: u8) -> ArrayView1<'static, u8> {
    let test = &digits().test;
    let at = test.labels().iter().position(|&other| other == label);
    test.inputs().row(at.expect("every digit is among the test digits"))
}

fn sample(label: u8) -> String {
    BASE64_STANDARD.encode(first(label).to_vec())
}

fn encode(network: &Network<f32>) -> String {
    let mut bytes = Vec::new();
    for layer in &network.layers {
        for (weights, bias) in layer.weights.rows().into_iter().zip(&layer.biases) {
            let largest = weights.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
            let unit = largest / 127.0;
            bytes.extend(unit.to_le_bytes());
            bytes.extend(weights.iter().map(|w| (w / unit).round() as i8 as u8));
            bytes.extend(bias.to_le_bytes());
        }
    }
    BASE64_STANDARD.encode(bytes)
}

/// The network in the file.
///
/// # Errors
/// If the file cannot be read or does not hold a network of the page's sizes.
pub fn read() -> Result<Network<f64>> {
    let file = crate::book().join(FILE);
    let text =
        std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let (_, rest) = text.split_once("parameters = \"").context("no parameters")?;
    let (parameters, _) = rest.split_once('"').context("the parameters do not end")?;
    let bytes = BASE64_STANDARD.decode(parameters)?;
    let mut rest = &bytes[..];
    let mut take = |n: usize| -> Result<&[u8]> {
        let (taken, after) = rest.split_at_checked(n).context("too few parameters")?;
        rest = after;
        Ok(taken)
    };
    let f32_of =
        |bytes: &[u8]| f64::from(f32::from_le_bytes(bytes.try_into().expect("4 bytes")));
    let mut layers = Vec::new();
    for pair in SIZES.windows(2) {
        let (mut weights, mut biases) = (Vec::new(), Vec::new());
        for _ in 0..pair[1] {
            let unit = f32_of(take(4)?);
            weights
                .extend(take(pair[0])?.iter().map(|&byte| unit * f64::from(byte as i8)));
            biases.push(f32_of(take(4)?));
        }
        let weights = Array2::from_shape_vec((pair[1], pair[0]), weights)?;
        layers.push(Layer { weights, biases: biases.into() });
    }
    anyhow::ensure!(rest.is_empty(), "too many parameters");
    Ok(Network { layers })
}

/// A digit as the network takes it.
pub fn input(pixels: ArrayView1<u8>) -> Array1<f64> {
    pixels.mapv(|pixel| f64::from(pixel) / 255.0)
}

/// The target that says "a `label`".
pub fn one_hot(label: usize) -> Array1<f64> {
    Array1::from_shape_fn(10, |j| if j == label { 1.0 } else { 0.0 })
}

/// ∂C/∂x for the cross-entropy: one step further back than backpropagation goes.
pub fn input_gradient(
    network: &Network<f64>,
    x: &Array1<f64>,
    y: &Array1<f64>,
) -> Array1<f64> {
    let (zs, _) = forward_pass(network, x.view());
    let deltas = backward_pass(network, Cost::CrossEntropy, &zs, y.view());
    network.layers[0].weights.t().dot(&deltas[0])
}

/// The image after a step of length [`STEP`] down the cost for a target; grey stays between 0 and 1.
pub fn step_towards(
    network: &Network<f64>,
    x: &Array1<f64>,
    y: &Array1<f64>,
) -> Array1<f64> {
    let gradient = input_gradient(network, x, y);
    let norm = gradient.dot(&gradient).sqrt();
    (x - &(gradient * (STEP / norm))).mapv(|grey| grey.clamp(0.0, 1.0))
}

/// How many test digits the network in the file reads rightly.
pub fn correct(network: &Network<f64>) -> usize {
    let test = &digits().test;
    let labels = test.labels().iter().map(|&label| usize::from(label));
    labels.zip(reads(network, test)).filter(|(label, read)| label == read).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rounding moves a weight by half a unit at most, and the units are hundredths: as many digits
    /// are read as before, up to a few that were in doubt.
    #[test]
    fn the_network_of_the_page_is_the_one_that_training_ends_with() {
        let (trained, stored) = (&default_run().network, read().unwrap());
        for (trained, stored) in trained.layers.iter().zip(&stored.layers) {
            for (w, kept) in trained.weights.rows().into_iter().zip(stored.weights.rows())
            {
                let largest = w.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
                // Beside half a unit, what training on another processor changes.
                let bound = f64::from(largest) * (0.5 / 127.0 + 0.01);
                let apart =
                    w.iter().zip(kept).map(|(w, kept)| (f64::from(*w) - kept).abs());
                assert!(apart.fold(0.0, f64::max) <= bound);
            }
        }
        let test = &digits().test;
        let labels = test.labels().iter().map(|&label| usize::from(label));
        let before =
            labels.zip(reads(trained, test)).filter(|(label, read)| label == read);
        assert!(before.count().abs_diff(correct(&stored)) <= 6);
    }
}
