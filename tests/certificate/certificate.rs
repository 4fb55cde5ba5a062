//! The certificate of the graders: what a teacher has to know before trusting a mark.
//!
//! For every exercise the reference passes, and so does an answer written in another way; the
//! untouched stub is "not started"; every mistake of the atlas is rejected and called by its own
//! name and no other, or as one of those that have the same numbers.
//!
//! `CERTIFY=4.4` looks at one exercise, or several as the judge selects them. `CERTIFY_ALL=1`
//! tries each mistake on all seeds and with each of its constants, which takes many minutes.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;

use grader::atlas::Mistake;
use grader::exercise::{Exercise, Imitated, Info, Made, Status, Verdict};
use grader::process::Program;
use grader::{run, texts};
use serde_json::{Value, json};

/// Workers with right answers, each written in its own way.
const RIGHT: [&str; 2] =
    [env!("CARGO_BIN_EXE_reference"), env!("CARGO_BIN_EXE_alternatives")];
const BLANK: &str = env!("CARGO_BIN_EXE_blank");

const SEEDS: std::ops::Range<u64> = 1..4;

const ONLY: &str = "CERTIFY";
const ALL: &str = "CERTIFY_ALL";

fn all() -> bool {
    env::var_os(ALL).is_some()
}

/// The exercises that are looked at.
fn exercises() -> Vec<Box<dyn Exercise>> {
    let only: Vec<_> = env::var(ONLY).into_iter().collect();
    let places = grader::select::select(&only, false).expect("exercises");
    let chosen = grader::catalogue().into_iter().enumerate();
    chosen.filter(|(k, _)| places.contains(k)).map(|(_, exercise)| exercise).collect()
}

/// What the two witnesses of a gradient may disagree by: central differences are exact to about
/// ε^(2/3) · C‴/6 + ε^(2/3) · C ≈ 4e-11 times costs of up to a hundred.
const WITNESSES_AGREE: f64 = 1e-8;

