//! What is known of a student after grading: one file of JSON, from which everything else is made.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use grader::exercise::Info;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::file_name;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Solved,
    Wrong,
    NotStarted,
    DoesNotCompile,
    TimeOut,
    Memory,
    Crashed,
    /// The kit's own trouble: no mark.
    CouldNotGrade,
}

impl Status {
    pub const ALL: [Status; 8] = [
        Status::Solved,
        Status::Wrong,
        Status::NotStarted,
        Status::DoesNotCompile,
        Status::TimeOut,
        Status::Memory,
        Status::Crashed,
        Status::CouldNotGrade,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Status::Solved => "solved",
            Status::Wrong => "wrong",
            Status::NotStarted => "not started",
            Status::DoesNotCompile => "does not compile",
            Status::TimeOut => "time-out",
            Status::Memory => "memory",
            Status::Crashed => "crashed",
            Status::CouldNotGrade => "could not grade",
        }
    }
}

/// A mistake by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mistake {
    pub slug: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExerciseResult {
    pub id: String,
    pub status: Status,
    /// In one line.
    pub summary: String,
    pub report: String,
    pub printed: String,
    pub mistakes: Vec<Mistake>,
    /// Between which the numbers do not decide.
    pub alternatives: Vec<Mistake>,
    /// The exercises that it calls and that are not solved.
    #[serde(default)]
    pub calls: Vec<String>,
    /// Whether it is right as soon as those are: tried with right ones in their place.
    #[serde(default)]
    pub follows: bool,
}

impl ExerciseResult {
    /// A result without a verdict of the judge.
    pub fn plain(info: &Info, status: Status, report: &str) -> ExerciseResult {
        ExerciseResult {
            id: info.id.clone(),
            status,
            summary: status.words().into(),
            report: report.to_owned(),
            printed: String::new(),
            mistakes: Vec::new(),
            alternatives: Vec::new(),
            calls: Vec::new(),
            follows: false,
        }
    }

    /// From the judge's JSON.
    ///
    /// # Errors
    /// If it is not what the judge writes.
    pub fn of_judge(verdict: &Value) -> Result<ExerciseResult> {
        let text = |field: &str| -> Result<String> {
            Ok(verdict[field].as_str().with_context(|| field.to_owned())?.to_owned())
        };
        let mistakes = |field: &str| serde_json::from_value(verdict[field].clone());
        let status = match (&text("status")?[..], verdict["ended"].as_str()) {
            ("solved", _) => Status::Solved,
            ("not-started", _) => Status::NotStarted,
            ("wrong", Some("hung")) => Status::TimeOut,
            ("wrong", Some("memory")) => Status::Memory,
            ("wrong", Some("crashed")) => Status::Crashed,
            ("wrong", _) => Status::Wrong,
            _ => Status::CouldNotGrade,
        };
        Ok(ExerciseResult {
            id: text("id")?,
            status,
            summary: text("summary")?,
            report: text("report")?,
            printed: text("printed")?,
            mistakes: mistakes("mistakes")?,
            alternatives: mistakes("alternatives")?,
            calls: Vec::new(),
            follows: false,
        })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StudentResult {
    pub student: String,
    /// Of what was graded, and by what: the same again needs no grading.
    pub fingerprint: String,
    /// Whether something was handed in.
    pub submitted: bool,
    /// Which files were taken.
    pub files: Vec<String>,
    pub notes: Vec<String>,
    /// What a teacher ought to look at.
    pub unusual: Vec<String>,
    pub exercises: Vec<ExerciseResult>,
}

impl StudentResult {
    pub fn path(folder: &Path, student: &str) -> PathBuf {
        folder.join("results").join(format!("{}.json", file_name(student)))
    }

    /// The result that is there, if it can be read.
    pub fn read(folder: &Path, student: &str) -> Option<StudentResult> {
        let text = fs::read_to_string(StudentResult::path(folder, student)).ok()?;
        serde_json::from_str(&text).ok().filter(|r: &StudentResult| r.student == student)
    }

    /// # Errors
    /// If the file cannot be written. It is whole or not there.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = StudentResult::path(folder, &self.student);
        let text = serde_json::to_string_pretty(self).expect("text and numbers");
        write(&path, &format!("{text}\n"))
    }

    pub fn could_not_grade(&self) -> bool {
        self.exercises.iter().any(|e| e.status == Status::CouldNotGrade)
    }
}

/// The exercise with this number.
pub fn info(id: &str) -> &'static Info {
    Info::all().iter().find(|info| info.id == id).expect("an exercise that was graded")
}

/// Writes a file that is whole or not there.
///
/// # Errors
/// If that is not possible.
pub fn write(path: &Path, text: &str) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(path)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
