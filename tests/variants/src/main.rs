//! How well does the grader name mistakes that it was not written from?

mod by_hand;
mod by_machine;
mod judged;
mod mutate;
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
        /// Fail if one is
        #[arg(long)]
        strict: bool,
    },
    /// One-edit variants of the right answers of some chapters, or of all
    ByMachine {
        chapters: Vec<String>,
        /// List those without a name
        #[arg(long)]
        unnamed: bool,
        /// Write the counts of all chapters for the book
        #[arg(long)]
        write: bool,
    },
}

fn main() -> Result<()> {
    confine::begin();
    match Task::parse() {
        Task::ByHand { files, reports, strict } => by_hand::run(&files, reports, strict),
        Task::ByMachine { chapters, unnamed, write } => {
            by_machine::run(&chapters, unnamed, write)
        }
    }
}
