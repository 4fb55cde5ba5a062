//! `cargo test`: grades the exercises asked for and reports.
//!
//! It understands the flags of Rust's own test harness, so that cargo, nextest and editors can
//! drive it.

use std::env;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use anstream::println;
use anstyle::Style;
use libtest_mimic::{Arguments, ColorSetting};

use crate::child::{self, Graded, LAST_CALL};
use crate::exercise::{Exercise, Info, Status};
use crate::report::{BOLD, DIM, GREEN, RED, paragraph};
use crate::table::{next, table};
use crate::{Answers, catalogue};

/// What is printed: the command line asks for less than a whole report.
pub const VIEW: &str = "GRADER_VIEW";
/// Other cases than the usual ones, for a teacher.
const SEED: &str = "GRADER_SEED";
/// Wrong answers are explained up to this number in a run, the others named in a line.
const EXPLAINED: usize = 3;
/// The last lines of an answer's own output that are shown without being asked for.
const OUTPUT_LINES: usize = 20;

pub fn main(answers: &Answers) -> ExitCode {
    let seed = env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    if let Some(code) = child::serve(answers, seed) {
        return code;
    }
    let arguments = Arguments::from_args();
    match arguments.color {
        Some(ColorSetting::Always) => anstream::ColorChoice::Always.write_global(),
        Some(ColorSetting::Never) => anstream::ColorChoice::Never.write_global(),
        _ => {}
    }
    let chosen = choose(&arguments);
    if arguments.list {
        for exercise in &chosen {
            println!("{}: test", exercise.info().name);
        }
        return ExitCode::SUCCESS;
    }
    if chosen.is_empty() {
        let filter = arguments.filter.as_deref().unwrap_or("asked for");
        println!(
            "No exercise is {filter}: give a number (3.2), a name (bp2) or a chapter (3)."
        );
        return ExitCode::SUCCESS;
    }
    let view = env::var(VIEW).unwrap_or_default();
    let run = Run {
        output: arguments.nocapture || arguments.show_output,
        brief: arguments.quiet || !view.is_empty() && view != "watch",
    };
    let workers = arguments.test_threads.unwrap_or(2).max(1);
    let graded = run.grade(&chosen, workers);

    let done: Vec<_> = chosen
        .iter()
        .zip(&graded)
        .map(|(exercise, graded)| (exercise.info(), graded.verdict.status))
        .collect();
    match &view[..] {
        "next" => next(&done),
        _ if done.len() == 1 && view != "table" => {}
        _ => table(&done),
    }
    let passed = done.iter().all(|(_, status)| *status == Status::Solved);
    if passed || !view.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(101) }
}

/// The exercises that the arguments ask for: all, one by number or name, or a chapter. A filter
/// that is none of these is part of a name.
fn choose(arguments: &Arguments) -> Vec<Box<dyn Exercise>> {
    let mut chosen = catalogue();
    // Editors pass the path of a function, answers::bp2, or that of all of them, answers.
    let filter = arguments.filter.as_deref().and_then(|path| path.rsplit("::").next());
    if let Some(filter) = filter.filter(|&filter| filter != "answers") {
        let name = |info: &Info| [info.id, info.name].contains(&filter);
        let chapter = |info: &Info| {
            let chapter = info.chapter();
            [chapter.name, &chapter.number.to_string()].contains(&filter)
        };
        let part = |info: &Info| info.name.contains(filter);
        // Chapter 7 and exercise 7.2 have the same name.
        let readings: &[&dyn Fn(&Info) -> bool] =
            if arguments.exact { &[&name, &chapter] } else { &[&chapter, &name, &part] };
        let meant = readings
            .iter()
            .find(|reading| chosen.iter().any(|exercise| reading(exercise.info())));
        chosen.retain(|exercise| meant.is_some_and(|reading| reading(exercise.info())));
    }
    let skipped = |info: &Info| {
        arguments.skip.iter().any(|skip| info.name.contains(&skip[..]) || info.id == skip)
    };
    chosen.retain(|exercise| !arguments.ignored && !skipped(exercise.info()));
    chosen
}

struct Run {
    /// Show all that the answers print.
    output: bool,
    /// Nothing but a table or less.
    brief: bool,
}

