//! Answers that do not return: each is told what it did, within its time, and leaves the others
//! alone. The grader starts this program again for each exercise, so it has a `main` of its own.

use std::fs;
use std::hint::black_box;
use std::process::{Command, ExitCode, abort, exit};
use std::sync::Once;
use std::thread;
use std::time::{Duration, Instant};

use grader::child;
use solutions as exercises;

#[path = "../../exercises/tests/answers.rs"]
mod answers;

fn calls_itself(x: f64) -> f64 {
    if black_box(x).is_nan() { x } else { calls_itself(x + 1.0) + 1.0 }
}

/// What somebody would try who has seen the environment of the process.
fn writes_a_verdict() -> ! {
    let file = std::env::var_os("GRADER_VERDICT").expect("a process for one exercise");
    fs::write(file, "solved\n\n").expect("the file may be written");
    exit(0)
}

/// Right, but it leaves a process behind that keeps the output open.
#[expect(clippy::zombie_processes, reason = "that nobody waits for it is what is tested")]
fn leaves_a_process(z: f64) -> (f64, f64) {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        Command::new("sleep").arg("20").spawn().expect("there is `sleep`");
    });
    solutions::network::stable_sigmoid(z)
}

fn hostile() -> grader::Answers {
    let mut answers = answers::answers();
    answers.network.sigmoid = |_| loop {
        thread::sleep(Duration::from_millis(10));
    };
    answers.network.sigmoid_prime = calls_itself;
    answers.network.stable_sigmoid = leaves_a_process;
    answers.cost.quadratic_cost = |_, _| exit(3);
    answers.cost.quadratic_cost_derivative = |_, _| abort();
    answers.per_sample.bp1 = |_, _| panic!("no idea");
    answers.per_sample.bp3 = |_| writes_a_verdict();
    answers
}

const EXPECTED: [(&str, &str); 8] = [
    ("sigmoid", "still running after 5 s, and stopped"),
    ("sigmoid_prime", "the stack overflowed"),
    ("stable_sigmoid", "solved"),
    ("quadratic_cost", "the function ended the whole program, with exit code 3"),
    ("quadratic_cost_derivative", "the function aborted the whole program"),
    ("bp1", "Your code panicked: no idea"),
    ("bp3", "the function ended the whole program, with exit code 0"),
    ("bp2", "solved"),
];

fn main() -> ExitCode {
    if let Some(code) = child::serve(&hostile(), 1) {
        return code;
    }
    thread::scope(|scope| {
        for (name, summary) in EXPECTED {
            scope.spawn(move || {
                let exercise = grader::find(name).expect("an exercise");
                let start = Instant::now();
                let verdict = child::grade(&*exercise).expect("processes start").verdict;
                assert_eq!(verdict.summary, summary, "{name}");
                assert!(start.elapsed() < Duration::from_secs(15), "{name} takes long");
            });
        }
    });
    println!("{} answers, each with its own end", EXPECTED.len());
    ExitCode::SUCCESS
}