/// Checks that the answers of `program` get the same status in every exercise, whatever the cases
/// drawn.
fn expect(program: &str, status: Status) {
    let (program, exercises) = (Program::new(program), exercises());
    for seed in SEEDS {
        for graded in run::grade(&exercises, &program, seed, 2, |_| ()) {
            let (name, verdict) = (&graded.info.name, graded.verdict);
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
    expect(RIGHT[0], Status::Solved);
}

#[test]
fn other_correct_answers_pass() {
    expect(RIGHT[1], Status::Solved);
}

#[test]
fn stubs_are_not_started() {
    expect(BLANK, Status::NotStarted);
}

/// Whether a mistake is called by its name: alone, or as one of those with the same numbers.
fn called(verdict: &Verdict, mistake: &Mistake) -> bool {
    let slugs = |named: &[grader::atlas::Named]| -> Vec<&str> {
        named.iter().map(|named| &named.mistake.slug[..]).collect()
    };
    slugs(&verdict.mistakes) == [&mistake.slug]
        || slugs(&verdict.alternatives).contains(&&mistake.slug[..])
}

#[test]
fn every_mistake_is_called_by_its_name() {
    let mut faults = Vec::new();
    for exercise in exercises() {
        let name = &exercise.info().name;
        for seed in SEEDS {
            let none = exercise.judge_imitation(&Made::Switches(Vec::new()), seed);
            assert_eq!(
                none.status,
                Status::Solved,
                "{name} without mistakes: {}",
                none.report
            );
        }
        for seed in SEEDS.take(if all() { SEEDS.count() } else { 1 }) {
            for imitated in examples(&*exercise) {
                let verdict = exercise.judge_imitation(&imitated.made, seed);
                let made = format!("{} ({:?})", imitated.mistake.slug, imitated.made);
                if verdict.status == Status::Solved {
                    faults.push(format!("{name} with {made} passes"));
                } else if !called(&verdict, imitated.mistake) {
                    faults.push(format!("{name} with {made}:\n{}", verdict.report));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The imitations, and of each family of constants the first, one in the middle and the last.
fn examples(exercise: &dyn Exercise) -> Vec<Imitated> {
    let mut examples: Vec<Imitated> = Vec::new();
    for family in exercise.imitations().chunk_by(|a, b| same_family(&a.made, &b.made)) {
        let places = match family.len() {
            n if all() => (0..n).collect(),
            n => BTreeSet::from([0, n / 2, n - 1]),
        };
        examples.extend(places.into_iter().map(|place| family[place].clone()));
    }
    examples
}

fn same_family(a: &Made, b: &Made) -> bool {
    matches!((a, b), (Made::Written(a, _), Made::Written(b, _)) if a == b)
}

/// Texts without code would promise names that are never given.
#[test]
fn every_text_belongs_to_a_mistake() {
    let made: BTreeSet<_> = grader::catalogue()
        .iter()
        .flat_map(|exercise| exercise.mistakes())
        .map(|mistake| &mistake.slug)
        .collect();
    for mistake in texts::mistakes() {
        assert!(made.contains(&mistake.slug), "no exercise knows {}", mistake.slug);
    }
}

/// A mistake in one of the four equations is called by its number: "bp2-…". Where the report says
/// which equation goes wrong first, it is that one.
#[test]
fn the_first_wrong_equation_is_the_one_with_the_mistake() {
    let mut said = BTreeSet::new();
    for exercise in (grader::per_sample::exercises)() {
        for imitated in examples(&*exercise) {
            let mistake = imitated.mistake;
            let report = exercise.judge_imitation(&imitated.made, SEEDS.start).report;
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
    let judged =
        RIGHT.map(|program| run::judge(exercise, &Program::new(program), SEEDS.start));
    judged.iter().filter(|verdict| verdict.status == Status::Solved).count()
}

/// How many of the mistakes are called by their names, in whatever way they are made.
fn named(exercise: &dyn Exercise) -> usize {
    let imitations = examples(exercise);
    let unnamed: BTreeSet<_> = imitations
        .iter()
        .filter(|imitated| {
            let verdict = exercise.judge_imitation(&imitated.made, SEEDS.start);
            !called(&verdict, imitated.mistake)
        })
        .map(|imitated| &imitated.mistake.slug)
        .collect();
    exercise.mistakes().len() - unnamed.len()
}

/// How many of these pairs of mistakes, made together, are recognised as both. Of the others some
/// have the numbers of a single third one, by which they are then called.
fn pairs_named(exercise: &dyn Exercise, pairs: &[Vec<&'static str>]) -> usize {
    let recognised = |made: &&Vec<&'static str>| {
        let verdict =
            exercise.judge_imitation(&Made::Switches(made.to_vec()), SEEDS.start);
        let named = &verdict.mistakes;
        named.len() == made.len()
            && named.iter().all(|named| made.contains(&&named.mistake.slug[..]))
    };
    pairs.iter().filter(recognised).count()
}

/// A line of the table in the book's appendix for teachers.
fn examined(exercise: &dyn Exercise) -> Value {
    let switches: Vec<&'static str> = exercise
        .imitations()
        .into_iter()
        .filter_map(|imitated| match &imitated.made {
            Made::Switches(slugs) => slugs.first().copied(),
            Made::Written(..) => None,
        })
        .collect();
    let pairs = switches.iter().enumerate().flat_map(|(k, &first)| {
        switches[k + 1..].iter().map(move |&second| vec![first, second])
    });
    // There can be a thousand pairs: every so many is tried.
    let pairs: Vec<_> = pairs.collect();
    let pairs: Vec<_> =
        pairs.iter().step_by(pairs.len().div_ceil(PAIRS).max(1)).cloned().collect();
    json!({
        "exercise": exercise.info().id,
        "points": exercise.info().points(),
        "accepted": accepted(exercise),
        "named": named(exercise),
        "mistakes": exercise.mistakes().len(),
        "pairs_named": pairs_named(exercise, &pairs),
        "pairs": pairs.len(),
    })
}

/// So many pairs of mistakes are tried in an exercise at most.
const PAIRS: usize = 24;

/// Asks this test to write the table.
const WRITE: &str = "WRITE_CERTIFICATE";

#[test]
fn nobody_is_accused_wrongly_and_the_table_is_current() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/data/certificate.json");
    let lines = exercises().into_iter().map(|exercise| {
        let line = examined(&*exercise).to_string();
        println!("{line}");
        line
    });
    let lines: Vec<_> = lines.collect();
    if env::var_os(WRITE).is_some() {
        let table = format!("[\n{}\n]\n", lines.join(",\n"));
        fs::write(&file, table).expect("the table can be written");
    }
    let table = fs::read_to_string(file).expect("the table can be read");
    for line in lines {
        assert!(
            table.contains(&line),
            "book/data/certificate.json is old: {WRITE}=1 cargo test --test certificate"
        );
    }
}

#[test]
fn the_witnesses_agree() {
    for exercise in exercises() {
        let (name, disagreement) =
            (&exercise.info().name, exercise.disagreement(SEEDS.start));
        println!("{name:<30} {disagreement:.1e}");
        assert!(disagreement <= WITNESSES_AGREE, "{name}: the witnesses disagree");
    }
}

/// The catalogue and the stubs tell of the same exercises, in the same order.
#[test]
fn numbers_and_names_are_in_order() {
    let mut names = BTreeSet::new();
    let mut infos = Info::all().iter();
    for chapter in grader::CHAPTERS {
        for (k, exercise) in (chapter.exercises)().iter().enumerate() {
            let info = exercise.info();
            assert_eq!(info.id, format!("{}.{}", chapter.number, k + 1));
            assert_eq!(infos.next().map(|info| &info.id), Some(&info.id));
            assert!((1..=4).contains(&info.stars), "{}", info.name);
            assert!(names.insert(&info.name), "two exercises are called {}", info.name);
        }
    }
    assert!(infos.next().is_none(), "a stub has no judge");
}
