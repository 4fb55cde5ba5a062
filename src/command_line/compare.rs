//! `backprop compare`: the learning curves of several trainings in one plot.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use backprop::files;
use clap::Args;
use serde_json::{Map, Value};

use super::record::Record;
use super::say::say;
use super::{learning_curves, outputs};

#[derive(Args)]
pub struct CompareArguments {
    /// The trainings: directories that `train --out` made, or the records in them
    #[arg(value_name = "RUN", required = true, num_args = 2..)]
    runs: Vec<PathBuf>,
    /// Where to draw the curves
    #[arg(long, value_name = "FILE", default_value = "compare.svg")]
    out: PathBuf,
}

pub fn run(arguments: &CompareArguments) -> Result<()> {
    let load = |run: &PathBuf| Ok((run.display().to_string(), load(run)?));
    let runs =
        arguments.runs.iter().map(load).collect::<Result<Vec<(String, Record)>>>()?;
    outputs::prepare(None, &[&arguments.out])?;
    learning_curves::of_runs(&runs, &arguments.out)?;

    let settings: Vec<Map<String, Value>> =
        runs.iter().map(|(_, r)| settings(r)).collect();
    let differs = |key: &&String| settings.iter().any(|s| s[*key] != settings[0][*key]);
    let keys: Vec<&String> = settings[0].keys().filter(differs).collect();
    let width =
        runs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(3);
    say!("{:width$}   best evaluation   test accuracy   what is different", "run");
    for ((name, record), settings) in runs.iter().zip(&settings) {
        let accuracies = record.epochs.iter().map(|row| row.evaluation_accuracy);
        let best = accuracies.fold(0.0, f64::max);
        let differences: Vec<String> =
            keys.iter().map(|key| format!("{key} {}", settings[*key])).collect();
        say!(
            "{name:width$}   {:>13.2} %   {:>11.2} %   {}",
            100.0 * best,
            100.0 * record.test_accuracy,
            differences.join(", ")
        );
    }
    say!("\nlearning curves  {}", arguments.out.display());
    Ok(())
}

fn load(run: &Path) -> Result<Record> {
    let file = if run.is_dir() { run.join("record.json") } else { run.to_owned() };
    let load = || -> Result<Record> {
        // Read as a whole: a record is small, and what is no record may be anything.
        files::open(&file)?;
        let record: Record = serde_json::from_slice(&fs::read(&file)?)
            .context("no record of a training")?;
        ensure!(!record.epochs.is_empty(), "a record without an epoch");
        Ok(record)
    };
    load().with_context(|| file.display().to_string())
}

fn settings(record: &Record) -> Map<String, Value> {
    match serde_json::to_value(&record.hyper_parameters) {
        Ok(Value::Object(settings)) => settings,
        _ => unreachable!("settings are named"),
    }
}
