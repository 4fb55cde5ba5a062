//! Do the commands that the pages print still print the numbers that the pages quote?
//!
//! Every `train` command of the book, whether it stands on a page or behind a value, is run as it
//! is written. Only `--json` and `--out` are added, which change no number.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value as Json;

use crate::values::{self, Tolerance, Value};

const RUN: &str = "cargo run --release";

/// Runs the commands: what is measured by those behind values.
///
/// # Errors
/// If a command fails.
pub fn measure() -> Result<Vec<Value>> {
    let committed = values::committed()?;
    let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in &committed {
        if is_training(&entry.command) {
            keys.entry(&entry.command).or_default().push(&entry.key);
        }
    }
    let pages = values::pages()?;
    let printed: BTreeSet<&str> =
        pages.iter().flat_map(|(_, text)| printed(text)).collect();
    for command in printed {
        keys.entry(command).or_default();
    }

    let directory =
        std::env::temp_dir().join(format!("book-commands-{}", std::process::id()));
    std::fs::create_dir_all(&directory)?;
    let mut measured = Vec::new();
    for (command, keys) in keys {
        let Some(record) = run(command, &directory)? else {
            println!("not run, for want of its files: {command}");
            continue;
        };
        for key in keys {
            // The others are measured where figures are drawn, without the command.
            measured.extend(reading(key, command, &record));
        }
    }
    std::fs::remove_dir_all(&directory)?;
    Ok(measured)
}

/// What differs from the committed values.
///
/// # Errors
/// As [`measure`].
pub fn check() -> Result<Vec<String>> {
    let (committed, pages) = (values::committed()?, values::pages()?);
    let faults = measure()?.into_iter().filter_map(|value| {
        let entry = committed.iter().find(|entry| entry.key == value.key())?;
        let places = values::places(&pages, &format!("{{{{value {}}}}}", entry.key));
        let fault = value.fault(entry)?;
        Some(format!("{}: `{}`: {fault}", places.join(", "), entry.command))
    });
    Ok(faults.collect())
}

/// Trains, and says nothing of other programs or files of the reader's own.
fn is_training(command: &str) -> bool {
    let rest = command.strip_prefix(RUN).map(str::trim);
    rest.is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with("-- train")
            || rest.starts_with("-- --") && !rest.contains("--help")
    })
}

/// The training commands of a page, in console boxes and between backticks, but those that read
/// the reader's files.
fn printed(page: &str) -> impl Iterator<Item = &str> {
    let marked = page.split('`').flat_map(str::lines).map(str::trim);
    marked.filter(|text| is_training(text) && !text.contains("--data"))
}

/// The record that a command prints as JSON, none if it wants the MNIST files and they are not in
/// `mnist/`, where the command is typed.
fn run(command: &str, directory: &Path) -> Result<Option<Json>> {
    let root = crate::book().join("..").canonicalize()?;
    let mnist = root.join("mnist");
    if command.contains("--data mnist") && !mnist.is_dir() {
        return Ok(None);
    }
    let arguments = command.strip_prefix(RUN).context("starts with it")?.trim();
    let arguments = arguments.strip_prefix("--").unwrap_or_default().split_whitespace();
    let output = Command::new("cargo")
        .args(["run", "--release", "--quiet", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .args(["--"])
        .args(arguments.map(|word| match word {
            "mnist" => mnist.as_os_str(),
            _ => word.as_ref(),
        }))
        .args(["--json", "--out", "run"])
        .current_dir(directory)
        .output()
        .context("cargo")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success(),
        "`{command}`: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let Some(line) = text.lines().last() else { bail!("`{command}` printed nothing") };
    Ok(Some(serde_json::from_str(line).with_context(|| command.to_string())?))
}

/// The number with this key in the record of a run; none if it is not to be had from one.
fn reading(key: &str, command: &str, record: &Json) -> Option<Value> {
    let epochs: Vec<&Json> = record["epochs"].as_array()?.iter().collect();
    let (first, last) = (*epochs.first()?, *epochs.last()?);
    let per_cent = |epoch: &Json, name: &str| {
        Some(Value::accuracy(key, command, 100.0 * epoch[name].as_f64()?))
    };
    let cost = |number: f64, decimals: usize| {
        let within =
            Tolerance::Within((0.02 * number).max(0.1_f64.powi(decimals as i32)));
        Some(Value::decimal(key, command, number, decimals, within))
    };
    match key {
        "sgd_test_accuracy" | "data_seed_lowest" | "data_seed_highest"
        | "data_mnist_test" => per_cent(record, "test_accuracy"),
        "sgd_first_accuracy" | "data_large_first_accuracy" => {
            per_cent(first, "evaluation_accuracy")
        }
        "data_ten_epoch" => {
            let known = epochs.iter().position(|e| e["training_accuracy"] == 1.0)?;
            Some(Value::near(key, command, known + 1, 1))
        }
        "data_ten_cost" => cost(last["training_cost"].as_f64()?, 2),
        "l2_lambda_1000_cost" => cost(last["evaluation_cost"].as_f64()?, 2),
        "l2_lambda_1000_accuracy" => per_cent(last, "evaluation_accuracy"),
        "l2_small_evaluation_cost" => cost(last["evaluation_cost"].as_f64()?, 3),
        _ if key.ends_with("_gap") => {
            let of = |name: &str| last[name].as_f64();
            cost(of("evaluation_cost")? - of("training_cost")?, 3)
        }
        _ if key.ends_with("_training") || key.ends_with("training_accuracy") => {
            per_cent(last, "training_accuracy")
        }
        "cross_entropy_large_quadratic"
        | "cross_entropy_large_quadratic_eta_3"
        | "cross_entropy_large_cross_entropy"
        | "data_hidden_100"
        | "data_hidden_30_30"
        | "data_large_last_accuracy" => per_cent(last, "evaluation_accuracy"),
        _ if key.ends_with("_evaluation") || key.ends_with("evaluation_accuracy") => {
            per_cent(last, "evaluation_accuracy")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn training_commands_are_found_on_a_page() {
        let page = "text\n```console\ncargo run --release\ncargo run --release -- train --eta 3\n\
                    cargo run --release -- check\ncargo run --release -- --help\ncargo run --release -- train --data DIR\n```\n\
                    `cargo run --release -- train --eta 5`\n";
        let found: Vec<&str> = printed(page).collect();
        let ends = ["", " -- train --eta 3", " -- train --eta 5"];
        assert_eq!(found, ends.map(|end| format!("{RUN}{end}")));
    }

    #[test]
    fn a_number_is_read_from_the_record_and_compared() {
        let record: Json = serde_json::from_str(
            r#"{"epochs": [{"training_cost": 0.5, "evaluation_cost": 0.75,
                "training_accuracy": 1.0, "evaluation_accuracy": 0.9725}], "test_accuracy": 0.97}"#,
        )
        .unwrap();
        let of =
            |key: &str| reading(key, "command", &record).map(|value| value.entry.value);
        assert_eq!(of("l2_lambda_0_gap").as_deref(), Some("0.250"));
        assert_eq!(of("l2_lambda_0_evaluation").as_deref(), Some("97.25"));
        assert_eq!(of("data_seed_lowest").as_deref(), Some("97.00"));
        assert_eq!(of("roofline_gflops"), None);
    }
}
