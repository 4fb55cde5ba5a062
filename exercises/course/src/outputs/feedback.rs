//! What a student is told: all of it.

use std::fmt::Write;

use super::markdown::{block, link, plain};
use super::{follows, heading, words};
use crate::assignment::Assignment;
use crate::credit::{Mark, number};
use crate::result::{ExerciseResult, Status, info};

pub fn page(assignment: &Assignment, mark: &Mark) -> String {
    let mut page = format!("# {}\n\n", plain(&assignment.title));
    let name = match mark.student.name.is_empty() {
        true => plain(&mark.student.id),
        false => format!("{} ({})", plain(&mark.student.name), plain(&mark.student.id)),
    };
    let points = match mark.total() {
        Some(total) => format!("**{} of {} points**", number(total), number(mark.max)),
        None => "no mark yet: something could not be graded".to_owned(),
    };
    page += &format!("{name}: {points}\n\n");
    if !mark.lateness.is_empty() {
        page += &format!("{}.\n\n", plain(&mark.lateness));
    }
    if mark.status() != "graded" {
        page += &format!("{}.\n\n", capital(mark.status()));
    }
    page += "| Exercise | | Points | |\n|---|---|---|---|\n";
    for (exercise, points) in mark.result.exercises.iter().zip(&mark.points) {
        let most = number(assignment.points(info(&exercise.id)));
        let points = match points {
            Some(points) => format!("{} of {most}", number(*points)),
            None => "no mark".into(),
        };
        let words = words(exercise);
        let summary = if exercise.summary == words { "" } else { &exercise.summary };
        let _ = writeln!(
            page,
            "| {} | {words} | {points} | {} |",
            link(
                assignment.book.as_deref(),
                &heading(exercise),
                &info(&exercise.id).page()
            ),
            plain(summary)
        );
    }
    page += &list("What was graded", &mark.result.files);
    page += &list("About the files", &mark.result.notes);
    page += &list("Unusual for an exercise", &mark.result.unusual);
    for exercise in &mark.result.exercises {
        page += &report(assignment, exercise);
    }
    page
}

fn report(assignment: &Assignment, exercise: &ExerciseResult) -> String {
    if [Status::Solved, Status::NotStarted].contains(&exercise.status) {
        return String::new();
    }
    let info = info(&exercise.id);
    let mut text = format!(
        "\n## {}: {} ({})\n\n",
        plain(&heading(exercise)),
        plain(&info.title),
        words(exercise)
    );
    if let Some(words) = follows(exercise) {
        text += &format!("{}.\n\n", plain(&capital(&words)));
    }
    text += &block(&exercise.report);
    if !exercise.printed.is_empty() {
        text += &format!("\nFor this case it printed:\n\n{}", block(&exercise.printed));
    }
    if let Some(book) = assignment.book.as_deref() {
        let named = exercise.mistakes.iter().chain(&exercise.alternatives);
        for mistake in named {
            let page = format!("appendix_mistakes.html#{}", mistake.slug);
            text +=
                &format!("\nIn the book: {}\n", link(Some(book), &mistake.name, &page));
        }
    }
    text
}

fn list(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| format!("- {}\n", plain(line))).collect();
    format!("\n{title}:\n\n{lines}")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
