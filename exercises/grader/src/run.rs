//! `cargo test`: grades the exercises asked for and reports.
//!
//! It understands the flags of Rust's own test harness, so that cargo, nextest and editors can
//! drive it.

use std::env;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anstream::{eprintln, println};
use clap::{Parser, ValueEnum};

use crate::exercise::{Exercise, Info, Status, Verdict};
use crate::process::{Program, Worker};
use crate::read_digits::read_digits;
use crate::select::select;
use crate::train_digits::train_digits;
use crate::{catalogue, confine, machine, shown};

/// What is printed: the command line asks for less than a whole report.
pub const VIEW: &str = "GRADER_VIEW";
/// Views that are no grading: the answers learn digits, and read them.
pub const TRAIN_DIGITS: &str = "train-digits";
pub const READ_DIGITS: &str = "read-digits";
/// Other cases than the usual ones, for a teacher.
const SEED: &str = "GRADER_SEED";

/// Wrong, or not started.
const NOT_SOLVED: u8 = 1;
/// The question was no question.
const MISUSED: u8 = 2;
/// The judge's own trouble: nothing is known of the answers.
const COULD_NOT_GRADE: u8 = 3;

/// Grades the exercises.
#[derive(Parser, Debug)]
#[command(bin_name = "cargo test --package exercises --")]
pub struct Arguments {
    /// Which: 3.2, bp2, 3, per_sample, 3.1-3.5, or several of these
    filters: Vec<String>,
    /// A filter must be a whole name
    #[arg(long)]
    exact: bool,
    /// Leave out what has this in its name
    #[arg(long, value_name = "FILTER")]
    skip: Vec<String>,
    /// Say which exercises there are
    #[arg(long)]
    list: bool,
    /// The table only
    #[arg(long, short)]
    quiet: bool,
    /// A report for readers, or JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    /// How many exercises are graded at a time
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..))]
    test_threads: u8,
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,

    /// No exercise is ignored
    #[arg(long, hide = true)]
    ignored: bool,
    #[arg(long, hide = true)]
    include_ignored: bool,
    #[arg(long, hide = true, alias = "no-capture")]
    nocapture: bool,
    #[arg(long, hide = true)]
    show_output: bool,
    #[arg(long, hide = true)]
    test: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Format {
    Pretty,
    Terse,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// An exercise and what came of it.
pub struct Graded {
    pub info: &'static Info,
    pub verdict: Verdict,
    pub took: Duration,
}

/// The `main` of a test that grades the answers in `program`.
pub fn main(program: impl AsRef<std::path::Path>) -> ExitCode {
    confine::begin();
    let program = Program::new(program);
    let view = env::var(VIEW).unwrap_or_default();
    let told = match &view[..] {
        TRAIN_DIGITS => Some(train_digits(&program).map(|_| String::new())),
        READ_DIGITS => Some(read_digits(&program)),
        _ => None,
    };
    if let Some(Ok(text) | Err(text)) = told {
        println!("{}", text.trim_end());
        return ExitCode::SUCCESS;
    }
    match grade_and_report(&Arguments::parse(), &program) {
        Ok(code) => code.into(),
        Err(problem) => {
            eprintln!("{problem}");
            MISUSED.into()
        }
    }
}

fn grade_and_report(arguments: &Arguments, program: &Program) -> Result<u8, String> {
    match arguments.color {
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
        Color::Auto => {}
    }
    let seed = seed()?;
    let chosen = chosen(arguments)?;
    if arguments.list {
        for exercise in &chosen {
            println!("{}: test", exercise.info().name);
        }
        return Ok(0);
    }
    let view = env::var(VIEW).unwrap_or_default();
    let json = arguments.format == Format::Json;
    let how = shown::How {
        brief: json || arguments.quiet || !view.is_empty() && view != "watch",
        alone: chosen.len() == 1,
        view,
    };
    let graded =
        grade(&chosen, program, seed, arguments.test_threads.into(), |chapter| {
            how.report(chapter);
        });
    if json {
        println!("{}", machine::report(&graded, seed));
    } else {
        how.finish(&graded, seed);
    }
    let has = |status| graded.iter().any(|graded| graded.verdict.status == status);
    Ok(match () {
        _ if has(Status::CouldNotGrade) => COULD_NOT_GRADE,
        _ if !how.view.is_empty() => 0,
        _ if has(Status::Wrong) || has(Status::NotStarted) => NOT_SOLVED,
        _ => 0,
    })
}

fn seed() -> Result<u64, String> {
    let Some(seed) = env::var_os(SEED) else { return Ok(1) };
    let number = seed.to_str().and_then(|seed| seed.parse().ok());
    number.ok_or_else(|| format!("{SEED}={} is no whole number", seed.display()))
}

/// The exercises that the arguments ask for.
fn chosen(arguments: &Arguments) -> Result<Vec<Box<dyn Exercise>>, String> {
    let mut chosen: Vec<_> = catalogue().into_iter().map(Some).collect();
    let places = select(&arguments.filters, arguments.exact)?;
    let chosen = places.into_iter().filter_map(|place| chosen[place].take());
    let skipped = |info: &Info| {
        arguments
            .skip
            .iter()
            .any(|skip| info.name.contains(&skip[..]) || info.id == *skip)
    };
    Ok(chosen
        .filter(|exercise| !arguments.ignored && !skipped(exercise.info()))
        .collect())
}

/// Judges one exercise by a worker of its own.
pub fn judge(exercise: &dyn Exercise, program: &Program, seed: u64) -> Verdict {
    exercise.judge(&mut Worker::new(program, exercise.time_limit()), seed)
}

/// Grades `workers` exercises at a time; `report` is given each chapter when it is done.
pub fn grade(
    chosen: &[Box<dyn Exercise>],
    program: &Program,
    seed: u64,
    workers: usize,
    report: impl Fn(&[Graded]),
) -> Vec<Graded> {
    let (next, (sender, receiver)) = (AtomicUsize::new(0), mpsc::channel());
    let mut results: Vec<_> = chosen.iter().map(|_| None).collect();
    let mut graded: Vec<Graded> = Vec::new();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let k = next.fetch_add(1, Ordering::Relaxed);
                    let Some(exercise) = chosen.get(k) else { return };
                    let start = Instant::now();
                    let verdict = judge(&**exercise, program, seed);
                    sender
                        .send((k, verdict, start.elapsed()))
                        .expect("the receiver waits for all");
                }
            });
        }
        drop(sender);
        let (mut done, mut reported) = (0, 0);
        for (k, verdict, took) in receiver {
            results[k] = Some((verdict, took));
            // In order, a chapter at a time.
            while let Some((verdict, took)) = results.get_mut(done).and_then(Option::take)
            {
                graded.push(Graded { info: chosen[done].info(), verdict, took });
                done += 1;
                let chapter = |k: usize| chosen.get(k).map(|e| e.info().chapter.number);
                if chapter(done) != chapter(done - 1) {
                    report(&graded[reported..]);
                    reported = done;
                }
            }
        }
    });
    graded
}
