//! One call of `rustc`, confined, with limits of time, memory and disk.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use grader::confine::{self, Compiling};
use serde_json::Value;

use crate::isolate::run_for;
use crate::toolchain::Toolchain;

/// Compiling an honest answer takes a second or two of processor time, and up to ten optimised. It
/// may take so many; a machine may be busy.
const PROCESSOR: Duration = Duration::from_secs(15);
const PROCESSOR_OPTIMISED: Duration = Duration::from_secs(60);
const BUSY: u32 = 6;
/// What the compiler says is read so far, and shown so far.
const OUTPUT: u64 = 4 << 20;
const LINES: usize = 40;
const WIDTH: usize = 400;

/// The root of the program.
pub const ROOT: &str = "answers.rs";

/// As cargo would call it for the answers.
const FLAGS: [&str; 11] = [
    ROOT,
    "--crate-name=answers",
    "--edition=2024",
    "--crate-type=bin",
    "--emit=link",
    "--error-format=json",
    "-Cdebuginfo=line-tables-only",
    "-Cdebug-assertions=on",
    "-Cembed-bitcode=no",
    "-Awarnings",
    "-Cstrip=none",
];

pub struct Rustc<'a> {
    pub toolchain: &'a Toolchain,
    /// Takes four times as long. Who trains a network needs it, and others do not notice.
    pub optimised: bool,
    /// With [`ROOT`]; what is compiled goes into `out` below it.
    pub folder: &'a Path,
}

/// Why there is no program.
pub enum Fault {
    /// Where the errors are, and all that was said.
    Errors { places: Vec<Place>, words: String },
    /// It took too long, or too much memory, or crashed.
    Ended(String),
}

/// An error, and a place that it points at.
pub struct Place {
    pub file: String,
    pub line: usize,
    pub words: String,
}

impl Fault {
    pub fn words(&self) -> &str {
        match self {
            Fault::Errors { words, .. } | Fault::Ended(words) => words,
        }
    }
}

impl Rustc<'_> {
    /// The program, or why there is none.
    ///
    /// # Errors
    /// If the compiler does not start.
    pub fn run(&self) -> Result<Result<PathBuf, Fault>> {
        let Rustc { toolchain, optimised, folder } = *self;
        let output = folder.join("out");
        let _ = fs::remove_dir_all(&output);
        fs::create_dir(&output).context("the folder of the program")?;
        let program = output.join("answers");
        let mut arguments = FLAGS.map(str::to_owned).to_vec();
        arguments.push(format!("-Copt-level={}", if optimised { 2 } else { 0 }));
        arguments.push(format!("-Ldependency={}", toolchain.dependencies.display()));
        for (name, rlib) in &toolchain.externs {
            arguments.extend(["--extern".into(), format!("{name}={}", rlib.display())]);
        }
        arguments.extend(["-o".into(), program.display().to_string()]);
        let sources = [folder.join(ROOT), folder.join("exercises")];
        let given = [&toolchain.sysroot, &toolchain.dependencies].into_iter();
        let reads: Vec<&Path> = given
            .chain(toolchain.externs.values())
            .chain(&sources)
            .map(PathBuf::as_path)
            .collect();
        let processor = if optimised { PROCESSOR_OPTIMISED } else { PROCESSOR };
        let work = Compiling { reads: &reads, output: &output, processor };
        let mut command = confine::compiler(&toolchain.rustc, &arguments, &work);
        let said = folder.join("said");
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(File::create(&said)?);
        let status =
            run_for(command, BUSY * processor).context("rustc does not start")?;
        if status.is_some_and(|status| status.success()) && program.is_file() {
            return Ok(Ok(program));
        }
        let mut messages = Vec::new();
        File::open(&said)?.take(OUTPUT).read_to_end(&mut messages)?;
        let mut messages = String::from_utf8_lossy(&messages).into_owned();
        // A student's page depends on no name of a folder here, and tells none.
        for folder in [folder, &toolchain.dependencies, &toolchain.sysroot] {
            messages = messages.replace(&folder.display().to_string(), "…");
        }
        Ok(Err(fault(&messages, status)))
    }
}

fn fault(said: &str, status: Option<ExitStatus>) -> Fault {
    let (mut places, mut words) = (Vec::new(), String::new());
    for line in said.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            words += line;
            words.push('\n');
            continue;
        };
        let rendered = message["rendered"].as_str().unwrap_or_default();
        if message["level"] == "error" {
            words += rendered;
            let spans = message["spans"].as_array().into_iter().flatten();
            places.extend(
                spans
                    .filter(|span| span["is_primary"] == true)
                    .filter_map(|span| place(span, rendered)),
            );
        }
    }
    match status {
        None => Fault::Ended("The compiler takes too long.".into()),
        // A compiler that finds errors ends with 1; whatever else happens is no error of that kind.
        Some(status) if status.code() == Some(1) => {
            Fault::Errors { places, words: first_lines(&words) }
        }
        Some(status) => Fault::Ended(first_lines(&format!(
            "The compiler takes too long or too much memory, or crashes ({status}).\n{words}"
        ))),
    }
}

/// Where an error is: in a file of ours, or in the call of the macro in which it shows.
fn place(span: &Value, words: &str) -> Option<Place> {
    let file = span["file_name"].as_str()?;
    if file == ROOT || file.starts_with("exercises/src/") {
        let line = span["line_start"].as_u64()? as usize;
        return Some(Place { file: file.to_owned(), line, words: first_lines(words) });
    }
    place(span.get("expansion")?.get("span")?, words)
}

/// Without the linker's whole command.
fn first_lines(text: &str) -> String {
    let short = |line: &str| line.chars().take(WIDTH).collect::<String>();
    let lines = text.trim_end().lines().filter(|line| !line.contains("/symbols.o\""));
    let lines: Vec<_> = lines.take(LINES).map(short).collect();
    lines.join("\n")
}
