//! The table that `nbgrader export` writes.

use anyhow::Result;

use super::{Class, csv_text};
use crate::credit::number;

const HEAD: [&str; 11] = [
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
];

pub fn table(class: &Class) -> Result<String> {
    let rows = class.marks.iter().map(|mark| {
        let student = mark.student;
        let (first, last) = names(&student.name);
        let time = |time: Option<jiff::Timestamp>| {
            time.map(|t| t.to_string()).unwrap_or_default()
        };
        let maybe = |points: Option<f64>| points.map(number).unwrap_or_default();
        vec![
            class.assignment.name.clone(),
            time(student.due.or(class.assignment.due)),
            time(student.submitted),
            student.id.clone(),
            last.to_owned(),
            first.to_owned(),
            student.email.clone(),
            maybe(mark.raw),
            maybe(mark.penalty),
            maybe(mark.total()),
            number(mark.max),
        ]
    });
    csv_text([HEAD.map(str::to_owned).to_vec()].into_iter().chain(rows))
}

/// "Lovelace, Ada" or "Ada Lovelace".
fn names(name: &str) -> (&str, &str) {
    match name.split_once(", ") {
        Some((last, first)) => (first, last),
        None => name.rsplit_once(' ').unwrap_or(("", name)),
    }
}
