//! What comes out, each made from the results alone.

mod canvas;
mod class_report;
pub mod classroom50;
mod feedback;
pub mod gradescope;
mod junit;
mod markdown;
mod marks;
mod moodle;
mod nbgrader;

use std::path::Path;

use anyhow::{Context, Result};
use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::assignment::Assignment;
use crate::credit::{Mark, mark};
use crate::result::{ExerciseResult, StudentResult, info, write};
use crate::roster::Roster;
use crate::text::file_name;

/// A class that has been graded.
pub struct Class<'a> {
    pub assignment: &'a Assignment,
    /// In the order of the roster.
    pub marks: Vec<Mark<'a>>,
    /// What concerns no student, or nobody on the roster.
    pub problems: &'a [String],
}

impl<'a> Class<'a> {
    pub fn new(
        assignment: &'a Assignment,
        roster: &'a Roster,
        results: &'a [StudentResult],
        problems: &'a [String],
    ) -> Class<'a> {
        let students = roster.students.iter().zip(results);
        let marks =
            students.map(|(student, result)| mark(assignment, student, result)).collect();
        Class { assignment, marks, problems }
    }

    /// Writes everything below `out`.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(&self, out: &Path) -> Result<()> {
        write(&out.join("marks.csv"), &marks::table(self)?)?;
        write(&out.join("moodle.csv"), &moodle::table(self)?)?;
        write(&out.join("canvas.csv"), &canvas::table(self)?)?;
        write(&out.join("nbgrader.csv"), &nbgrader::table(self)?)?;
        write(&out.join("junit.xml"), &junit::report(self)?)?;
        let report = class_report::page(self);
        write(&out.join("class_report.md"), &report)?;
        write(
            &out.join("class_report.html"),
            &markdown::html(&self.assignment.title, &report),
        )?;
        for mark in &self.marks {
            let name = file_name(&mark.student.id);
            let page = feedback::page(self.assignment, mark);
            let folder = out.join("feedback");
            write(&folder.join(format!("{name}.md")), &page)?;
            write(
                &folder.join(format!("{name}.html")),
                &markdown::html(&self.assignment.title, &page),
            )?;
            for (system, result) in [
                ("gradescope", gradescope::results(self.assignment, mark)),
                ("classroom50", classroom50::result(self.assignment, mark)),
            ] {
                // Without a mark there is no file: their systems would make it a 0.
                let path = out.join(system).join(format!("{name}.json"));
                match result {
                    Some(result) => write(&path, &format!("{result:#}\n"))?,
                    None => drop(std::fs::remove_file(path)),
                }
            }
        }
        Ok(())
    }
}

/// A table as CSV.
fn csv_text(rows: impl IntoIterator<Item = Vec<String>>) -> Result<String> {
    let mut table = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    for row in rows {
        table.write_record(row)?;
    }
    String::from_utf8(table.into_inner()?).context("a table in UTF-8")
}

/// "3.2 bp2".
fn heading(exercise: &ExerciseResult) -> String {
    format!("{} {}", exercise.id, info(&exercise.id).name)
}

/// What became of an exercise: "follows from 3.2" says more than "wrong".
fn words(exercise: &ExerciseResult) -> String {
    match exercise.follows {
        true => format!("follows from {}", exercise.calls.join(", ")),
        false => exercise.status.words().to_owned(),
    }
}

/// What is to be said of an answer that calls others, in a sentence.
fn follows(exercise: &ExerciseResult) -> Option<String> {
    if exercise.calls.is_empty() {
        return None;
    }
    let called: Vec<_> =
        exercise.calls.iter().map(|id| format!("{} ({id})", info(id).name)).collect();
    let (called, verb) =
        (called.join(", "), if called.len() == 1 { "is" } else { "are" });
    Some(if exercise.follows {
        format!("{}: it calls {called}, and is right as soon as that is", words(exercise))
    } else {
        format!("it calls {called}, which {verb} not solved")
    })
}
