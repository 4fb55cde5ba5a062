//! What is seen of a mistake: runs with it beside runs of the right program.

use std::collections::BTreeMap;

use grader::answer::superscript;
use serde::{Deserialize, Serialize};

use crate::gradient_check::{Found, Layer, check};
use crate::place::{Patient, Ward};
use crate::program::Program;
use crate::run::{EPOCHS, Point, Run, train};

/// Runs with a mistake are made from these seeds.
pub const SEEDS: [u64; 3] = [1, 2, 3];
/// The right program is run from more, to see how far runs differ by chance.
const RIGHT_SEEDS: std::ops::RangeInclusive<u64> = 1..=10;

/// What a learning curve shows at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    Panic,
    NotFinite,
    Impossible,
    Guessing,
    Falling,
    Less,
    Later,
    Sooner,
    OtherCost,
    Nothing,
}

impl Seen {
    pub const ALL: [Seen; 10] = [
        Seen::Panic,
        Seen::NotFinite,
        Seen::Impossible,
        Seen::Guessing,
        Seen::Falling,
        Seen::Less,
        Seen::Later,
        Seen::Sooner,
        Seen::OtherCost,
        Seen::Nothing,
    ];

    /// As it stands in the atlas, where a reader looks for it.
    pub fn words(self) -> &'static str {
        match self {
            Seen::Panic => "a panic",
            Seen::NotFinite => "NaN or infinity",
            Seen::Impossible => "an impossible number",
            Seen::Guessing => "no better than guessing",
            Seen::Falling => "falls",
            Seen::Less => "learns less",
            Seen::Later => "learns later",
            Seen::Sooner => "learns sooner",
            Seen::OtherCost => "only the cost differs",
            Seen::Nothing => "looks right",
        }
    }
}

/// An accuracy that ten classes give by chance, with room for a class that is frequent.
const GUESSING: f64 = 0.2;
/// A curve that ends so far below its highest point falls.
const FALL: f64 = 0.1;
/// A mean accuracy is another one if it is so far outside what ten right runs reach.
const MARGIN: f64 = 0.02;

/// What the right program does, over many seeds.
pub struct Right {
    runs: Vec<Run>,
}

impl Right {
    pub fn of(ward: Ward) -> Right {
        let program = Program::right(ward);
        Right { runs: RIGHT_SEEDS.map(|seed| train(&program, seed)).collect() }
    }

    /// The lowest and the highest of a number of each run.
    fn range(&self, of: impl Fn(&Run) -> f64) -> (f64, f64) {
        let numbers = || self.runs.iter().map(&of);
        (numbers().fold(f64::INFINITY, f64::min), numbers().fold(0.0, f64::max))
    }

    /// Its mean curve and first steps, from the same seeds as the mistakes.
    pub fn measured(&self, ward: Ward) -> Measured {
        Measured::of(&self.runs[..SEEDS.len()], &Program::right(ward))
    }
}

/// What was measured of a program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The mean accuracy before the first epoch and after each; none if the program panics. A
    /// number that is not finite is no number.
    pub accuracy: Vec<Option<f64>>,
    /// The mean cost, likewise.
    pub cost: Vec<Option<f64>>,
    /// ‖Δw‖/‖w‖ of each layer after the first [`STEPS`](crate::run::STEPS) mini-batches.
    pub first_steps: Vec<Option<f64>>,
    /// What the gradient check says of each layer's weights and biases.
    pub gradient_check: String,
    /// The words with which it panics.
    pub panic: Option<String>,
}

impl Measured {
    fn of(runs: &[Run], program: &Program) -> Measured {
        let epochs = runs.iter().map(|run| run.points.len()).min().unwrap_or(0);
        let panic = runs.iter().find_map(|run| run.panicked.clone());
        let epochs = if panic.is_some() { 0 } else { epochs };
        let mean = |of: &dyn Fn(&Run) -> f64| {
            rounded(runs.iter().map(of).sum::<f64>() / runs.len() as f64)
        };
        let layers = runs.iter().map(|run| run.first_steps.len()).min().unwrap_or(0);
        Measured {
            accuracy: (0..epochs).map(|k| mean(&|run| run.points[k].accuracy)).collect(),
            cost: (0..epochs).map(|k| mean(&|run| run.points[k].cost)).collect(),
            first_steps: (0..layers).map(|l| mean(&|run| run.first_steps[l])).collect(),
            gradient_check: verdict(check(program, SEEDS[0])),
            panic,
        }
    }
}

