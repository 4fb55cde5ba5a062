//! Each exercise is graded in a process of its own, so that an endless loop, an overflowing stack
//! or `process::exit` in one answer leaves the others alone.

use std::env;
use std::fs;
use std::io::{self, Read};
use std::process::{Command, ExitCode, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use crate::Answers;
use crate::exercise::{Exercise, Status, Verdict};

/// Asks a process to grade this exercise only …
const EXERCISE: &str = "GRADER_EXERCISE";
/// … and to write its verdict to this file. The reader's code may print whatever it likes.
const VERDICT: &str = "GRADER_VERDICT";

/// The line after which an answer prints for the last time, on the smallest failing case.
pub const LAST_CALL: &str = "-- the smallest failing case --";

/// How much of an answer's output is kept.
const OUTPUT_KEPT: usize = 64 * 1024;

/// What came of one exercise.
pub struct Graded {
    pub verdict: Verdict,
    /// What the answer printed.
    pub output: String,
}

/// In a child process: grades what it was asked for. In any other: nothing.
pub fn serve(answers: &Answers, seed: u64) -> Option<ExitCode> {
    let id = env::var(EXERCISE).ok()?;
    let verdict = crate::find(&id)?.judge(answers, seed);
    let status = match verdict.status {
        Status::Solved => "solved",
        Status::NotStarted => "not started",
        Status::Wrong => "wrong",
    };
    let text = format!("{status}\n{}\n{}", verdict.summary, verdict.report);
    let written = fs::write(env::var_os(VERDICT)?, text);
    Some(if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Grades one exercise in a child process, within its time limit.
///
/// # Errors
/// If no process can be started or no file written.
pub fn grade(exercise: &dyn Exercise) -> io::Result<Graded> {
    let file = tempfile::NamedTempFile::new()?;
    let (mut printed, pipe) = io::pipe()?;
    let mut child = Command::new(env::current_exe()?)
        .env(EXERCISE, exercise.info().id)
        .env(VERDICT, file.path())
        .stdin(std::process::Stdio::null())
        .stdout(pipe.try_clone()?)
        .stderr(pipe)
        .spawn()?;
    let output = thread::spawn(move || tail(&mut printed));

    let limit = exercise.time_limit();
    let start = Instant::now();
    let ended = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            break None;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let output = output.join().expect("reading a pipe does not panic")?;
    let verdict = parse(&fs::read_to_string(file.path())?)
        .unwrap_or_else(|| no_verdict(ended, limit, &output));
    Ok(Graded { verdict, output })
}

/// The last part of all that comes, so that an answer that prints without end fills no memory.
fn tail(from: &mut impl Read) -> io::Result<String> {
    let (mut kept, mut chunk) = (Vec::new(), vec![0; OUTPUT_KEPT]);
    loop {
        let read = from.read(&mut chunk)?;
        if read == 0 {
            return Ok(String::from_utf8_lossy(&kept).into_owned());
        }
        kept.extend_from_slice(&chunk[..read]);
        kept.drain(..kept.len().saturating_sub(OUTPUT_KEPT));
    }
}

fn parse(text: &str) -> Option<Verdict> {
    let (status, rest) = text.split_once('\n')?;
    let (summary, report) = rest.split_once('\n')?;
    let status = match status {
        "solved" => Status::Solved,
        "not started" => Status::NotStarted,
        "wrong" => Status::Wrong,
        _ => return None,
    };
    Some(Verdict { report: report.to_owned(), ..Verdict::plain(status, summary) })
}

/// The process ended, or was ended, before it could judge.
fn no_verdict(ended: Option<ExitStatus>, limit: Duration, output: &str) -> Verdict {
    let (summary, advice) = match ended {
        None => (
            format!("still running after {} s, and stopped", limit.as_secs()),
            "A loop that never ends is the usual reason: does its condition ever change?",
        ),
        Some(_) if output.contains("has overflowed its stack") => (
            "the stack overflowed".into(),
            "A function calls itself without end, or an array on the stack is very large.",
        ),
        Some(_) if output.contains("memory allocation of") => (
            "the memory ran out".into(),
            "A vector that grows without end, or a size computed wrongly, is the usual reason.",
        ),
        Some(status) => match status.code() {
            Some(code) => (
                format!("the function ended the whole program, with exit code {code}"),
                "Return the result; `std::process::exit` leaves nobody to receive it.",
            ),
            None => (
                "the function aborted the whole program".into(),
                "`std::process::abort` and a panic inside a panic do that.",
            ),
        },
    };
    let report = format!("The judge has no answer to look at: {summary}.\n{advice}\n");
    Verdict { report, ..Verdict::plain(Status::Wrong, &summary) }
}
