//! What the book tells of the exercises and the mistakes, as JSON files in book/data.

use grader::atlas::Mistake;
use grader::catalogue;
use serde_json::{Value, json};

/// The files, from the root of the workspace, and what belongs in them.
pub fn files() -> [(&'static str, String); 2] {
    let text = |value: Value| format!("{value:#}\n");
    [
        ("book/data/exercises.json", text(exercises())),
        ("book/data/mistakes.json", text(mistakes())),
    ]
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
    let mut atlas: Vec<(&'static Mistake, Vec<&'static str>)> = Vec::new();
    for exercise in catalogue() {
        for &mistake in exercise.mistakes() {
            match atlas.iter_mut().find(|(known, _)| known.slug == mistake.slug) {
                Some((_, exercises)) => exercises.push(exercise.info().id),
                None => atlas.push((mistake, vec![exercise.info().id])),
            }
        }
    }
    let entry = |(mistake, exercises): (&Mistake, Vec<&str>)| {
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
