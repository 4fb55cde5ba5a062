//! Cases can be solved by what the clinic itself advises.

use std::collections::BTreeSet;

use clinic::case::{Case, TWO_MISTAKES};
use clinic::examination::{EXAMINATIONS, find};
use clinic::matrix::MATRIX;
use clinic::place::patients;

/// The mistakes found by following the hints, and the minutes that it took.
fn solved(case: Case) -> (Vec<String>, u32) {
    let (mut done, mut minutes) = (vec!["curve".to_owned()], 0);
    while let Some(best) = case.best(&done) {
        done.push(best.name.to_owned());
        minutes += best.minutes;
    }
    let left = case.left(&done);
    assert_eq!(left.len(), 1, "case {}", case.number);
    (left[0].slugs().map(str::to_owned).collect(), minutes)
}

#[test]
fn cases_are_solved_by_the_hints() {
    for number in (1..=10).chain(TWO_MISTAKES..TWO_MISTAKES + 10) {
        let case = Case::of(number);
        let (slugs, minutes) = solved(case);
        assert!(case.is(&slugs), "case {number} is {:?}", case.mistakes());
        println!("case {number}: {} in {minutes} minutes", slugs.join(" and "));
        assert!(minutes <= 35, "case {number}, {slugs:?}: {minutes} minutes");
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
            let row = MATRIX.of(&case.mistakes()[0]).expect("its row");
            assert!(row.allows(k, &outcome), "{number} {name}: {outcome}");
        }
    }
}

#[test]
fn a_wrong_diagnosis_is_refuted_by_an_examination() {
    for number in 1..=10 {
        let case = Case::of(number);
        let others = MATRIX.with(1).filter(|row| row.ward == case.ward());
        for row in others.filter(|row| !case.is(&row.slugs)) {
            let (_, here, would) = case.refuted(&row.slugs).expect("the case is fair");
            assert_ne!(here, would, "case {number}, {:?}", row.slugs);
        }
    }
    let case = Case::of(TWO_MISTAKES);
    for suspect in MATRIX.suspects(case.ward(), 2).iter().step_by(97) {
        let slugs: Vec<_> = suspect.slugs().map(str::to_owned).collect();
        assert_ne!(case.is(&slugs), case.refuted(&slugs).is_some(), "{slugs:?}");
    }
}

#[test]
fn two_mistakes_may_be_named_in_any_order() {
    let case = Case::of(TWO_MISTAKES);
    let mut slugs = case.mistakes().to_vec();
    slugs.reverse();
    assert!(case.is(&slugs));
    assert!(!case.is(&slugs[..1]));
    assert!(!case.is(&[slugs[0].clone(), slugs[0].clone()]));
}

#[test]
fn numbers_admit_many_different_patients() {
    let admitted = |numbers: std::ops::Range<u64>| {
        numbers.map(|number| Case::of(number).mistakes()).collect::<BTreeSet<_>>()
    };
    assert!(admitted(1..61).len() >= 30);
    assert!(admitted(TWO_MISTAKES..TWO_MISTAKES + 40).len() >= 15);
}

#[test]
fn the_matrix_has_a_row_for_each_patient() {
    let mut slugs: Vec<_> = patients().iter().map(|p| &p.mistake.slug).collect();
    slugs.sort_unstable();
    let mut rows: Vec<_> = MATRIX.with(1).map(|row| &row.slugs[0]).collect();
    rows.sort_unstable();
    assert_eq!(rows, slugs);
}
