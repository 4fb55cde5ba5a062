//! `backprop digits`: the drawn digits as files, for other programs and for the eye.

use std::path::{Path, PathBuf};

use anyhow::Result;
use backprop::data::{Splits, idx};
use clap::Args;

use super::say::say;
use super::sheet::{self, Cell};
use super::{interrupt, outputs};

#[derive(Args)]
pub struct DigitsArguments {
    /// Directory for the four IDX files and the sheet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub fn run(arguments: &DigitsArguments) -> Result<()> {
    let out = &arguments.out;
    let sheet = out.join("sheet.svg");
    let files = ["train", "t10k"].map(|part| idx::digits_files(out, part));
    let outputs: Vec<&Path> =
        files.as_flattened().iter().chain([&sheet]).map(PathBuf::as_path).collect();
    outputs::prepare(Some(out), &outputs)?;

    let [training, test] = Splits::embedded_files();
    for (part, data) in [("train", &training), ("t10k", &test)] {
        let _guard = interrupt::not_now();
        for file in idx::write_digits(out, part, data)? {
            say!("{}", file.display());
        }
    }
    let digit = |(pixels, label): (usize, &u8)| Cell {
        picture: sheet::of_digit(test.input(pixels)),
        caption: label.to_string(),
    };
    let cells: Vec<Cell> =
        test.labels().iter().enumerate().take(100).map(digit).collect();
    sheet::draw(&cells, &sheet)?;
    say!("{}", sheet.display());
    Ok(())
}