impl Run {
    /// Grades with `workers` child processes at a time; reports each chapter when it is done.
    fn grade(&self, chosen: &[Box<dyn Exercise>], workers: usize) -> Vec<Graded> {
        let ids: Vec<_> = chosen.iter().map(|exercise| exercise.info().id).collect();
        let (next, (sender, receiver)) = (AtomicUsize::new(0), mpsc::channel());
        let mut graded: Vec<Option<Graded>> = ids.iter().map(|_| None).collect();
        let mut reported = 0;
        thread::scope(|scope| {
            for _ in 0..workers {
                let (sender, next, ids) = (sender.clone(), &next, &ids);
                scope.spawn(move || {
                    while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let exercise = crate::find(id).expect("it was chosen");
                        let graded = child::grade(&*exercise)
                            .unwrap_or_else(|e| panic!("cannot grade {id}: {e}"));
                        sender.send((*id, graded)).expect("the receiver waits for all");
                    }
                });
            }
            drop(sender);
            for (id, result) in receiver {
                let k = ids.iter().position(|&other| other == id).expect("it was chosen");
                graded[k] = Some(result);
                while let Some(end) = chapter_done(chosen, &graded, reported) {
                    self.report(
                        &chosen[reported..end],
                        &graded[reported..end],
                        chosen.len(),
                    );
                    reported = end;
                }
            }
        });
        let graded: Vec<_> =
            graded.into_iter().map(|g| g.expect("all are graded")).collect();
        self.explain(chosen, &graded);
        graded
    }

    /// One chapter in a few lines: solved, wrong, not started.
    fn report(
        &self,
        exercises: &[Box<dyn Exercise>],
        graded: &[Option<Graded>],
        of: usize,
    ) {
        if self.brief || of == 1 {
            return;
        }
        let chapter = exercises[0].info().chapter();
        println!("{BOLD}{} {}{BOLD:#}", chapter.number, chapter.name);
        let by_status = |status| {
            let pairs = exercises.iter().zip(graded.iter().flatten());
            pairs.filter(move |(_, graded)| graded.verdict.status == status)
        };
        let names = |status| {
            let names: Vec<_> = by_status(status)
                .map(|(exercise, _)| {
                    format!("{} {}", exercise.info().id, exercise.info().name)
                })
                .collect();
            paragraph("", &names.join(", ")).trim_end().replace('\n', "\n    ")
        };
        let solved = names(Status::Solved);
        if !solved.is_empty() {
            println!("  {GREEN}✓ {solved}{GREEN:#}");
        }
        for (exercise, graded) in by_status(Status::Wrong) {
            println!(
                "  {}: {}",
                title(exercise.info(), RED, "✗"),
                graded.verdict.summary
            );
        }
        let not_started = names(Status::NotStarted);
        if !not_started.is_empty() {
            println!("  {DIM}· not started: {not_started}{DIM:#}");
        }
    }

    /// The full reports, of the first few wrong answers.
    fn explain(&self, chosen: &[Box<dyn Exercise>], graded: &[Graded]) {
        if self.brief {
            return;
        }
        let (mut explained, alone) = (0, chosen.len() == 1);
        for (exercise, Graded { verdict, output }) in chosen.iter().zip(graded) {
            let info = exercise.info();
            if self.output && !output.is_empty() {
                println!("\n{DIM}{} printed:{DIM:#}\n{}", info.id, output.trim_end());
            }
            match verdict.status {
                Status::Wrong if explained < EXPLAINED => {
                    explained += 1;
                    println!(
                        "\n{}   {DIM}{}{DIM:#}\n",
                        title(info, RED, "✗"),
                        info.file()
                    );
                    print_report(&verdict.report);
                    if !self.output && alone {
                        print_last_call(output);
                    }
                    println!(
                        "{DIM}Then:{DIM:#} cargo test --package exercises {0}   {DIM}or{DIM:#}   \
                         cargo run --package exercises hint {0}",
                        info.id
                    );
                }
                Status::Wrong | Status::Solved | Status::NotStarted if !alone => {}
                Status::NotStarted => {
                    println!(
                        "\n{}   {DIM}{}{DIM:#}\n",
                        title(info, DIM, "·"),
                        info.file()
                    );
                    println!(
                        "Not started: the function is as it was handed out. Its task: {}.",
                        info.title
                    );
                    println!("{DIM}Read:{DIM:#} {}", info.page());
                }
                _ => {
                    println!("\n{}", title(info, GREEN, "✓"));
                    println!("Solved: {} points.", info.points());
                }
            }
        }
    }
}

/// Where the chapter that begins at `start` ends, if all of it is graded.
fn chapter_done(
    chosen: &[Box<dyn Exercise>],
    graded: &[Option<Graded>],
    start: usize,
) -> Option<usize> {
    let number =
        |k: usize| chosen.get(k).map(|exercise| exercise.info().chapter().number);
    let first = number(start)?;
    let end = (start..chosen.len()).find(|&k| number(k) != Some(first));
    let end = end.unwrap_or(chosen.len());
    graded[start..end].iter().all(Option::is_some).then_some(end)
}

fn title(info: &Info, style: Style, sign: &str) -> String {
    format!("{style}{sign} {} {}{style:#} {}", info.id, info.name, info.star_signs())
}

fn print_report(report: &str) {
    println!("{}", report.trim_end());
}

/// What the answer printed when it was called with the smallest failing case.
fn print_last_call(output: &str) {
    let Some((_, last)) = output.rsplit_once(LAST_CALL) else { return };
    let lines: Vec<_> = last.trim().lines().collect();
    if lines.is_empty() {
        return;
    }
    println!("\n{DIM}Your code printed, for the case above:{DIM:#}");
    for line in &lines[lines.len().saturating_sub(OUTPUT_LINES)..] {
        println!("    {line}");
    }
}
