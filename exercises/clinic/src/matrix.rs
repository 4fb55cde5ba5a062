//! Mistakes × examinations: which experiment tells which mistakes apart. Computed by running all of
//! them, and kept in `matrix.json`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::examination::{EXAMINATIONS, Examination};
use crate::place::{Patient, Ward};
use crate::program::Program;
use crate::suspect::Suspect;

/// Every case is run from one of these.
pub const SEEDS: [u64; 2] = [1, 2];

/// What the examinations find of a program: for each of them, for each seed.
pub type Outcomes = Vec<[String; SEEDS.len()]>;

/// A row of the matrix: a program with no mistake, with one, or with two.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub slugs: Vec<String>,
    pub ward: Ward,
    pub outcomes: Outcomes,
}

impl Row {
    /// Runs all examinations on the program of a ward with these mistakes.
    pub fn of(ward: Ward, patients: &[&Patient]) -> Row {
        let program = Program::with(ward, patients);
        let of = |seed| EXAMINATIONS.iter().map(move |e| e.outcome(&program, seed));
        let [one, two] = SEEDS.map(|seed| of.clone()(seed).collect::<Vec<_>>());
        Row {
            slugs: patients.iter().map(|patient| patient.mistake.slug.clone()).collect(),
            ward,
            outcomes: one.into_iter().zip(two).map(|(one, two)| [one, two]).collect(),
        }
    }

    /// Whether examination k may give this outcome.
    pub fn allows(&self, k: usize, outcome: &str) -> bool {
        self.outcomes[k].iter().any(|of_seed| of_seed == outcome)
    }

    /// Whether examination k tells this program, run from a seed, from another.
    pub fn told_from(&self, other: &Row, seed: usize, k: usize) -> bool {
        !other.allows(k, &self.outcomes[k][seed])
    }

    /// Whether the program runs.
    pub fn runs(&self) -> bool {
        !self.outcomes.iter().flatten().any(|outcome| outcome == "the program panics")
    }
}

/// The rows: the right programs, every mistake, and some pairs of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    pub rows: Vec<Row>,
}

/// The file: every outcome once, and for each row their numbers.
#[derive(Serialize, Deserialize)]
struct File {
    examinations: Vec<String>,
    outcomes: Vec<String>,
    rows: Vec<(Vec<String>, String, Vec<[usize; SEEDS.len()]>)>,
}

/// The matrix as it is kept.
pub static MATRIX: LazyLock<Matrix> = LazyLock::new(|| {
    let file: File =
        serde_json::from_str(include_str!("../matrix.json")).expect("a matrix");
    let row = |(slugs, ward, numbers): (_, String, Vec<[usize; SEEDS.len()]>)| {
        let ward = Ward::ALL.into_iter().find(|known| known.name() == ward);
        let outcomes =
            numbers.into_iter().map(|of| of.map(|k| file.outcomes[k].clone())).collect();
        Row { slugs, ward: ward.expect("a ward"), outcomes }
    };
    Matrix { rows: file.rows.into_iter().map(row).collect() }
});

impl Matrix {
    /// The rows with so many mistakes.
    pub fn with(&self, mistakes: usize) -> impl Iterator<Item = &Row> + Clone {
        self.rows.iter().filter(move |row| row.slugs.len() == mistakes)
    }

    /// The row of one mistake.
    pub fn of(&self, slug: &str) -> Option<&Row> {
        self.with(1).find(|row| row.slugs[0] == slug)
    }

    /// The row of a right program.
    ///
    /// # Panics
    /// If there is none.
    pub fn right(&self, ward: Ward) -> &Row {
        self.with(0).find(|row| row.ward == ward).expect("a row for each right program")
    }

    /// Whether all examinations of a program, run from a seed, leave one suspect: itself.
    pub fn decides(&self, row: &Row, seed: usize) -> bool {
        let fits = |suspect: &Suspect| {
            (0..EXAMINATIONS.len()).all(|k| suspect.allows(k, &row.outcomes[k][seed]))
        };
        let left: Vec<_> =
            self.suspects(row.ward, row.slugs.len()).into_iter().filter(fits).collect();
        left.len() == 1 && left[0].is(&row.slugs)
    }

    /// The programs that a case may have: those that run, and that their examinations decide.
    pub fn fair(&self, mistakes: usize, seed: usize) -> impl Iterator<Item = &Row> {
        let decided = move |row: &&Row| row.runs() && self.decides(row, seed);
        self.with(mistakes).filter(decided)
    }

    /// The text of the file.
    pub fn written(&self) -> String {
        let mut outcomes: Vec<&String> = Vec::new();
        let mut number = |outcome| {
            outcomes.iter().position(|known| *known == outcome).unwrap_or_else(|| {
                outcomes.push(outcome);
                outcomes.len() - 1
            })
        };
        let mut lines = Vec::new();
        for Row { slugs, ward, outcomes } in &self.rows {
            let numbers: Vec<_> =
                outcomes.iter().map(|[one, two]| [number(one), number(two)]).collect();
            lines.push(serde_json::json!([slugs, ward.name(), numbers]).to_string());
        }
        let examinations: Vec<_> = EXAMINATIONS.iter().map(|e| e.name).collect();
        let outcomes: Vec<_> = outcomes
            .iter()
            .map(|outcome| serde_json::json!(outcome).to_string())
            .collect();
        format!(
            "{{\n\"examinations\": {},\n\"outcomes\": [\n{}\n],\n\"rows\": [\n{}\n]\n}}\n",
            serde_json::json!(examinations),
            outcomes.join(",\n"),
            lines.join(",\n")
        )
    }

    /// The worth of each examination.
    pub fn worth(&self) -> Vec<Worth> {
        let apart = |a: &Row, b: &Row, k: usize| {
            (0..SEEDS.len())
                .all(|seed| a.told_from(b, seed, k) && b.told_from(a, seed, k))
        };
        let of = |(k, examination): (usize, &Examination)| {
            let noticed = |row: &&Row| apart(row, self.right(row.ward), k);
            let pairs = || {
                let before = self.with(1).enumerate();
                let pairs =
                    before.flat_map(|(i, a)| self.with(1).take(i).map(move |b| (a, b)));
                pairs.filter(|(a, b)| a.ward == b.ward)
            };
            let told = pairs().filter(|(a, b)| apart(a, b, k)).count();
            let Examination { name, minutes, asks, .. } = *examination;
            let notices = self.with(1).filter(noticed).count();
            Worth { name, minutes, asks, notices, apart: 100 * told / pairs().count() }
        };
        EXAMINATIONS.iter().enumerate().map(of).collect()
    }
}

/// What an examination is worth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Worth {
    pub name: &'static str,
    pub minutes: u32,
    pub asks: &'static str,
    /// The mistakes with which it never finds what it finds of the right program.
    pub notices: usize,
    /// The pairs of mistakes of which it tells each from the other, in per cent.
    pub apart: usize,
}
