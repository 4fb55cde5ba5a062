//! The program as its users meet it: what it prints, what it writes, what it refuses.

mod checks;
mod interrupted;
mod limits;
mod outputs;
mod pictures;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn backprop(directory: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backprop"));
    command.args(arguments).current_dir(directory.path()).stdin(Stdio::null());
    command
}

fn run(directory: &TempDir, arguments: &[&str]) -> Output {
    backprop(directory, arguments).output().unwrap()
}

/// What a run that succeeds prints.
fn succeed(directory: &TempDir, arguments: &[&str]) -> String {
    let output = run(directory, arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    assert_eq!(errors, "", "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The first line of the error of a run that fails.
fn fail(directory: &TempDir, arguments: &[&str]) -> String {
    let output = run(directory, arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code();
    assert!(matches!(code, Some(1 | 2)), "{arguments:?} ended with {code:?}: {errors}");
    let line = errors.lines().next().unwrap_or_default().to_owned();
    assert!(line.starts_with("error: "), "{arguments:?}: {errors}");
    assert!(!errors.contains("panicked"), "{arguments:?}: {errors}");
    line
}

fn directory() -> TempDir {
    tempfile::tempdir().unwrap()
}

const QUICK: [&str; 6] = ["--hidden", "8", "--epochs", "2", "--training-digits", "500"];

#[test]
fn training_reports_and_leaves_four_files() {
    let directory = directory();
    let text = succeed(&directory, &QUICK);
    for part in ["Training [784, 8, 10]", "seed 1", "Test accuracy", "--data DIR"] {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "control characters");
    for name in ["learning-curves.svg", "misread.svg", "model.json", "record.json"] {
        let file = Path::new("backprop-run").join(name);
        assert!(
            text.contains(file.to_str().unwrap()),
            "{name} is not announced in {text}"
        );
        assert!(directory.path().join(file).exists(), "{name} is not there");
    }
    assert_eq!(fs::read_dir(directory.path().join("backprop-run")).unwrap().count(), 4);

    let scored = succeed(&directory, &["evaluate", "--model", "backprop-run/model.json"]);
    let accuracy = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("Test accuracy")).unwrap();
        line.split(',').next().unwrap().to_owned()
    };
    assert_eq!(accuracy(&scored), accuracy(&text));
}

#[test]
fn the_last_line_is_one_json_object() {
    let directory = directory();
    let options = [
        "train",
        "--json",
        "--cost",
        "quadratic",
        "--eta",
        "2.5",
        "--lambda",
        "0.25",
        "--init",
        "large",
        "--seed",
        "7",
        "--precision",
        "f64",
        "--form",
        "per-sample",
        "--save",
        "mine.json",
        "--mini-batch-size",
        "20",
        "--early-stop",
        "5",
        "--out",
        "elsewhere",
    ];
    let text = succeed(&directory, &[&options[..], &QUICK[..]].concat());
    let json: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(json["sizes"], serde_json::json!([784, 8, 10]));
    let expected = serde_json::json!({
        "cost": "quadratic", "epochs": 2, "mini_batch_size": 20, "eta": 2.5, "lambda": 0.25,
        "init": "large", "early_stop": 5, "seed": 7, "precision": "f64", "form": "per-sample",
        "training_digits": 500, "hidden": [8],
    });
    assert_eq!(json["hyper_parameters"], expected);
    assert_eq!(json["epochs"].as_array().unwrap().len(), 2);
    for key in [
        "training_cost",
        "training_accuracy",
        "evaluation_cost",
        "evaluation_accuracy",
        "seconds",
    ] {
        assert!(json["epochs"][1][key].as_f64().unwrap() > 0.0, "{key}");
    }
    assert!((0.0..=1.0).contains(&json["test_accuracy"].as_f64().unwrap()));
    assert!(directory.path().join("mine.json").exists());
    assert!(!directory.path().join("elsewhere/model.json").exists());
}

/// Apart from the seconds, the same seed gives the same record; and each option is heard.
#[test]
fn a_seed_gives_one_record_and_every_option_changes_it() {
    let directory = directory();
    let record = |options: &[&str]| {
        let text = succeed(&directory, &[options, &["--json"]].concat());
        let mut json: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        for epoch in json["epochs"].as_array_mut().unwrap() {
            epoch.as_object_mut().unwrap().remove("seconds");
        }
        json["epochs"].clone()
    };
    let base = record(&QUICK);
    assert_eq!(base, record(&QUICK));
    for [option, value] in [
        ["--seed", "2"],
        ["--hidden", "9,8"],
        ["--cost", "quadratic"],
        ["--mini-batch-size", "11"],
        ["--eta", "0.4"],
        ["--lambda", "2"],
        ["--init", "large"],
        ["--precision", "f64"],
        ["--epochs", "1"],
        ["--training-digits", "400"],
    ] {
        // An option given twice is refused, so those of QUICK are replaced.
        let mut options = QUICK.to_vec();
        match options.iter().position(|&given| given == option) {
            Some(at) => options[at + 1] = value,
            None => options.extend([option, value]),
        }
        assert_ne!(base, record(&options), "{option} {value} changed nothing");
    }
}

/// Each form rounds a gradient by some √1000 · 2⁻²⁴ of it, and each of the two epochs' 100 steps
/// can carry that on; η and the slopes of the cost are about 1. So the cost of a digit, about 2,
/// may move by 2 · 100 · √1000 · 2⁻²⁴ ≈ 4 · 10⁻⁴. A mistake would change the first digits.
#[test]
fn every_form_learns_the_same() {
    let directory = directory();
    let cost = |form: &str| {
        let text =
            succeed(&directory, &[&QUICK[..], &["--json", "--form", form]].concat());
        let json: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        assert_eq!(json["hyper_parameters"]["form"], form);
        json["test_cost"].as_f64().unwrap()
    };
    let lanes = cost("lanes");
    for form in ["per-sample", "plain", "workspace"] {
        let other = cost(form);
        let limit = 2.0 * 100.0 * 1000_f64.sqrt() * 2_f64.powi(-24);
        assert!((other - lanes).abs() <= limit, "{form}: {other}, lanes: {lanes}");
    }
    let error = fail(&directory, &["--form", "lanes", "--precision", "f64"]);
    assert!(error.contains("no form lanes for f64"), "{error}");
}

#[test]
fn a_network_for_other_images_is_refused() {
    let directory = directory();
    let model = directory.path().join("small.json");
    for (sizes, expected) in [
        ([4, 3, 10], "takes 4 pixels, the images have 784"),
        ([784, 3, 2], "10 classes of the labels, found 2"),
    ] {
        let mut rng = <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(1);
        let network = backprop::network::Network::<f64>::new(
            &sizes,
            backprop::network::Initialiser::Scaled,
            &mut rng,
        );
        backprop::model_file::save(&network, backprop::cost::Cost::Quadratic, &model)
            .unwrap();
        let line = fail(&directory, &["evaluate", "--model", "small.json"]);
        assert!(line.contains(expected), "{line}");
    }
}

#[test]
fn digits_are_written_and_can_be_trained_on() {
    let directory = directory();
    let text = succeed(&directory, &["digits", "--out", "drawn"]);
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(directory.path().join("drawn/sheet.svg").exists());
    let read = succeed(&directory, &[&QUICK[..], &["--data", "drawn"]].concat());
    let drawn = succeed(&directory, &QUICK);
    let accuracy =
        |text: &str| text.lines().find(|l| l.starts_with("Test")).unwrap().to_owned();
    assert_eq!(accuracy(&read), accuracy(&drawn));
}

/// Classes as the labels have them, from a file of labels to the confusion of a network.
#[test]
fn letters_are_trained_and_evaluated() {
    let directory = directory();
    let labels: Vec<u8> = (1..=26).cycle().take(260).collect();
    let pixels =
        ndarray::Array2::from_shape_fn((260, 16), |(i, k)| (i % 26 * 37 + k * 91) as u8);
    let data = backprop::data::DataSet::new(pixels, labels, 27, 1.0 / 255.0);
    for part in ["train", "t10k"] {
        backprop::data::idx::write_digits(directory.path(), part, &data).unwrap();
    }
    let text = succeed(&directory, &["--data", ".", "--epochs", "2"]);
    assert!(text.contains("Training [16, 30, 27]"), "{text}");
    fs::remove_file(directory.path().join("train-labels-idx1-ubyte.gz")).unwrap();
    let arguments = ["evaluate", "--data", ".", "--model", "backprop-run/model.json"];
    let text = succeed(&directory, &arguments);
    assert!(text.contains("most often misread as"), "{text}");
    assert_eq!(text.lines().filter(|line| line.contains(" %   ")).count(), 26, "{text}");
    succeed(&directory, &["check", "--data", ".", "--hidden", "2"]);
}

#[test]
fn runs_are_compared() {
    let directory = directory();
    for (out, eta) in [("slow", "0.1"), ("fast", "1")] {
        succeed(&directory, &[&QUICK[..], &["--out", out, "--eta", eta]].concat());
    }
    let text = succeed(&directory, &["compare", "slow", "fast/record.json"]);
    assert!(text.contains("eta 0.1") && text.contains("eta 1.0"), "{text}");
    assert!(!text.contains("epochs"), "what is the same is listed: {text}");
    let svg = fs::read_to_string(directory.path().join("compare.svg")).unwrap();
    assert!(svg.contains("slow") && svg.contains("fast/record.json"), "no legend");
    let error = fail(&directory, &["compare", "slow", "slow/model.json"]);
    assert!(error.contains("no record of a training"), "{error}");
}

/// `backprop … | head` ends without a word when `head` has seen enough.
#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let directory = directory();
    let mut child = backprop(&directory, &QUICK)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
