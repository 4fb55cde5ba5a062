//! Moodle's grading worksheet, to be uploaded again.

use anyhow::Result;

use super::{Class, csv_text};
use crate::credit::number;

const HEAD: [&str; 10] = [
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
];

pub fn table(class: &Class) -> Result<String> {
    let rows = class.marks.iter().map(|mark| {
        let student = mark.student;
        let number_of = match student.moodle_id.is_empty() {
            false if student.moodle_id.bytes().all(|b| b.is_ascii_digit()) => {
                format!("Participant {}", student.moodle_id)
            }
            _ => student.moodle_id.clone(),
        };
        let status = match mark.result.submitted {
            true => "Submitted for grading",
            false => "No submission",
        };
        let solved = mark
            .result
            .exercises
            .iter()
            .filter(|e| e.status == crate::result::Status::Solved);
        let comment = format!(
            "{} of {} exercises solved. {}",
            solved.count(),
            mark.result.exercises.len(),
            mark.lateness
        );
        vec![
            number_of,
            student.name.clone(),
            student.email.clone(),
            status.to_owned(),
            mark.total().map(number).unwrap_or_default(),
            number(mark.max),
            "Yes".to_owned(),
            student.submitted.map(|time| time.to_string()).unwrap_or_default(),
            "-".to_owned(),
            comment.trim_end().to_owned(),
        ]
    });
    csv_text([HEAD.map(str::to_owned).to_vec()].into_iter().chain(rows))
}
