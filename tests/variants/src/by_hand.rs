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
//! The slug may be missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, ensure};
use grader::run;

use crate::case::{self, Case};
use crate::program;

pub fn run(files: &[PathBuf], reports: bool) -> Result<()> {
    ensure!(!files.is_empty(), "no file is given");
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        cases.extend(read(&text).with_context(|| file.display().to_string())?);
    }
    let (program, places) = program::build(&cases)?;
    let mut counts: BTreeMap<case::Result, usize> = BTreeMap::new();
    for (case, place) in cases.iter().zip(places) {
        let exercise = grader::find(&case.exercise).context("an exercise")?;
        let id = &exercise.info().id;
        let Some(place) = place else {
            *counts.entry(case::Result::Uncompiled).or_default() += 1;
            println!("{:<10} {id:<5} {}", "Uncompiled", case.title);
            continue;
        };
        let verdict = run::judge(&*exercise, &program.with(&place.to_string()), 1);
        let (result, slugs) = case::result(case, &verdict);
        *counts.entry(result).or_default() += 1;
        println!("{:<10} {id:<5} {}  [{slugs}]", format!("{result:?}"), case.title);
        if reports && result != case::Result::Named {
            println!("{}", verdict.report);
        }
    }
    println!("{counts:?}");
    let _ = thread::available_parallelism();
    Ok(())
}

/// The cases of a file.
fn read(text: &str) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for part in text.split("\n## ").skip(1) {
        let (heading, rest) = part.split_once('\n').context("a heading and code")?;
        let (exercise, title) = heading.split_once(':').context("a colon in a heading")?;
        let (id, slug) = exercise.split_once(' ').unwrap_or((exercise, ""));
        let body = rest.split("```rust\n").nth(1).and_then(|code| code.split("\n```").next());
        let info = grader::find(id).with_context(|| format!("no exercise {id}"))?;
        cases.push(Case {
            exercise: info.info().name.clone(),
            title: title.trim().to_owned(),
            slug: Some(slug.trim().to_owned()).filter(|slug| !slug.is_empty()),
            body: body.with_context(|| format!("no code: {heading}"))?.to_owned(),
        });
    }
    Ok(cases)
}
