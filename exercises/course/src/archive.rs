//! The files in a folder, and in the zips in it. They come from outside: no link is followed, no
//! path leads out, and a zip gives no more than it may.

use std::fs;
use std::io::{Cursor, Read, Seek};
use std::path::{Component, Path};

use anyhow::{Context, Result};
use walkdir::WalkDir;
use zip::ZipArchive;

use crate::submissions::chapter_of;

/// A chapter has some 10 kB.
const FILE: u64 = 1 << 20;
/// A zip, and all that is taken from it.
const ZIP: u64 = 64 << 20;
const TAKEN: u64 = 16 << 20;
const ENTRIES: usize = 10_000;
/// A zip in a zip in a zip.
const DEEP: usize = 3;
/// Folders in which nothing is handed in: tools' own, and the judge that came with the stubs.
const OTHERS: [&str; 7] =
    ["target", "clinic", "grader", "worker", "__MACOSX", ".git", ".cargo"];

pub struct File {
    /// With `/` between its parts; a zip is one of them.
    pub path: String,
    pub bytes: Vec<u8>,
}

#[derive(Default)]
pub struct Collected {
    pub files: Vec<File>,
    /// Path and problem.
    pub problems: Vec<(String, String)>,
}

impl Collected {
    fn problem(&mut self, path: &str, problem: impl std::fmt::Display) {
        self.problems.push((path.to_owned(), problem.to_string()));
    }
}

/// All files of chapters below `root`, in the order of their names.
///
/// # Errors
/// If `root` cannot be read.
pub fn collect(root: &Path) -> Result<Collected> {
    let mut collected = Collected::default();
    if root.is_file() {
        let bytes = fs::read(root)?;
        open(&bytes, "", 1, &mut collected);
        return Ok(collected);
    }
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    for entry in
        walk.filter_entry(|entry| !of_others(&entry.file_name().to_string_lossy()))
    {
        let entry = entry?;
        let path = virtual_path(entry.path().strip_prefix(root).expect("below it"));
        let wanted = chapter_of(&path).is_some() || is_zip(&path);
        let kind = entry.file_type();
        if kind.is_symlink() {
            collected.problem(&path, "a link, which is not followed");
        } else if kind.is_dir() || !wanted {
            continue;
        } else if !kind.is_file() {
            collected.problem(&path, "not a file but a device, a pipe or the like");
        } else {
            let most = if is_zip(&path) { ZIP } else { FILE };
            match read(fs::File::open(entry.path())?, most) {
                Ok(bytes) if is_zip(&path) => open(&bytes, &path, 1, &mut collected),
                Ok(bytes) => collected.files.push(File { path, bytes }),
                Err(problem) => collected.problem(&path, format!("{problem:#}")),
            }
        }
    }
    Ok(collected)
}

fn of_others(name: &str) -> bool {
    OTHERS.contains(&name)
}

fn is_zip(path: &str) -> bool {
    path.to_lowercase().ends_with(".zip")
}

fn virtual_path(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn read(from: impl Read, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    anyhow::ensure!(
        bytes.len() as u64 <= most,
        "more than {}, which no chapter has",
        if most >= 1 << 20 {
            format!("{} MB", most >> 20)
        } else {
            format!("{most} bytes")
        }
    );
    Ok(bytes)
}

/// Takes what is wanted out of a zip.
fn open(bytes: &[u8], path: &str, depth: usize, collected: &mut Collected) {
    let before = collected.files.len() + collected.problems.len();
    match ZipArchive::new(Cursor::new(bytes)) {
        Err(problem) => {
            collected.problem(path, format!("not a zip that can be read: {problem}"))
        }
        Ok(zip) if zip.len() > ENTRIES => {
            collected
                .problem(path, format!("more than {ENTRIES} files, which is left out"));
        }
        Ok(zip) => take(zip, path, depth, collected),
    }
    if collected.files.len() + collected.problems.len() == before {
        collected.problem(path, "no file of a chapter is in this zip");
    }
}

fn take(
    mut zip: ZipArchive<impl Read + Seek>,
    path: &str,
    depth: usize,
    collected: &mut Collected,
) {
    let mut left = TAKEN;
    for k in 0..zip.len() {
        let mut entry = match zip.by_index(k) {
            Ok(entry) => entry,
            Err(problem) => {
                collected.problem(path, format!("its file {}: {problem}", k + 1));
                continue;
            }
        };
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(problem) => {
                collected
                    .problem(path, format!("the name of its file {}: {problem}", k + 1));
                continue;
            }
        };
        let inner = entry.enclosed_name().map(|inner| virtual_path(&inner));
        let shown = name.replace('\\', "/");
        let wanted = chapter_of(&shown).is_some() || is_zip(&shown);
        let at = |name: &str| {
            if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
        };
        if entry.is_dir() || !wanted || shown.split('/').any(of_others) {
            continue;
        }
        // A path with `..` in it leads out of the zip, or pretends to.
        let leads_out = Path::new(&shown)
            .components()
            .any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
        let Some(inner) = inner.filter(|_| !leads_out) else {
            collected.problem(path, format!("the path {name:?} leads out of the zip"));
            continue;
        };
        if entry.is_symlink() {
            collected.problem(&at(&inner), "a link, which is not followed");
            continue;
        }
        let most = if is_zip(&inner) { left } else { left.min(FILE) };
        match read(&mut entry, most).context("cannot be taken from the zip") {
            Ok(bytes) => {
                left -= bytes.len() as u64;
                if !is_zip(&inner) {
                    collected.files.push(File { path: at(&inner), bytes });
                } else if depth < DEEP {
                    open(&bytes, &at(&inner), depth + 1, collected);
                } else {
                    collected.problem(&at(&inner), "a zip in too many others");
                }
            }
            Err(problem) => collected.problem(&at(&inner), format!("{problem:#}")),
        }
    }
}
