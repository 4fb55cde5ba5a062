//! Classroom 50's `result.json`, which knows whole numbers only.

use serde_json::{Value, json};

use super::heading;
use crate::assignment::Assignment;
use crate::credit::Mark;
use crate::result::{Status, info};

/// Nothing, if there is no mark, or one that is no whole number.
pub fn result(assignment: &Assignment, mark: &Mark) -> Option<Value> {
    let tests =
        mark.result.exercises.iter().zip(&mark.points).map(|(exercise, points)| {
            Some(json!({
                "test-name": heading(exercise),
                "passed": exercise.status == Status::Solved,
                "score": whole((*points)?)?,
                "max-score": whole(assignment.points(info(&exercise.id)))?,
            }))
        });
    Some(json!({
        "schema": "classroom50/result/v1",
        "classroom": "",
        "assignment": assignment.name,
        "submission": mark.student.id,
        "commit": "",
        "release": "",
        "review": "",
        "datetime": mark.student.submitted.map(|t| t.to_string()).unwrap_or_default(),
        "score": whole(mark.total()?.floor())?,
        "max-score": whole(mark.max)?,
        "tests": tests.collect::<Option<Vec<_>>>()?,
    }))
}

fn whole(points: f64) -> Option<u64> {
    (points.fract() == 0.0).then_some(points as u64)
}
