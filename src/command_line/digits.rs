//! `backprop digits`: the drawn digits as files, for other programs and for the eye.

use std::path::PathBuf;

use anyhow::{Context, Result};
use backprop::data::{Splits, idx};
use clap::Args;

use super::interrupt;
use super::sheet::{self, Cell};

#[derive(Args)]
pub struct DigitsArguments {
    /// Directory for the four IDX files and the sheet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub fn run(arguments: &DigitsArguments) -> Result<()> {
    let out = &arguments.out;
    std::fs::create_dir_all(out)
        .with_context(|| format!("{}: cannot be created", out.display()))?;
    let [training, test] = Splits::embedded_files();
    interrupt::check()?;
    for (part, data) in [("train", &training), ("t10k", &test)] {
        for file in idx::write_digits(out, part, data)? {
            println!("{}", file.display());
        }
    }
    let cells: Vec<Cell> = test
        .inputs()
        .rows()
        .into_iter()
        .zip(test.labels())
        .map(|(pixels, label)| Cell { pixels, caption: label.to_string() })
        .collect();
    let sheet = out.join("sheet.svg");
    sheet::draw(&cells, &sheet)?;
    println!("{}", sheet.display());
    Ok(())
}
