//! JUnit: a suite for each student.

use anyhow::Result;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Class, follows, heading};
use crate::result::{ExerciseResult, Status, info};

pub fn report(class: &Class) -> Result<String> {
    let mut report = Report::new(&*class.assignment.title);
    for mark in &class.marks {
        let mut suite = TestSuite::new(&*mark.student.id);
        suite.add_test_cases(mark.result.exercises.iter().map(case));
        report.add_test_suite(suite);
    }
    // Jenkins's schema counts skipped tests in a suite, and not in all of them.
    let skipped = format!(" skipped=\"{}\"", report.skipped);
    Ok(report.to_string()?.replacen(&skipped, "", 1))
}

fn case(exercise: &ExerciseResult) -> TestCase {
    let mut status = match exercise.status {
        Status::Solved => TestCaseStatus::success(),
        Status::NotStarted => TestCaseStatus::skipped(),
        Status::CouldNotGrade => TestCaseStatus::non_success(NonSuccessKind::Error),
        _ => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    if exercise.status != Status::Solved {
        status.set_message(&*exercise.summary).set_type(exercise.status.words());
        let more =
            follows(exercise).map(|words| format!("\n{words}")).unwrap_or_default();
        status.set_description(format!("{}{more}", exercise.report));
    }
    let mut case = TestCase::new(heading(exercise), status);
    case.set_classname(info(&exercise.id).chapter.name);
    if !exercise.printed.is_empty() {
        case.set_system_out(&*exercise.printed);
    }
    case
}
