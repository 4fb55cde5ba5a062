//! The course kit: from an assignment and a folder of submissions to marks and feedback.
//!
//! - [`assignment`], [`roster`]: what is asked of whom.
//! - [`submissions`], [`archive`], [`text`]: what was handed in, and how it is read.
//! - [`toolchain`], [`isolate`]: the compiler, and the walls around a student's grading.
//! - [`mod@grade`]: a class; [`mod@grade_one`]: one student: [`compile`], [`rustc`], [`syntax`],
//!   [`follows`], [`unusual`].
//! - [`result`], [`credit`], [`outputs`]: what is known, what it is worth, what comes out.
//! - [`hand_out`], [`autograder`], [`jplag`], [`package`]: what goes to students and to other
//!   systems.

mod archive;
mod assignment;
mod autograder;
mod compile;
mod credit;
mod follows;
mod grade;
mod grade_one;
mod hand_out;
mod isolate;
mod jplag;
mod outputs;
mod package;
mod result;
mod roster;
mod rustc;
mod submissions;
mod syntax;
mod text;
mod toolchain;
mod unusual;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};

use crate::assignment::Assignment;
use crate::autograder::{Autograde, System};
use crate::grade::Grading;
use crate::isolate::Wall;
use crate::outputs::Class;
use crate::roster::Roster;
use crate::submissions::Found;
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
    /// Write what students get: a folder and a zip with these exercises and the judge
    HandOut {
        /// The assignment: hw2.toml
        assignment: PathBuf,
        /// A new folder
        #[arg(long)]
        out: PathBuf,
    },
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
    /// Write an autograder for Gradescope: a folder and a zip
    Gradescope(Bundle),
    /// Write an autograder for Classroom 50: a folder
    Classroom50(Bundle),
    /// Lay the submissions out for JPlag
    Jplag {
        #[command(flatten)]
        class: TheClass,
        /// A new folder
        #[arg(long)]
        out: PathBuf,
    },
    /// Build the crates that answers are compiled against
    #[command(hide = true)]
    Prepare,
    /// Grade one submission in a container of Gradescope or Classroom 50
    #[command(hide = true)]
    Autograde(Autograde),
    /// Grade one student: a request comes in, a result goes out
    #[command(hide = true)]
    GradeOne,
}

#[derive(Args)]
struct TheClass {
    /// The assignment: hw2.toml
    assignment: PathBuf,
    /// The class: a table with a column id, or an export of Moodle or Canvas
    #[arg(long)]
    roster: PathBuf,
    /// What was handed in: a folder or a zip
    #[arg(long)]
    submissions: PathBuf,
}

#[derive(Args)]
struct Bundle {
    /// The assignment: hw2.toml
    assignment: PathBuf,
    /// A new folder
    #[arg(long)]
    out: PathBuf,
    /// Right answers, to find out which wrong answer only follows from another one
    #[arg(long, default_value = REFERENCE)]
    reference: PathBuf,
}

/// The solutions of this project.
const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../solutions/src");

#[derive(Args)]
struct Grade {
    #[command(flatten)]
    class: TheClass,
    /// Where everything is written
    #[arg(long)]
    out: PathBuf,
    /// Students at a time; as many as there are processors, unless given
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Right answers, to find out which wrong answer only follows from another one
    #[arg(long, default_value = REFERENCE)]
    reference: PathBuf,
    /// Where this system cannot keep submissions away from files: say that a container does it
    #[arg(long)]
    trust_the_container: bool,
}

/// Something could not be graded.
const COULD_NOT_GRADE: u8 = 3;

fn main() -> ExitCode {
    grader::confine::begin();
    do_it(Arguments::parse().task).unwrap_or_else(|problem| {
        eprintln!("{problem:#}");
        ExitCode::FAILURE
    })
}

fn do_it(task: Task) -> Result<ExitCode> {
    match task {
        Task::HandOut { assignment, out } => {
            hand_out::hand_out(&Assignment::read(&assignment)?, &out)?;
        }
        Task::Grade(arguments) => return grade(&arguments, &[]),
        Task::Regrade { grade: arguments, students } => {
            return grade(&arguments, &students);
        }
        Task::Gradescope(bundle) => write_bundle(&bundle, System::Gradescope)?,
        Task::Classroom50(bundle) => write_bundle(&bundle, System::Classroom50)?,
        Task::Jplag { class, out } => {
            let (assignment, roster, found) = read(&class)?;
            jplag::lay_out(&assignment, &roster, &found.submissions, &out)?;
        }
        Task::Prepare => drop(Toolchain::prepare(tempfile::tempdir()?.path())?),
        Task::Autograde(arguments) => autograder::autograde(&arguments)?,
        Task::GradeOne => grade_one::main()?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write_bundle(bundle: &Bundle, system: System) -> Result<()> {
    let assignment = Assignment::read(&bundle.assignment)?;
    autograder::bundle(&assignment, system, &bundle.reference, &bundle.out)
}

/// The class and what it has handed in. What is wrong with that is told in a line each, and kept.
fn read(class: &TheClass) -> Result<(Assignment, Roster, Found)> {
    let assignment = Assignment::read(&class.assignment)?;
    let roster = Roster::read(&class.roster, assignment.time_zone.as_deref())?;
    let mut found = submissions::find(&class.submissions, &roster)?;
    let name = class.roster.file_name().unwrap_or_default().to_string_lossy();
    let of_roster = roster.problems.iter().map(|problem| format!("{name}: {problem}"));
    found.problems.splice(..0, of_roster);
    for problem in &found.problems {
        eprintln!("{problem}");
    }
    Ok((assignment, roster, found))
}

/// Grades what is open, and the students in `again`; then writes everything.
fn grade(arguments: &Grade, again: &[String]) -> Result<ExitCode> {
    let (assignment, roster, found) = read(&arguments.class)?;
    let again = again.iter().map(|name| {
        roster
            .find(name)
            .with_context(|| format!("nobody on the roster is called {name}"))
    });
    let again = again.collect::<Result<Vec<_>>>()?;
    let (_lock, work) = grade::take(&arguments.out)?;
    let toolchain = Toolchain::prepare(&work)?;
    let wall = Wall::choose(&toolchain, arguments.trust_the_container)?;
    eprintln!("Submissions are kept away from your files {}.", wall.words());
    let processors = || available_parallelism().map_or(1, usize::from);
    let grading = Grading {
        assignment: &assignment,
        toolchain: &toolchain,
        wall,
        reference: grade::reference(&arguments.reference),
        jobs: arguments.jobs.map_or_else(processors, usize::from),
        out: &arguments.out,
        work,
    };
    let results = grading.grade(&roster, &found.submissions, &again)?;
    let _ = fs::remove_dir_all(&grading.work);
    let class = Class::new(&assignment, &roster, &results, &found.problems);
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
