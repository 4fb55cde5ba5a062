//! The reader's own code reads digits: `cargo run --package exercises read-digits`.
//!
//! Their header parser (9.1) opens the files, their network (9.3) learns from 2,000 digits, and
//! their `arg_max` (9.2) says which digits it reads.

use std::fmt::Write;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use ndarray::Array2;
use worker::value::{FromValue, Value};

use crate::data::digits::{Digits, Files, PIXELS, TEST, TRAINING};
use crate::data::{ASKED, Network, forward, random, random_blocks};
use crate::exercise::Info;
use crate::process::{End, Program, Worker};

const SEED: u64 = 1;

/// For everything, training included.
const TIME: Duration = Duration::from_secs(300);

/// Trains, and reports on what the network reads.
///
/// # Errors
/// What is in the way: an exercise that is not solved yet.
pub fn read_digits(program: &Program) -> Result<String, String> {
    let mut worker = Worker::new(program, TIME);
    worker.allow(TIME);
    let training = open(&TRAINING, &mut worker)?;
    let test = open(&TEST, &mut worker)?;
    // Asked for before the training, so that nobody waits for nothing.
    let _: usize = ask(&mut worker, "arg_max", args![ndarray::arr1(&[0.0, 1.0])])?;

    let spinner = ProgressBar::new_spinner().with_message(format!(
        "Learning from {} digits …",
        grouped(training.labels.len())
    ));
    spinner.enable_steady_tick(Duration::from_millis(100));
    let start = Instant::now();
    let arguments = args![&training.images, &training.labels, ()];
    let network =
        worker.call_with("train_network", arguments, random_blocks(random(SEED)));
    let seconds = start.elapsed().as_secs_f64();
    spinner.finish_and_clear();
    let (weights, biases): Network =
        network.map_err(|end| told("train_network", &end))?;

    let mut read = |digits: &Digits| -> Result<Vec<usize>, String> {
        let x = digits.images.mapv(|pixel| f64::from(pixel) / 255.0).reversed_axes();
        let outputs = crate::call::call(|| forward(&weights, &biases, x))
            .map_err(|end| told("train_network", &end))?;
        let columns = outputs.columns().into_iter();
        let read = columns.map(|a| ask(&mut worker, "arg_max", args![a.to_owned()]));
        let read: Vec<usize> = read.collect::<Result<_, _>>()?;
        match read.iter().find(|&&digit| digit > 9) {
            Some(digit) => {
                Err(format!("There is no digit {digit}.\n{}", advice("train_network")))
            }
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
    report +=
        &format!(" Exercise {} asks for {ASKED} %.\n\n", Info::of("train_network").id);
    report += &confusion(&new, &test.labels);
    Ok(report)
}

/// The digits of two files whose headers the reader's code has read.
fn open(files: &Files, worker: &mut Worker) -> Result<Digits, String> {
    let [mut images, mut labels] = files.unzipped();
    let mut sizes = |bytes: &[u8]| {
        let arguments = args![&bytes[..16], bytes.len() as u64];
        let sizes: Result<Vec<usize>, String> = ask(worker, "idx_header", arguments)?;
        sizes.map_err(|e| format!("Your idx_header says: {e}\n{}", advice("idx_header")))
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
            advice("idx_header")
        )),
    }
}

fn ask<R: FromValue>(
    worker: &mut Worker,
    function: &str,
    arguments: Vec<Value>,
) -> Result<R, String> {
    worker.call(function, arguments).map_err(|end| told(function, &end))
}

/// What is in the way of reading digits.
fn told(function: &str, end: &End) -> String {
    let info = Info::of(function);
    let Info { id, name, title, .. } = info;
    let advice = advice(function);
    match end {
        End::Panicked(panic) if panic.message == format!("not yet implemented: {id}") => {
            format!(
                "To read digits, solve exercise {id} first: {title}. It is `{name}` in {}.\n{advice}",
                info.file()
            )
        }
        End::Panicked(panic) => {
            format!("{name} (exercise {id}) panicked: {}\n{advice}", panic.message)
        }
        _ => format!("{name} (exercise {id}) has no result.\n{advice}"),
    }
}

fn advice(function: &str) -> String {
    format!("Then: cargo test --package exercises {}", Info::of(function).id)
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
pub fn grouped(n: usize) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", n / 1000, n % 1000) }
}
