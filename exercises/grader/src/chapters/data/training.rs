//! Exercise 9.3: a network that the reader trains, judged by what it reads.

use std::time::{Duration, Instant};

use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::diagnosis::{Retrain, diagnose};
use super::digits::{self, Digits, PIXELS};
use super::evidence::Outputs;
use super::learner;
use super::mistakes::*;
use crate::Answers;
use crate::atlas::{Mistake, Wrong};
use crate::call::{Trace, call};
use crate::exercise::{Exercise, Info, Status, Verdict};
use crate::report::{BOLD, known, paragraph};

/// w² … w^L and b² … b^L.
pub type Network = (Vec<Array2<f64>>, Vec<Array1<f64>>);

/// A random number from 0 up to 1.
pub type Random<'a> = &'a mut dyn FnMut() -> f64;

/// The share of the test digits that a network has to read, in per cent.
pub const ASKED: usize = 88;

/// So many digits are trained on first, twice, to see whether the answer is a network at all.
const FEW: usize = 100;

/// Training that takes more seconds is not repeated for a diagnosis: three times must be enough.
const QUICK: f64 = 8.0;

/// Random numbers from 0 up to 1, the same for the same seed.
pub fn random(seed: u64) -> impl FnMut() -> f64 {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &key);
    move || rng.random()
}

/// The outputs for the columns of x.
pub fn forward(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: Array2<f64>,
) -> Array2<f64> {
    weights.iter().zip(biases).fold(x, |a, (w, b)| {
        let z = w.dot(&a) + b.view().insert_axis(Axis(1));
        z.mapv(|z| 1.0 / (1.0 + (-z).exp()))
    })
}

pub fn train_network() -> impl Exercise {
    Training {
        info: Info {
            id: "9.3",
            name: "train_network",
            title: "a network of your own that reads digits",
            stars: 4,
            hints: [
                "Which of the earlier exercises are the parts? What must be random at the start, \
                 and what in every epoch? Between which numbers do pixels lie?",
                "x = pixels/255; δ^L = a^L − y for the cross-entropy; BP2, BP3, BP4; \
                 w → w − (η/m) Σ ∂C/∂w, b likewise. Sizes 784, 30, 10 with m = 10, η = 0.5, 10 \
                 epochs and weights of variance 1/n_in do it.",
                "Make weights from `random`, and biases 0. For each epoch shuffle the numbers of \
                 the samples; for each chunk of them gather columns (`images.select`), go \
                 forward, take 1 from the output of each label, go back, make a step.",
            ],
        },
        mistakes: vec![
            &HIDDEN_ALIKE,
            &PIXELS_UNSCALED,
            &LABELS_APART,
            &OUTPUTS_PERMUTED,
            &NEVER_UPDATED,
            &HIDDEN_FROZEN,
            &ASCENT,
            &ONE_LABEL,
            &SATURATED,
            &MOST_UNUSED,
        ],
    }
}

struct Training {
    info: Info,
    mistakes: Vec<&'static Mistake>,
}

impl Exercise for Training {
    fn info(&self) -> &Info {
        &self.info
    }

    fn mistakes(&self) -> &[&'static Mistake] {
        &self.mistakes
    }

    fn judge(&self, answers: &Answers, seed: u64) -> Verdict {
        let train = answers.data.train_network;
        let judged = judge(&self.info, seed, Trace::On, &|digits, random| {
            train(digits.images.view(), &digits.labels, random)
        });
        judged.unwrap_or_else(|verdict| verdict)
    }

    fn judge_model(&self, wrong: Wrong, seed: u64) -> Verdict {
        let judged = judge(&self.info, seed, Trace::Off, &|digits, random| {
            learner::train(digits.images.view(), &digits.labels, random, wrong)
        });
        judged.unwrap_or_else(|verdict| verdict)
    }

    fn time_limit(&self) -> Duration {
        Duration::from_secs(30)
    }
}

type Train<'a> = dyn Fn(&Digits, Random) -> Network + 'a;

