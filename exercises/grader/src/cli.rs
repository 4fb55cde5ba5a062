//! `cargo run`: progress, hints, resets, and grading on every save.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use anstream::{print, println};
use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use jiff::Zoned;
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

use crate::exercise::Exercise;
use crate::report::{BOLD, DIM, paragraph};
use crate::select::unknown;
use crate::{CHAPTERS, run, stubs};

/// Your progress in the exercises, hints, and a fresh start.
#[derive(Parser)]
#[command(
    bin_name = "cargo run --package exercises",
    after_help = "And `clinic`: a training program with one hidden mistake. See `clinic --help`."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// A hint: first a question, then the formula, then the shape of the code
    Hint {
        /// The number or name of an exercise, such as 3.2 or bp2
        exercise: String,
        /// 1 question, 2 formula, 3 shape of the code
        #[arg(default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
        stage: u8,
        /// All three at once
        #[arg(long)]
        all: bool,
    },
    /// The next exercise to try
    Next,
    /// Put one stub back to how it was; the file is kept as a backup
    Reset { exercise: String },
    /// Let your own functions learn digits: chapters 3 and 5, put together
    TrainDigits,
    /// Let your own code read digits: chapter 9, put together
    ReadDigits,
    /// Grade on every save: the exercises given, or the chapters that were saved
    Watch { filters: Vec<String> },
}

/// Runs the command line of the exercises in `folder`, which holds `src/` and Cargo.toml.
///
/// # Errors
/// If an exercise does not exist, a file cannot be read or written, or cargo does not start.
pub fn main(folder: &Path) -> Result<()> {
    match Arguments::parse().command {
        None => test(folder, &[], "table"),
        Some(Task::Next) => test(folder, &[], "next"),
        Some(Task::TrainDigits) => test(folder, &[], run::TRAIN_DIGITS),
        Some(Task::ReadDigits) => test(folder, &[], run::READ_DIGITS),
        Some(Task::Hint { exercise, stage, all }) => {
            hint(&*find(&exercise)?, if all { 1..=3 } else { stage..=stage });
            Ok(())
        }
        Some(Task::Reset { exercise }) => reset(folder, &*find(&exercise)?),
        Some(Task::Watch { filters }) => watch(folder, &filters),
    }
}

fn find(exercise: &str) -> Result<Box<dyn Exercise>> {
    crate::find(exercise).with_context(|| unknown(exercise))
}

/// Grades with cargo, which builds what was edited.
fn test(folder: &Path, filters: &[String], view: &str) -> Result<()> {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["test", "--quiet", "--test", "exercises", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--")
        .args(filters)
        .env(run::VIEW, view)
        .status()
        .context("cargo does not start")?;
    Ok(())
}

fn hint(exercise: &dyn Exercise, stages: std::ops::RangeInclusive<u8>) {
    const STAGES: [&str; 3] = ["A question:", "The formula:", "The shape of the code:"];
    let info = exercise.info();
    println!(
        "{BOLD}{} {}{BOLD:#} {}: {}",
        info.id,
        info.name,
        info.star_signs(),
        info.title
    );
    let last = *stages.end();
    for stage in stages {
        let k = usize::from(stage) - 1;
        print!("{}", paragraph(STAGES[k], &info.hints[k]));
    }
    if last < 3 {
        println!(
            "{DIM}More:{DIM:#} cargo run --package exercises hint {} {}",
            info.id,
            last + 1
        );
    }
}

fn reset(folder: &Path, exercise: &dyn Exercise) -> Result<()> {
    let info = exercise.info();
    let path = folder.join("src").join(format!("{}.rs", info.chapter.name));
    let shown = path.display();
    let file =
        fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
    let fresh = match stubs::reset(&file, info) {
        Ok(fresh) => fresh,
        Err(heading) => bail!(
            "{shown} has lost a line by which exercises are told apart:\n{heading}\n\
             Put it back above its function, then reset again."
        ),
    };
    if fresh == file {
        println!("{} {} is as it was at first.", info.id, info.name);
        return Ok(());
    }
    let backup = free_name(&path);
    fs::copy(&path, &backup)
        .with_context(|| format!("cannot write {}", backup.display()))?;
    fs::write(&path, fresh).with_context(|| format!("cannot write {shown}"))?;
    println!(
        "{} {} is reset. Your file is kept as {}.",
        info.id,
        info.name,
        backup.display()
    );
    Ok(())
}

/// cost.rs.1.bak, or the first such name that is free.
fn free_name(path: &Path) -> PathBuf {
    (1..)
        .map(|k| PathBuf::from(format!("{}.{k}.bak", path.display())))
        .find(|name| !name.exists())
        .expect("numbers do not run out")
}

/// Editors write a file in several steps: what happens within this time is one save.
const SAVE: Duration = Duration::from_millis(100);

fn watch(folder: &Path, filters: &[String]) -> Result<()> {
    let (sender, saves) = mpsc::channel();
    let mut debouncer = new_debouncer(SAVE, sender).context("cannot watch files")?;
    let source = folder.join("src");
    debouncer
        .watcher()
        .watch(&source, RecursiveMode::NonRecursive)
        .with_context(|| format!("cannot watch {}", source.display()))?;
    println!("Watching {}. Save a file to grade it; Ctrl-C ends.", source.display());
    let mut known = saved(&source);
    for events in saves {
        events.context("watching failed")?;
        // Reading a file is an event too, and the compiler reads them all: what counts is a save.
        let now = saved(&source);
        let chapters = CHAPTERS.iter().zip(known.iter().zip(&now));
        let changed: Vec<_> = chapters
            .filter(|(_, (before, now))| before != now)
            .map(|(chapter, _)| chapter.name.to_owned())
            .collect();
        if !changed.is_empty() {
            let time = Zoned::now().strftime("%H:%M:%S").to_string();
            println!(
                "\n{DIM}{}{DIM:#}",
                rule(&format!("{time}  {}", changed.join(", ")))
            );
            test(folder, if filters.is_empty() { &changed } else { filters }, "watch")?;
        }
        known = now;
    }
    Ok(())
}

/// A line across, with words in it.
fn rule(words: &str) -> String {
    let rest = 90_usize.saturating_sub(words.chars().count() + 4);
    format!("── {words} {}", "─".repeat(rest))
}

/// When each chapter's file was last written.
fn saved(source: &Path) -> Vec<Option<SystemTime>> {
    let written = |name: &str| {
        let file = fs::metadata(source.join(format!("{name}.rs"))).ok()?;
        file.modified().ok()
    };
    CHAPTERS.iter().map(|chapter| written(chapter.name)).collect()
}
