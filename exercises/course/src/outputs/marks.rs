//! `marks.csv`: everything that a table can say.

use anyhow::Result;

use super::{Class, csv_text, words};
use crate::credit::number;

pub fn table(class: &Class) -> Result<String> {
    let fixed = [
        "id", "name", "email", "section", "status", "points", "penalty", "total", "max",
        "late",
    ];
    let mut head: Vec<String> = fixed.map(str::to_owned).to_vec();
    for info in &class.assignment.exercises {
        head.extend([info.id.clone(), format!("{} status", info.id)]);
    }
    let rows = class.marks.iter().map(|mark| {
        let student = mark.student;
        let maybe = |points: Option<f64>| points.map(number).unwrap_or_default();
        let mut row = vec![
            student.id.clone(),
            student.name.clone(),
            student.email.clone(),
            student.section.clone(),
            mark.status().to_owned(),
            maybe(mark.raw),
            maybe(mark.penalty),
            maybe(mark.total()),
            number(mark.max),
            mark.lateness.clone(),
        ];
        for (exercise, points) in mark.result.exercises.iter().zip(&mark.points) {
            row.extend([maybe(*points), words(exercise)]);
        }
        row
    });
    csv_text([head].into_iter().chain(rows))
}
