//! What the commands have in common: their arguments, where digits come from, Ctrl-C.

pub mod check;
pub mod digits;
pub mod evaluate;
pub mod interrupt;
pub mod learning_curves;
pub mod record;
pub mod roofline;
pub mod sheet;
pub mod train;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use atomic_write_file::AtomicWriteFile;
use backprop::cost::Cost;
use backprop::data::Splits;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Train a network of sigmoid neurons to read handwritten digits, by backpropagation.
///
/// Without a subcommand this is `train`. All commands work offline, on digits that this program
/// draws itself; with --data they read the four MNIST files instead.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub train: train::TrainArguments,
}

#[derive(Subcommand)]
pub enum Command {
    /// Train a network and report how well it reads (the default)
    Train(train::TrainArguments),
    /// Score a saved network on test digits and show what it confuses
    Evaluate(evaluate::EvaluateArguments),
    /// Check the gradient of a real network on real digits, four ways
    Check(check::CheckArguments),
    /// Measure what this machine allows, and how near training comes to it
    Roofline(roofline::RooflineArguments),
    /// Write the drawn digits as IDX files, and a sheet to look at
    Digits(digits::DigitsArguments),
}

/// Where the digits come from.
#[derive(Args)]
pub struct DataArguments {
    /// Read the four MNIST files (train-… and t10k-…, .gz or not) in DIR, not the drawn digits
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl DataArguments {
    pub fn load(&self) -> Result<Splits> {
        Ok(match &self.data {
            Some(directory) => Splits::read(directory)?,
            None => Splits::embedded(),
        })
    }

    pub fn is_given(&self) -> bool {
        self.data.is_some()
    }

    /// For headlines: "digits from mnist/" or "drawn digits".
    pub fn description(&self) -> String {
        match &self.data {
            Some(directory) => format!("digits from {}", directory.display()),
            None => "drawn digits".into(),
        }
    }
}

/// [`Cost`] as the command line spells it.
#[derive(Clone, Copy, ValueEnum)]
pub enum CostArgument {
    /// −Σ y ln a + (1 − y) ln(1 − a)
    CrossEntropy,
    /// ½ ‖a − y‖²
    Quadratic,
}

impl From<CostArgument> for Cost {
    fn from(argument: CostArgument) -> Cost {
        match argument {
            CostArgument::CrossEntropy => Cost::CrossEntropy,
            CostArgument::Quadratic => Cost::Quadratic,
        }
    }
}

/// A whole number of at least 1.
pub fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("expected a whole number of at least 1".into()),
        Ok(number) => Ok(number),
    }
}

/// A finite number above 0.
pub fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|x: &f64| x.is_finite() && *x > 0.0);
    number.ok_or_else(|| "expected a finite number above 0".into())
}

/// A finite number of at least 0.
pub fn not_negative(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|x: &f64| x.is_finite() && *x >= 0.0);
    number.ok_or_else(|| "expected a finite number of at least 0".into())
}

/// `sizes` of a network from its input, hidden and output layers, if memory can hold it.
pub fn checked_sizes(
    inputs: usize,
    hidden: &[usize],
    outputs: usize,
) -> Result<Vec<usize>> {
    const MOST_WEIGHTS: usize = 100_000_000;
    let sizes: Vec<usize> = [&[inputs], hidden, &[outputs]].concat();
    let weights = sizes.windows(2).try_fold(0_usize, |sum, pair| {
        pair[0].checked_mul(pair[1]).and_then(|product| sum.checked_add(product))
    });
    if weights.is_none_or(|weights| weights > MOST_WEIGHTS) {
        anyhow::bail!(
            "a network of sizes {sizes:?} has more than {MOST_WEIGHTS} weights"
        );
    }
    Ok(sizes)
}

/// 12345 as "12,345".
pub fn grouped(n: usize) -> String {
    indicatif::HumanCount(n as u64).to_string()
}

/// Writes `file` whole or not at all.
pub fn write(file: &Path, content: &str) -> Result<()> {
    let attempt = || -> std::io::Result<()> {
        let mut whole = AtomicWriteFile::open(file)?;
        whole.write_all(content.as_bytes())?;
        whole.commit()
    };
    attempt().with_context(|| format!("{}: not written", file.display()))
}
