//! `backprop roofline`: what this machine allows, and how near each form comes to it.

use anyhow::Result;
use backprop::data::Splits;
use backprop::forms::Form;
use backprop::lanes::instruction_sets;
use backprop::roofline::{Machine, Work, seconds_per_sample};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::memory::Need;
use super::numbers::{at_least_one, grouped, shown};
use super::say::say;
use super::sizes_of;

#[derive(Args)]
pub struct RooflineArguments {
    /// Neurons of each hidden layer
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "30", allow_negative_numbers = true, value_parser = at_least_one)]
    hidden: Vec<usize>,
    /// Sizes of mini-batches to try
    #[arg(long, value_name = "M,…", value_delimiter = ',', default_value = "1,10,100,1000", allow_negative_numbers = true, value_parser = at_least_one)]
    mini_batch_sizes: Vec<usize>,
    /// How often each form takes its turn; the median counts
    #[arg(long, value_name = "N", default_value_t = 7, allow_negative_numbers = true, value_parser = at_least_one)]
    rounds: usize,
    /// Make the last line of output one JSON object with everything that was measured
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &RooflineArguments) -> Result<()> {
    let data = Splits::embedded().training;
    let sizes = sizes_of(&data, &arguments.hidden);
    for form in Form::ALL {
        let m = arguments.mini_batch_sizes.iter().max().map_or(1, |&m| m.min(data.len()));
        Need::of(&sizes).parameters(2.0, 4).training(form, m, 4).check()?;
    }

    let machine = Machine::measure(&sizes);
    let sets = instruction_sets();
    let (set, _) = sets[sets.len() - 1];
    say!("One core of this machine, in f32 with {set}:\n");
    say!("multiplies and adds  {:>7.1} · 10⁹ a second", machine.flops / 1e9);
    say!("reads from cache     {:>7.1} GB/s", machine.cache / 1e9);
    say!("reads from memory    {:>7.1} GB/s, in random rows", machine.memory / 1e9);
    say!(
        "\nMicroseconds per sample of {} on {} drawn digits, and the share of what \
         the machine allows:\n",
        shown(&sizes),
        grouped(data.len())
    );
    let names = Form::ALL.map(|form| format!("{:>17}", form.name()));
    say!("     m   op./byte  allowed{}", names.concat());

    let bar = ProgressBar::new(arguments.mini_batch_sizes.len() as u64);
    let style = ProgressStyle::with_template("{bar:40} timing, {eta} left");
    bar.set_style(style.expect("the template is valid"));
    let mut rows = Vec::new();
    for &m in &arguments.mini_batch_sizes {
        bar.tick();
        let work = Work::of_step(&sizes, m);
        let least = work.least_seconds(&machine);
        let seconds = seconds_per_sample(
            &mut Form::epochs::<f32>(),
            &sizes,
            m,
            &data,
            arguments.rounds,
        );
        let cells = seconds.iter().map(|seconds| {
            let share = 100.0 * least / seconds;
            format!("{:>17}", format!("{:.2} ({share:.0} %)", 1e6 * seconds))
        });
        let intensity = work.flops / (work.weight_bytes + work.sample_bytes);
        let cells: String = cells.collect();
        bar.suspend(|| say!("{m:>6}{intensity:>11.1}{:>9.2}{cells}", 1e6 * least));
        bar.inc(1);
        rows.push(json!({
            "m": m, "flops": work.flops, "weight_bytes": work.weight_bytes,
            "sample_bytes": work.sample_bytes, "least_seconds": least, "seconds": seconds,
        }));
    }
    bar.finish_and_clear();
    if arguments.json {
        let result = json!({
            "instruction_set": set, "sizes": sizes, "flops": machine.flops,
            "cache": machine.cache, "memory": machine.memory,
            "forms": Form::ALL.map(Form::name), "rows": rows,
        });
        say!("{result}");
    }
    Ok(())
}
