//! Exercise 6.7 asks for no loop over the samples, which no number shows. The time does.
//!
//! On a network this small, nearly all the time of a loop over the samples goes into what it does
//! per sample besides computing: calls and allocations. Matrices do that once per layer, and take
//! less than a fifth of the time of the grader's own loop, where another loop takes about as long.
//! Both are timed in turns and compared turn by turn. The median of these ratios is compared with
//! a limit between the two, so that neither the speed of the machine nor what else it does decides.

use std::time::{Duration, Instant};

use ndarray::{Array1, Array2};

use super::at_once::{at_once, by_sample};
use super::mistakes::LOOP_OVER_SAMPLES;
use crate::Answers;
use crate::atlas::{Mistake, Wrong};
use crate::call::{Trace, call};
use crate::chapters::per_sample::Gradients;
use crate::chapters::sgd::batch::Batch;
use crate::exercise::{Exercise, Info, Status, Verdict};
use crate::function::Function;
use crate::report;

const SAMPLES: usize = 2000;
const ROUNDS: usize = 15;
const MOST: f64 = 0.35;

/// An exercise about the gradient of a mini-batch whose answer must be fast too.
pub struct NoLoop {
    numbers: Function<Batch>,
    mistakes: Vec<&'static Mistake>,
}

impl NoLoop {
    pub fn over(numbers: Function<Batch>) -> NoLoop {
        let mistakes = [&numbers.mistakes[..], &[&LOOP_OVER_SAMPLES]].concat();
        NoLoop { numbers, mistakes }
    }
}

/// Three inputs, three hidden neurons, two outputs.
fn large() -> Batch {
    let number = |seed: usize| (seed as f64 * 0.7).sin();
    let matrix = |seed: usize, rows, columns| {
        Array2::from_shape_fn((rows, columns), |(j, k)| number(seed + 31 * j + 17 * k))
    };
    let vector = |n| Array1::from_shape_fn(n, |j| number(5 + j));
    Batch {
        weights: vec![matrix(1, 3, 3), matrix(2, 2, 3)],
        biases: vec![vector(3), vector(2)],
        x: matrix(3, 3, SAMPLES),
        y: matrix(4, 2, SAMPLES),
    }
}

fn time(backprop: &dyn Fn(&Batch) -> Gradients, batch: &Batch) -> Duration {
    let start = Instant::now();
    std::hint::black_box(backprop(std::hint::black_box(batch)));
    start.elapsed()
}

/// Judges by time an answer whose numbers are right.
fn timed(backprop: &dyn Fn(&Batch) -> Gradients) -> Verdict {
    let batch = large();
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let own = match call(Trace::On, || time(backprop, &batch)) {
            Ok(taken) => taken,
            Err(panic) => {
                let summary = format!("it panics with {SAMPLES} samples");
                let report = format!(
                    "With few samples all is right. {summary}: {}",
                    panic.message
                );
                return Verdict { report, ..Verdict::plain(Status::Wrong, &summary) };
            }
        };
        ratios.push(own.as_secs_f64() / time(&by_sample, &batch).as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[ROUNDS / 2];
    if ratio <= MOST {
        return Verdict::solved();
    }
    let report = format!(
        "The numbers are right. With {SAMPLES} samples your code takes {ratio:.2} times as long as \
         the grader's\nloop over the samples. Without such a loop it takes less than {MOST} times \
         as long.\n{}",
        report::known(&[&LOOP_OVER_SAMPLES]),
    );
    Verdict {
        status: Status::Wrong,
        mistakes: vec![&LOOP_OVER_SAMPLES],
        summary: LOOP_OVER_SAMPLES.name.to_owned(),
        report,
    }
}

impl Exercise for NoLoop {
    fn info(&self) -> &Info {
        &self.numbers.info
    }

    fn mistakes(&self) -> &[&'static Mistake] {
        &self.mistakes
    }

    fn judge(&self, answers: &Answers, seed: u64) -> Verdict {
        let verdict = self.numbers.judge(answers, seed);
        if verdict.status != Status::Solved {
            return verdict;
        }
        let backprop = answers.mini_batch.backprop_batch;
        timed(&|i| backprop(&i.weights, &i.biases, i.x.view(), i.y.view()))
    }

    fn judge_model(&self, wrong: Wrong, seed: u64) -> Verdict {
        let verdict = self.numbers.judge_model(wrong, seed);
        if verdict.status != Status::Solved {
            return verdict;
        }
        timed(if wrong.has(&LOOP_OVER_SAMPLES) { &by_sample } else { &at_once })
    }

    fn disagreement(&self, seed: u64) -> f64 {
        self.numbers.disagreement(seed)
    }
}