/// Three digits of a number.
fn rounded(number: f64) -> Option<f64> {
    let number: f64 = format!("{number:.2e}").parse().ok()?;
    number.is_finite().then_some(number)
}

/// The verdict of the gradient check in words.
pub fn verdict(layers: Option<Vec<Layer>>) -> String {
    let Some(layers) = layers else { return "panics".into() };
    let tensors = (2..).zip(layers).flat_map(|(l, (w, b))| {
        [(format!("∇w{}", superscript(l)), w), (format!("∇b{}", superscript(l)), b)]
    });
    // By what is found: the tensors of which it holds.
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (tensor, verdict) in tensors {
        let words = match verdict {
            Found::Passes => continue,
            Found::Times(factor) => format!("{} times the right one", short(factor)),
            Found::Fails => "wrong".into(),
        };
        found.entry(words).or_default().push(tensor);
    }
    if found.is_empty() {
        return "passes".into();
    }
    let all = |tensors: &[String]| match tensors.len() {
        4 => "all".to_owned(),
        _ => tensors.join(", "),
    };
    let parts = found.iter().map(|(words, tensors)| format!("{} {words}", all(tensors)));
    format!("fails: {}", parts.collect::<Vec<_>>().join("; "))
}

/// A factor with two decimals.
pub fn short(factor: f64) -> String {
    let text = format!("{factor:.2}");
    text.trim_end_matches('0').trim_end_matches('.').replace('-', "−")
}

/// A mistake, what was measured of it, and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Symptom {
    pub slug: String,
    pub ward: String,
    /// The function, by its name, in which it was made.
    pub exercise: String,
    pub seen: String,
    #[serde(flatten)]
    pub measured: Measured,
}

/// Runs a patient from each seed.
pub fn examine(patient: &Patient, right: &Right) -> Symptom {
    let program = Program::with(patient.ward, &[patient]);
    let runs = SEEDS.map(|seed| train(&program, seed));
    let seen = seen(&runs, right);
    Symptom {
        slug: patient.mistake.slug.clone(),
        ward: patient.ward.name().into(),
        exercise: patient.place.exercise().into(),
        seen: seen.words().into(),
        measured: Measured::of(&runs, &program),
    }
}

fn seen(runs: &[Run], right: &Right) -> Seen {
    let points = || runs.iter().flat_map(|run| &run.points);
    let mean =
        |of: &dyn Fn(&Run) -> f64| runs.iter().map(of).sum::<f64>() / runs.len() as f64;
    if runs.iter().any(|run| run.panicked.is_some()) {
        return Seen::Panic;
    }
    let finite = |p: &Point| p.accuracy.is_finite() && p.cost.is_finite();
    if !points().all(finite) {
        return Seen::NotFinite;
    }
    if points().any(|p| !(0.0..=1.0).contains(&p.accuracy) || p.cost < 0.0) {
        return Seen::Impossible;
    }
    let at = |k: usize| move |run: &Run| run.points[k].accuracy;
    let last = mean(&at(EPOCHS));
    let highest = (0..=EPOCHS).map(|k| mean(&at(k))).fold(0.0, f64::max);
    let below = |k: usize| mean(&at(k)) < right.range(at(k)).0 - MARGIN;
    let above = |k: usize| mean(&at(k)) > right.range(at(k)).1 + MARGIN;
    let often =
        |holds: &dyn Fn(usize) -> bool| (1..EPOCHS).filter(|&k| holds(k)).count() >= 2;
    if highest <= GUESSING {
        Seen::Guessing
    } else if last < highest - FALL {
        Seen::Falling
    } else if below(EPOCHS) {
        Seen::Less
    } else if often(&below) {
        Seen::Later
    } else if often(&above) {
        Seen::Sooner
    } else {
        let cost = |run: &Run| run.points[EPOCHS].cost;
        let (low, high) = right.range(cost);
        if (low..=high).contains(&mean(&cost)) { Seen::Nothing } else { Seen::OtherCost }
    }
}
