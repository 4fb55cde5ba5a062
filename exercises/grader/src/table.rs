//! The table at the end of a run, and what to do next.

use anstream::println;

use crate::CHAPTERS;
use crate::exercise::{Info, Status};
use crate::report::{BOLD, GREEN, RED};

/// What came of an exercise.
pub type Done = (&'static Info, Status);

/// Chapter, solved, points.
pub fn table(done: &[Done]) {
    println!("\n{BOLD}{:<20} {:>8} {:>9}{BOLD:#}", "chapter", "solved", "points");
    let row = |name: &str, of: &[&Done]| {
        let solved: Vec<_> =
            of.iter().filter(|(_, status)| *status == Status::Solved).collect();
        let points: u32 = solved.iter().map(|(info, _)| info.points()).sum();
        let most: u32 = of.iter().map(|(info, _)| info.points()).sum();
        let count = format!("{}/{}", solved.len(), of.len());
        println!("{name:<20} {count:>8} {:>9}", format!("{points}/{most}"));
    };
    for chapter in CHAPTERS {
        let of: Vec<_> = done
            .iter()
            .filter(|(info, _)| info.chapter.number == chapter.number)
            .collect();
        if !of.is_empty() {
            row(&format!("{:>2} {}", chapter.number, chapter.name), &of);
        }
    }
    row("   all", &done.iter().collect::<Vec<_>>());
    let failed =
        done.iter().filter(|(_, status)| *status == Status::CouldNotGrade).count();
    if failed > 0 {
        println!("{RED}{failed} could not be graded: that is no mark.{RED:#}");
    }
    println!();
}

/// The first exercise that is not solved. After the last one of a chapter that is the next
/// chapter's first.
pub fn next(done: &[Done]) {
    let open =
        done.iter().find(|(_, status)| *status != Status::Solved).map(|(info, _)| *info);
    let after_last = || {
        let (last, _) = done.last()?;
        Info::all().iter().skip_while(|info| info.id != last.id).nth(1)
    };
    match open.or_else(after_last) {
        Some(info) => {
            println!(
                "{BOLD}Next: {} {}{BOLD:#} {}",
                info.id,
                info.name,
                info.star_signs()
            );
            println!("      {}: {}", info.file(), info.title);
            println!("      cargo test --package exercises {}", info.id);
        }
        None => println!("{GREEN}All solved.{GREEN:#}"),
    }
}
