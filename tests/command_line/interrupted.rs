//! Ctrl-C ends every command within a second and leaves nothing half-written; a training keeps
//! its last whole epoch and can be taken up again.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use super::{QUICK, backprop, directory, fail, succeed};

fn start(directory: &TempDir, arguments: &[&str]) -> Child {
    let mut command = backprop(directory, arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Interrupts, and waits for the end: a second is promised, and a busy machine may take longer
/// to let the program have its turn.
fn interrupt(mut child: Child) -> (Option<i32>, String) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(5), "still running");
        sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn files_in(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_in(&path)) } else { files.push(path) }
    }
    files
}

/// Each at ten random moments. Whatever is there then is whole: it has its usual end.
#[test]
fn every_command_can_be_interrupted_at_any_moment() {
    let directory = directory();
    succeed(&directory, &[&QUICK[..], &["--save", "model.json"]].concat());
    fs::remove_dir_all(directory.path().join("backprop-run")).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for command in [
        "train --epochs 100000",
        "train --hidden 2000 --form plain --mini-batch-size 10000",
        "evaluate --model model.json",
        "check --hidden 300",
        "digits --out drawn",
        "roofline --rounds 100000",
    ] {
        for _ in 0..10 {
            let arguments: Vec<&str> = command.split(' ').collect();
            let child = start(&directory, &arguments);
            sleep(Duration::from_millis(20 + rng.random_range(0..600)));
            let (code, errors) = interrupt(child);
            // Some have ended before.
            assert!(matches!(code, Some(130 | 0)), "{command}: {code:?} {errors}");
            assert!(
                errors.is_empty() || errors.starts_with("error: interrupted"),
                "{errors}"
            );
            for file in files_in(directory.path()) {
                let bytes = fs::read(&file).unwrap();
                let whole = match file.extension().and_then(|e| e.to_str()) {
                    Some("json") => bytes.ends_with(b"}"),
                    Some("svg") => bytes.ends_with(b"</svg>\n"),
                    // The last four bytes are the unzipped length.
                    Some("gz") => bytes.len() > 100,
                    _ => false,
                };
                assert!(whole, "{command} left {}", file.display());
            }
        }
    }
}

#[test]
fn a_named_pipe_is_not_waited_for() {
    let directory = directory();
    let pipe = directory.path().join("train-images-idx3-ubyte");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let name = pipe.to_str().unwrap();
    for arguments in [
        &["--data", "."][..],
        &["evaluate", "--model", name],
        &["read", "--model", name, "x.png"],
        &["weights", "--model", name],
        &["compare", name, name],
        &["--resume", name],
    ] {
        let line = fail(&directory, arguments);
        assert!(line.contains("pipe") || line.contains("found neither"), "{line}");
    }
}

/// Starts a training and interrupts it when `epochs` of them are whole.
fn interrupted(directory: &TempDir, arguments: &[&str], epochs: usize) -> String {
    let mut child = start(directory, arguments);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let number = format!("{epochs} ");
    assert!(lines.any(|line| line.unwrap().trim_start().starts_with(&number)));
    std::thread::spawn(move || lines.for_each(drop));
    let (code, errors) = interrupt(child);
    assert_eq!(code, Some(130), "{errors}");
    errors
}

#[test]
fn what_an_interrupted_training_kept_is_resumed_to_the_same_bytes() {
    for options in [
        &["--hidden", "20", "--epochs", "100"][..],
        &["--hidden", "7,6", "--epochs", "100", "--early-stop", "60", "--seed", "3"],
        &["--hidden", "9", "--epochs", "60", "--precision", "f64", "--cost", "quadratic"],
    ] {
        let directory = directory();
        let options = [options, &["--training-digits", "1000"]].concat();
        succeed(&directory, &[&options[..], &["--out", "whole"]].concat());
        let errors =
            interrupted(&directory, &[&options[..], &["--out", "parts"]].concat(), 3);
        assert!(
            errors.contains("go on with: train --resume parts/interrupted.json"),
            "{errors}"
        );
        assert_eq!(files_in(&directory.path().join("parts")).len(), 1);

        let text = succeed(&directory, &["--resume", "parts/interrupted.json"]);
        assert!(text.contains("\n    1   ") && text.contains("Test accuracy"), "{text}");
        for file in ["model.json", "learning-curves.svg", "misread.svg"] {
            let bytes =
                |out: &str| fs::read(directory.path().join(out).join(file)).unwrap();
            assert!(bytes("whole") == bytes("parts"), "{file} differs");
        }
    }
}

#[test]
fn a_training_is_not_resumed_on_other_digits() {
    let directory = directory();
    succeed(&directory, &["digits", "--out", "drawn"]);
    interrupted(&directory, &["--epochs", "100000", "--data", "drawn"], 1);
    let labels = directory.path().join("drawn/train-labels-idx1-ubyte.gz");
    let mut bytes = Vec::new();
    let mut unzipped = flate2::read::GzDecoder::new(fs::File::open(&labels).unwrap());
    std::io::Read::read_to_end(&mut unzipped, &mut bytes).unwrap();
    bytes[8] = (bytes[8] + 1) % 10;
    fs::remove_file(&labels).unwrap();
    fs::write(labels.with_extension(""), bytes).unwrap();
    let line = fail(&directory, &["--resume", "backprop-run/interrupted.json"]);
    assert!(line.contains("other digits"), "{line}");
}

#[test]
fn what_is_no_interrupted_training_is_refused() {
    let directory = directory();
    succeed(&directory, &QUICK);
    for file in ["backprop-run/model.json", "backprop-run/misread.svg"] {
        let line = fail(&directory, &["--resume", file]);
        assert!(line.contains("no interrupted training"), "{line}");
    }
    interrupted(&directory, &["--epochs", "100000"], 1);
    let kept = directory.path().join("backprop-run/interrupted.json");
    let line = fail(&directory, &["evaluate", "--model", kept.to_str().unwrap()]);
    assert!(
        line.contains("an interrupted training (go on with train --resume)"),
        "{line}"
    );
    let json = fs::read_to_string(&kept).unwrap();
    for (from, to) in [
        ("\"sizes\":[784,30,10]", "\"sizes\":[784,31,10]"),
        ("\"hidden\":[30]", "\"hidden\":[31]"),
        ("\"early_stop\":null", "\"early_stop\":3"),
        ("\"interrupted\":{", "\"interrupted\":{\"more\":1,"),
    ] {
        assert!(json.contains(from), "{from}");
        fs::write(&kept, json.replacen(from, to, 1)).unwrap();
        fail(&directory, &["--resume", "backprop-run/interrupted.json"]);
    }
}
