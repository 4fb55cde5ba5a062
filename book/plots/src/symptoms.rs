//! What is seen of each mistake that a training run can make: `book/data/symptoms.json`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clinic::matrix::{MATRIX, Matrix, Row, SEEDS as CASES};
use clinic::place::{Patient, Ward, patient, patients};
use clinic::symptom::{Measured, Right, SEEDS, Symptom, examine};
use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::book;
use crate::each::each;

/// The file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Symptoms {
    /// How many runs each curve is the mean of.
    pub runs: usize,
    /// The right program of each ward.
    pub right: BTreeMap<String, Measured>,
    pub mistakes: Vec<Symptom>,
}

/// Accuracies are means over three runs of 250 digits. Rounding grows little in such short runs;
/// on another machine they may differ by this.
const NEAR: f64 = 0.05;

fn file() -> PathBuf {
    book().join("data/symptoms.json")
}

/// Runs these patients.
pub fn measure(of: &[&Patient]) -> Symptoms {
    let rights: BTreeMap<Ward, Right> =
        Ward::ALL.into_iter().map(|ward| (ward, Right::of(ward))).collect();
    let measured =
        |(ward, right): (&Ward, &Right)| (ward.name().to_owned(), right.measured(*ward));
    Symptoms {
        runs: SEEDS.len(),
        right: rights.iter().map(measured).collect(),
        mistakes: each(of, "mistakes", |patient| {
            examine(patient, &rights[&patient.ward])
        }),
    }
}

/// Every patient, or one in so many.
pub fn one_in(step: usize) -> Vec<&'static Patient> {
    patients().iter().step_by(step).collect()
}

/// Runs all and writes the file, a line for each mistake.
///
/// # Errors
/// If the file cannot be written.
pub fn write() -> Result<()> {
    let Symptoms { runs, right, mistakes } = measure(&one_in(1));
    let lines: Vec<_> =
        mistakes.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let right = serde_json::to_string(&right)?;
    let text = format!(
        "{{\n\"runs\": {runs},\n\"right\": {right},\n\"mistakes\": [\n{}\n]\n}}\n",
        lines.join(",\n")
    );
    std::fs::write(file(), text).with_context(|| file().display().to_string())
}

/// The matrix of the clinic, which is part of the exercises.
fn matrix_file() -> PathBuf {
    book().join("../exercises/clinic/matrix.json")
}

/// What the book says of the examinations.
fn worth_file() -> PathBuf {
    book().join("data/examinations.json")
}

/// Every right program and every patient, by itself.
fn programs(patients: Vec<&'static Patient>) -> Vec<(Ward, Vec<&'static Patient>)> {
    let right = Ward::ALL.into_iter().map(|ward| (ward, Vec::new()));
    right
        .chain(patients.into_iter().map(|patient| (patient.ward, vec![patient])))
        .collect()
}

