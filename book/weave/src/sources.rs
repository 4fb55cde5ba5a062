//! The files of the workspace that pages show, and which of their lines have been shown.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::items::{self, Lines, Named};

/// A file read from the workspace.
#[derive(Debug, Default)]
pub struct Source {
    pub text: String,
    items: OnceCell<Result<Vec<Named>, String>>,
    /// The lines that some page shows.
    pub shown: BTreeSet<usize>,
}

impl Source {
    /// The items of a Rust file.
    pub fn items(&self) -> Result<&[Named], String> {
        let items = self.items.get_or_init(|| {
            items::items(&self.text).map_err(|error| format!("cannot be parsed: {error}"))
        });
        items.as_deref().map_err(Clone::clone)
    }

    pub fn show(&mut self, lines: Lines) {
        self.shown.extend(lines);
    }

    /// Lines with something on them that no page shows, in runs.
    pub fn not_shown(&self) -> Vec<Lines> {
        let mut runs: Vec<Lines> = Vec::new();
        let mut broken = true;
        for (line, text) in (1..).zip(self.text.lines()) {
            if self.shown.contains(&line) {
                broken = true;
            } else if !text.trim().is_empty() {
                match runs.last_mut() {
                    Some(run) if !broken => *run = *run.start()..=line,
                    _ => runs.push(line..=line),
                }
                broken = false;
            }
        }
        runs
    }
}

/// The files of a workspace, read when first asked for.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    pub files: BTreeMap<String, Source>,
}

impl Sources {
    pub fn new(root: &Path) -> Self {
        Sources { root: root.into(), files: BTreeMap::new() }
    }

    /// A file, by its path from the root of the workspace.
    pub fn get(&mut self, file: &str) -> Result<&mut Source, String> {
        if !self.files.contains_key(file) {
            let text = fs::read_to_string(self.root.join(file))
                .map_err(|error| format!("cannot read {file}: {error}"))?;
            self.files.insert(file.into(), Source { text, ..Source::default() });
        }
        Ok(self.files.get_mut(file).expect("it is there"))
    }

    /// Every `.rs` file under a folder.
    pub fn rust_files(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten()
        {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                found.extend(self.rust_files(&path));
            } else if path.ends_with(".rs") {
                found.push(path);
            }
        }
        found.sort();
        found
    }
}
