//! From results to points: what each exercise gives, and what being late costs.

use jiff::Timestamp;

use crate::assignment::{Assignment, Credit};
use crate::result::{ExerciseResult, Status, StudentResult, info};
use crate::roster::Student;

/// A student's mark, and how it comes about.
pub struct Mark<'a> {
    pub student: &'a Student,
    pub result: &'a StudentResult,
    /// The points of each exercise; none, where it could not be graded.
    pub points: Vec<Option<f64>>,
    /// Before anything is taken off; none, if an exercise could not be graded.
    pub raw: Option<f64>,
    /// What being late costs.
    pub penalty: Option<f64>,
    pub max: f64,
    /// How late it is, in words.
    pub lateness: String,
}

impl Mark<'_> {
    pub fn total(&self) -> Option<f64> {
        Some(self.raw? - self.penalty?)
    }

    /// For tables: what the mark rests on.
    pub fn status(&self) -> &'static str {
        match () {
            _ if self.raw.is_none() => "could not grade",
            _ if !self.result.submitted => "nothing handed in",
            _ if self.result.files.is_empty() => "no file of a chapter",
            _ => "graded",
        }
    }
}

pub fn mark<'a>(
    assignment: &Assignment,
    student: &'a Student,
    result: &'a StudentResult,
) -> Mark<'a> {
    let points: Vec<_> =
        result.exercises.iter().map(|exercise| points(assignment, exercise)).collect();
    let raw: Option<f64> = points.iter().copied().sum();
    let (share, lateness) = late(assignment, student);
    Mark {
        student,
        result,
        points,
        raw,
        penalty: raw.map(|raw| hundredths(raw * share)),
        max: assignment.max_points(),
        lateness,
    }
}

fn points(assignment: &Assignment, exercise: &ExerciseResult) -> Option<f64> {
    let all = assignment.points(info(&exercise.id));
    match exercise.status {
        Status::Solved => Some(all),
        Status::CouldNotGrade => None,
        _ if exercise.follows && assignment.credit == Credit::Follows => Some(all),
        _ => Some(0.0),
    }
}

/// The share of the points that is lost, and why.
fn late(assignment: &Assignment, student: &Student) -> (f64, String) {
    let Some(due) = student.due.or(assignment.due) else { return (0.0, String::new()) };
    let Some(submitted) = student.submitted else {
        return (0.0, String::new());
    };
    let days =
        days_late(submitted, due, assignment.late.as_ref().map_or(0, |late| late.grace));
    if days == 0 {
        return (0.0, String::new());
    }
    let plural = if days == 1 { "day" } else { "days" };
    match &assignment.late {
        None => (0.0, format!("{days} {plural} late, which costs nothing")),
        Some(late) if days > late.days.into() => {
            (1.0, format!("{days} {plural} late, and after {} nothing counts", late.days))
        }
        Some(late) => {
            let share = (late.per_day * days as f64).min(100.0);
            (share / 100.0, format!("{days} {plural} late: {share} % off"))
        }
    }
}

/// Days begun after the time when it was due, and after some minutes that nobody counts.
fn days_late(submitted: Timestamp, due: Timestamp, grace: u32) -> i64 {
    let late = submitted.as_second() - due.as_second();
    if late <= i64::from(grace) * 60 { 0 } else { (late + 86_399) / 86_400 }
}

fn hundredths(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

/// Points as people write them: 6, 5.5.
pub fn number(points: f64) -> String {
    format!("{}", hundredths(points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begun_is_a_day() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let due = at("2026-11-09T22:59:00Z");
        for (submitted, grace, days) in [
            ("2026-11-09T22:59:00Z", 0, 0),
            ("2026-11-09T22:59:01Z", 0, 1),
            ("2026-11-09T23:09:00Z", 10, 0),
            ("2026-11-09T23:09:01Z", 10, 1),
            ("2026-11-10T22:59:00Z", 0, 1),
            ("2026-11-10T22:59:01Z", 0, 2),
        ] {
            assert_eq!(days_late(at(submitted), due, grace), days, "{submitted}");
        }
    }
}
