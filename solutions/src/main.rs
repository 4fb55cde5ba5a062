//! The teacher's tools: derives the readers' stubs from the reference answers, and the book's data
//! from the grader.

mod book_data;
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
    match Arguments::parse() {
        Arguments::Stubs(action) if action.check => stubs::check(root),
        Arguments::Stubs(_) => stubs::write(root),
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
