//! What an exercise is, whatever its inputs are, and what the judge says of an answer.

use std::sync::LazyLock;
use std::time::Duration;

use crate::atlas::{Mistake, Named};
use crate::process::Worker;
use crate::{CHAPTERS, Chapter, stubs, texts};

/// What the reader sees of an exercise.
#[derive(Clone, Debug)]
pub struct Info {
    /// Chapter and place in it: "3.2".
    pub id: String,
    /// The name of the function.
    pub name: String,
    pub title: String,
    /// 1 to 4.
    pub stars: u32,
    /// A question, the formula, the shape of the code.
    pub hints: [String; 3],
    /// `pub fn bp2(…) -> Array1<f64>`, as it was handed out.
    pub signature: String,
    pub chapter: &'static Chapter,
}

/// All exercises, in the order in which they stand in the stubs.
static INFOS: LazyLock<Vec<Info>> = LazyLock::new(|| {
    let of_chapter = |chapter: &'static Chapter| {
        stubs::sections(chapter.stub).map(move |section| {
            let section =
                section.unwrap_or_else(|e| panic!("stubs/{}.rs: {e}", chapter.name));
            let stubs::Section { id, stars, title, name, signature } = section;
            let hints = texts::hints(chapter, &name);
            Info { id, name, title, stars, hints, signature, chapter }
        })
    };
    CHAPTERS.iter().flat_map(of_chapter).collect()
});

impl Info {
    /// # Panics
    /// If no stub has this name.
    pub fn of(name: &str) -> &'static Info {
        let mut all = INFOS.iter();
        all.find(|info| info.name == name)
            .unwrap_or_else(|| panic!("no stub has a {name}"))
    }

    pub fn all() -> &'static [Info] {
        &INFOS
    }

    /// ★ 1, ★★ 2, ★★★ 4, ★★★★ 8.
    pub fn points(&self) -> u32 {
        1 << (self.stars - 1)
    }

    pub fn star_signs(&self) -> String {
        "★".repeat(self.stars as usize)
    }

    /// The file that the reader edits.
    pub fn file(&self) -> String {
        format!("exercises/src/{}.rs", self.chapter.name)
    }

    /// The exercise in the book.
    pub fn page(&self) -> String {
        format!("{}.html#ex-{}", self.chapter.name, self.id.replace('.', "-"))
    }
}

/// An exercise of the catalogue. [`Function`](crate::function::Function) is the usual kind: inputs
/// go in, tensors come out. An exercise of another kind implements this trait itself.
pub trait Exercise: Send + Sync {
    fn info(&self) -> &'static Info;

    /// Every imitation of a mistake that is recognised here.
    fn imitations(&self) -> Vec<Imitated>;

    /// Judges the worker's answer on cases drawn from `seed`.
    fn judge(&self, worker: &mut Worker, seed: u64) -> Verdict;

    /// Judges an answer that makes these mistakes, or none, as if a reader had written it. The
    /// certificate asks for this.
    fn judge_imitation(&self, made: &Made, seed: u64) -> Verdict;

    /// The largest disagreement of the two witnesses, relative to max(1, ‖gradient‖).
    fn disagreement(&self, _seed: u64) -> f64 {
        0.0
    }

    /// How long the whole of one grading may take.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(15)
    }

    /// The mistakes that are recognised here, each once.
    fn mistakes(&self) -> Vec<&'static Mistake> {
        let mut mistakes: Vec<&'static Mistake> = Vec::new();
        for imitated in self.imitations() {
            if !mistakes.contains(&imitated.mistake) {
                mistakes.push(imitated.mistake);
            }
        }
        mistakes
    }
}

/// One way to make a mistake.
#[derive(Clone, Debug)]
pub struct Imitated {
    pub mistake: &'static Mistake,
    pub made: Made,
}

/// What an imitation does.
#[derive(Clone, Debug, PartialEq)]
pub enum Made {
    /// The model with these switches, perhaps none.
    Switches(Vec<&'static str>),
    /// An imitation that is written out, by its place in the list; and its constant.
    Written(usize, Option<f64>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Solved,
    NotStarted,
    Wrong,
    /// The judge's own trouble: no mark.
    CouldNotGrade,
}

impl Status {
    /// The word for it in machine form.
    pub fn word(self) -> &'static str {
        match self {
            Status::Solved => "solved",
            Status::NotStarted => "not-started",
            Status::Wrong => "wrong",
            Status::CouldNotGrade => "could-not-grade",
        }
    }
}

/// What the judge says.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub status: Status,
    /// The mistakes recognised: one, several at once, or none.
    pub mistakes: Vec<Named>,
    /// Mistakes between which the numbers do not decide: each alone explains them.
    pub alternatives: Vec<Named>,
    /// What is wrong in one line, without the heading: "σ′ is missing from BP2".
    pub summary: String,
    /// What the reader is told.
    pub report: String,
    /// What the answer printed for the case that is shown.
    pub printed: String,
    /// How it ended where it did not answer: "hung", "panicked" and so on.
    pub ended: Option<&'static str>,
}

impl Verdict {
    pub fn solved() -> Verdict {
        Verdict::plain(Status::Solved, "solved")
    }

    pub fn not_started() -> Verdict {
        Verdict::plain(Status::NotStarted, "not started")
    }

    pub fn could_not_grade(problem: &str) -> Verdict {
        let report =
            format!("The judge could not grade this: {problem}.\nThat is no mark.\n");
        Verdict { report, ..Verdict::plain(Status::CouldNotGrade, problem) }
    }

    /// A verdict without a report of its own.
    pub fn plain(status: Status, summary: &str) -> Verdict {
        Verdict {
            status,
            mistakes: Vec::new(),
            alternatives: Vec::new(),
            summary: summary.to_owned(),
            report: String::new(),
            printed: String::new(),
            ended: None,
        }
    }
}
