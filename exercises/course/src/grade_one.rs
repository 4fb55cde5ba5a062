//! The grading of one student, as a process of its own: a request comes in, a result goes out.
//!
//! It holds the files and the seed of this student and nothing of others. It ends when the one who
//! has asked is gone.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::process::exit;
use std::thread;

use anyhow::{Context, Result};
use grader::exercise::Info;
use grader::process::Program;
use grader::{catalogue, machine, run};
use serde::{Deserialize, Serialize};

use crate::compile::compile;
use crate::follows;
use crate::result::{ExerciseResult, Status};
use crate::toolchain::Toolchain;

#[derive(Serialize, Deserialize)]
pub struct Request {
    pub toolchain: Toolchain,
    /// The ids of the exercises.
    pub exercises: Vec<String>,
    pub seed: u64,
    /// By chapter.
    pub files: BTreeMap<String, String>,
    /// Right answers, by chapter, if there are any: to find out what follows from what.
    pub reference: BTreeMap<String, String>,
    /// How many exercises are judged at a time.
    pub workers: usize,
}

#[derive(Serialize, Deserialize)]
pub struct Response {
    pub exercises: Vec<ExerciseResult>,
    pub notes: Vec<String>,
}

/// The `main` of the process.
///
/// # Errors
/// If the request is none, or the kit itself fails.
pub fn main() -> Result<()> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).context("no request")?;
    let request: Request = serde_json::from_str(&line).context("no request")?;
    thread::spawn(|| {
        let _ = io::stdin().lock().read(&mut [0]);
        exit(1);
    });
    let response = grade(&request)?;
    println!("{}", serde_json::to_string(&response)?);
    Ok(())
}

/// Compiles and judges.
///
/// # Errors
/// If that fails through no fault of the student's.
pub fn grade(request: &Request) -> Result<Response> {
    let folder = tempfile::tempdir().context("a folder to work in")?;
    let all = Info::all();
    let assigned: Vec<_> =
        all.iter().filter(|i| request.exercises.contains(&i.id)).collect();
    let files = by_chapter(&request.files);
    let compiled = compile(&request.toolchain, &files, &assigned, folder.path())?;
    let judged: Vec<_> = assigned
        .iter()
        .copied()
        .filter(|info| !compiled.broken.contains_key(&info.id[..]))
        .collect();
    let verdicts = judge(&judged, &Program::new(&compiled.program), request)?;
    let mut exercises = Vec::new();
    for info in assigned {
        exercises.push(match compiled.broken.get(&info.id[..]) {
            Some(words) => ExerciseResult::plain(info, Status::DoesNotCompile, words),
            None => verdicts[&info.id].clone(),
        });
    }
    follows::find_out(request, &files, &mut exercises, folder.path())?;
    Ok(Response { exercises, notes: compiled.notes })
}

/// The results of these exercises, by their ids.
pub fn judge(
    exercises: &[&'static Info],
    program: &Program,
    request: &Request,
) -> Result<BTreeMap<String, ExerciseResult>> {
    let wanted = |id: &str| exercises.iter().any(|info| info.id == id);
    let chosen: Vec<_> =
        catalogue().into_iter().filter(|e| wanted(&e.info().id)).collect();
    let graded = run::grade(&chosen, program, request.seed, request.workers, |_| {});
    let report = machine::report(&graded, request.seed);
    let verdicts = report["exercises"].as_array().context("the judge's exercises")?;
    verdicts
        .iter()
        .map(|verdict| {
            let result = ExerciseResult::of_judge(verdict)?;
            Ok((result.id.clone(), result))
        })
        .collect()
}

/// The texts under the names that the judge has for chapters.
pub fn by_chapter(files: &BTreeMap<String, String>) -> BTreeMap<&'static str, String> {
    let chapters = grader::CHAPTERS.iter();
    chapters
        .filter_map(|chapter| Some((chapter.name, files.get(chapter.name)?.clone())))
        .collect()
}
