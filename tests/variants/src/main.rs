//! How well does the grader name mistakes that it was not written from?

mod by_hand;
mod case;
mod program;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use grader::confine;

#[derive(Parser)]
#[command(bin_name = "cargo run --package variants --", about)]
enum Task {
    /// Answers written by hand, in files of Markdown such as those in tests/variants/wrong
    ByHand {
        files: Vec<PathBuf>,
        /// Show the whole report of each answer that is accepted or not called by its name
        #[arg(long)]
        reports: bool,
    },
}

fn main() -> Result<()> {
    confine::begin();
    match Task::parse() {
        Task::ByHand { files, reports } => by_hand::run(&files, reports),
    }
}
