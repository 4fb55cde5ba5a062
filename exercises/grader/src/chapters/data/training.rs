//! Exercise 9.3: a network that the reader trains, judged by what it reads.

use std::time::{Duration, Instant};

use super::diagnosis::{Retrain, diagnose};
use super::digits::{self, Digits, PIXELS};
use super::evidence::Outputs;
use super::learner;
use super::network::{Network, random};
use crate::answer::Tolerance;
use crate::atlas::{Mistake, Named, Wrong};
use crate::call::call;
use crate::exercise::{Exercise, Imitated, Info, Made, Status, Verdict};
use crate::identify::Identified;
use crate::judge::Fault;
use crate::process::{End, Worker};
use crate::report::{self, BOLD, Case, known, paragraph};

/// The share of the test digits that a network has to read, in per cent.
pub const ASKED: usize = 88;

/// So many digits are trained on first, twice, to see whether the answer is a network at all.
const FEW: usize = 100;

/// Training that takes more seconds is not repeated for a diagnosis: three times must be enough.
const QUICK: f64 = 8.0;

pub fn train_network() -> impl Exercise {
    Training
}

struct Training;

const MISTAKES: [&str; 16] = [
    "train-zero-initialised",
    "train-pixels-unscaled",
    "train-labels-apart",
    "train-outputs-permuted",
    "train-never-updated",
    "train-hidden-frozen",
    "train-raises-the-cost",
    "train-one-label",
    "train-saturated",
    "train-most-unused",
    "train-weights-not-centred",
    "train-pixels-inverted",
    "train-pixels-shifted",
    "train-other-activation",
    "train-too-few-steps",
    "train-images-ignored",
];

impl Exercise for Training {
    fn info(&self) -> &'static Info {
        Info::of("train_network")
    }

    fn imitations(&self) -> Vec<Imitated> {
        let imitated = |slug| Imitated {
            mistake: Mistake::of(slug),
            made: Made::Switches(vec![slug]),
        };
        MISTAKES.map(imitated).into()
    }

    fn judge(&self, worker: &mut Worker, seed: u64) -> Verdict {
        let mut tracing = worker.tracing();
        worker.allow(self.time_limit());
        tracing.allow(self.time_limit());
        let verdict = judge(&mut |digits| ask(worker, digits, seed));
        let mut verdict = verdict.unwrap_or_else(|early| *early);
        if verdict.status == Status::Wrong {
            let first = digits::TRAINING.digits().part(0, FEW);
            let again = ask(&mut tracing, &first, seed);
            verdict.printed = tracing.finish();
            // Its place is known only now.
            if let Err(end @ End::Panicked(_)) = again
                && verdict.ended == Some("panicked")
            {
                verdict.report = ended(&end).report;
            }
        }
        verdict
    }

    fn judge_imitation(&self, made: &Made, seed: u64) -> Verdict {
        let Made::Switches(slugs) = made else { panic!("nothing is written out here") };
        let judged = judge(&mut |digits| {
            let random = &mut random(seed);
            call(|| {
                learner::train(digits.images.view(), &digits.labels, random, Wrong(slugs))
            })
        });
        judged.unwrap_or_else(|early| *early)
    }

    fn time_limit(&self) -> Duration {
        Duration::from_secs(60)
    }
}

/// The random numbers go out in blocks of this size.
const BLOCK: usize = 4096;

fn ask(worker: &mut Worker, digits: &Digits, seed: u64) -> Result<Network, End> {
    let mut random = random(seed);
    worker.call_with("train_network", args![&digits.images, &digits.labels, ()], |_| {
        Ok((0..BLOCK).map(|_| random()).collect::<Vec<f64>>().into())
    })
}

type Train<'a> = dyn FnMut(&Digits) -> Result<Network, End> + 'a;

/// Trains, and judges what comes of it. An early verdict is an error.
fn judge(train: &mut Train) -> Result<Verdict, Box<Verdict>> {
    let digits = digits::TRAINING.digits();
    let first = digits.part(0, FEW);
    let once = train(&first);
    let mut trained = |digits: &Digits| {
        let network = train(digits).map_err(|end| Box::new(ended(&end)))?;
        match malformed(&network) {
            None => Ok(network),
            Some((problem, advice)) => Err(Box::new(wrong(&problem, advice))),
        }
    };
    let early = match &once {
        Ok(_) => trained(&first)?,
        Err(end) => return Err(Box::new(ended(end))),
    };
    if once.is_ok_and(|once| once != early) {
        return Err(Box::new(wrong(
            "Two calls with the same digits and random numbers returned different networks.",
            "A random number that is not from `random`, a `static`, or a `HashMap` that is \
             iterated over is the usual reason.",
        )));
    }

    let start = Instant::now();
    let network = trained(&digits)?;
    let seconds = start.elapsed().as_secs_f64();
    let test = digits::TEST.digits();
    let right = Outputs::of(&network, &test, 255.0).right();
    if 100 * right >= ASKED * test.labels.len() {
        return Ok(Verdict::solved());
    }

    let retrain: Option<&mut Retrain> =
        if seconds <= QUICK { Some(&mut trained) } else { None };
    let mistakes = diagnose(&network, &early, &digits, retrain)?;
    let mistakes: Vec<_> = mistakes
        .into_iter()
        .map(|slug| Named { mistake: Mistake::of(slug), constant: None })
        .collect();
    let outputs = Outputs::of(&network, &digits, 255.0);
    let summary = match &mistakes[..] {
        [] => format!("it reads {right} of {} digits", test.labels.len()),
        made => made.iter().map(Named::name).collect::<Vec<_>>().join(", and "),
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
        unknown(outputs.share_right())
    } else {
        known(&mistakes, "What it is", "And on top of it")
    };
    Ok(Verdict { mistakes, report, ..Verdict::plain(Status::Wrong, &summary) })
}

fn ended(end: &End) -> Verdict {
    without_network(Info::of("train_network"), end)
}

/// The verdict if no network came back.
pub fn without_network(info: &Info, end: &End) -> Verdict {
    let case = Case {
        inputs: Vec::new(),
        want: Vec::new(),
        tolerance: Tolerance::ORDINARY,
        fault: Fault::Ended(end.clone()),
        printed: String::new(),
    };
    match end {
        End::Failed(problem) => Verdict::could_not_grade(problem),
        End::Panicked(panic)
            if panic.message == format!("not yet implemented: {}", info.id) =>
        {
            Verdict::not_started()
        }
        _ => report::wrong(info, &case, Identified::default()),
    }
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
fn wrong(problem: &str, advice: &str) -> Verdict {
    let info = Info::of("train_network");
    let summary = problem.lines().next().unwrap_or_default().trim_end_matches('.');
    let report = format!(
        "{problem}\n\n{}{}",
        paragraph("Check next:", advice),
        paragraph("Read:", &info.page())
    );
    Verdict { report, ..Verdict::plain(Status::Wrong, summary) }
}

/// What the numbers suggest where they show no mistake.
fn unknown(learned: f64) -> String {
    let info = Info::of("train_network");
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
