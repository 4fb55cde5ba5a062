//! `backprop train`: the main job, from digits to a trained network and a report.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use backprop::cost::Cost;
use backprop::data::Splits;
use backprop::forms::{EpochOf, Form, Precision};
use backprop::model_file;
use backprop::network::{Initialiser, Network};
use backprop::score::score;
use backprop::sgd::HyperParameters;
use backprop::training::{Epoch, Progress, train};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use ndarray::NdFloat;
use num_traits::AsPrimitive;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::{
    CostArgument, DataArguments, at_least_one, checked_sizes, interrupt, learning_curves,
    not_negative, positive, record, sheet,
};

#[derive(Args)]
pub struct TrainArguments {
    #[command(flatten)]
    pub data: DataArguments,
    /// Learn from the first N training digits only; few make a network overfit
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    training_digits: Option<usize>,
    /// Neurons of each hidden layer
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "30", value_parser = at_least_one)]
    pub hidden: Vec<usize>,
    /// What training lowers
    #[arg(long, value_enum, default_value_t = CostArgument::CrossEntropy)]
    pub cost: CostArgument,
    /// Passes through the training digits
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    pub epochs: usize,
    /// m, the digits that each step averages over
    #[arg(long, value_name = "M", default_value_t = 10, value_parser = at_least_one)]
    pub mini_batch_size: usize,
    /// η, the learning rate: how far each step goes
    #[arg(long, value_name = "η", default_value_t = 0.5, value_parser = positive)]
    pub eta: f64,
    /// λ, the price of large weights; 0 for none
    #[arg(long, value_name = "λ", default_value_t = 1.0, value_parser = not_negative)]
    pub lambda: f64,
    /// Standard deviation of the first weights: 1/√n_in (scaled) or 1 (large)
    #[arg(long, value_enum, default_value_t = Init::Scaled)]
    pub init: Init,
    /// End after N epochs without a better evaluation accuracy and keep the best network
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub early_stop: Option<usize>,
    /// Seed of the first weights and of the order of the digits
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Floating-point numbers to compute with
    #[arg(long, value_enum, default_value_t = PrecisionArgument::F32)]
    pub precision: PrecisionArgument,
    /// Form of backpropagation; all compute the same, at different speeds [default: lanes with
    /// f32, workspace with f64]
    #[arg(long, value_enum)]
    form: Option<FormArgument>,
    /// Where to save the trained network [default: model.json in the --out directory]
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Directory for the learning curves, the misread digits and the model
    #[arg(long, value_name = "DIR", default_value = "backprop-run")]
    out: PathBuf,
    /// Make the last line of output one JSON object with everything that was measured
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Init {
    Scaled,
    Large,
}

#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrecisionArgument {
    F32,
    F64,
}

#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormArgument {
    /// One digit after the other
    PerSample,
    /// A mini-batch as one matrix
    Plain,
    /// The same without allocating
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

impl TrainArguments {
    fn hyper_parameters(&self) -> HyperParameters {
        HyperParameters {
            cost: self.cost.into(),
            epochs: self.epochs,
            mini_batch_size: self.mini_batch_size,
            eta: self.eta,
            lambda: self.lambda,
            early_stop: self.early_stop,
        }
    }

    /// The form that was asked for, or the fastest.
    pub fn form(&self) -> Form {
        self.form.map_or_else(
            || match self.precision {
                PrecisionArgument::F32 => Form::fastest::<f32>(),
                PrecisionArgument::F64 => Form::fastest::<f64>(),
            },
            Form::from,
        )
    }

    fn model_file(&self) -> PathBuf {
        self.save.clone().unwrap_or_else(|| self.out.join("model.json"))
    }
}

pub fn run(arguments: &TrainArguments) -> Result<()> {
    match arguments.precision {
        PrecisionArgument::F32 => run_with::<f32>(arguments),
        PrecisionArgument::F64 => run_with::<f64>(arguments),
    }
}

fn run_with<F: Precision>(arguments: &TrainArguments) -> Result<()>
where
    u8: AsPrimitive<F>,
{
    let form = arguments.form();
    let epoch = form.epoch::<F>().with_context(|| {
        format!(
            "there is no form {} for f64; leave out --form or --precision",
            form.name()
        )
    })?;
    let mut splits = arguments.data.load()?;
    if let Some(n) = arguments.training_digits {
        splits.training = splits.training.first(n);
    }
    let Splits { training, test, .. } = &splits;
    let sizes =
        checked_sizes(training.input_size(), &arguments.hidden, training.classes())?;
    // A run that cannot be kept should fail before it starts.
    let model_file = arguments.model_file();
    let parent = model_file.parent().filter(|parent| !parent.as_os_str().is_empty());
    ensure!(
        parent.is_none_or(|parent| parent.is_dir() || parent == arguments.out),
        "{}: no such directory",
        model_file.display()
    );
    std::fs::create_dir_all(&arguments.out)
        .with_context(|| format!("{}: cannot be created", arguments.out.display()))?;

    let mut rng = ChaCha8Rng::seed_from_u64(arguments.seed);
    let initialiser = match arguments.init {
        Init::Scaled => Initialiser::Scaled,
        Init::Large => Initialiser::Large,
    };
    let mut network = Network::<F>::new(&sizes, initialiser, &mut rng);
    record::headline(arguments, &sizes, training.len());
    let record = train_visibly(&mut network, &splits, epoch, arguments, &mut rng)?;
    interrupt::check()?;

    let cost = Cost::from(arguments.cost);
    let result = score(&network, cost, test);
    record::conclusion(&record, &result);

    let curves = arguments.out.join("learning-curves.svg");
    learning_curves::draw(&record, &curves)?;
    let misread = arguments.out.join("misread.svg");
    sheet::draw(&sheet::misread(&network, test), &misread)?;
    model_file::save(&network, cost, &model_file)?;
    println!("learning curves  {}", curves.display());
    println!("misread digits   {}", misread.display());
    println!("trained network  {}", model_file.display());
    if !arguments.data.is_given() {
        println!(
            "\nTo train on MNIST, put its four files in a directory DIR and add --data DIR."
        );
    }
    if arguments.json {
        println!(
            "{}",
            record::as_json(arguments, &sizes, training.len(), &record, &result)
        );
    }
    Ok(())
}

/// Trains with a progress bar, where there is a terminal to show it, and a line per epoch.
fn train_visibly<F: NdFloat>(
    network: &mut Network<F>,
    splits: &Splits,
    epoch: EpochOf<F>,
    arguments: &TrainArguments,
    rng: &mut ChaCha8Rng,
) -> Result<Vec<Epoch>>
where
    u8: AsPrimitive<F>,
{
    let hyper = arguments.hyper_parameters();
    let n = splits.training.len();

    let bar = if std::io::stdout().is_terminal() {
        ProgressBar::new((n * hyper.epochs) as u64)
    } else {
        ProgressBar::hidden()
    };
    let style = "{bar:40} {percent:>3} %  {eta} left";
    bar.set_style(ProgressStyle::with_template(style).expect("the template is valid"));
    let mut number = 0;
    let outcome = train(
        network,
        &splits.training,
        &splits.validation,
        &hyper,
        epoch,
        rng,
        |progress| {
            match progress {
                Progress::Samples(samples) => {
                    bar.set_position((number * n + samples) as u64)
                }
                Progress::Epoch(epoch) => {
                    number += 1;
                    bar.suspend(|| record::line(number, epoch));
                }
            }
            interrupt::flow()
        },
    );
    bar.finish_and_clear();
    Ok(outcome?)
}
