//! `backprop read`: what a saved network reads in pictures of one's own.

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use backprop::data::digits::SIDE;
use backprop::model_file;
use backprop::network::Network;
use backprop::score::arg_max;
use clap::Args;
use ndarray::Array1;

use super::say::say;
use super::sheet::{self, Cell};
use super::{ModelArgument, outputs, picture};

#[derive(Args)]
pub struct ReadArguments {
    /// PNG or JPEG pictures of one digit each, of any size, dark on light or light on dark
    #[arg(value_name = "FILE", required = true)]
    pictures: Vec<PathBuf>,
    #[command(flatten)]
    model: ModelArgument,
    /// Draw what the network sees, scaled and centred
    #[arg(long, value_name = "FILE")]
    sheet: Option<PathBuf>,
}

/// With more outputs than this, only the largest are shown.
const MOST_OUTPUTS: usize = 16;

pub fn run(arguments: &ReadArguments) -> Result<()> {
    let model = arguments.model.file();
    let (network, _): (Network<f64>, _) = model_file::load(model)?;
    let sizes = network.sizes();
    ensure!(
        sizes[0] == SIDE * SIDE,
        "{}: the network takes {} pixels, pictures become {SIDE} × {SIDE}",
        model.display(),
        sizes[0]
    );
    outputs::prepare(None, &Vec::from_iter(arguments.sheet.as_deref()))?;

    let names = arguments.pictures.iter().map(|file| file.display().to_string());
    let width = names.map(|name| name.chars().count()).max().unwrap_or(0);
    let outputs = *sizes.last().expect("a network has outputs");
    let heads: String = match outputs {
        0..=MOST_OUTPUTS => (0..outputs).map(|class| format!("{class:>6}")).collect(),
        _ => "   the largest outputs".into(),
    };
    say!("{:width$}   read{heads}", "");

    let mut cells = Vec::new();
    for file in &arguments.pictures {
        let pixels = match picture::digit(file) {
            Ok(pixels) => pixels,
            Err(error) => {
                eprintln!("error: {error:#}");
                continue;
            }
        };
        let x = Array1::from_iter(pixels.map(|pixel| f64::from(pixel) / 255.0));
        let output = network.feedforward(x.view());
        let read = arg_max(output.view());
        say!("{:width$}   {read:>4}{}", file.display().to_string(), shown(&output));
        cells.push(Cell { picture: sheet::of_digit(&pixels), caption: read.to_string() });
    }
    if let Some(file) = &arguments.sheet {
        sheet::draw(&cells, file)?;
    }
    let (read, all) = (cells.len(), arguments.pictures.len());
    if read < all {
        bail!("{} of {all} pictures could not be read", all - read);
    }
    Ok(())
}

fn shown(output: &Array1<f64>) -> String {
    if output.len() <= MOST_OUTPUTS {
        return output.iter().map(|a| format!("{a:>6.2}")).collect();
    }
    let mut classes: Vec<usize> = (0..output.len()).collect();
    classes.sort_by(|&a, &b| output[b].total_cmp(&output[a]));
    classes[..5]
        .iter()
        .map(|&class| format!("   {class}: {:.2}", output[class]))
        .collect()
}
