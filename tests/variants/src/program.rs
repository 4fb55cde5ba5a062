//! Many answers in one worker: a package that is written, built, and asked for one of them by an
//! argument.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use grader::process::Program;
use serde_json::Value;

/// A file of the package: code that its answers share, and the answers, each a function of the
/// name of its exercise.
pub struct File {
    pub shared: String,
    pub answers: Vec<Answer>,
}

/// The answer to one exercise.
pub struct Answer {
    /// Its number among all answers of the package.
    pub number: usize,
    /// The function: bp2.
    pub exercise: String,
    pub code: String,
}

/// The line before an answer, by which a message of the compiler is traced to it.
const MARK: &str = "// Answer ";

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("tests/variants of a workspace")
}

/// Builds a worker that holds all answers that compile, and says which they are.
pub fn build(files: &[File]) -> Result<(Program, BTreeSet<usize>)> {
    // Below the folder of everything that is built.
    let folder = root().join("target/variants");
    let _ = fs::remove_dir_all(folder.join("src"));
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest())?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::copy(root().join("solutions/src/given.rs"), folder.join("src/given.rs"))?;
    let answers = files.iter().flat_map(|file| &file.answers);
    let mut kept: BTreeSet<usize> = answers.map(|answer| answer.number).collect();
    // Errors of types hide errors of borrowing, so it takes a few rounds.
    loop {
        write(&folder, files, &kept)?;
        let broken = broken(&folder)?;
        if broken.is_empty() {
            break;
        }
        kept.retain(|number| !broken.contains(number));
    }
    ensure!(cargo(&folder, "build").status()?.success(), "the answers do not link");
    Ok((Program::new(folder.join("target/debug/variants-worker")), kept))
}

fn cargo(folder: &Path, command: &str) -> Command {
    let mut cargo =
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .arg(command)
        .arg("--quiet")
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"));
    cargo
}

fn manifest() -> String {
    format!(
        "[workspace]\n\n[package]\nname = \"variants-worker\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nndarray = \"0.17.2\"\nworker = {{ path = {:?} }}\n\n\
         [profile.dev]\nopt-level = 1\ndebug = false\n",
        root().join("exercises/worker")
    )
}

fn write(folder: &Path, files: &[File], kept: &BTreeSet<usize>) -> Result<()> {
    let (mut modules, mut arms) = (String::from("mod given;\n"), String::new());
    for (k, file) in files.iter().enumerate() {
        let mut text = format!(
            "#![allow(warnings, unconditional_panic, arithmetic_overflow)]\n{}\n",
            file.shared
        );
        for Answer { number, exercise, code } in
            file.answers.iter().filter(|answer| kept.contains(&answer.number))
        {
            text += &format!(
                "{MARK}{number}\npub mod answer_{number} {{\n    use super::*;\n{code}\n}}\n"
            );
            let path = format!("file_{k}::answer_{number}::{exercise}");
            let function = if exercise == "gather" {
                format!(
                    "|data: ndarray::ArrayView2<f64>, indices: &[usize], columns: usize| \
                     worker::gather::observed(data, indices, columns, {path})"
                )
            } else {
                path
            };
            arms += &format!(
                "        {MARK}{number}\n        \"{number}\" => Some(worker::serve::callable({function})),\n"
            );
        }
        modules += &format!("mod file_{k};\n");
        fs::write(folder.join(format!("src/file_{k}.rs")), text)?;
    }
    let main = format!(
        "{modules}\n#[global_allocator]\nstatic MEMORY: worker::Cap<std::alloc::System> =\n    \
         worker::Cap::new(std::alloc::System, worker::MEMORY);\n\n\
         fn main() -> std::process::ExitCode {{\n    \
         let number = std::env::args().nth(1).unwrap_or_default();\n    \
         worker::serve::serve(move |_| match &number[..] {{\n{arms}        _ => None,\n    }})\n}}\n"
    );
    fs::write(folder.join("src/main.rs"), main)?;
    Ok(())
}

/// The answers with errors in them.
fn broken(folder: &Path) -> Result<BTreeSet<usize>> {
    let output = cargo(folder, "check").arg("--message-format=json").output()?;
    let mut broken = BTreeSet::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if message["message"]["level"] == "error" {
            let spans = message["message"]["spans"].as_array().into_iter().flatten();
            broken.extend(spans.filter_map(|span| answer_at(folder, span)));
        }
    }
    ensure!(
        output.status.success() || !broken.is_empty(),
        "the answers do not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(broken)
}

/// The answer at a place that the compiler names.
fn answer_at(folder: &Path, span: &Value) -> Option<usize> {
    let file: PathBuf = folder.join(span["file_name"].as_str()?);
    let line = span["line_start"].as_u64()? as usize;
    let text = fs::read_to_string(file).ok()?;
    let before = text.lines().take(line).collect::<Vec<_>>();
    before.iter().rev().find_map(|line| line.trim().strip_prefix(MARK)?.parse().ok())
}
