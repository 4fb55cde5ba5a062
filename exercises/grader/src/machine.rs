//! The verdicts for programs: `--format json`.

use anstream::adapter::strip_str;
use serde_json::{Value, json};

use crate::atlas::Named;
use crate::confine;
use crate::exercise::Status;
use crate::run::Graded;

/// One object: the seed, whether the workers were confined, and each exercise.
pub fn report(graded: &[Graded], seed: u64) -> Value {
    json!({
        "seed": seed,
        "confined": confine::available(),
        "exercises": graded.iter().map(exercise).collect::<Vec<_>>(),
    })
}

fn exercise(Graded { info, verdict, took }: &Graded) -> Value {
    let solved = verdict.status == Status::Solved;
    json!({
        "id": info.id,
        "name": info.name,
        "title": info.title,
        "chapter": info.chapter.name,
        "page": info.page(),
        "status": verdict.status.word(),
        "points": if solved { info.points() } else { 0 },
        "of": info.points(),
        "mistakes": verdict.mistakes.iter().map(named).collect::<Vec<_>>(),
        "alternatives": verdict.alternatives.iter().map(named).collect::<Vec<_>>(),
        "ended": verdict.ended,
        "summary": verdict.summary,
        "report": strip_str(&verdict.report).to_string(),
        "printed": verdict.printed,
        "seconds": took.as_secs_f64(),
    })
}

fn named(named: &Named) -> Value {
    json!({ "slug": named.mistake.slug, "name": named.name(), "constant": named.constant })
}
