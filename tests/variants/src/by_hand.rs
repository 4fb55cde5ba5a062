//! Answers written by hand.
//!
//! ````text
//! ## 3.2 bp2-not-transposed: what is wrong
//!
//! ```rust
//! the body of the function
//! ```
//! ````
//!
//! The slug may be missing. A file of such answers is a measure of the grader, and not a list from
//! which it was written.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use grader::exercise::Info;
use grader::stubs;

use crate::judged::{Outcome, Question, counts, judge, print_counts};
use crate::program::{self, Answer, File};

struct Case {
    exercise: &'static Info,
    title: String,
    slug: Option<String>,
    body: String,
}

/// Judges the answers of `files`. With `strict`, all must be rejected and called by their names.
pub fn run(files: &[PathBuf], reports: bool, strict: bool) -> Result<()> {
    ensure!(!files.is_empty(), "no file is given");
    let mut cases = Vec::new();
    for file in files {
        let text =
            fs::read_to_string(file).with_context(|| file.display().to_string())?;
        cases.extend(read(&text).with_context(|| file.display().to_string())?);
    }
    let files: Result<Vec<File>> =
        cases.iter().enumerate().map(|(k, case)| source(k, case)).collect();
    let (program, compiled) = program::build(&files?)?;
    for (number, case) in
        cases.iter().enumerate().filter(|(number, _)| !compiled.contains(number))
    {
        println!("answer {number} does not compile: {} {}", case.exercise.id, case.title);
    }
    let questions: Vec<_> = compiled
        .iter()
        .map(|&number| Question {
            number,
            exercise: &cases[number].exercise.name,
            slug: cases[number].slug.as_deref(),
        })
        .collect();
    let judged = judge(&program, &questions);
    for (question, judged) in questions.iter().zip(&judged) {
        let case = &cases[question.number];
        let slugs = judged.slugs.join(", ");
        let outcome = format!("{:?}", judged.outcome);
        println!("{outcome:<9} {:<5} {}  [{slugs}]", case.exercise.id, case.title);
        if reports && judged.outcome != Outcome::Named {
            println!("{}", judged.report);
        }
    }
    let outcomes = questions.iter().zip(&judged);
    print_counts(&counts(outcomes.map(|(q, judged)| (q.exercise, judged.outcome))));
    if strict
        && (compiled.len() < cases.len()
            || judged.iter().any(|j| j.outcome != Outcome::Named))
    {
        bail!("not all are called by their names");
    }
    Ok(())
}

/// The cases of a file.
fn read(text: &str) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for part in text.split("\n## ").skip(1) {
        let (heading, rest) = part.split_once('\n').context("a heading and code")?;
        let (exercise, title) =
            heading.split_once(':').context("a colon in a heading")?;
        let (id, slug) = exercise.split_once(' ').unwrap_or((exercise, ""));
        let body =
            rest.split("```rust\n").nth(1).and_then(|code| code.split("\n```").next());
        let exercise =
            grader::find(id).with_context(|| format!("no exercise {id}"))?.info();
        cases.push(Case {
            exercise,
            title: title.trim().to_owned(),
            slug: Some(slug.trim().to_owned()).filter(|slug| !slug.is_empty()),
            body: body.with_context(|| format!("no code: {heading}"))?.to_owned(),
        });
    }
    Ok(cases)
}

/// The head of the chapter's stubs with this answer alone.
fn source(number: usize, case: &Case) -> Result<File> {
    let stub = case.exercise.chapter.stub;
    let (head, _) =
        stub.split_once("/// Exercise ").context("a chapter with exercises")?;
    let section = stubs::section(stub, &case.exercise.id).context("a section")?;
    let (signature, _) = section.split_once(" {\n").context("a function")?;
    let code = format!(
        "{signature} {{\n{}\n}}\n",
        case.body.replace("super::given", "crate::given")
    );
    let shared = head.replace("//!", "//").replace("super::given", "crate::given");
    let exercise = case.exercise.name.clone();
    Ok(File { shared, answers: vec![Answer { number, exercise, code }] })
}
