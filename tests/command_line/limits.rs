//! What cannot be done is refused before it is begun, in one line.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{QUICK, directory, fail, run, succeed};

#[test]
fn bad_options_are_refused() {
    let directory = directory();
    for (arguments, expected) in [
        (&["--eta", "0"][..], "above 0"),
        (&["--eta", "NaN"], "above 0"),
        (&["--eta=-1"], "above 0"),
        (&["--lambda", "inf"], "at least 0"),
        (&["--mini-batch-size", "0"], "at least 1"),
        (&["--hidden", "0"], "at least 1"),
        (&["--hidden", "30,,10"], "at least 1"),
        (&["--epochs", "0"], "at least 1"),
        (&["--early-stop", "0"], "at least 1"),
        (&["--eta", "-1"], "above 0"),
        (&["--lambda", "-1"], "at least 0"),
        (&["--lambda", "100000"], "make --lambda or --eta smaller"),
        (&["--epochs", "-1"], "at least 1"),
        (&["--epochs", "18446744073709551616"], "up to 18446744073709551615"),
        (&["--seed", "-1"], "--seed"),
        (&["--training-digits", "999999"], "there are 10,000 training digits"),
        (&["check", "--digits", "999999"], "there are 2,000 test digits"),
        (&["--hidden", "99999999999"], "of memory"),
        (&["--hidden", "18446744073709551615,18446744073709551615"], "of memory"),
        (&["check", "--hidden", "99999999999"], "of memory"),
        (&["roofline", "--hidden", "99999999999"], "of memory"),
        (&["--resume", "nothing.json"], "nothing.json: no such file"),
        (&["--resume", "nothing.json", "--eta", "1"], "cannot be used with"),
        (&["read", "nothing.png"], "backprop-run/model.json: no such file"),
        (&["weights", "--model", "."], "a folder, not a file"),
        (&["compare", "one"], "2 values required"),
        (&["--cost", "hinge"], "hinge"),
        (&["--save", "no/such/place/model.json"], "no such folder"),
        (&["--data", "nowhere"], "nowhere: no such directory"),
        (&["evaluate"], "--model"),
        (&["evaluate", "--model", "nothing.json"], "nothing.json"),
        (&["learn"], "learn"),
    ] {
        let line = fail(&directory, arguments);
        assert!(
            line.contains(expected) || arguments == ["evaluate"],
            "{arguments:?}: {line}"
        );
    }
    assert_eq!(
        fs::read_dir(directory.path()).unwrap().count(),
        0,
        "something was written"
    );
}

#[test]
fn a_run_that_diverges_says_so_and_writes_nothing() {
    let directory = directory();
    let line =
        fail(&directory, &[&QUICK[..], &["--eta", "1e300", "--lambda", "0"]].concat());
    assert!(line.contains("no longer finite"), "{line}");
    assert_eq!(fs::read_dir(directory.path().join("backprop-run")).unwrap().count(), 0);
}

/// By command and argument: the most that any machine has is too little for these.
#[test]
fn many_layers_are_not_printed_whole() {
    let directory = directory();
    let hidden = vec!["9999999"; 10_000].join(",");
    let line = fail(&directory, &["--hidden", &hidden]);
    assert!(line.len() < 300 && line.contains("(10,002 layers)"), "{line}");
}

/// The largest number of epochs is a number like others, also for the progress bar.
#[test]
fn the_largest_numbers_are_taken() {
    let directory = directory();
    let largest = usize::MAX.to_string();
    let text = succeed(
        &directory,
        &["--training-digits", "200", "--early-stop", "1", "--epochs", &largest],
    );
    assert!(text.contains("Test accuracy"), "{text}");
    let whole = [&QUICK[..], &["--mini-batch-size", &largest]].concat();
    assert!(succeed(&directory, &whole).contains("m = 18446744073709551615"));
}

/// What a shell allows a program counts as what the machine has.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_estimated_for_every_form_before_it_is_taken() {
    let directory = directory();
    for arguments in [
        "--form lanes --hidden 20000 --mini-batch-size 10000",
        "--form plain --hidden 20000 --mini-batch-size 10000",
        "--form workspace --hidden 20000 --mini-batch-size 10000",
        "--hidden 65000 --training-digits 20 --epochs 1",
        "--form per-sample --hidden 200000",
        "--precision f64 --hidden 100000",
        "check --hidden 100000",
        "roofline --hidden 100000",
    ] {
        let program = env!("CARGO_BIN_EXE_backprop");
        let limited = format!("ulimit -v 1000000; exec {program} {arguments}");
        let output = Command::new("sh")
            .args(["-c", &limited])
            .current_dir(directory.path())
            .output()
            .unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}: {errors}");
        assert!(errors.contains("of memory") && errors.lines().count() == 1, "{errors}");
    }
}

/// A saved network whose numbers are too large for a cost.
#[test]
fn an_evaluation_that_is_no_number_is_an_error() {
    let directory = directory();
    succeed(&directory, &QUICK);
    let file = directory.path().join("backprop-run/model.json");
    let json = fs::read_to_string(&file).unwrap();
    let (before, biases) = json.split_once("\"biases\":[[").unwrap();
    let first = biases.find(',').unwrap();
    let large = biases.replacen(&biases[..first], "1e308", 1);
    // The last layer's biases are added to no product, so that they are the cost.
    let last = large.rfind('[').unwrap();
    let end = large[last..].find(',').unwrap() + last;
    let both = format!("{}[1e308,1e308,{}", &large[..last], &large[end + 1..]);
    let cut = both.rfind("]]").unwrap();
    let comma = both[..cut].rfind(',').unwrap();
    fs::write(&file, format!("{before}\"biases\":[[{}]]}}", &both[..comma])).unwrap();
    let output = run(&directory, &["evaluate", "--model", "backprop-run/model.json"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(
        errors.contains("the mean cost is inf; the weights are too large"),
        "{errors}"
    );
}

#[test]
fn files_that_are_no_network_are_told() {
    let directory = directory();
    fs::write(directory.path().join("page.json"), "<!doctype html>").unwrap();
    fs::write(directory.path().join("other.json"), "{\"epochs\": []}").unwrap();
    succeed(&directory, &QUICK);
    for (file, expected) in [
        ("page.json", "no network as it is saved here: found a web page (HTML)"),
        ("other.json", "no network as it is saved here"),
        ("backprop-run/record.json", "no network as it is saved here"),
    ] {
        let line = fail(&directory, &["evaluate", "--model", file]);
        assert!(line.contains(expected) && line.contains(file), "{line}");
        assert!(Path::new(file).components().count() < 3);
    }
}
