//! The verdicts for readers, in the terminal.

use anstream::{print, println};
use anstyle::Style;

use crate::confine;
use crate::exercise::{Info, Status};
use crate::report::{BOLD, DIM, GREEN, RED, paragraph};
use crate::run::Graded;
use crate::table::{Done, next, table};

/// Wrong answers are explained up to this number in a run, the others named in a line.
const EXPLAINED: usize = 3;

/// How much is shown.
pub struct How {
    /// Nothing but a table or less.
    pub brief: bool,
    /// One exercise was asked for.
    pub alone: bool,
    /// What the command line asks for: "next", "table", "watch", or nothing.
    pub view: String,
}

impl How {
    /// One chapter in a few lines: solved, wrong, not started.
    pub fn report(&self, graded: &[Graded]) {
        if self.brief || self.alone {
            return;
        }
        let chapter = graded[0].info.chapter;
        println!("{BOLD}{} {}{BOLD:#}", chapter.number, chapter.name);
        let by_status =
            |status| graded.iter().filter(move |graded| graded.verdict.status == status);
        let names = |status| {
            let names: Vec<_> = by_status(status)
                .map(|graded| format!("{} {}", graded.info.id, graded.info.name))
                .collect();
            paragraph("", &names.join(", ")).trim_end().replace('\n', "\n    ")
        };
        let solved = names(Status::Solved);
        if !solved.is_empty() {
            println!("  {GREEN}✓ {solved}{GREEN:#}");
        }
        for Graded { info, verdict, .. } in by_status(Status::Wrong) {
            println!("  {}: {}", title(info, RED, "✗"), verdict.summary);
        }
        for Graded { info, verdict, .. } in by_status(Status::CouldNotGrade) {
            println!(
                "  {}: could not be graded: {}",
                title(info, RED, "!"),
                verdict.summary
            );
        }
        let not_started = names(Status::NotStarted);
        if !not_started.is_empty() {
            println!("  {DIM}· not started: {not_started}{DIM:#}");
        }
    }

    /// The full reports of the first few wrong answers, and the table.
    pub fn finish(&self, graded: &[Graded], seed: u64) {
        if !self.brief {
            self.explain(graded);
        }
        let done: Vec<Done> =
            graded.iter().map(|graded| (graded.info, graded.verdict.status)).collect();
        match &self.view[..] {
            "next" => next(&done),
            "watch" => {
                if !self.alone {
                    table(&done);
                }
                next(&done);
            }
            _ if self.alone && self.view != "table" => {}
            _ => {
                table(&done);
                next(&done);
            }
        }
        if seed != 1 {
            println!("{DIM}Cases drawn from seed {seed}.{DIM:#}");
        }
        if !self.brief && !confine::available() {
            println!(
                "{DIM}This system does not confine answers: they run with your rights.{DIM:#}"
            );
        }
    }

    fn explain(&self, graded: &[Graded]) {
        let wrong =
            graded.iter().filter(|graded| graded.verdict.status != Status::Solved);
        let (mut explained, mut left) = (0, 0);
        for Graded { info, verdict, .. } in wrong {
            match verdict.status {
                Status::Wrong | Status::CouldNotGrade if explained < EXPLAINED => {
                    explained += 1;
                    println!(
                        "\n{}   {DIM}{}{DIM:#}\n",
                        title(info, RED, "✗"),
                        info.file()
                    );
                    println!("{}", verdict.report.trim_end());
                    print_output(&verdict.printed);
                    println!(
                        "{DIM}Then:{DIM:#} cargo test --package exercises {0}   {DIM}or{DIM:#}   \
                         cargo run --package exercises hint {0}",
                        info.id
                    );
                }
                Status::Wrong | Status::CouldNotGrade => left += 1,
                _ if self.alone => {
                    println!(
                        "\n{}   {DIM}{}{DIM:#}\n",
                        title(info, DIM, "·"),
                        info.file()
                    );
                    println!(
                        "Not started: the function is as it was handed out. Its task: {}.",
                        info.title
                    );
                    println!("{DIM}Read:{DIM:#} {}", info.page());
                }
                _ => {}
            }
        }
        if left > 0 {
            println!(
                "\n{DIM}{left} more: ask for one by its number to read its report.{DIM:#}"
            );
        }
        if let [Graded { info, verdict, .. }] = graded
            && verdict.status == Status::Solved
        {
            let points = info.points();
            println!("\n{}", title(info, GREEN, "✓"));
            println!(
                "Solved: {points} {}.",
                if points == 1 { "point" } else { "points" }
            );
            print!("{}", verdict.report);
        }
    }
}

fn title(info: &Info, style: Style, sign: &str) -> String {
    format!("{style}{sign} {} {}{style:#} {}", info.id, info.name, info.star_signs())
}

fn print_output(printed: &str) {
    if printed.is_empty() {
        return;
    }
    println!("\n{DIM}Your code printed, for the case above:{DIM:#}");
    for line in printed.lines() {
        println!("    {line}");
    }
}
