//! A whole class: each student in a process of their own, as many at a time as the machine allows.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::assignment::Assignment;
use crate::grade_one::{Request, Response};
use crate::isolate::{Wall, run_for};
use crate::result::{ExerciseResult, Status, StudentResult};
use crate::roster::Roster;
use crate::submissions::Submission;
use crate::toolchain::Toolchain;
use crate::unusual::unusual;

/// For all of a student: a few compilations that take as long as they may, and each exercise.
const COMPILING: Duration = Duration::from_secs(900);
const EXERCISE: Duration = Duration::from_secs(90);

/// How a class is graded.
pub struct Grading<'a> {
    pub assignment: &'a Assignment,
    pub toolchain: &'a Toolchain,
    pub wall: Wall,
    /// Right answers, to find out what follows from what.
    pub reference: BTreeMap<String, String>,
    /// How many students at a time.
    pub jobs: usize,
    pub out: &'a Path,
    /// For what is needed while a student is graded.
    pub work: PathBuf,
}

impl Grading<'_> {
    /// The results of all students, in the order of the roster. What is in `out` already is taken
    /// from there, except for the students in `again`.
    ///
    /// # Errors
    /// If a result cannot be written.
    pub fn grade(
        &self,
        roster: &Roster,
        submissions: &[Submission],
        again: &[usize],
    ) -> Result<Vec<StudentResult>> {
        let kit = self.kit()?;
        let style =
            "{bar:30} {pos}/{len} students, {elapsed} gone, about {eta} to go  {msg}";
        let style =
            ProgressStyle::with_template(style).expect("a template that is right");
        let bar = ProgressBar::new(roster.students.len() as u64).with_style(style);
        bar.enable_steady_tick(Duration::from_millis(500));
        let class = roster.students.par_iter().zip(submissions).enumerate();
        let results = class.map(|(k, (student, submission))| {
            let fingerprint = self.fingerprint(&kit, &student.id, submission);
            let known = StudentResult::read(self.out, &student.id).filter(|known| {
                known.fingerprint == fingerprint
                    && !known.could_not_grade()
                    && !again.contains(&k)
            });
            let result = match known {
                Some(known) => known,
                None => {
                    let result = self.student(&student.id, submission, fingerprint);
                    result.write(self.out)?;
                    result
                }
            };
            bar.set_message(student.id.clone());
            bar.inc(1);
            Ok(result)
        });
        let pool = ThreadPoolBuilder::new().num_threads(self.jobs).build()?;
        let results = pool.install(|| results.collect());
        bar.finish_and_clear();
        results
    }

    /// The result of one student.
    pub fn student(
        &self,
        id: &str,
        submission: &Submission,
        fingerprint: String,
    ) -> StudentResult {
        let files = submission.files.values();
        let mut result = StudentResult {
            student: id.to_owned(),
            fingerprint,
            submitted: submission.found,
            files: files.clone().map(|file| file.from.clone()).collect(),
            notes: submission.notes.clone(),
            unusual: files.flat_map(|file| unusual(&file.from, &file.text)).collect(),
            exercises: Vec::new(),
        };
        let all = |status, report: &str| {
            let exercises = self.assignment.exercises.iter();
            exercises.map(|info| ExerciseResult::plain(info, status, report)).collect()
        };
        if submission.files.is_empty() {
            result.exercises = all(Status::NotStarted, "");
            return result;
        }
        match self.ask(id, submission) {
            Ok(response) => {
                result.exercises = response.exercises;
                result.notes.extend(response.notes);
            }
            Err(problem) => {
                let words = format!(
                    "The kit could not grade this: {problem:#}.\nThat is no mark."
                );
                result.exercises = all(Status::CouldNotGrade, &words);
            }
        }
        result
    }

    /// Has the student graded by a process behind the wall.
    fn ask(&self, id: &str, submission: &Submission) -> Result<Response> {
        let files = submission.files.iter();
        let request = Request {
            toolchain: self.toolchain.clone(),
            exercises: self
                .assignment
                .exercises
                .iter()
                .map(|info| info.id.clone())
                .collect(),
            seed: self.assignment.seed(id),
            files: files
                .map(|(name, file)| ((*name).to_owned(), file.text.clone()))
                .collect(),
            reference: self.reference.clone(),
            workers: 1,
        };
        let folder = tempfile::tempdir().context("a folder to work in")?;
        let mut command =
            self.wall.command(self.toolchain, &["grade-one"], folder.path())?;
        let (read, mut write) = std::io::pipe()?;
        let (mut answer, mut trouble) = (tempfile::tempfile()?, tempfile::tempfile()?);
        command
            .stdin(Stdio::from(read))
            .stdout(answer.try_clone()?)
            .stderr(trouble.try_clone()?);
        let limit = COMPILING + EXERCISE * self.assignment.exercises.len() as u32;
        let request = format!("{}\n", serde_json::to_string(&request)?);
        let status = thread::scope(|scope| {
            // The pipe stays open as long as somebody waits for the answer.
            let (wait, done) = mpsc::channel::<()>();
            scope.spawn(move || {
                let _ = write.write_all(request.as_bytes());
                let _ = done.recv();
            });
            let status = run_for(command, limit);
            drop(wait);
            status
        })?;
        let text = |file: &mut File| -> Result<String> {
            let mut text = String::new();
            file.rewind()?;
            file.read_to_string(&mut text)?;
            Ok(text)
        };
        let status = status.context("the time for all of it is up")?;
        let said = text(&mut trouble)?;
        ensure!(status.success(), "{status}: {}", said.trim());
        let answer = text(&mut answer)?;
        serde_json::from_str(&answer).context("the grading gives no result")
    }

    /// What the kit is: its own program, the compiler, the right answers.
    fn kit(&self) -> Result<Sha256> {
        let mut hash = Sha256::new();
        hash.update(fs::read(std::env::current_exe()?).context("the kit's own program")?);
        hash.update(&self.toolchain.version);
        hash.update(serde_json::to_string(&self.reference)?);
        Ok(hash)
    }

    fn fingerprint(&self, kit: &Sha256, id: &str, submission: &Submission) -> String {
        let exercises: Vec<_> =
            self.assignment.exercises.iter().map(|info| &info.id).collect();
        let files: Vec<_> =
            submission.files.values().map(|file| (&file.from, &file.text)).collect();
        let what = serde_json::json!([
            exercises,
            self.assignment.seed(id),
            submission.notes,
            files
        ]);
        let hash = kit.clone().chain_update(what.to_string()).finalize();
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The right answers in a folder, by chapter.
pub fn reference(folder: &Path) -> BTreeMap<String, String> {
    let chapters = grader::CHAPTERS.iter().map(|chapter| chapter.name);
    let read = |name: &str| fs::read_to_string(folder.join(format!("{name}.rs"))).ok();
    chapters.filter_map(|name| Some((name.to_owned(), read(name)?))).collect()
}

/// The folder of results, taken by this run alone, and a folder to work in, without what a run that
/// was stopped has left there.
///
/// # Errors
/// If another run has it, or it cannot be made.
pub fn take(out: &Path) -> Result<(File, PathBuf)> {
    fs::create_dir_all(out.join("results"))
        .with_context(|| format!("cannot make {}", out.display()))?;
    let path = out.join(".lock");
    let lock = File::create(&path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    ensure!(lock.try_lock().is_ok(), "another run is grading into {}", out.display());
    let work = out.canonicalize()?.join(".work");
    let _ = fs::remove_dir_all(&work);
    fs::create_dir(&work).with_context(|| format!("cannot make {}", work.display()))?;
    Ok((lock, work))
}
