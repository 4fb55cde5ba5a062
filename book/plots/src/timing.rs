//! How long the forms of backpropagation take, and how long they have to take:
//! `book/data/measured.json`.
//!
//! Times differ from machine to machine, so they are recorded when asked for and never compared.

use anyhow::{Context, Result};
use backprop::forms::Form;
use backprop::lanes::{self, instruction_sets};
use backprop::roofline::{Machine, Work, seconds_per_sample};
use backprop::sgd::EpochOf;
use serde::{Deserialize, Serialize};

use crate::runs::digits;

pub const MINI_BATCH_SIZES: [usize; 4] = [1, 10, 100, 1000];
pub const HIDDEN: [usize; 5] = [10, 30, 100, 300, 1000];

/// What was measured, in f32 on one core.
#[derive(Serialize, Deserialize)]
pub struct Measured {
    /// Of the form in lanes, the plainest first. It takes the last if nobody chooses.
    pub instruction_sets: Vec<String>,
    /// Thousand million a second, for [784, 30, 10].
    pub gflops: f64,
    pub cache_gb: f64,
    pub memory_gb: f64,
    /// [784, 30, 10], for each of [`MINI_BATCH_SIZES`].
    pub by_mini_batch: Vec<Timing>,
    /// [784, h, 10] with m = 10, for each h of [`HIDDEN`].
    pub by_width: Vec<Timing>,
}

/// Microseconds per sample.
#[derive(Serialize, Deserialize)]
pub struct Timing {
    /// In the order of [`Form::ALL`].
    pub forms: Vec<f64>,
    /// In lanes, by all instruction sets but the last.
    pub plainer_lanes: Vec<f64>,
    /// What the machine allows.
    pub least: f64,
}

/// What was recorded last.
pub fn committed() -> Result<Measured> {
    let file = crate::book().join("data/measured.json");
    let text =
        std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// Times all forms, in turns, and records it.
pub fn measure() -> Result<()> {
    let machine = Machine::measure(&[784, 30, 10]);
    let giga = |rate: f64| round(rate / 1e9, 10.0);
    let measured = Measured {
        instruction_sets: instruction_sets().iter().map(|(n, _)| n.to_string()).collect(),
        gflops: giga(machine.flops),
        cache_gb: giga(machine.cache),
        memory_gb: giga(machine.memory),
        by_mini_batch: MINI_BATCH_SIZES.map(|m| time(30, m, 15)).into(),
        by_width: HIDDEN.map(|hidden| time(hidden, 10, 5)).into(),
    };
    let file = crate::book().join("data/measured.json");
    let text = serde_json::to_string_pretty(&measured)? + "\n";
    std::fs::write(&file, text).with_context(|| file.display().to_string())
}

fn time(hidden: usize, m: usize, rounds: usize) -> Timing {
    let sizes = [784, hidden, 10];
    let least = Work::of_step(&sizes, m).least_seconds(&Machine::measure(&sizes));

    let mut sets = instruction_sets();
    sets.pop();
    let plainer_lanes = sets.into_iter().map(|(_, arch)| {
        let epoch: Box<EpochOf<f32>> =
            Box::new(move |network, data, order, hyper, after_step| {
                lanes::epoch_on(arch, network, data, order, hyper, after_step)
            });
        epoch
    });
    let mut epochs = Form::epochs();
    epochs.extend(plainer_lanes);
    let seconds = seconds_per_sample(&mut epochs, &sizes, m, &digits().training, rounds);

    let micro = |seconds: f64| round(1e6 * seconds, 100.0);
    let mut forms: Vec<f64> = seconds.into_iter().map(micro).collect();
    println!("{sizes:?}, m = {m}: {forms:.2?} µs");
    let plainer_lanes = forms.split_off(Form::ALL.len());
    Timing { forms, plainer_lanes, least: micro(least) }
}

fn round(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}
