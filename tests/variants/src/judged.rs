//! What the grader makes of many answers.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use grader::exercise::{Info, Status, Verdict};
use grader::process::Program;
use grader::run;
use indicatif::ProgressBar;

/// An answer in the program, the exercise that it answers, and the name that it deserves.
pub struct Question<'a> {
    pub number: usize,
    pub exercise: &'a str,
    pub slug: Option<&'a str>,
}

/// What the grader made of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It called it solved.
    Accepted,
    /// Rejected, by a name that it does not deserve.
    Misnamed,
    /// Rejected without a name; numbers were wrong.
    Unnamed,
    /// Rejected without a name; it panicked, hung or ended.
    Ended,
    /// Called by its name, or as one of several with the same numbers.
    Named,
}

pub struct Judged {
    pub outcome: Outcome,
    /// The names given.
    pub slugs: Vec<String>,
    pub report: String,
}

/// Judges all, two at a time.
pub fn judge(program: &Program, questions: &[Question]) -> Vec<Judged> {
    let progress = ProgressBar::new(questions.len() as u64);
    let (next, results) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let k = next.fetch_add(1, Ordering::Relaxed);
                    let Some(question) = questions.get(k) else { return };
                    let exercise = grader::find(question.exercise).expect("an exercise");
                    let program = program.with(&question.number.to_string());
                    let verdict = run::judge(&*exercise, &program, 1);
                    results
                        .lock()
                        .expect("nobody panics")
                        .insert(k, judged(question, verdict));
                    progress.inc(1);
                }
            });
        }
    });
    progress.finish_and_clear();
    results.into_inner().expect("nobody panics").into_values().collect()
}

fn judged(question: &Question, verdict: Verdict) -> Judged {
    let named = verdict.mistakes.iter().chain(&verdict.alternatives);
    let slugs: Vec<String> = named.map(|named| named.mistake.slug.clone()).collect();
    let outcome = match question.slug {
        _ if verdict.status == Status::Solved => Outcome::Accepted,
        _ if slugs.is_empty() && verdict.ended.is_some() => Outcome::Ended,
        _ if slugs.is_empty() => Outcome::Unnamed,
        Some(slug) if !slugs.iter().any(|other| other == slug) => Outcome::Misnamed,
        _ => Outcome::Named,
    };
    Judged { outcome, slugs, report: verdict.report }
}

/// How often each outcome came, by the place of the exercise in the book, and in all.
pub type Counts = BTreeMap<usize, BTreeMap<Outcome, usize>>;

pub fn counts<'a>(outcomes: impl Iterator<Item = (&'a str, Outcome)>) -> Counts {
    let mut counts = Counts::new();
    for (exercise, outcome) in outcomes {
        let place = Info::all().iter().position(|info| info.name == exercise);
        for place in [place.expect("an exercise"), usize::MAX] {
            *counts.entry(place).or_default().entry(outcome).or_default() += 1;
        }
    }
    counts
}

/// A table, with a line for all below it.
pub fn print_counts(counts: &Counts) {
    use Outcome::{Accepted, Ended, Misnamed, Named, Unnamed};
    println!(
        "{:<28} {:>6} {:>9} {:>6} {:>8} {:>6} {:>9}",
        "exercise", "all", "accepted", "named", "unnamed", "ended", "misnamed"
    );
    for (place, counts) in counts {
        let count = |outcome| counts.get(&outcome).copied().unwrap_or(0);
        let name = Info::all()
            .get(*place)
            .map_or("all".to_owned(), |info| format!("{} {}", info.id, info.name));
        println!(
            "{name:<28} {:>6} {:>9} {:>6} {:>8} {:>6} {:>9}",
            counts.values().sum::<usize>(),
            count(Accepted),
            count(Named),
            count(Unnamed),
            count(Ended),
            count(Misnamed)
        );
    }
}
