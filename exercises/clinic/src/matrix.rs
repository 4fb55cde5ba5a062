//! Mistakes × examinations: which experiment tells which mistakes apart. Computed by running all of
//! them, and kept in `matrix.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::examination::{EXAMINATIONS, Examination};
use crate::place::{Patient, Ward};
use crate::program::Program;

/// Every case is run from one of these.
pub const SEEDS: [u64; 2] = [1, 2];

/// What the examinations find of a mistake: for each of them, for each seed.
pub type Outcomes = Vec<[String; SEEDS.len()]>;

/// Runs all examinations on a program.
pub fn examined(program: &Program) -> Outcomes {
    let of = |seed| move |k: usize| EXAMINATIONS[k].outcome(program, seed);
    (0..EXAMINATIONS.len()).map(|k| SEEDS.map(|seed| of(seed)(k))).collect()
}

/// A row of the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub slug: String,
    pub ward: Ward,
    pub outcomes: Outcomes,
}

impl Row {
    pub fn of(patient: &Patient) -> Row {
        Row {
            slug: patient.mistake.slug.clone(),
            ward: patient.ward,
            outcomes: examined(&Program::with(&[patient])),
        }
    }

    /// Whether examination k may give this outcome.
    pub fn allows(&self, k: usize, outcome: &str) -> bool {
        self.outcomes[k].iter().any(|of_seed| of_seed == outcome)
    }

    /// Whether examination k tells this mistake, run from a seed, from another.
    pub fn told_from(&self, other: &Row, seed: usize, k: usize) -> bool {
        !other.allows(k, &self.outcomes[k][seed])
    }

    /// Whether all examinations together leave nothing but this mistake.
    pub fn decided(&self, seed: usize) -> bool {
        ward(self.ward).all(|other| {
            other.slug == self.slug
                || (0..EXAMINATIONS.len()).any(|k| self.told_from(other, seed, k))
        })
    }

    /// Whether the program runs.
    pub fn runs(&self) -> bool {
        !self.outcomes.iter().flatten().any(|outcome| outcome == "the program panics")
    }
}

/// The file: every outcome once, and for each mistake their numbers.
#[derive(Serialize, Deserialize)]
struct File {
    examinations: Vec<String>,
    outcomes: Vec<String>,
    mistakes: BTreeMap<String, (String, Vec<[usize; SEEDS.len()]>)>,
}

/// The rows as the file has them.
pub fn written(rows: &[Row]) -> String {
    let mut outcomes: Vec<String> = Vec::new();
    let mut number = |outcome: &String| {
        outcomes.iter().position(|known| known == outcome).unwrap_or_else(|| {
            outcomes.push(outcome.clone());
            outcomes.len() - 1
        })
    };
    let mut lines = Vec::new();
    for row in rows {
        let numbers: Vec<_> =
            row.outcomes.iter().map(|of| [number(&of[0]), number(&of[1])]).collect();
        let numbers = serde_json::json!([row.ward.name(), numbers]);
        lines.push(format!("\"{}\": {numbers}", row.slug));
    }
    let examinations: Vec<_> = EXAMINATIONS.iter().map(|e| e.name).collect();
    let outcomes: Vec<_> =
        outcomes.iter().map(|outcome| serde_json::json!(outcome).to_string()).collect();
    format!(
        "{{\n\"examinations\": {},\n\"outcomes\": [\n{}\n],\n\"mistakes\": {{\n{}\n}}\n}}\n",
        serde_json::json!(examinations),
        outcomes.join(",\n"),
        lines.join(",\n")
    )
}

/// The matrix as it is kept.
pub static MATRIX: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let file: File =
        serde_json::from_str(include_str!("../matrix.json")).expect("a matrix");
    let row = |(slug, (ward, numbers)): (String, (String, Vec<[usize; SEEDS.len()]>))| {
        let ward = Ward::ALL.into_iter().find(|known| known.name() == ward);
        let outcomes =
            numbers.into_iter().map(|of| of.map(|k| file.outcomes[k].clone())).collect();
        Row { slug, ward: ward.expect("a ward"), outcomes }
    };
    file.mistakes.into_iter().map(row).collect()
});

/// The rows of a ward.
pub fn ward(ward: Ward) -> impl Iterator<Item = &'static Row> {
    MATRIX.iter().filter(move |row| row.ward == ward)
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

/// The worth of each examination, by the rows of the matrix.
pub fn worth(rows: &[Row]) -> Vec<Worth> {
    let right: Vec<Row> = Ward::ALL
        .into_iter()
        .map(|ward| Row {
            slug: String::new(),
            ward,
            outcomes: examined(&Program::right(ward)),
        })
        .collect();
    let apart = |a: &Row, b: &Row, k: usize| {
        (0..SEEDS.len()).all(|seed| a.told_from(b, seed, k) && b.told_from(a, seed, k))
    };
    let of = |(k, examination): (usize, &Examination)| {
        let healthy = |row: &Row| right.iter().find(|right| right.ward == row.ward);
        let noticed = |row: &&Row| healthy(row).is_some_and(|right| apart(row, right, k));
        let pairs = || {
            let before = rows.iter().enumerate();
            let pairs = before.flat_map(|(i, a)| rows[..i].iter().map(move |b| (a, b)));
            pairs.filter(|(a, b)| a.ward == b.ward)
        };
        let told = pairs().filter(|(a, b)| apart(a, b, k)).count();
        let Examination { name, minutes, asks, .. } = *examination;
        let notices = rows.iter().filter(noticed).count();
        Worth { name, minutes, asks, notices, apart: 100 * told / pairs().count() }
    };
    EXAMINATIONS.iter().enumerate().map(of).collect()
}
