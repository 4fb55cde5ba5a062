//! Cases can be solved by what the clinic itself advises.

use clinic::case::Case;
use clinic::examination::{EXAMINATIONS, find};
use clinic::matrix::MATRIX;
use clinic::place::patients;

/// The mistake found by following the hints, and the minutes that it took.
fn solved(case: Case) -> (String, u32) {
    let (mut done, mut minutes) = (vec!["curve".to_owned()], 0);
    while let Some(best) = case.best(&done) {
        done.push(best.name.to_owned());
        minutes += best.minutes;
    }
    let left = case.left(&done);
    assert_eq!(left.len(), 1, "case {}: {left:?}", case.number);
    (left[0].slug.clone(), minutes)
}

#[test]
fn ten_cases_are_solved_by_the_hints_within_half_an_hour() {
    for number in 1..=10 {
        let case = Case::of(number);
        let (slug, minutes) = solved(case);
        assert!(case.is(&slug), "case {number} is {}", case.mistake().slug);
        assert!(minutes <= 30, "case {number}, {slug}: {minutes} minutes");
    }
}

#[test]
fn an_examination_finds_what_the_matrix_says() {
    for number in [3, 4] {
        let case = Case::of(number);
        for name in ["targets-as-outputs", "gradient-check", "step", "samples"] {
            let examination = find(name).expect("there is such an examination");
            let k = EXAMINATIONS.iter().position(|e| e.name == name).expect("there is");
            let outcome = case.examine(examination);
            let row = MATRIX.iter().find(|row| case.is(&row.slug)).expect("its row");
            assert!(row.allows(k, &outcome), "{number} {name}: {outcome}");
        }
    }
}

#[test]
fn a_wrong_diagnosis_is_refuted_by_an_examination() {
    for number in 1..=10 {
        let case = Case::of(number);
        for row in clinic::matrix::ward(case.ward()).filter(|row| !case.is(&row.slug)) {
            let (_, here, would) = case.refuted(&row.slug).expect("the case is fair");
            assert_ne!(here, would, "case {number}, {}", row.slug);
        }
    }
}

#[test]
fn numbers_admit_many_different_patients() {
    let slugs: std::collections::BTreeSet<_> =
        (1..=60).map(|number| &Case::of(number).mistake().slug).collect();
    assert!(slugs.len() >= 30, "{slugs:?}");
}

#[test]
fn the_matrix_has_a_row_for_each_patient() {
    let mut slugs: Vec<_> = patients().iter().map(|p| p.mistake.slug.clone()).collect();
    slugs.sort_unstable();
    let rows: Vec<_> = MATRIX.iter().map(|row| row.slug.clone()).collect();
    assert_eq!(rows, slugs);
}
