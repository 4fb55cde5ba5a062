//! What an exercise is, whatever its inputs are, and what the judge says of an answer.

use std::time::Duration;

use crate::atlas::{Mistake, Wrong};
use crate::{Answers, Chapter};

/// What the reader sees of an exercise.
#[derive(Clone, Debug)]
pub struct Info {
    /// Chapter and place in it: "3.2".
    pub id: &'static str,
    /// The name of the function.
    pub name: &'static str,
    pub title: &'static str,
    /// 1 to 4.
    pub stars: u32,
    /// A question, the formula, the shape of the code.
    pub hints: [&'static str; 3],
}

impl Info {
    /// ★ 1, ★★ 2, ★★★ 4, ★★★★ 8.
    pub fn points(&self) -> u32 {
        1 << (self.stars - 1)
    }

    pub fn star_signs(&self) -> String {
        "★".repeat(self.stars as usize)
    }

    /// The first line of the stub's documentation. `reset` and the stub tool find it by this.
    pub fn heading(&self) -> String {
        format!("/// Exercise {} {}: {}.", self.id, self.star_signs(), self.title)
    }

    pub fn chapter(&self) -> &'static Chapter {
        let (number, _) = self.id.split_once('.').expect("an id is chapter.number");
        crate::CHAPTERS
            .iter()
            .find(|chapter| chapter.number.to_string() == number)
            .expect("every id begins with the number of a chapter")
    }

    /// The file that the reader edits.
    pub fn file(&self) -> String {
        format!("exercises/src/{}.rs", self.chapter().name)
    }

    /// The exercise in the book.
    pub fn page(&self) -> String {
        format!("{}.html#ex-{}", self.chapter().name, self.id.replace('.', "-"))
    }
}

/// An exercise of the catalogue. [`Function`](crate::function::Function) is the usual kind: inputs
/// go in, tensors come out. An exercise of another kind implements this trait itself.
pub trait Exercise {
    fn info(&self) -> &Info;

    /// The mistakes that are recognised here.
    fn mistakes(&self) -> &[&'static Mistake];

    /// Judges the reader's answer on cases drawn from `seed`.
    fn judge(&self, answers: &Answers, seed: u64) -> Verdict;

    /// Judges an answer that makes the mistakes `wrong`, as if a reader had written it. The
    /// certificate asks for this.
    fn judge_model(&self, wrong: Wrong, seed: u64) -> Verdict;

    /// The largest disagreement of the two witnesses, relative to max(1, ‖gradient‖).
    fn disagreement(&self, _seed: u64) -> f64 {
        0.0
    }

    /// How long one grading may take before it is stopped.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(5)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Solved,
    NotStarted,
    Wrong,
}

/// What the judge says.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub status: Status,
    /// The mistakes recognised, all of them or none.
    pub mistakes: Vec<&'static Mistake>,
    /// What is wrong in one line, without the heading: "σ′ is missing from BP2".
    pub summary: String,
    /// What the reader is told.
    pub report: String,
}

impl Verdict {
    pub fn solved() -> Verdict {
        Verdict::plain(Status::Solved, "solved")
    }

    pub fn not_started() -> Verdict {
        Verdict::plain(Status::NotStarted, "not started")
    }

    /// A verdict without a report of its own.
    pub fn plain(status: Status, summary: &str) -> Verdict {
        Verdict {
            status,
            mistakes: Vec::new(),
            summary: summary.to_owned(),
            report: String::new(),
        }
    }
}
