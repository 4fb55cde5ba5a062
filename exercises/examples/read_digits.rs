//! Your own code reads digits:
//!
//! ```console
//! cargo run --release --package exercises --example read_digits
//! ```
//!
//! Your header parser (9.1) opens the files, your network (9.3) learns from 2,000 digits, and your
//! `arg_max` (9.2) says which digits it reads.

use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use grader::call::{Trace, call};
use grader::data::digits::{Digits, Files, PIXELS, TEST, TRAINING};
use grader::data::{ASKED, Answers, forward, random};
use indicatif::ProgressBar;
use ndarray::{Array2, ArrayView1};

#[path = "../src/lib.rs"]
#[allow(
    dead_code,
    unused_variables,
    reason = "a stub uses neither its arguments nor its help"
)]
mod exercises;

const SEED: u64 = 1;

fn main() -> ExitCode {
    let answers = Answers {
        idx_header: exercises::data::idx_header,
        arg_max: exercises::data::arg_max,
        train_network: exercises::data::train_network,
    };
    match read_digits(&answers) {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// Trains, and reports on what the network reads; or says what is in the way.
pub fn read_digits(answers: &Answers) -> Result<String, String> {
    let training = open(&TRAINING, answers)?;
    let test = open(&TEST, answers)?;
    // Asked for before the training, so that nobody waits for nothing.
    ask("9.2", || (answers.arg_max)(ArrayView1::from(&[0.0, 1.0])))?;

    let spinner = ProgressBar::new_spinner().with_message(format!(
        "Learning from {} digits …",
        grouped(training.labels.len())
    ));
    spinner.enable_steady_tick(Duration::from_millis(100));
    let start = Instant::now();
    let network = ask("9.3", || {
        (answers.train_network)(
            training.images.view(),
            &training.labels,
            &mut random(SEED),
        )
    });
    let seconds = start.elapsed().as_secs_f64();
    spinner.finish_and_clear();
    let (weights, biases) = network?;

    let read = |digits: &Digits| -> Result<Vec<usize>, String> {
        let x = digits.images.mapv(|pixel| f64::from(pixel) / 255.0).reversed_axes();
        let outputs = ask("9.3", || forward(&weights, &biases, x))?;
        let read =
            outputs.columns().into_iter().map(|a| ask("9.2", || (answers.arg_max)(a)));
        let read: Vec<usize> = read.collect::<Result<_, _>>()?;
        match read.iter().find(|&&digit| digit > 9) {
            Some(digit) => Err(format!("There is no digit {digit}.\n{}", advice("9.3"))),
            None => Ok(read),
        }
    };
    let (known, new) = (read(&training)?, read(&test)?);

    let sizes: Vec<usize> =
        [PIXELS].into_iter().chain(biases.iter().map(|b| b.len())).collect();
    let mut report = format!(
        "Trained {sizes:?} on {} digits in {seconds:.1} s, seed {SEED}\n\n",
        grouped(training.labels.len())
    );
    report += &format!("Training accuracy {}.\n", accuracy(&known, &training.labels));
    report += &format!("Test accuracy {}.", accuracy(&new, &test.labels));
    report += &format!(" Exercise 9.3 asks for {ASKED} %.\n\n");
    report += &confusion(&new, &test.labels);
    Ok(report)
}

/// The digits of two files whose headers the reader's code has read.
fn open(files: &Files, answers: &Answers) -> Result<Digits, String> {
    let [mut images, mut labels] = files.unzipped();
    let sizes = |bytes: &[u8]| {
        ask("9.1", || (answers.idx_header)(&bytes[..16], bytes.len() as u64))?
            .map_err(|error| format!("Your idx_header says: {error}\n{}", advice("9.1")))
    };
    match (&sizes(&images)?[..], &sizes(&labels)?[..]) {
        (&[n, 28, 28], &[n_labels])
            if n == n_labels
                && (images.len(), labels.len()) == (16 + n * PIXELS, 8 + n) =>
        {
            let images = Array2::from_shape_vec((n, PIXELS), images.split_off(16));
            let images = images.expect("the length has been compared");
            Ok(Digits { images, labels: labels.split_off(8) })
        }
        (images, labels) => Err(format!(
            "Your idx_header returned {images:?} for images and {labels:?} for labels.\n{}",
            advice("9.1")
        )),
    }
}

/// Calls an answer; says so if it is still to be written, or panics.
fn ask<T>(id: &str, answer: impl FnOnce() -> T) -> Result<T, String> {
    call(Trace::Off, answer).map_err(|panic| {
        let exercise = grader::find(id).expect("an exercise of this chapter");
        let info = exercise.info();
        if panic.message == format!("not yet implemented: {id}") {
            format!(
                "To read digits, solve exercise {id} first: {}. It is `{}` in {}.\n{}",
                info.title,
                info.name,
                info.file(),
                advice(id)
            )
        } else {
            format!(
                "{} (exercise {id}) panicked: {}\n{}",
                info.name,
                panic.message,
                advice(id)
            )
        }
    })
}

fn advice(id: &str) -> String {
    format!("Then: cargo test --package exercises {id}")
}

/// "94.00 % (470 of 500 digits)".
fn accuracy(read: &[usize], labels: &[u8]) -> String {
    let right =
        read.iter().zip(labels).filter(|(read, label)| **read == usize::from(**label));
    let (right, n) = (right.count(), labels.len());
    let share = 100.0 * right as f64 / n as f64;
    format!("{share:.2} % ({} of {} digits)", grouped(right), grouped(n))
}

/// A row for each digit, a column for each answer.
fn confusion(read: &[usize], labels: &[u8]) -> String {
    let mut counts = [[0_usize; 10]; 10];
    for (&read, &label) in read.iter().zip(labels) {
        counts[usize::from(label)][read] += 1;
    }
    let heads: String = (0..10).map(|digit| format!("{digit:>5}")).collect();
    let mut table = format!("     read as\n     {heads}   correct\n");
    for (label, row) in counts.iter().enumerate() {
        let cell = |&n: &usize| if n == 0 { "    ·".into() } else { format!("{n:>5}") };
        let cells: String = row.iter().map(cell).collect();
        let share = 100.0 * row[label] as f64 / row.iter().sum::<usize>() as f64;
        writeln!(table, "  {label}  {cells}  {share:>6.2} %")
            .expect("a String takes all");
    }
    table
}

/// 2000 as "2,000".
fn grouped(n: usize) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", n / 1000, n % 1000) }
}
