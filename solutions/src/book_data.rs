//! What the book tells of the exercises and the mistakes, as files in book/data.

use anstream::adapter::strip_str;
use grader::atlas::Mistake;
use grader::catalogue;
use serde_json::{Value, json};

/// The files, from the root of the workspace, and what belongs in them.
pub fn files() -> [(&'static str, String); 3] {
    let text = |value: Value| format!("{value:#}\n");
    [
        ("book/data/exercises.json", text(exercises())),
        ("book/data/mistakes.json", text(mistakes())),
        ("book/data/report.txt", report("bp2", "bp2-without-sigma-prime")),
    ]
}

/// What the grader reports when a reader makes this mistake, as it stands in a plain terminal.
fn report(exercise: &str, slug: &str) -> String {
    let exercise = grader::find(exercise).expect("the exercise exists");
    let mut imitations = exercise.imitations().into_iter();
    let imitated = imitations
        .find(|imitated| imitated.mistake.slug == slug)
        .expect("it is known here");
    let verdict = exercise.judge_imitation(&imitated.made, 1);
    let info = exercise.info();
    let heading = format!("✗ {} {} {}", info.id, info.name, info.star_signs());
    let report = strip_str(&verdict.report).to_string();
    format!("{heading}   {}\n\n{}\n", info.file(), report.trim_end())
}

fn exercises() -> Value {
    let entry = |exercise: &dyn grader::exercise::Exercise| {
        let info = exercise.info();
        json!({
            "id": info.id,
            "name": info.name,
            "title": info.title,
            "stars": info.stars,
            "points": info.points(),
            "file": info.file(),
            "page": info.page(),
            "hints": info.hints,
        })
    };
    catalogue().iter().map(|exercise| entry(&**exercise)).collect()
}

/// Each mistake once, with every exercise in which it is recognised.
fn mistakes() -> Value {
    let mut atlas: Vec<(&'static Mistake, Vec<&'static String>)> = Vec::new();
    for exercise in catalogue() {
        for mistake in exercise.mistakes() {
            match atlas.iter_mut().find(|(known, _)| known.slug == mistake.slug) {
                Some((_, exercises)) => exercises.push(&exercise.info().id),
                None => atlas.push((mistake, vec![&exercise.info().id])),
            }
        }
    }
    let entry = |(mistake, exercises): (&Mistake, Vec<&String>)| {
        json!({
            "slug": mistake.slug,
            "name": mistake.name,
            "exercises": exercises,
            "what": mistake.what,
            "why": mistake.why,
            "symptom": mistake.symptom,
            "page": mistake.page,
        })
    };
    atlas.into_iter().map(entry).collect()
}
