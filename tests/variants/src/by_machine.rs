//! Every one-edit variant of the right answers, in both ways in which they are written.

use std::fs;

use anyhow::{Context, Result, ensure};
use grader::CHAPTERS;
use grader::exercise::Info;
use quote::ToTokens;
use syn::Item;

use crate::judged::{Counts, Outcome, Question, counts, judge, print_counts};
use crate::mutate::variants;
use crate::program::{self, Answer, File};

/// Where right answers stand.
const SETS: [(&str, &str); 2] =
    [("solutions/src/", ".rs"), ("tests/certificate/alternatives_", ".rs")];

/// Judges the variants of the exercises of some chapters, or of all. With `unnamed`, those that are
/// rejected without a name are listed, and those that are accepted. With `write`, the book gets the
/// counts.
pub fn run(chapters: &[String], unnamed: bool, write: bool) -> Result<()> {
    let (mut files, mut edits) = (Vec::new(), Vec::new());
    let chosen = CHAPTERS
        .iter()
        .filter(|c| chapters.is_empty() || chapters.iter().any(|n| n == c.name));
    for chapter in chosen {
        for (before, after) in SETS {
            let path = format!("{before}{}{after}", chapter.name);
            let text =
                fs::read_to_string(program::root().join(&path)).context(path.clone())?;
            files.push(file(&text, &mut edits).context(path)?);
        }
    }
    let (program, compiled) = program::build(&files)?;
    let answers = files.iter().flat_map(|file| &file.answers);
    let questions: Vec<_> = answers
        .filter(|answer| compiled.contains(&answer.number))
        .map(|answer| Question {
            number: answer.number,
            exercise: &answer.exercise,
            slug: None,
        })
        .collect();
    println!("{} variants, {} of them compile", edits.len(), questions.len());
    let judged = judge(&program, &questions);
    if unnamed {
        for (question, judged) in questions.iter().zip(&judged) {
            if matches!(judged.outcome, Outcome::Unnamed | Outcome::Accepted) {
                let (outcome, edit) = (judged.outcome, &edits[question.number]);
                println!(
                    "{:<9} {:<24} {edit}",
                    format!("{outcome:?}"),
                    question.exercise
                );
            }
        }
    }
    let outcomes = questions.iter().zip(&judged);
    let counts = counts(outcomes.map(|(q, judged)| (q.exercise, judged.outcome)));
    print_counts(&counts);
    if write {
        ensure!(chapters.is_empty(), "--write is for all chapters");
        let file = program::root().join("book/data/variants.json");
        fs::write(&file, lines(&counts)).context(file.display().to_string())?;
    }
    Ok(())
}

/// For each exercise its variants, those accepted, and those that have a name.
fn lines(counts: &Counts) -> String {
    let line = |(k, info): (usize, &Info)| {
        let count =
            |outcome| counts.get(&k).and_then(|of| of.get(&outcome)).unwrap_or(&0);
        let variants: usize = counts.get(&k).map_or(0, |of| of.values().sum());
        let (accepted, named) = (count(Outcome::Accepted), count(Outcome::Named));
        let numbers = [("variants", &variants), ("accepted", accepted), ("named", named)];
        let numbers = numbers.map(|(name, number)| format!("\"{name}\":{number}"));
        format!("{{\"exercise\":\"{}\",{}}}", info.id, numbers.join(","))
    };
    let lines: Vec<_> = Info::all().iter().enumerate().map(line).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// A file of answers with all variants of its exercises behind it.
fn file(text: &str, edits: &mut Vec<String>) -> Result<File> {
    let syntax = syn::parse_file(text)?;
    let mut answers = Vec::new();
    for item in &syntax.items {
        let Item::Fn(function) = item else { continue };
        let name = function.sig.ident.to_string();
        if Info::all().iter().all(|info| info.name != name) {
            continue;
        }
        for variant in variants(function) {
            let code = variant.function.to_token_stream().to_string();
            answers.push(Answer { number: edits.len(), exercise: name.clone(), code });
            edits.push(variant.edit);
        }
    }
    let shared = syn::File { attrs: Vec::new(), ..syntax }.to_token_stream().to_string();
    let super_ = "super :: given";
    Ok(File { shared: shared.replace(super_, "crate :: given"), answers })
}
