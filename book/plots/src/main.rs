//! `cargo run --release --package plots`: draws the book's figures and measures its numbers.

use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::Parser;
use plots::{
    PLOTS, Plot, cases, check, commands, digit_network, examples, symptoms, timing,
    values,
};

/// Draws the book's figures with data and measures the numbers that it quotes.
#[derive(Parser)]
struct Arguments {
    /// The figures to draw, with their values; all if none is named
    names: Vec<String>,
    /// Write nothing; compare with what is committed and explain each difference
    #[arg(long)]
    check: bool,
    /// Write all measured values, not only those that a page quotes
    #[arg(long, conflicts_with = "check")]
    all_values: bool,
    /// Run the train commands of the pages instead, and take the values from what they print; with
    /// --check, the examples too
    #[arg(long, conflicts_with_all = ["all_values", "names"])]
    commands: bool,
    /// Draw nothing; run every mistake that a training run can make, and write what is seen
    #[arg(long, conflicts_with_all = ["all_values", "names", "commands"])]
    symptoms: bool,
    /// Write nothing; print the cases that the moving figures are compared with, as JSON
    #[arg(long, conflicts_with_all = ["check", "all_values", "measure"])]
    cases: bool,
    /// Draw nothing; train the network that reads digits in the page, and write it into its file
    #[arg(long, conflicts_with_all = ["check", "cases", "measure"])]
    digit_network: bool,
    /// First time the forms of backpropagation again, on this machine
    #[arg(long, conflicts_with = "check")]
    measure: bool,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if arguments.digit_network {
        digit_network::write()?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.cases {
        println!("{}", cases::all());
        return Ok(ExitCode::SUCCESS);
    }
    let known: Vec<&str> = PLOTS.iter().map(|plot| plot.name).collect();
    for name in &arguments.names {
        ensure!(
            known.contains(&&**name),
            "no figure {name}; there are {}",
            known.join(", ")
        );
    }
    let named = |plot: &&Plot| {
        arguments.names.is_empty() || arguments.names.iter().any(|name| name == plot.name)
    };
    let plots: Vec<Plot> = PLOTS.iter().filter(named).copied().collect();

    if arguments.measure {
        timing::measure()?;
    }
    if arguments.commands && !arguments.check {
        values::update(&commands::measure()?, |_| true)?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.symptoms && !arguments.check {
        symptoms::write()?;
        symptoms::write_matrix()?;
        return Ok(ExitCode::SUCCESS);
    }
    if !arguments.check {
        check::redraw(&plots, arguments.all_values)?;
        return Ok(ExitCode::SUCCESS);
    }
    let faults = match () {
        () if arguments.commands => [examples::check()?, commands::check()?].concat(),
        () if arguments.symptoms => {
            [symptoms::check(1)?, symptoms::check_matrix(1)].concat()
        }
        () => check::check(&plots)?,
    };
    for fault in &faults {
        eprintln!("{fault}");
    }
    if faults.is_empty() {
        match () {
            () if arguments.commands => println!(
                "The train commands and the examples of the book print what it says."
            ),
            () if arguments.symptoms => println!("The symptoms are current."),
            () => println!("{} figures and their values are current.", plots.len()),
        }
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("Where a change was meant, `{}` draws and measures again.", values::PLOTS);
    Ok(ExitCode::FAILURE)
}
