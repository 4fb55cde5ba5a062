//! `backprop train`: the main job, from digits to a trained network and a report.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use backprop::data::Splits;
use backprop::forms::{Form, Precision};
use backprop::l2;
use backprop::network::Network;
use backprop::sgd::{EpochOf, shuffled};
use backprop::training::{Progress, Run, train};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use ndarray::NdFloat;
use num_traits::AsPrimitive;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::memory::Need;
use super::numbers::grouped;
use super::record;
use super::results::Places;
use super::say::say;
use super::settings::{PrecisionArgument, Settings};
use super::unfinished::{Kept, Unfinished, checksum};
use super::{DataArguments, interrupt, sizes_of};

#[derive(Args)]
pub struct TrainArguments {
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    settings: Settings,
    /// Go on with an interrupted training, with all its settings
    #[arg(long, value_name = "FILE", conflicts_with = "Settings")]
    resume: Option<PathBuf>,
    /// Where to save the trained network [default: model.json in the --out directory]
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Directory for the learning curves, the misread digits, the record and the model [default:
    /// backprop-run, or where the FILE of --resume is]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make the last line of output one JSON object with everything that was measured
    #[arg(long)]
    json: bool,
}

/// A training with all that it needs to know.
struct Job {
    settings: Settings,
    data: DataArguments,
    unfinished: Option<Unfinished>,
    places: Places,
    json: bool,
}

pub fn run(arguments: &TrainArguments) -> Result<()> {
    let unfinished = arguments.resume.as_deref().map(Unfinished::load).transpose()?;
    let (settings, data) = match &unfinished {
        None => (arguments.settings.clone(), arguments.data.clone()),
        Some(unfinished) => {
            let data = DataArguments { data: unfinished.data.clone() };
            (unfinished.settings.clone(), arguments.data.clone().or(data))
        }
    };
    let beside = arguments.resume.as_deref().and_then(Path::parent);
    let folder = match (&arguments.out, beside) {
        (Some(folder), _) => folder.clone(),
        (None, Some(folder)) => folder.to_owned(),
        (None, None) => "backprop-run".into(),
    };
    let places = Places::new(folder, arguments.save.clone());
    let precision = settings.precision;
    let job = Job { settings, data, unfinished, places, json: arguments.json };
    match precision {
        PrecisionArgument::F32 => job.run::<f32>(),
        PrecisionArgument::F64 => job.run::<f64>(),
    }
}

impl Job {
    fn run<F: Precision>(mut self) -> Result<()>
    where
        u8: AsPrimitive<F>,
    {
        let form = Form::from(self.settings.form());
        let mut epoch = form.epoch::<F>().with_context(|| {
            format!(
                "there is no form {} for f64; leave out --form or --precision",
                form.name()
            )
        })?;
        self.settings.form = Some(self.settings.form());
        let splits = self.splits()?;
        let sizes = sizes_of(&splits.training, &self.settings.hidden);
        self.check(&sizes, form, size_of::<F>())?;
        self.places.prepare()?;

        let mut rng = ChaCha8Rng::seed_from_u64(self.settings.seed);
        let network = Network::<F>::new(&sizes, self.settings.initialiser(), &mut rng);
        let checksum = checksum(&splits);
        let mut run = match &self.unfinished {
            None => Run::new(network),
            Some(unfinished) => {
                let run = unfinished.run(checksum, &sizes).context("--resume")?;
                // The same orders are drawn as before, so that those to come are the same too.
                run.record
                    .iter()
                    .for_each(|_| drop(shuffled(splits.training.len(), &mut rng)));
                run
            }
        };
        record::headline(&self.settings, &sizes, &self.data.description());
        (1..).zip(&run.record).for_each(|(number, epoch)| record::line(number, epoch));

        let kept = Kept::new();
        let (settings, data) = (self.settings.clone(), self.data.absolute());
        interrupt::rescue_with(kept.rescue(
            settings,
            data,
            checksum,
            self.places.folder.clone(),
        ));
        self.train(&mut run, &splits, &mut *epoch, &kept, &mut rng)?;
        if let Err(error) = self.finish(&run, &splits) {
            let kept = interrupt::take_rescue().map(|rescue| rescue());
            let kept = kept.transpose()?.unwrap_or_default();
            return Err(error.context(kept));
        }
        interrupt::take_rescue();
        Ok(())
    }

    /// The digits, of which training takes as many as were asked for.
    fn splits(&mut self) -> Result<Splits> {
        let mut splits = self.data.load()?;
        let there = splits.training.len();
        let n = self.settings.training_digits.unwrap_or(there);
        ensure!(
            n <= there,
            "--training-digits {n}: there are {} training digits",
            grouped(there)
        );
        splits.training = splits.training.first(n);
        self.settings.training_digits = Some(n);
        Ok(splits)
    }

    /// Refuses what cannot end well.
    fn check(&self, sizes: &[usize], form: Form, bytes: usize) -> Result<()> {
        let Settings {
            eta, lambda, early_stop, mini_batch_size, training_digits, ..
        } = self.settings;
        let n = training_digits.unwrap_or_default();
        let decay = l2::decay(eta, lambda, n);
        ensure!(
            decay >= -1.0,
            "ηλ/n is more than 2, so decay would make weights larger with every step; make --lambda \
             or --eta smaller"
        );
        // The network, the one that is kept, and the same of the best.
        let copies = if early_stop.is_some() { 4.0 } else { 2.0 };
        let always = Need::of(sizes).parameters(copies, bytes);
        always.clone().training(form, mini_batch_size.min(n), bytes).check()?;
        always.clone().scoring(bytes).check()?;
        always.saving().check()
    }

    /// Trains with a progress bar, where there is a terminal to show it, and a line per epoch.
    fn train<F: NdFloat>(
        &self,
        run: &mut Run<F>,
        splits: &Splits,
        epoch: &mut EpochOf<F>,
        kept: &Kept<F>,
        rng: &mut ChaCha8Rng,
    ) -> Result<()>
    where
        u8: AsPrimitive<F>,
    {
        let hyper = self.settings.hyper_parameters();
        let n = splits.training.len() as u64;
        let bar = if io::stdout().is_terminal() {
            ProgressBar::new(n.saturating_mul(hyper.epochs as u64))
        } else {
            ProgressBar::hidden()
        };
        let style = "{bar:40} {percent:>3} %  {eta} left";
        bar.set_style(
            ProgressStyle::with_template(style).expect("the template is valid"),
        );
        let mut number = run.record.len() as u64;
        let observe = |progress: Progress<F>| {
            match progress {
                Progress::Samples(samples) => {
                    bar.set_position(number * n + samples as u64)
                }
                Progress::Epoch(run) => {
                    number += 1;
                    kept.update(run);
                    let last = run.record.last().expect("an epoch has ended");
                    bar.suspend(|| record::line(number as usize, last));
                }
            }
            ControlFlow::Continue(())
        };
        let Splits { training, evaluation, .. } = splits;
        let outcome = train(run, training, evaluation, &hyper, epoch, rng, observe);
        bar.finish_and_clear();
        Ok(outcome?)
    }

    /// Leaves the results, and says where they are.
    fn finish<F: NdFloat>(&self, run: &Run<F>, splits: &Splits) -> Result<()>
    where
        u8: AsPrimitive<F>,
    {
        let measured = self.places.write(&self.settings, run, &splits.test)?;
        if !self.data.is_given() {
            say!(
                "\nTo train on MNIST, put its four files in a directory DIR and add --data DIR."
            );
        }
        if self.json {
            say!("{}", serde_json::to_string(&measured)?);
        }
        Ok(())
    }
}
