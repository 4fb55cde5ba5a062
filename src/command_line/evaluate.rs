//! `backprop evaluate`: how well a saved network reads the test digits, and what it confuses.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use backprop::data::CLASSES;
use backprop::model_file;
use backprop::network::Network;
use backprop::score::{reads, score};
use clap::Args;

use super::DataArguments;
use super::record::accuracy;

#[derive(Args)]
pub struct EvaluateArguments {
    /// The network, as `train` saved it
    #[arg(long, value_name = "FILE")]
    model: PathBuf,
    #[command(flatten)]
    data: DataArguments,
}

pub fn run(arguments: &EvaluateArguments) -> Result<()> {
    let (network, cost): (Network<f64>, _) = model_file::load(&arguments.model)?;
    let test = arguments.data.load()?.test;
    let sizes = network.sizes();
    let (inputs, outputs) = (sizes[0], sizes[sizes.len() - 1]);
    ensure!(
        inputs == test.input_size(),
        "{}: the network takes {inputs} pixels, the images have {}",
        arguments.model.display(),
        test.input_size()
    );
    ensure!(
        outputs == CLASSES,
        "{}: expected {CLASSES} outputs, one for each digit, found {outputs}",
        arguments.model.display()
    );

    let result = score(&network, cost, &test);
    println!("{sizes:?} on the test part of {}", arguments.data.description());
    println!("Test accuracy {}, mean cost {:.4}\n", accuracy(&result), result.cost);

    let mut confusion = [[0_usize; CLASSES]; CLASSES];
    for (&label, read) in test.labels().iter().zip(reads(&network, &test)) {
        confusion[usize::from(label)][read] += 1;
    }
    println!("     read as");
    println!(
        "     {}   correct",
        (0..CLASSES).map(|d| format!("{d:>6}")).collect::<String>()
    );
    for (label, row) in confusion.iter().enumerate() {
        let cells: String = row
            .iter()
            .map(|&n| if n == 0 { "     ·".into() } else { format!("{n:>6}") })
            .collect();
        let share = 100.0 * row[label] as f64 / row.iter().sum::<usize>().max(1) as f64;
        println!("  {label}  {cells}  {share:>6.2} %");
    }
    Ok(())
}
