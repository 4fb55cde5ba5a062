//! What a teacher wants to know of a class: what to talk about on Monday.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::markdown::{link, plain};
use super::{Class, heading};
use crate::credit::number;
use crate::result::{Mistake, Status};

pub fn page(class: &Class) -> String {
    let handed_in = class.marks.iter().filter(|mark| mark.result.submitted).count();
    let mut page = format!(
        "# {}\n\n{} students, {handed_in} of them handed something in.\n",
        plain(&class.assignment.title),
        class.marks.len()
    );
    let mut totals: Vec<_> = class
        .marks
        .iter()
        .filter(|m| m.result.submitted)
        .filter_map(|m| m.total())
        .collect();
    totals.sort_by(f64::total_cmp);
    if let (Some(least), Some(most)) = (totals.first(), totals.last()) {
        let _ = writeln!(
            page,
            "Of {} points they have {} to {}, and half of them {} or more.",
            number(class.assignment.max_points()),
            number(*least),
            number(*most),
            number(totals[totals.len() / 2])
        );
    }
    page += &statuses(class);
    page += &mistakes(class);
    page += &to_look_at(class);
    page
}

/// How many have solved each exercise, and what became of the others.
fn statuses(class: &Class) -> String {
    let head: String =
        Status::ALL.iter().map(|status| format!(" {} |", status.words())).collect();
    let mut text = format!(
        "\n## Exercises\n\n| Exercise |{head} follows from another |\n|---|{}---|\n",
        "---|".repeat(Status::ALL.len())
    );
    for (k, info) in class.assignment.exercises.iter().enumerate() {
        let results = || {
            class
                .marks
                .iter()
                .filter(|m| m.result.submitted)
                .map(|m| &m.result.exercises[k])
        };
        let count = |n: usize| if n == 0 { " |".to_owned() } else { format!(" {n} |") };
        let book = class.assignment.book.as_deref();
        let words = format!("{} {}", info.id, info.name);
        text += &format!("| {} |", link(book, &words, &info.page()));
        for status in Status::ALL {
            let of = results().filter(|e| e.status == status && !e.follows);
            text += &count(of.count());
        }
        text += &count(results().filter(|e| e.follows).count());
        text.push('\n');
    }
    text
}

/// Which mistakes how many made. A mistake that follows from another one is not counted.
fn mistakes(class: &Class) -> String {
    let mut text = String::from("\n## Mistakes\n");
    for (k, info) in class.assignment.exercises.iter().enumerate() {
        let results: Vec<_> = class
            .marks
            .iter()
            .filter(|m| m.result.submitted)
            .map(|m| &m.result.exercises[k])
            .collect();
        let mut made: BTreeMap<Vec<&Mistake>, usize> = BTreeMap::new();
        let (mut unnamed, mut wrong) = (0, 0);
        for exercise in results.iter().filter(|e| !e.follows) {
            wrong += usize::from(exercise.status == Status::Wrong);
            for mistake in &exercise.mistakes {
                *made.entry(vec![mistake]).or_default() += 1;
            }
            if !exercise.alternatives.is_empty() {
                *made.entry(exercise.alternatives.iter().collect()).or_default() += 1;
            } else if exercise.mistakes.is_empty() && exercise.status == Status::Wrong {
                unnamed += 1;
            }
        }
        if made.is_empty() && wrong == 0 {
            continue;
        }
        let _ = writeln!(
            text,
            "\n### {}: {}\n",
            plain(&heading(results[0])),
            plain(&info.title)
        );
        let mut made: Vec<_> = made.into_iter().collect();
        made.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (either, count) in made {
            let names: Vec<_> = either
                .iter()
                .map(|mistake| {
                    let page = format!("appendix_mistakes.html#{}", mistake.slug);
                    link(class.assignment.book.as_deref(), &mistake.name, &page)
                })
                .collect();
            let _ =
                writeln!(text, "- {count} of {}: {}", results.len(), names.join(", or "));
        }
        if unnamed > 0 {
            let _ = writeln!(
                text,
                "- {unnamed} of {}: wrong in a way that has no name",
                results.len()
            );
        }
    }
    text
}

fn to_look_at(class: &Class) -> String {
    let mut text = String::from("\n## To look at\n\n");
    let before = text.len();
    for problem in class.problems {
        let _ = writeln!(text, "- {}", plain(problem));
    }
    for mark in &class.marks {
        let mut lines = Vec::new();
        // If the grading of a student fails as a whole, it is the same for every exercise.
        let mut failed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for exercise in &mark.result.exercises {
            if exercise.status == Status::CouldNotGrade {
                let words = exercise.report.lines().next().unwrap_or_default();
                failed.entry(words).or_default().push(&exercise.id);
            }
        }
        for (words, ids) in failed {
            lines.push(format!("no mark for {}: {words}", ids.join(", ")));
        }
        lines.extend(mark.result.notes.iter().cloned());
        lines.extend(mark.result.unusual.iter().cloned());
        for line in lines {
            let _ = writeln!(text, "- {}: {}", plain(&mark.student.id), plain(&line));
        }
    }
    if text.len() == before {
        text += "Nothing.\n";
    }
    text
}
