//! What a training is told: the options that its result depends on.

use backprop::cost::Cost;
use backprop::forms::Form;
use backprop::network::Initialiser;
use backprop::sgd::HyperParameters;
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::numbers::{at_least_one, not_negative, positive};

#[derive(Clone, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Learn from the first N training digits only; few make a network overfit
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = at_least_one)]
    pub training_digits: Option<usize>,
    /// Neurons of each hidden layer
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "30", allow_negative_numbers = true, value_parser = at_least_one)]
    pub hidden: Vec<usize>,
    /// What training lowers
    #[arg(long, value_enum, default_value_t = CostArgument::CrossEntropy)]
    pub cost: CostArgument,
    /// Passes through the training digits
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = at_least_one)]
    pub epochs: usize,
    /// m, the digits that each step averages over
    #[arg(long, value_name = "M", default_value_t = 10, allow_negative_numbers = true, value_parser = at_least_one)]
    pub mini_batch_size: usize,
    /// η, the learning rate: how far each step goes
    #[arg(long, value_name = "η", default_value_t = 0.5, allow_negative_numbers = true, value_parser = positive)]
    pub eta: f64,
    /// λ, the price of large weights; 0 for none
    #[arg(long, value_name = "λ", default_value_t = 1.0, allow_negative_numbers = true, value_parser = not_negative)]
    pub lambda: f64,
    /// Standard deviation of the first weights: 1/√n_in (scaled) or 1 (large)
    #[arg(long, value_enum, default_value_t = Init::Scaled)]
    pub init: Init,
    /// End after N epochs without a better evaluation accuracy and keep the best network
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = at_least_one)]
    pub early_stop: Option<usize>,
    /// Seed of the first weights and of the order of the digits
    #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
    pub seed: u64,
    /// Floating-point numbers to compute with
    #[arg(long, value_enum, default_value_t = PrecisionArgument::F32)]
    pub precision: PrecisionArgument,
    /// Form of backpropagation; all take the same step up to rounding, which training may magnify,
    /// at different speeds [default: lanes with f32, workspace with f64]
    #[arg(long, value_enum)]
    pub form: Option<FormArgument>,
}

/// [`Cost`] as the command line spells it.
#[derive(Clone, Copy, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// For headlines.
pub fn name_of(cost: Cost) -> &'static str {
    match cost {
        Cost::Quadratic => "quadratic cost",
        Cost::CrossEntropy => "cross-entropy",
    }
}

#[derive(Clone, Copy, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Init {
    Scaled,
    Large,
}

#[derive(Clone, Copy, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrecisionArgument {
    F32,
    F64,
}

#[derive(Clone, Copy, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormArgument {
    /// One digit after the other
    PerSample,
    /// A mini-batch as one matrix
    Plain,
    /// The same in matrices that are kept from step to step
    Workspace,
    /// The same in vector instructions, f32 only
    Lanes,
}

impl From<FormArgument> for Form {
    fn from(argument: FormArgument) -> Form {
        match argument {
            FormArgument::PerSample => Form::PerSample,
            FormArgument::Plain => Form::Plain,
            FormArgument::Workspace => Form::Workspace,
            FormArgument::Lanes => Form::Lanes,
        }
    }
}

impl Settings {
    pub fn hyper_parameters(&self) -> HyperParameters {
        HyperParameters {
            cost: self.cost.into(),
            epochs: self.epochs,
            mini_batch_size: self.mini_batch_size,
            eta: self.eta,
            lambda: self.lambda,
            early_stop: self.early_stop,
        }
    }

    pub fn initialiser(&self) -> Initialiser {
        match self.init {
            Init::Scaled => Initialiser::Scaled,
            Init::Large => Initialiser::Large,
        }
    }

    /// The form that was asked for, or the fastest.
    pub fn form(&self) -> FormArgument {
        self.form.unwrap_or(match self.precision {
            PrecisionArgument::F32 => FormArgument::Lanes,
            PrecisionArgument::F64 => FormArgument::Workspace,
        })
    }
}
