//! Many answers in one worker: a package that is written, built, and asked for one of them by an
//! argument.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use grader::exercise::Info;
use grader::process::Program;
use grader::{CHAPTERS, stubs};
use serde_json::Value;

use crate::case::Case;

/// Where the package is written: below the folder of everything that is built.
fn folder(root: &Path) -> PathBuf {
    root.join("target/variants")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("tests/variants of a workspace")
}

/// Builds a worker that holds all `cases` that compile. The others are `None`.
pub fn build(cases: &[Case]) -> Result<(Program, Vec<Option<usize>>)> {
    let folder = folder(root());
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest())?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::copy(root().join("solutions/src/given.rs"), folder.join("src/given.rs"))?;
    for (k, case) in cases.iter().enumerate() {
        fs::write(folder.join(format!("src/case_{k}.rs")), module(case)?)?;
    }
    let mut kept: Vec<usize> = (0..cases.len()).collect();
    // Type errors come before borrow errors, so it takes a few rounds.
    loop {
        fs::write(folder.join("src/main.rs"), program(cases, &kept))?;
        let broken = check(&folder)?;
        if broken.is_empty() {
            break;
        }
        kept.retain(|k| !broken.contains(k));
    }
    let status = cargo(&folder, "build").status()?;
    ensure!(status.success(), "the answers do not link");
    let places = (0..cases.len()).map(|k| kept.contains(&k).then_some(k)).collect();
    Ok((Program::new(folder.join("target/debug/variants-worker")), places))
}

fn cargo(folder: &Path, command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(command).arg("--quiet").arg("--manifest-path").arg(folder.join("Cargo.toml"));
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

/// The stub of the chapter with this answer alone in it.
fn module(case: &Case) -> Result<String> {
    let info = Info::of(&case.exercise);
    let stub = info.chapter.stub;
    let first = stubs::section(stub, &Info::all().iter().find(|i| i.chapter.name == info.chapter.name).expect("a chapter").id);
    let head = &stub[..stub.find(first.context("a first section")?).unwrap_or(0)];
    let section = stubs::section(stub, &info.id).context("a section")?;
    let (signature, _) = section
        .split_once("{\n")
        .filter(|_| section.contains("pub fn"))
        .context("a function")?;
    Ok(format!(
        "#![allow(warnings)]\n{}\n{signature}{{\n{}\n}}\n",
        head.replace("//!", "//"),
        case.body
    ))
}

fn program(cases: &[Case], kept: &[usize]) -> String {
    let mut text = String::from("mod given;\n");
    for k in kept {
        text += &format!("mod case_{k};\n");
    }
    text += "\n#[global_allocator]\nstatic MEMORY: worker::Cap<std::alloc::System> =\n    \
             worker::Cap::new(std::alloc::System, worker::MEMORY);\n\nfn main() -> std::process::ExitCode {\n    \
             let case = std::env::args().nth(1).unwrap_or_default();\n    \
             worker::serve::serve(move |_| match &case[..] {\n";
    for &k in kept {
        let name = &cases[k].exercise;
        let function = if name == "gather" {
            format!(
                "worker::serve::callable(|data: ndarray::ArrayView2<f64>, indices: &[usize], columns: usize| \
                 worker::gather::observed(data, indices, columns, case_{k}::gather))"
            )
        } else {
            format!("worker::serve::callable(case_{k}::{name})")
        };
        text += &format!("        \"{k}\" => Some({function}),\n");
    }
    text + "        _ => None,\n    })\n}\n"
}

/// The cases with errors in them.
fn check(folder: &Path) -> Result<Vec<usize>> {
    let output = cargo(folder, "check").arg("--message-format=json").output()?;
    let mut broken = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if message["message"]["level"] != "error" {
            continue;
        }
        for span in message["message"]["spans"].as_array().into_iter().flatten() {
            let file = span["file_name"].as_str().unwrap_or_default();
            let case = file.rsplit("case_").next().and_then(|rest| rest.strip_suffix(".rs"));
            if let Some(Ok(case)) = case.map(str::parse)
                && !broken.contains(&case)
            {
                broken.push(case);
            }
            // An answer whose type is wrong is found where it is called.
            if file.ends_with("main.rs") {
                let text = span["text"][0]["text"].as_str().unwrap_or_default();
                let case = text.split('"').nth(1).and_then(|case| case.parse().ok());
                broken.extend(case.filter(|case| !broken.contains(case)));
            }
        }
    }
    ensure!(
        output.status.success() || !broken.is_empty(),
        "the answers do not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let _ = CHAPTERS;
    Ok(broken)
}
