//! No double punishment: is an answer wrong only because it calls one that is wrong?
//!
//! Whom it calls, the syntax tells. Whether that is the only reason is tried: the answers that it
//! calls are replaced by right ones, and it is judged once more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use grader::exercise::Info;
use grader::process::Program;

use crate::compile::compile;
use crate::grade_one::{Request, by_chapter, judge};
use crate::result::{ExerciseResult, Status, info};
use crate::syntax;

/// Fills in which unsolved exercises each unsolved one calls, and whether it follows from them.
///
/// # Errors
/// If the kit itself fails.
pub fn find_out(
    request: &Request,
    files: &BTreeMap<&'static str, String>,
    exercises: &mut [ExerciseResult],
    folder: &Path,
) -> Result<()> {
    let unsolved: BTreeSet<String> = exercises
        .iter()
        .filter(|e| e.status != Status::Solved)
        .map(|e| e.id.clone())
        .collect();
    let calls = syntax::calls(files.values().map(|text| &text[..]));
    let no_answer = [Status::Solved, Status::NotStarted, Status::CouldNotGrade];
    let mut suspects = Vec::new();
    for exercise in exercises.iter_mut().filter(|e| !no_answer.contains(&e.status)) {
        let info = info(&exercise.id);
        let called = calls.get(&info.name).into_iter().flatten();
        exercise.calls = called
            .map(|id| (*id).to_owned())
            .filter(|id| unsolved.contains(id))
            .collect();
        if !exercise.calls.is_empty() {
            suspects.push(info);
        }
    }
    let reference = by_chapter(&request.reference);
    if suspects.is_empty() || reference.is_empty() {
        return Ok(());
    }
    for suspect in suspects {
        let Some(repaired) = repair(suspect, exercises, files, &reference) else {
            continue;
        };
        let compiled =
            compile(&request.toolchain, &repaired, &[suspect], &folder.join("again"))?;
        if compiled.broken.contains_key(&suspect.id[..]) {
            continue;
        }
        let verdicts = judge(&[suspect], &Program::new(&compiled.program), request)?;
        let result = exercises.iter_mut().find(|e| e.id == suspect.id);
        if let (Some(result), Some(again)) = (result, verdicts.get(&suspect.id)) {
            result.follows = again.status == Status::Solved;
        }
    }
    Ok(())
}

/// The student's files with right answers in place of all unsolved ones that `suspect` calls,
/// and of those that these call. Nothing, if one cannot be found.
fn repair(
    suspect: &Info,
    exercises: &[ExerciseResult],
    files: &BTreeMap<&'static str, String>,
    reference: &BTreeMap<&'static str, String>,
) -> Option<BTreeMap<&'static str, String>> {
    let result = |id: &str| exercises.iter().find(|exercise| exercise.id == id);
    let calls = syntax::calls(reference.values().map(|text| &text[..]));
    let mut files = files.clone();
    let mut open = result(&suspect.id)?.calls.clone();
    let mut done = BTreeSet::from([suspect.id.clone()]);
    while let Some(id) = open.pop() {
        if result(&id).is_none_or(|e| e.status == Status::Solved)
            || !done.insert(id.clone())
        {
            continue;
        }
        let info = info(&id);
        let right = function(reference.get(info.chapter.name)?, &info.name)?;
        let text = files.get(info.chapter.name)?;
        let functions = syntax::functions(text);
        let lines = &functions.iter().find(|f| f.name == info.name)?.lines;
        let text = syntax::replace(text, lines, &right);
        files.insert(info.chapter.name, text);
        open.extend(
            calls.get(&info.name).into_iter().flatten().map(|id| (*id).to_owned()),
        );
    }
    Some(files)
}

/// The text of a function.
fn function(text: &str, name: &str) -> Option<String> {
    let functions = syntax::functions(text);
    let lines = &functions.iter().find(|function| function.name == name)?.lines;
    let text: Vec<_> = text
        .lines()
        .skip(lines.start() - 1)
        .take(lines.end() + 1 - lines.start())
        .collect();
    Some(text.join("\n"))
}
