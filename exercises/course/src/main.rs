//! The course kit: from an assignment and a folder of submissions to marks and feedback.
//!
//! - [`assignment`], [`roster`]: what is asked of whom.
//! - [`submissions`], [`archive`], [`text`]: what was handed in, and how it is read.
//! - [`toolchain`], [`isolate`]: the compiler, and the walls around a student's grading.
//! - [`grade`]: a class; [`grade_one`]: one student: [`compile`], [`rustc`], [`syntax`],
//!   [`follows`].
//! - [`result`], [`credit`], [`outputs`]: what is known, what it is worth, what comes out.
//! - [`hand_out`], [`autograder`], [`jplag`]: what goes to students and to other systems.

mod archive;
mod assignment;
mod compile;
mod credit;
mod follows;
mod grade;
mod grade_one;
mod isolate;
mod outputs;
mod result;
mod roster;
mod rustc;
mod submissions;
mod syntax;
mod text;
mod toolchain;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};

use crate::assignment::Assignment;
use crate::grade::Grading;
use crate::isolate::Wall;
use crate::outputs::Class;
use crate::roster::Roster;
use crate::toolchain::Toolchain;

/// From an assignment to marks.
#[derive(Parser)]
#[command(bin_name = "cargo run --package course --", about)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Grade a class: marks, feedback, a report. What is graded already is not graded again
    Grade(Grade),
    /// Grade some students again, and write everything anew
    Regrade {
        #[command(flatten)]
        grade: Grade,
        /// Their ids
        #[arg(required = true)]
        students: Vec<String>,
    },
    /// Grade one student: a request comes in, a result goes out
    #[command(hide = true)]
    GradeOne,
}

#[derive(Args)]
struct Grade {
    /// The assignment: hw2.toml
    assignment: PathBuf,
    /// The class: a table with a column id, or an export of Moodle or Canvas
    #[arg(long)]
    roster: PathBuf,
    /// What was handed in: a folder or a zip
    #[arg(long)]
    submissions: PathBuf,
    /// Where everything is written
    #[arg(long)]
    out: PathBuf,
    /// Students at a time; as many as there are processors, unless given
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Right answers, to find out which wrong answer only follows from another one
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../solutions/src"))]
    reference: PathBuf,
    /// Where this system cannot keep submissions away from files: say that a container does it
    #[arg(long)]
    trust_the_container: bool,
}

/// Something could not be graded.
const COULD_NOT_GRADE: u8 = 3;

fn main() -> ExitCode {
    grader::confine::begin();
    let result = match Arguments::parse().task {
        Task::Grade(grade) => run(&grade, &[]),
        Task::Regrade { grade, students } => run(&grade, &students),
        Task::GradeOne => grade_one::main().map(|()| ExitCode::SUCCESS),
    };
    result.unwrap_or_else(|problem| {
        eprintln!("{problem:#}");
        ExitCode::FAILURE
    })
}

/// Grades what is open, and the students in `again`; then writes everything.
fn run(arguments: &Grade, again: &[String]) -> Result<ExitCode> {
    let assignment = Assignment::read(&arguments.assignment)?;
    let roster = Roster::read(&arguments.roster)?;
    let again = again.iter().map(|name| {
        roster
            .find(name)
            .with_context(|| format!("nobody on the roster is called {name}"))
    });
    let again = again.collect::<Result<Vec<_>>>()?;
    let found = submissions::find(&arguments.submissions, &roster)?;
    let rosters = arguments.roster.display();
    let mut problems: Vec<_> =
        roster.problems.iter().map(|problem| format!("{rosters}: {problem}")).collect();
    problems.extend(found.problems);
    for problem in &problems {
        eprintln!("{problem}");
    }
    let _lock = grade::take(&arguments.out)?;
    let toolchain = Toolchain::prepare()?;
    let wall = Wall::choose(&toolchain, arguments.trust_the_container)?;
    eprintln!("Submissions are kept away from your files {}.", wall.words());
    let grading = Grading {
        assignment: &assignment,
        toolchain: &toolchain,
        wall,
        reference: grade::reference(&arguments.reference),
        jobs: arguments
            .jobs
            .map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from),
        out: &arguments.out,
    };
    let results = grading.grade(&roster, &found.submissions, &again)?;
    let class = Class::new(&assignment, &roster, &results, &problems);
    class.write(&arguments.out)?;
    Ok(summary(&class, &arguments.out))
}

/// What a teacher sees at the end.
fn summary(class: &Class, out: &Path) -> ExitCode {
    let failed = class.marks.iter().filter(|mark| mark.total().is_none()).count();
    let handed_in = class.marks.iter().filter(|mark| mark.result.submitted).count();
    println!("{} students, {handed_in} of them handed something in.", class.marks.len());
    println!(
        "Read {} first; marks are in {}.",
        shown(out, "class_report.md"),
        shown(out, "marks.csv")
    );
    if failed == 0 {
        return ExitCode::SUCCESS;
    }
    println!("{failed} could not be graded: they have no mark, and the report says why.");
    COULD_NOT_GRADE.into()
}

fn shown(out: &Path, name: &str) -> String {
    out.join(name).display().to_string()
}
