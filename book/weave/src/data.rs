//! The book's data: `book/data/*.json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::fault::{Place, Report};

/// `weave.json`: how the book is woven.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A draft may still lack things: see [`Report::missing`].
    #[serde(default)]
    pub draft: bool,
    /// Folders of the workspace whose `.rs` files must be shown line by line.
    #[serde(default)]
    pub taught: Vec<String>,
    /// LaTeX macros: name without backslash, and meaning (`#1` is the first argument).
    #[serde(default)]
    pub macros: BTreeMap<String, String>,
}

/// `exercises.json`: the exercises as the grader knows them.
#[derive(Debug, Deserialize)]
pub struct Exercise {
    /// Its number, `3.2`.
    pub id: String,
    /// The function to write, `bp2`.
    pub name: String,
    pub title: String,
    /// How hard it is: 1 to 4.
    pub stars: usize,
    pub points: u32,
    /// The file to edit, from the root of the workspace.
    pub file: String,
}

/// `mistakes.json`: the grader's atlas of mistakes.
#[derive(Debug, Deserialize)]
pub struct Mistake {
    /// Its name in links, `missing-sigma-prime`.
    pub slug: String,
    pub name: String,
    /// The exercises in which it can be made.
    pub exercises: Vec<String>,
    pub what: String,
    pub why: String,
    pub symptom: String,
    /// The page to read, from `book/src`, perhaps with a `#fragment`.
    pub page: String,
}

/// `symptoms.json`: what training runs with a mistake show.
#[derive(Debug, Default, Deserialize)]
pub struct Symptoms {
    /// How many runs a curve is the mean of.
    pub runs: usize,
    /// The right program of each kind.
    pub right: BTreeMap<String, Measured>,
    pub mistakes: Vec<Symptom>,
}

/// A mistake in such a run.
#[derive(Debug, Deserialize)]
pub struct Symptom {
    pub slug: String,
    /// The kind of program.
    pub ward: String,
    /// The function, by its name, in which it was made.
    pub exercise: String,
    /// What the curve shows, in a few words.
    pub seen: String,
    #[serde(flatten)]
    pub measured: Measured,
}

/// The means of what was measured. A number that is not finite is none.
#[derive(Debug, Deserialize)]
pub struct Measured {
    pub accuracy: Vec<Option<f64>>,
    pub cost: Vec<Option<f64>>,
    pub first_steps: Vec<Option<f64>>,
    pub gradient_check: String,
    pub panic: Option<String>,
}

/// `examinations.json`: an experiment of the clinic.
#[derive(Debug, Deserialize)]
pub struct Examination {
    pub name: String,
    pub minutes: u32,
    pub asks: String,
    /// The mistakes that it notices.
    pub notices: usize,
    /// The pairs of mistakes that it tells apart, in per cent.
    pub apart: usize,
}

/// `certificate.json`: what the examination of the grader found in an exercise.
#[derive(Debug, Default, Deserialize)]
pub struct Examined {
    /// The number of the exercise.
    pub exercise: String,
    pub points: u32,
    /// Different right answers that were accepted.
    pub accepted: u32,
    /// Mistakes that were called by their name, of all that were made.
    pub named: u32,
    pub mistakes: u32,
    /// Pairs of mistakes that were called by both names, of all pairs.
    pub pairs_named: u32,
    pub pairs: u32,
}

/// `variants.json`: what the grader makes of right answers with one edit.
#[derive(Debug, Default, Deserialize)]
pub struct Variants {
    /// The number of the exercise.
    pub exercise: String,
    pub variants: u32,
    /// Those that it calls solved, as many still are.
    pub accepted: u32,
    /// Those that it calls by a name.
    pub named: u32,
}

/// `values.json`: the numbers that the text quotes.
#[derive(Debug, Deserialize)]
pub struct Value {
    pub key: String,
    pub value: String,
    /// The command that makes the number.
    pub command: String,
}

/// `not_shown.json`: source lines that the book leaves out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotShown {
    pub file: String,
    /// The items left out; none means the whole file.
    #[serde(default)]
    pub items: Vec<String>,
    pub reason: String,
}

/// All of `book/data`.
#[derive(Debug, Default)]
pub struct Data {
    pub settings: Settings,
    pub exercises: Vec<Exercise>,
    pub mistakes: Vec<Mistake>,
    pub symptoms: Symptoms,
    pub examinations: Vec<Examination>,
    pub certificate: Vec<Examined>,
    pub variants: Vec<Variants>,
    pub values: Vec<Value>,
    pub not_shown: Vec<NotShown>,
}

impl Data {
    /// Reads `book/data`; a file that is missing or wrong is a fault.
    pub fn read(book: &Path, report: &mut Report) -> Data {
        let settings: Settings = read(book, "weave.json", report);
        report.draft = settings.draft;
        Data {
            settings,
            exercises: read(book, "exercises.json", report),
            mistakes: read(book, "mistakes.json", report),
            symptoms: read(book, "symptoms.json", report),
            examinations: read(book, "examinations.json", report),
            certificate: read(book, "certificate.json", report),
            variants: read(book, "variants.json", report),
            values: read(book, "values.json", report),
            not_shown: read(book, "not_shown.json", report),
        }
    }
}

fn read<T: DeserializeOwned + Default>(
    book: &Path,
    name: &str,
    report: &mut Report,
) -> T {
    let place = |line| Place::new(format!("book/data/{name}"), line);
    let text = match fs::read_to_string(book.join("data").join(name)) {
        Ok(text) => text,
        Err(error) => {
            report.fault(&place(1), error.to_string());
            return T::default();
        }
    };
    serde_json::from_str(&text).unwrap_or_else(|error| {
        report.fault(&place(error.line()), error.to_string());
        T::default()
    })
}
