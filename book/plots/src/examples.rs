//! Do the programs that the pages name print what stands below them?

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::values;

/// A box with the command, and below it one with the output.
const BEGIN: &str = "```console\ncargo run --example ";
const BETWEEN: &str = "\n```\n\n```text\n";
const END: &str = "```\n";

/// The programs of a page, each with what it is said to print.
///
/// # Errors
/// If no output follows a command.
fn programs(page: &str) -> Result<Vec<(&str, &str)>> {
    let boxes = page.split(BEGIN).skip(1);
    boxes
        .map(|rest| {
            program(rest).with_context(|| {
                let name = rest.lines().next().unwrap_or_default();
                format!("`cargo run --example {name}` has no output below it")
            })
        })
        .collect()
}

/// The name that `rest` begins with, and the output below it.
fn program(rest: &str) -> Option<(&str, &str)> {
    let (name, rest) = rest.split_once(BETWEEN)?;
    let (output, _) = rest.split_once(END)?;
    (!name.contains('\n')).then_some((name, output))
}

/// What is not what the page says.
///
/// # Errors
/// If a program fails.
pub fn check() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (page, text) in values::pages()? {
        for (name, expected) in programs(&text).with_context(|| page.clone())? {
            let printed = run(name)?;
            if printed != expected {
                faults.push(format!(
                    "book/src/{page}: `cargo run --example {name}` prints\n{printed}"
                ));
            }
        }
    }
    Ok(faults)
}

fn run(name: &str) -> Result<String> {
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--example", name])
        .current_dir(crate::book().join(".."))
        .output()
        .context("cargo")?;
    ensure!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_stand_above_what_they_print() {
        let page = "a\n```console\ncargo run --example sgd\n```\n\n```text\n1\n2\n```\nb";
        assert_eq!(programs(page).unwrap(), [("sgd", "1\n2\n")]);
        let page = "```console\ncargo run --example sgd\n```\nb\n```text\n1\n```\n";
        let fault = programs(page).unwrap_err().to_string();
        assert_eq!(fault, "`cargo run --example sgd` has no output below it");
    }
}
