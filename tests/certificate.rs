//! The certificate of the graders: what a teacher has to know before trusting a mark.
//!
//! For every exercise the reference passes, and so does an answer written in another way; the
//! untouched stub is "not started"; every mistake of the atlas is rejected and called by its own
//! name and no other; and no two mistakes together are called by the name of a third.

#![allow(unexpected_cfgs, reason = "`answers!` asks for cfg(rust_analyzer)")]

#[path = "certificate/alternatives.rs"]
mod alternatives;
#[path = "certificate/blank.rs"]
mod blank;
#[path = "certificate/reference.rs"]
mod reference;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;

use grader::Answers;
use grader::atlas::{Mistake, Wrong};
use grader::exercise::{Exercise, Status};
use serde_json::{Value, json};

const SEEDS: std::ops::Range<u64> = 1..4;

/// What the two witnesses of a gradient may disagree by: central differences are exact to about
/// ε^(2/3) · C‴/6 + ε^(2/3) · C ≈ 4e-11 times costs of up to a hundred.
const WITNESSES_AGREE: f64 = 1e-8;

/// Checks that `answers` get the same status in every exercise, whatever the cases drawn.
fn expect(answers: &Answers, status: Status) {
    for exercise in grader::catalogue() {
        for seed in SEEDS {
            let verdict = exercise.judge(answers, seed);
            let name = exercise.info().name;
            assert_eq!(
                verdict.status, status,
                "{name}, seed {seed}:\n{}",
                verdict.report
            );
        }
    }
}

#[test]
fn the_reference_passes() {
    expect(&reference::answers(), Status::Solved);
}

#[test]
fn other_correct_answers_pass() {
    expect(&alternatives::answers(), Status::Solved);
}

#[test]
fn stubs_are_not_started() {
    expect(&blank::answers(), Status::NotStarted);
}

#[test]
fn every_mistake_is_called_by_its_name() {
    for exercise in grader::catalogue() {
        let name = exercise.info().name;
        for seed in SEEDS {
            let none = exercise.judge_model(Wrong::NOTHING, seed);
            assert_eq!(
                none.status,
                Status::Solved,
                "{name} without mistakes: {}",
                none.report
            );
            for &mistake in exercise.mistakes() {
                let verdict = exercise.judge_model(Wrong(&[mistake]), seed);
                let made = mistake.slug;
                assert_ne!(verdict.status, Status::Solved, "{name} with {made} passes");
                let named: Vec<_> = verdict.mistakes.iter().map(|m| m.slug).collect();
                assert_eq!(named, [made], "{name}, seed {seed}:\n{}", verdict.report);
            }
        }
    }
}

/// A mistake in one of the four equations is called by its number: "bp2-…". Where the report says
/// which equation goes wrong first, it is that one.
#[test]
fn the_first_wrong_equation_is_the_one_with_the_mistake() {
    let mut said = BTreeSet::new();
    for exercise in (grader::per_sample::exercises)() {
        for &mistake in exercise.mistakes() {
            let report = exercise.judge_model(Wrong(&[mistake]), SEEDS.start).report;
            let Some((_, after)) = report.split_once("first to go wrong is BP") else {
                continue;
            };
            let number = &after[..1];
            if mistake.slug.starts_with("bp") {
                assert_eq!(&mistake.slug[2..3], number, "{}:\n{report}", mistake.slug);
            }
            said.insert(number.to_owned());
        }
    }
    assert_eq!(
        said.into_iter().collect::<String>(),
        "1234",
        "each is said of some mistake"
    );
}

/// The right answers, each written in another way, that an exercise accepts.
fn accepted(exercise: &dyn Exercise) -> usize {
    let answers = [reference::answers(), alternatives::answers()];
    let judged = answers.iter().map(|answers| exercise.judge(answers, SEEDS.start));
    judged.filter(|verdict| verdict.status == Status::Solved).count()
}

/// Which of these lists of mistakes, made together, are recognised as all of them.
///
/// # Panics
/// If one is called by the name of a mistake that was not made.
fn named(exercise: &dyn Exercise, lists: &[Vec<&'static Mistake>]) -> usize {
    let recognised = |made: &&Vec<&'static Mistake>| {
        let verdict = exercise.judge_model(Wrong(made), SEEDS.start);
        let (name, named) = (exercise.info().name, &verdict.mistakes);
        assert!(
            named.iter().all(|mistake| made.contains(mistake)),
            "{name}: {made:?} are called {named:?}"
        );
        named.len() == made.len()
    };
    lists.iter().filter(recognised).count()
}

/// A line of the table in the book's appendix for teachers.
fn examined(exercise: &dyn Exercise) -> Value {
    let all = exercise.mistakes();
    let singles: Vec<_> = all.iter().map(|&mistake| vec![mistake]).collect();
    let pairs = all.iter().enumerate().flat_map(|(k, &first)| {
        all[k + 1..].iter().map(move |&second| vec![first, second])
    });
    let pairs: Vec<_> = pairs.collect();
    json!({
        "exercise": exercise.info().id,
        "points": exercise.info().points(),
        "accepted": accepted(exercise),
        "named": named(exercise, &singles),
        "mistakes": singles.len(),
        "pairs_named": named(exercise, &pairs),
        "pairs": pairs.len(),
    })
}

/// Asks this test to write the table.
const WRITE: &str = "WRITE_CERTIFICATE";

#[test]
fn nobody_is_accused_wrongly_and_the_table_is_current() {
    let lines = grader::catalogue().into_iter().map(|exercise| {
        let line = examined(&*exercise).to_string();
        println!("{line}");
        line
    });
    let table = format!("[\n{}\n]\n", lines.collect::<Vec<_>>().join(",\n"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/data/certificate.json");
    if env::var_os(WRITE).is_some() {
        fs::write(&file, &table).expect("the table can be written");
    }
    assert!(
        fs::read_to_string(file).is_ok_and(|current| current == table),
        "book/data/certificate.json is old: {WRITE}=1 cargo test --test certificate"
    );
}

#[test]
fn the_witnesses_agree() {
    for exercise in grader::catalogue() {
        let (name, disagreement) =
            (exercise.info().name, exercise.disagreement(SEEDS.start));
        println!("{name:<30} {disagreement:.1e}");
        assert!(disagreement <= WITNESSES_AGREE, "{name}: the witnesses disagree");
    }
}

#[test]
fn numbers_and_names_are_in_order() {
    let (mut names, mut slugs) = (BTreeSet::new(), std::collections::BTreeMap::new());
    for chapter in grader::CHAPTERS {
        for (k, exercise) in (chapter.exercises)().iter().enumerate() {
            let info = exercise.info();
            assert_eq!(info.id, format!("{}.{}", chapter.number, k + 1));
            assert!((1..=4).contains(&info.stars), "{}", info.name);
            assert!(names.insert(info.name), "two exercises are called {}", info.name);
            for &mistake in exercise.mistakes() {
                let known = slugs.insert(mistake.slug, mistake);
                assert!(
                    known.is_none_or(|known| known == mistake),
                    "two are {}",
                    mistake.slug
                );
            }
        }
    }
}
