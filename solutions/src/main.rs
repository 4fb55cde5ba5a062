//! The teacher's tools: derives the readers' stubs from the reference answers, and the book's data
//! from the grader.

mod book_data;
mod new;
mod stubs;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::{Args, Parser};

#[derive(Parser)]
#[command(bin_name = "cargo run --package solutions --", about)]
enum Arguments {
    /// The stubs in exercises/src, and the copies from which `reset` restores them
    Stubs(Action),
    /// What the book tells of the exercises and of the atlas of mistakes
    BookData(Action),
    /// The skeleton of a new exercise, at the end of a chapter
    New {
        /// The name of the chapter, such as per_sample
        chapter: String,
        /// The name of the function
        name: String,
    },
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Action {
    /// Say which files differ from what would be written
    #[arg(long)]
    check: bool,
    /// Write them; a stub that somebody has worked on is left alone
    #[arg(long)]
    write: bool,
}

fn main() -> Result<()> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a member of a workspace");
    run(Arguments::parse(), root)
}

/// Does what is asked for in the workspace at `root`.
fn run(arguments: Arguments, root: &Path) -> Result<()> {
    match arguments {
        Arguments::Stubs(action) if action.check => stubs::check(root),
        Arguments::Stubs(_) => stubs::write(root),
        Arguments::New { chapter, name } => {
            new::write(root, &chapter, &name)?;
            println!(
                "Then: cargo run --package solutions -- book-data --write\n      \
                 cargo test --package certificate"
            );
            Ok(())
        }
        Arguments::BookData(action) => {
            book_data::files().into_iter().try_for_each(|(path, text)| {
                let path = root.join(path);
                if !action.check {
                    return write_changed(path, &text);
                }
                let current = read(&path)? == text;
                ensure!(current, "{} is not current: write it again", path.display());
                Ok(())
            })
        }
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes what differs, and says so.
fn write_changed(path: PathBuf, text: &str) -> Result<()> {
    if fs::read_to_string(&path).is_ok_and(|current| current == text) {
        return Ok(());
    }
    println!("writing {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(words: &str, root: &Path) -> Result<()> {
        let words = ["solutions"].into_iter().chain(words.split(' '));
        run(Arguments::try_parse_from(words)?, root)
    }

    fn workspace() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a member of a workspace")
    }

    #[test]
    fn the_data_of_the_book_are_current() {
        ask("book-data --check", workspace())
            .expect("cargo run --package solutions -- book-data --write");
    }

    #[test]
    fn what_is_old_is_found_and_written_anew() {
        let root = tempfile::tempdir().unwrap();
        stubs::tests::copy_solutions(root.path());
        let derived = [
            ("stubs", vec!["exercises/src/cost.rs", "exercises/grader/stubs/cost.rs"]),
            ("book-data", vec!["book/data/mistakes.json"]),
        ];
        for (what, files) in derived {
            let (check, write) = (format!("{what} --check"), format!("{what} --write"));
            for file in files {
                let file = root.path().join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, "old").unwrap();
            }
            assert!(ask(&check, root.path()).is_err(), "{what}");
            ask(&write, root.path()).unwrap();
            ask(&check, root.path()).unwrap();
        }
    }

    /// The ranges of exercises in the README, and exercises and points on the page for teachers.
    #[test]
    fn the_tables_of_exercises_are_current() {
        let readme = read(&workspace().join("README.md")).unwrap();
        let page = read(&workspace().join("book/src/appendix_teachers.md")).unwrap();
        let (mut count, mut points) = (0, 0);
        for chapter in grader::CHAPTERS {
            let number = chapter.number;
            let of: Vec<_> = grader::exercise::Info::all()
                .iter()
                .filter(|info| info.chapter.number == number)
                .collect();
            let range = format!("| {number}.1 – {number}.{} |\n", of.len());
            assert!(readme.contains(&range), "README.md should have {range}");
            let worth: u32 = of.iter().map(|info| info.points()).sum();
            let row = format!("| {} | {worth} |", of.len());
            let line =
                page.lines().find(|line| line.starts_with(&format!("| {number}. [")));
            assert!(
                line.is_some_and(|line| line.contains(&row)),
                "chapter {number}: {row}"
            );
            (count, points) = (count + of.len(), points + worth);
        }
        let all = format!("| All | {count} | {points} |");
        assert!(page.contains(&all), "the page for teachers should have {all}");
    }
}