fn examined(programs: &[(Ward, Vec<&'static Patient>)]) -> Vec<Row> {
    each(programs, "programs examined", |(ward, patients)| Row::of(*ward, patients))
}

/// At most so many pairs of a ward are kept, and so many are run to find them.
const PAIRS: usize = 30;
const TRIED: usize = 120;

/// Pairs of mistakes that all examinations together decide, from each seed.
fn pairs(matrix: &Matrix, ward: Ward) -> Vec<Row> {
    let fair =
        |row: &Row| row.runs() && (0..CASES.len()).all(|seed| matrix.decides(row, seed));
    let alone = matrix.with(1).filter(|row| row.ward == ward);
    let rows: Vec<&Row> = alone.filter(|row| fair(row)).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let two = |_| {
        let two = rows.sample(&mut rng, 2);
        two.map(|row| patient(&row.slugs[0]).expect("the matrix is current")).collect()
    };
    let mut tried: Vec<(Ward, Vec<&Patient>)> =
        (0..TRIED).map(two).map(|two| (ward, two)).collect();
    tried.retain(|(_, two)| two[0].place != two[1].place);
    examined(&tried).into_iter().filter(fair).take(PAIRS).collect()
}

/// Runs all examinations on all patients and writes both files.
///
/// # Errors
/// If a file cannot be written.
pub fn write_matrix() -> Result<()> {
    let mut matrix = Matrix { rows: examined(&programs(one_in(1))) };
    for ward in Ward::ALL {
        let pairs = pairs(&matrix, ward);
        matrix.rows.extend(pairs);
    }
    let files = [(matrix_file(), matrix.written()), (worth_file(), worth_text(&matrix))];
    for (file, text) in files {
        std::fs::write(&file, text).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

fn worth_text(matrix: &Matrix) -> String {
    format!("{:#}\n", serde_json::json!(matrix.worth()))
}

/// Examines the right programs and one patient, and one pair, in `step` again, and says where the
/// matrix differs.
pub fn check_matrix(step: usize) -> Vec<String> {
    let known = |slug: &String| patient(slug).expect("the matrix is current");
    let of = |row: &Row| (row.ward, row.slugs.iter().map(known).collect());
    let mut programs = programs(one_in(step));
    programs.extend(MATRIX.with(2).step_by(step).map(of));
    let rows = examined(&programs);
    let differs = rows.iter().filter(|row| !MATRIX.rows.contains(row));
    let mut faults: Vec<_> = differs
        .map(|row| format!("matrix.json: {:?}: other outcomes", row.slugs))
        .collect();
    let worth = std::fs::read_to_string(worth_file());
    if worth.ok() != Some(worth_text(&MATRIX)) {
        faults.push("examinations.json: the matrix says something else".into());
    }
    faults
}

/// Runs one mistake in `step` again, and says where the file differs.
///
/// # Errors
/// If the file cannot be read.
pub fn check(step: usize) -> Result<Vec<String>> {
    let text =
        std::fs::read_to_string(file()).with_context(|| file().display().to_string())?;
    let committed: Symptoms = serde_json::from_str(&text)?;
    let mut faults = Vec::new();
    let slugs = patients().iter().map(|patient| &patient.mistake.slug);
    if !committed.mistakes.iter().map(|symptom| &symptom.slug).eq(slugs) {
        faults.push("symptoms.json: other mistakes than a training run can make".into());
    }
    for today in measure(&one_in(step)).mistakes {
        let of = |symptom: &&Symptom| symptom.slug == today.slug;
        let fault = match committed.mistakes.iter().find(of) {
            None => Some("not measured".into()),
            Some(before) => difference(before, &today),
        };
        faults
            .extend(fault.map(|fault| format!("symptoms.json: {}: {fault}", today.slug)));
    }
    Ok(faults)
}

fn difference(before: &Symptom, today: &Symptom) -> Option<String> {
    let last = |symptom: &Symptom| symptom.measured.accuracy.last().copied().flatten();
    let near = match (last(before), last(today)) {
        (Some(before), Some(today)) => {
            (before - today).abs() <= NEAR * before.abs().max(1.0)
        }
        (before, today) => before == today,
    };
    if !near {
        return Some(format!("accuracy {:?}, was {:?}", last(today), last(before)));
    }
    let said = |symptom: &Symptom| symptom.measured.gradient_check.clone();
    (said(before) != said(today))
        .then(|| format!("gradient check {}, was {}", said(today), said(before)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_accuracy_or_verdict_is_a_difference() {
        let symptom = measure(&one_in(1)[..1]).mistakes.remove(0);
        assert_eq!(difference(&symptom, &symptom), None);
        let mut other = symptom.clone();
        other.measured.gradient_check = "passes".into();
        assert!(difference(&symptom, &other).is_some());
        let mut other = symptom.clone();
        *other.measured.accuracy.last_mut().expect("a curve") = Some(0.1);
        assert!(difference(&symptom, &other).is_some());
    }
}
