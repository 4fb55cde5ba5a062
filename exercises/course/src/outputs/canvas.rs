//! A gradebook of Canvas with one assignment.

use anyhow::Result;

use super::{Class, csv_text};
use crate::credit::number;

pub fn table(class: &Class) -> Result<String> {
    let head = [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        &class.assignment.title,
    ];
    let most =
        ["    Points Possible", "", "", "", "", &number(class.assignment.max_points())];
    let rows = class.marks.iter().map(|mark| {
        let student = mark.student;
        vec![
            student.name.clone(),
            student.canvas_id.clone(),
            student.sis_id.clone(),
            student.id.clone(),
            student.section.clone(),
            mark.total().map(number).unwrap_or_default(),
        ]
    });
    let before = [head, most].map(|row| row.map(str::to_owned).to_vec());
    csv_text(before.into_iter().chain(rows))
}
