//! Gradescope's `results.json`.

use serde_json::{Value, json};

use super::{follows, heading, words};
use crate::assignment::Assignment;
use crate::credit::Mark;
use crate::result::Status;

/// Nothing, if there is no mark: without the file Gradescope reports that the autograder failed.
pub fn results(assignment: &Assignment, mark: &Mark) -> Option<Value> {
    let visibility = assignment.visibility.word();
    let tests = mark.result.exercises.iter().zip(&mark.points).map(|(exercise, points)| {
        let mut output = format!("{}\n", words(exercise));
        for text in [&follows(exercise).unwrap_or_default(), &exercise.report, &exercise.printed] {
            if !text.is_empty() {
                output += &format!("\n{}\n", text.trim_end());
            }
        }
        json!({
            "name": heading(exercise),
            "number": exercise.id,
            "score": points,
            "max_score": assignment.points(crate::result::info(&exercise.id)),
            "status": if exercise.status == Status::Solved { "passed" } else { "failed" },
            "output": output,
            "output_format": "text",
            "visibility": visibility,
        })
    });
    let lines = [&mark.result.notes[..], &mark.result.unusual[..]].concat();
    Some(json!({
        "score": mark.total()?,
        "output": lines.join("\n"),
        "output_format": "text",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "tests": tests.collect::<Vec<_>>(),
    }))
}
