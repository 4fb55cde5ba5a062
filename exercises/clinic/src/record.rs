//! What the clinic keeps between two commands: the open case, and those that are closed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
pub struct Record {
    pub open: Option<Open>,
    pub closed: Vec<Closed>,
}

/// A case that waits for its diagnosis.
#[derive(Serialize, Deserialize)]
pub struct Open {
    pub case: u64,
    /// The names of the examinations that were made.
    pub examined: Vec<String>,
    pub minutes: u32,
}

#[derive(Serialize, Deserialize)]
pub struct Closed {
    pub case: u64,
    pub minutes: u32,
    pub diagnosis: String,
    pub right: bool,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("clinic.json")
}

impl Record {
    /// # Errors
    /// If the file is there and cannot be read.
    pub fn read(folder: &Path) -> Result<Record> {
        let file = file(folder);
        let shown = file.display();
        if !file.exists() {
            return Ok(Record::default());
        }
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {shown}"))?;
        serde_json::from_str(&text).with_context(|| {
            format!("{shown} is no record of cases; remove it to begin again")
        })
    }

    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let file = file(folder);
        fs::write(&file, serde_json::to_string_pretty(self)?)
            .with_context(|| format!("cannot write {}", file.display()))
    }
}
