//! The table at the end of a run, and what to do next.

use anstream::println;

use crate::exercise::{Info, Status};
use crate::report::{BOLD, GREEN};

/// Chapter, solved, points; then the next exercise to try.
pub fn table(done: &[(&Info, Status)]) {
    println!("\n{BOLD}{:<20} {:>8} {:>9}{BOLD:#}", "chapter", "solved", "points");
    let row = |name: &str, of: &[&(&Info, Status)]| {
        let solved: Vec<_> =
            of.iter().filter(|(_, status)| *status == Status::Solved).collect();
        let points: u32 = solved.iter().map(|(info, _)| info.points()).sum();
        let most: u32 = of.iter().map(|(info, _)| info.points()).sum();
        let count = format!("{}/{}", solved.len(), of.len());
        println!("{name:<20} {count:>8} {:>9}", format!("{points}/{most}"));
    };
    for chapter in crate::CHAPTERS {
        let of: Vec<_> = done
            .iter()
            .filter(|(info, _)| info.chapter().number == chapter.number)
            .collect();
        if !of.is_empty() {
            row(&format!("{:>2} {}", chapter.number, chapter.name), &of);
        }
    }
    row("   all", &done.iter().collect::<Vec<_>>());
    println!();
    next(done);
}

/// The first exercise that is not solved.
pub fn next(done: &[(&Info, Status)]) {
    let Some((info, _)) = done.iter().find(|(_, status)| *status != Status::Solved)
    else {
        println!("{GREEN}All solved.{GREEN:#}");
        return;
    };
    println!("{BOLD}Next: {} {}{BOLD:#} {}", info.id, info.name, info.star_signs());
    println!("      {}: {}", info.file(), info.title);
    println!("      cargo test --package exercises {}", info.id);
}
