//! Each exercise is graded in a process of its own, so that an endless loop, an overflowing stack
//! or `process::exit` in one answer leaves the others alone.

use std::collections::hash_map::RandomState;
use std::env;
use std::fs;
use std::hash::BuildHasher;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::Answers;
use crate::exercise::{Exercise, Status, Verdict};

/// Asks a process to grade this exercise only …
const EXERCISE: &str = "GRADER_EXERCISE";
/// … and to write its verdict to this file. The reader's code may print whatever it likes. The
/// first line is a number that the process is told on its standard input, before the reader's
/// code is called: without it, no file is a verdict.
const VERDICT: &str = "GRADER_VERDICT";

/// The line after which an answer prints for the last time, on the smallest failing case.
pub const LAST_CALL: &str = "-- the smallest failing case --";

/// How much of an answer's output is kept.
const OUTPUT_KEPT: usize = 64 * 1024;

/// How long the rest of the output is waited for when the process has ended. It is there already,
/// unless another process, started by the answer, keeps the pipe open.
const OUTPUT_WAIT: Duration = Duration::from_millis(500);

/// What came of one exercise.
pub struct Graded {
    pub verdict: Verdict,
    /// What the answer printed.
    pub output: String,
}

/// In a child process: grades what it was asked for. In any other: nothing.
pub fn serve(answers: &Answers, seed: u64) -> Option<ExitCode> {
    let id = env::var(EXERCISE).ok()?;
    let mut number = String::new();
    io::stdin().read_line(&mut number).ok()?;
    let verdict = crate::find(&id)?.judge(answers, seed);
    let status = match verdict.status {
        Status::Solved => "solved",
        Status::NotStarted => "not started",
        Status::Wrong => "wrong",
    };
    let text = format!("{number}{status}\n{}\n{}", verdict.summary, verdict.report);
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
        .stdin(Stdio::piped())
        .stdout(pipe.try_clone()?)
        .stderr(pipe)
        .spawn()?;
    let number = format!("{}\n", RandomState::new().hash_one(file.path()));
    child.stdin.take().expect("it is piped").write_all(number.as_bytes())?;

    let output = Arc::new(Mutex::new(Vec::new()));
    let (end, ended_output) = mpsc::channel::<()>();
    let kept = output.clone();
    thread::spawn(move || {
        keep_tail(&mut printed, &kept);
        drop(end);
    });

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
    // Either way, what has come by now is all there is to show.
    let _ = ended_output.recv_timeout(OUTPUT_WAIT);
    let output = output.lock().expect("reading a pipe does not panic");
    let output = String::from_utf8_lossy(&output).into_owned();
    // The answer may have removed the file, or filled it with anything.
    let written = fs::read(file.path()).unwrap_or_default();
    let verdict = String::from_utf8_lossy(&written)
        .strip_prefix(&number)
        .and_then(parse)
        .unwrap_or_else(|| no_verdict(ended, limit, &output));
    Ok(Graded { verdict, output })
}

/// Keeps the last part of all that comes, so that an answer that prints without end fills no
/// memory.
fn keep_tail(from: &mut impl Read, kept: &Mutex<Vec<u8>>) {
    let mut chunk = vec![0; OUTPUT_KEPT];
    while let Ok(read @ 1..) = from.read(&mut chunk) {
        let mut kept = kept.lock().expect("nobody panics with it");
        kept.extend_from_slice(&chunk[..read]);
        let surplus = kept.len().saturating_sub(OUTPUT_KEPT);
        kept.drain(..surplus);
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
