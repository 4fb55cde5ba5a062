//! What the commands have in common: their arguments, and where digits come from.

pub mod check;
pub mod compare;
pub mod digits;
pub mod evaluate;
pub mod interrupt;
mod learning_curves;
mod memory;
mod numbers;
mod outputs;
mod picture;
pub mod read;
mod record;
mod results;
pub mod roofline;
pub mod say;
mod settings;
mod sheet;
mod tolerance;
pub mod train;
mod unfinished;
pub mod weights;

use std::path::{Path, PathBuf};

use anyhow::Result;
use backprop::data::{DataSet, Splits};
use clap::{Args, Parser, Subcommand};

/// Train a network of sigmoid neurons to read handwritten digits, by backpropagation.
///
/// Without a subcommand this is `train`. All commands work offline, on digits that this program
/// draws itself; with --data they read the four MNIST files instead.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_long_help = WHERE_FILES_ARE)]
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
    /// Read pictures of your own with a saved network
    Read(read::ReadArguments),
    /// Draw what the neurons of the first hidden layer look at
    Weights(weights::WeightsArguments),
    /// Put the learning curves of several trainings into one plot
    Compare(compare::CompareArguments),
    /// Check the gradient of a real network on real digits, five ways
    Check(check::CheckArguments),
    /// Measure what this machine allows, and how near training comes to it
    Roofline(roofline::RooflineArguments),
    /// Write the drawn digits as IDX files, and a sheet to look at
    Digits(digits::DigitsArguments),
}

const WHERE_FILES_ARE: &str = "\
The files of --data:
  A file is found in DIR, or in folders inside it, down to three, by the words in its name, in any
  case and with any signs between them: train, or else t10k or test; images or labels; idx1, idx2
  or idx3. It may be gzipped, and lie beside itself gzipped. Two other candidates for one file are
  an error. So DIR may hold train-images-idx3-ubyte.gz, train-images.idx3-ubyte, each file in a
  folder of its name, MNIST/raw/, or the names of EMNIST, QMNIST and Fashion-MNIST. If DIR is no
  directory, it is how the names begin: --data gzip/emnist-digits. EMNIST's images, which lie on
  their side, are set upright. `evaluate` and `check` need the test files only.
  MNIST itself: https://ossci-datasets.s3.amazonaws.com/mnist/";

/// Where the digits come from.
#[derive(Args, Clone)]
pub struct DataArguments {
    /// Read the four MNIST files in DIR, gzipped or not, not the drawn digits; --help tells which
    /// names they may have
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl DataArguments {
    fn load(&self) -> Result<Splits> {
        Ok(match &self.data {
            Some(directory) => Splits::read(directory)?,
            None => Splits::embedded(),
        })
    }

    /// The test digits, for which the training files are not needed.
    fn load_test(&self) -> Result<DataSet<u8>> {
        Ok(match &self.data {
            Some(directory) => Splits::read_test(directory)?,
            None => Splits::embedded_test(),
        })
    }

    fn or(self, other: DataArguments) -> DataArguments {
        DataArguments { data: self.data.or(other.data) }
    }

    /// The directory as it is called from everywhere.
    fn absolute(&self) -> Option<PathBuf> {
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or(path.clone());
        self.data.as_ref().map(absolute)
    }

    fn is_given(&self) -> bool {
        self.data.is_some()
    }

    /// For headlines: "digits from mnist/" or "drawn digits".
    fn description(&self) -> String {
        match &self.data {
            Some(directory) => format!("digits from {}", directory.display()),
            None => "drawn digits".into(),
        }
    }
}

/// The network that is asked.
#[derive(Args)]
pub struct ModelArgument {
    /// The network, as `train` saved it
    #[arg(long, value_name = "FILE", default_value = "backprop-run/model.json")]
    model: PathBuf,
}

impl ModelArgument {
    fn file(&self) -> &Path {
        &self.model
    }
}

/// The sizes of a network for `data`.
fn sizes_of(data: &DataSet<u8>, hidden: &[usize]) -> Vec<usize> {
    [&[data.input_size()], hidden, &[data.classes()]].concat()
}
