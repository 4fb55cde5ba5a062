//! What students get: the exercises of one assignment, with the judge and without answers.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use grader::stubs::section;

use crate::assignment::Assignment;
use crate::credit::number;
use crate::package::{copy, exercises, lock, new_folder, pack, project};

/// Writes the folder and, beside it, a zip.
///
/// # Errors
/// If a file cannot be read or written.
pub fn hand_out(assignment: &Assignment, out: &Path) -> Result<()> {
    new_folder(out)?;
    let from = exercises();
    copy(
        &from,
        &["clinic", "grader", "worker", "src/main.rs", "src/given.rs", "tests"],
        out,
    )?;
    copy(&project(), &["LICENSE-APACHE", "LICENSE-MIT"], out)?;
    let read = |name: &str| {
        fs::read_to_string(from.join(name)).with_context(|| format!("exercises/{name}"))
    };
    let write = |name: &str, text: &str| {
        fs::write(out.join(name), text)
            .with_context(|| out.join(name).display().to_string())
    };
    write("Cargo.toml", &format!("{}{WORKSPACE}", read("Cargo.toml")?))?;
    write("src/lib.rs", &modules(assignment, &read("src/lib.rs")?))?;
    write("tests/functions.rs", &functions(assignment, &read("tests/functions.rs")?))?;
    for chapter in assignment.chapters() {
        write(&format!("src/{}.rs", chapter.name), &stubs(assignment, chapter))?;
    }
    let ids = assignment.exercises.iter().map(|info| format!("{}\n", info.id));
    write("grader/assigned.txt", &ids.collect::<String>())?;
    write("README.md", &readme(assignment))?;
    write(".gitignore", "/target\n*.bak\n/clinic.json\n")?;
    lock(out)?;
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let zip = pack(out, &name)?;
    println!("{} and {} are ready to be given out.", out.display(), zip.display());
    Ok(())
}

/// Numeric code is slow unoptimised.
const WORKSPACE: &str = "
[workspace]
members = [\"clinic\", \"grader\", \"worker\"]

[profile.dev]
opt-level = 2
debug = \"line-tables-only\"
";

/// `lib.rs` with the chapters of the assignment.
fn modules(assignment: &Assignment, text: &str) -> String {
    let all = grader::CHAPTERS.iter().map(|chapter| chapter.name);
    let chosen: Vec<_> =
        assignment.chapters().iter().map(|chapter| chapter.name).collect();
    let left_out: Vec<_> = all
        .filter(|name| !chosen.contains(name))
        .map(|name| format!("pub mod {name};"))
        .collect();
    let kept = text.lines().filter(|line| !left_out.iter().any(|left| left == line));
    kept.map(|line| format!("{line}\n")).collect()
}

/// `functions.rs` with the exercises of the assignment, chapter by chapter.
fn functions(assignment: &Assignment, text: &str) -> String {
    let comment = text.split("functions! {").next().unwrap_or_default();
    let chapters = assignment.chapters().into_iter().map(|chapter| {
        let of = assignment
            .exercises
            .iter()
            .filter(|info| info.chapter.number == chapter.number);
        let names: String = of.map(|info| format!("        {}\n", info.name)).collect();
        format!("    {} {{\n{names}    }}\n", chapter.name)
    });
    let chapters: Vec<_> = chapters.collect();
    format!("{comment}functions! {{\n{}}}\n", chapters.join("\n"))
}

/// The stubs of a chapter, with the exercises of the assignment.
fn stubs(assignment: &Assignment, chapter: &grader::Chapter) -> String {
    let head = chapter.stub.split("/// Exercise ").next().unwrap_or_default();
    let of =
        assignment.exercises.iter().filter(|info| info.chapter.number == chapter.number);
    let sections = of.filter_map(|info| section(chapter.stub, &info.id));
    let parts = [head].into_iter().chain(sections).map(str::trim_end);
    format!("{}\n", parts.collect::<Vec<_>>().join("\n\n"))
}

fn readme(assignment: &Assignment) -> String {
    let files =
        assignment.chapters().into_iter().map(|c| format!("- `src/{}.rs`\n", c.name));
    let rows = assignment.exercises.iter().map(|info| {
        let points = number(assignment.points(info));
        format!("| {} | `{}` | {} | {points} |\n", info.id, info.name, info.title)
    });
    let due = match &assignment.due_text {
        Some(due) => format!("Due: {due}.\n\n"),
        None => String::new(),
    };
    include_str!("hand_out.md")
        .replace("{title}", &assignment.title)
        .replace("{due}", &due)
        .replace("{rows}", &rows.collect::<String>())
        .replace("{total}", &number(assignment.max_points()))
        .replace("{first}", &assignment.exercises[0].id)
        .replace("{files}", &files.collect::<String>())
}
