//! Autograders that others run: the kit in a bundle, and how it grades one submission there.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::assignment::{Assignment, Credit};
use crate::credit::mark;
use crate::grade::{Grading, reference};
use crate::isolate::Wall;
use crate::outputs::{classroom50, gradescope};
use crate::package::{copy, exercises, lock, new_folder, pack};
use crate::result::write;
use crate::roster::Student;
use crate::submissions;
use crate::toolchain::Toolchain;

#[derive(Clone, Copy, ValueEnum)]
pub enum System {
    Gradescope,
    Classroom50,
}

const WORKSPACE: &str = "\
[workspace]
resolver = \"3\"
members = [\"course\", \"grader\", \"worker\"]

# The judge is numeric code, and slow unoptimised.
[profile.dev]
opt-level = 2
debug = \"line-tables-only\"
";

/// Writes a bundle with everything that an autograder needs.
///
/// # Errors
/// If a file cannot be read or written, or the assignment does not fit the system.
pub fn bundle(
    assignment: &Assignment,
    system: System,
    answers: &Path,
    out: &Path,
) -> Result<()> {
    if let System::Classroom50 = system {
        fits_classroom50(assignment)?;
    }
    new_folder(out)?;
    let kit = out.join("kit");
    copy(&exercises(), &["course/Cargo.toml", "course/src", "grader", "worker"], &kit)?;
    write(&kit.join("Cargo.toml"), WORKSPACE)?;
    lock(&kit)?;
    write(&out.join("assignment.toml"), &assignment.text)?;
    match system {
        System::Gradescope => {
            write(&out.join("setup.sh"), include_str!("autograder/setup.sh"))?;
            write(
                &out.join("run_autograder"),
                include_str!("autograder/run_autograder"),
            )?;
            if assignment.credit == Credit::Follows {
                for (name, text) in reference(answers) {
                    write(&out.join(format!("reference/{name}.rs")), &text)?;
                }
            }
            let zip = pack(out, "")?;
            println!("Upload {} as the autograder.", zip.display());
        }
        System::Classroom50 => {
            write(&out.join("autograder.py"), include_str!("autograder/autograder.py"))?;
            println!(
                "Put {} into your classroom as CLASSROOM/autograders/{}, with runtime \
                 {{\"rust\": \"1.95\"}}.",
                out.display(),
                assignment.name
            );
        }
    }
    Ok(())
}

fn fits_classroom50(assignment: &Assignment) -> Result<()> {
    ensure!(
        !assignment.has_secret(),
        "secret: Classroom 50 publishes what it grades with; use seed instead"
    );
    let mut points = assignment.exercises.iter().map(|info| assignment.points(info));
    ensure!(
        points.all(|points| points.fract() == 0.0),
        "points: Classroom 50 knows whole numbers only"
    );
    Ok(())
}

#[derive(Args)]
pub struct Autograde {
    assignment: PathBuf,
    /// One student's files
    #[arg(long)]
    submission: PathBuf,
    /// Where the result is written, unless there is none
    #[arg(long)]
    results: PathBuf,
    #[arg(long, value_enum)]
    system: System,
    /// Who it is, for the seed: an id, or the metadata of Gradescope
    #[arg(long, default_value = "")]
    student: String,
    /// Right answers, to find out what follows from what
    #[arg(long)]
    reference: Option<PathBuf>,
}

/// Grades one submission in a container of that system.
///
/// # Errors
/// If there is no mark: then there is no result either.
pub fn autograde(arguments: &Autograde) -> Result<()> {
    let assignment = Assignment::read(&arguments.assignment)?;
    let submission = submissions::of_one(&arguments.submission)?;
    let work = tempfile::tempdir()?;
    let toolchain = Toolchain::prepare(work.path())?;
    let grading = Grading {
        assignment: &assignment,
        toolchain: &toolchain,
        // It is a container for one submission.
        wall: Wall::choose(&toolchain, true)?,
        reference: arguments.reference.as_deref().map(reference).unwrap_or_default(),
        jobs: 1,
        out: Path::new("."),
        work: work.path().to_owned(),
    };
    let student = Student { id: student(&arguments.student)?, ..Student::default() };
    let result = grading.student(&student.id, &submission, String::new());
    let mark = mark(&assignment, &student, &result);
    let result = match arguments.system {
        System::Gradescope => gradescope::results(&assignment, &mark),
        System::Classroom50 => classroom50::result(&assignment, &mark),
    };
    let why = || mark.result.exercises.iter().map(|e| e.report.clone()).next();
    let result = result.with_context(|| why().unwrap_or_default())?;
    write(&arguments.results, &format!("{result:#}\n"))
}

/// An id, or the address of the first user in Gradescope's metadata.
fn student(named: &str) -> Result<String> {
    let path = Path::new(named);
    if !path.is_file() {
        return Ok(named.to_owned());
    }
    let text = fs::read_to_string(path).with_context(|| named.to_owned())?;
    let metadata: Value =
        serde_json::from_str(&text).with_context(|| named.to_owned())?;
    let none = json!("");
    let email = metadata.pointer("/users/0/email").unwrap_or(&none);
    Ok(email.as_str().unwrap_or_default().to_owned())
}