/// Trains, and judges what comes of it. An early verdict is an error.
fn judge(
    info: &Info,
    seed: u64,
    trace: Trace,
    train: &Train,
) -> Result<Verdict, Verdict> {
    let digits = digits::TRAINING.digits();
    let first = digits.part(0, FEW);
    let once = call(Trace::Off, || train(&first, &mut random(seed)));
    if let Err(panic) = &once
        && panic.message == format!("not yet implemented: {}", info.id)
    {
        return Err(Verdict::not_started());
    }
    let trained = |digits: &Digits| {
        let network =
            call(trace, || train(digits, &mut random(seed))).map_err(|panic| {
                let place =
                    panic.place.map(|at| format!("\nat {at}")).unwrap_or_default();
                let problem = format!("Your code panicked: {}{place}", panic.message);
                wrong(
                    info,
                    &problem,
                    "Print the shapes and indices of that line: which did you expect?",
                )
            })?;
        match malformed(&network) {
            None => Ok(network),
            Some((problem, advice)) => Err(wrong(info, &problem, advice)),
        }
    };
    let early = trained(&first)?;
    if once.is_ok_and(|once| once != early) {
        return Err(wrong(
            info,
            "Two calls with the same digits and random numbers returned different networks.",
            "A random number that is not from `random`, a `static`, or a `HashMap` that is \
             iterated over is the usual reason.",
        ));
    }

    let start = Instant::now();
    let network = trained(&digits)?;
    let seconds = start.elapsed().as_secs_f64();
    let test = digits::TEST.digits();
    let right = Outputs::of(&network, &test, 255.0).right();
    if 100 * right >= ASKED * test.labels.len() {
        return Ok(Verdict::solved());
    }

    let retrain: Option<&Retrain> = (seconds <= QUICK).then_some(&trained);
    let mistakes = diagnose(&network, &early, &digits, retrain)?;
    let outputs = Outputs::of(&network, &digits, 255.0);
    let summary = match &mistakes[..] {
        [] => format!("it reads {right} of {} digits", test.labels.len()),
        made => made.iter().map(|made| made.name).collect::<Vec<_>>().join(", and "),
    };
    let share = 100.0 * right as f64 / test.labels.len() as f64;
    let mut report = format!(
        "Your network reads {right} of {} new digits, {share:.1} %. {ASKED} % are asked for.\n\
         Of the {} digits that it was trained on, it reads {:.1} %.\n\
         Their mean quadratic cost is {:.3}; guessing by frequency costs 0.45.\n\
         Training took {seconds:.1} s.\n",
        test.labels.len(),
        digits.labels.len(),
        100.0 * outputs.share_right(),
        outputs.cost(),
    );
    report += &if mistakes.is_empty() {
        unknown(info, outputs.share_right())
    } else {
        known(&mistakes)
    };
    Ok(Verdict { status: Status::Wrong, mistakes, summary, report })
}

/// Why this is no network of the sizes 784, …, 10, if it is none, and what to do about it.
fn malformed((weights, biases): &Network) -> Option<(String, &'static str)> {
    let shapes = "Layer l has weights of shape (n_l, n_(l−1)) and n_l biases; n_1 = 784 and n_L = 10.";
    if weights.is_empty() || weights.len() != biases.len() {
        let (w, b) = (weights.len(), biases.len());
        return Some((
            format!("{w} weight matrices and {b} bias vectors are no network."),
            shapes,
        ));
    }
    let mut n_in = PIXELS;
    for (l, (w, b)) in (2..).zip(weights.iter().zip(biases)) {
        if w.ncols() != n_in || w.nrows() != b.len() || b.is_empty() {
            let problem = format!(
                "Layer {l} has {n_in} inputs, weights of shape {:?} and {} biases.",
                w.dim(),
                b.len()
            );
            return Some((problem, shapes));
        }
        n_in = b.len();
    }
    if n_in != 10 {
        let problem =
            format!("The last layer has {n_in} neurons, and there are 10 digits.");
        return Some((problem, shapes));
    }
    let numbers = weights.iter().flatten().chain(biases.iter().flatten());
    let infinite = numbers.filter(|number| !number.is_finite()).count();
    (infinite > 0).then(|| {
        let problem = format!("{infinite} weights and biases are NaN or infinite.");
        (problem, "Print them after each step: which is the first? Is η far too large?")
    })
}

/// A verdict before there is anything to measure.
fn wrong(info: &Info, problem: &str, advice: &str) -> Verdict {
    let summary = problem.lines().next().unwrap_or_default().trim_end_matches('.');
    let report = format!(
        "{problem}\n\n{}{}",
        paragraph("Check next:", advice),
        paragraph("Read:", &info.page())
    );
    Verdict { report, ..Verdict::plain(Status::Wrong, summary) }
}

/// What the numbers suggest where they show no mistake.
fn unknown(info: &Info, learned: f64) -> String {
    let advice = if 100.0 * learned >= ASKED as f64 {
        "It reads the digits that it knows, and others less well: it overfits. Try fewer epochs, \
         smaller first weights or weight decay."
    } else if learned < 0.15 {
        "It does no better than guessing. Is η far too large or far too small? Do image and label \
         of a step belong to the same digit? If so, compare your gradient for one digit with \
         differences (chapter 4)."
    } else {
        "Print the cost after every epoch. If it falls to the end, train longer; if it hardly \
         moves, try three times η; if it jumps, a third. If none of that helps, compare your \
         gradient for one digit with differences (chapter 4)."
    };
    format!(
        "\n{BOLD}This is not one of the mistakes that the grader knows.{BOLD:#}\n{}{}",
        paragraph("Check next:", advice),
        paragraph("Read:", &info.page())
    )
}
