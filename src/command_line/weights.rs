//! `backprop weights`: what the neurons of the first hidden layer look at.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use backprop::model_file;
use backprop::network::Network;
use clap::Args;
use image::{Rgb, RgbImage};
use ndarray::ArrayView1;

use super::say::say;
use super::sheet::{self, Cell};
use super::{ModelArgument, outputs};

#[derive(Args)]
pub struct WeightsArguments {
    #[command(flatten)]
    model: ModelArgument,
    /// Where to draw them
    #[arg(long, value_name = "FILE", default_value = "weights.svg")]
    out: PathBuf,
}

pub fn run(arguments: &WeightsArguments) -> Result<()> {
    let model = arguments.model.file();
    let (network, _): (Network<f64>, _) = model_file::load(model)?;
    let weights = &network.layers[0].weights;
    let side = weights.ncols().isqrt();
    ensure!(
        side * side == weights.ncols(),
        "{}: the network takes {} pixels, which are no square",
        model.display(),
        weights.ncols()
    );
    outputs::prepare(None, &[&arguments.out])?;

    let largest = weights.iter().fold(f64::MIN_POSITIVE, |max, w| max.max(w.abs()));
    let cell = |(neuron, row): (usize, ArrayView1<f64>)| Cell {
        picture: picture(row, side, largest).into(),
        caption: format!("neuron {}", neuron + 1),
    };
    let cells: Vec<Cell> = weights.rows().into_iter().enumerate().map(cell).collect();
    sheet::draw(&cells, &arguments.out)?;
    say!(
        "Red weights are positive, blue ones negative; white is 0, full colour {largest:.2}."
    );
    say!("{}{}", arguments.out.display(), sheet::left_out(&cells));
    Ok(())
}

/// The weights of one neuron where their pixels are.
fn picture(weights: ArrayView1<f64>, side: usize, largest: f64) -> RgbImage {
    RgbImage::from_fn(side as u32, side as u32, |x, y| {
        let weight = weights[y as usize * side + x as usize] / largest;
        let rest = (255.0 * (1.0 - weight.abs())).round() as u8;
        Rgb(if weight > 0.0 { [255, rest, rest] } else { [rest, rest, 255] })
    })
}
