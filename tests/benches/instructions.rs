//! `cargo bench --bench instructions`: machine instructions per sample of each form, as valgrind
//! counts them. Unlike times they are the same on a busy machine. Valgrind's processor has AVX2.

use std::process::Command;

use backprop::data::Splits;
use backprop::forms::{Form, Precision};
use backprop::roofline::seconds_per_sample;
use num_traits::AsPrimitive;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match &arguments[1..] {
        [command, precision, form, samples] if command == "epoch" => {
            let samples = samples.parse().expect("a number of samples");
            match precision.as_str() {
                "f32" => epoch::<f32>(form, samples),
                _ => epoch::<f64>(form, samples),
            }
        }
        _ => table(),
    }
}

fn table() {
    println!("Instructions per sample, [784, 30, 10], m = 10\n");
    for form in Form::ALL {
        let name = form.name();
        print!("{name:<12} f32 {:>7}", instructions_per_sample("f32", name));
        if form.epoch::<f64>().is_some() {
            print!("    f64 {:>7}", instructions_per_sample("f64", name));
        }
        println!();
    }
}

/// What a thousand samples more cost, so that nothing but learning is counted.
fn instructions_per_sample(precision: &str, form: &str) -> u64 {
    (instructions(precision, form, 3000) - instructions(precision, form, 2000)) / 1000
}

fn instructions(precision: &str, form: &str, samples: usize) -> u64 {
    let this = std::env::current_exe().expect("this program has a path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(this)
        .args(["epoch", precision, form, &samples.to_string()])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8_lossy(&output.stderr);
    let collected = report.lines().find_map(|line| line.split_once("Collected :"));
    let (_, count) = collected.unwrap_or_else(|| panic!("no count in:\n{report}"));
    count.trim().parse().expect("a count")
}

/// Learns from so many digits, once.
fn epoch<F: Precision>(form: &str, samples: usize)
where
    u8: AsPrimitive<F>,
{
    let data = Splits::embedded().training.first(samples);
    let form = Form::ALL.into_iter().find(|known| known.name() == form);
    let epoch = form.and_then(Form::epoch::<F>).expect("a form of this precision");
    seconds_per_sample(&mut [epoch], &[784, 30, 10], 10, &data, 1);
}
