//! Nothing that was trained is lost, and nothing that is there is replaced by accident.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt, symlink};
use std::process::{Command, Stdio};

use super::{QUICK, backprop, directory, fail, run, succeed};

fn saving(file: &str) -> Vec<&str> {
    [&QUICK[..], &["--save", file]].concat()
}

#[test]
fn devices_stay_devices_and_links_links() {
    let directory = directory();
    succeed(&directory, &saving("/dev/null"));
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());

    fs::create_dir(directory.path().join("elsewhere")).unwrap();
    symlink("elsewhere/model.json", directory.path().join("link.json")).unwrap();
    succeed(&directory, &saving("link.json"));
    assert!(directory.path().join("link.json").is_symlink());
    succeed(&directory, &["evaluate", "--model", "elsewhere/model.json"]);
}

/// To a pipe, and to a file that the shell has opened: no writer overwrites the other.
#[test]
fn the_model_can_go_to_standard_output() {
    let directory = directory();
    let text = succeed(&directory, &saving("/dev/stdout"));
    assert!(
        text.contains("{\"sizes\":[784,8,10]") && text.contains("Test accuracy"),
        "{text}"
    );

    let file = directory.path().join("log");
    let log = File::create(&file).unwrap();
    let status =
        backprop(&directory, &saving("/dev/stdout")).stdout(log).status().unwrap();
    assert!(status.success());
    let log = fs::read_to_string(file).unwrap();
    assert!(log.starts_with("Training") && log.contains("{\"sizes\":"), "{log}");
    assert!(log.contains("trained network  /dev/stdout"), "{log}");
}

#[test]
fn places_that_cannot_be_written_are_found_before_the_training() {
    let directory = directory();
    let at = |name: &str| directory.path().join(name);
    fs::create_dir(at("folder")).unwrap();
    fs::write(at("file"), "").unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    for (arguments, expected) in [
        (["--save", "folder"], "folder: cannot be written: a folder"),
        (["--save", "pipe"], "pipe: cannot be written: a named pipe"),
        (["--save", "no/such"], "no/such: cannot be written: no such folder"),
        (["--save", "backprop-run/misread.svg"], "two different outputs"),
        (["--out", "file"], "file: cannot be made a folder"),
        (["--out", "file/in"], "file/in: cannot be made a folder"),
    ] {
        // So many epochs that it would be noticed if they were begun.
        let line = fail(&directory, &[&["--epochs", "1000000"][..], &arguments].concat());
        assert!(line.contains(expected), "{arguments:?}: {line}");
    }
    let line = fail(&directory, &["digits", "--out", "file"]);
    assert!(line.contains("file: cannot be made a folder"), "{line}");
    fs::create_dir_all(at("digits/sheet.svg")).unwrap();
    let line = fail(&directory, &["digits", "--out", "digits"]);
    assert!(line.contains("sheet.svg: cannot be written"), "{line}");
    assert_eq!(fs::read_dir(at("digits")).unwrap().count(), 1, "something was written");
}

/// A full disk at the end: the training is kept, and its results are had without training again.
#[cfg(target_os = "linux")]
#[test]
fn a_failed_last_step_loses_nothing() {
    let directory = directory();
    let line = fail(&directory, &saving("/dev/full"));
    assert!(line.contains("/dev/full: not written"), "{line}");
    assert!(line.contains("kept epoch 2 of 2"), "{line}");

    let text = succeed(&directory, &["--resume", "backprop-run/interrupted.json"]);
    assert!(text.contains("Test accuracy"), "{text}");
    let resumed = fs::read(directory.path().join("backprop-run/model.json")).unwrap();
    succeed(&directory, &[&QUICK[..], &["--out", "again"]].concat());
    assert_eq!(resumed, fs::read(directory.path().join("again/model.json")).unwrap());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_loses_nothing() {
    let directory = directory();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = backprop(&directory, &QUICK)
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("standard output: No space left"), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    let scored = run(&directory, &["evaluate", "--model", "backprop-run/model.json"]);
    assert!(scored.status.success());
}
