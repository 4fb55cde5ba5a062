//! The files that commands leave.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use backprop::files;

use super::interrupt;

/// Makes sure that each of `outputs` can be written, and makes `folder` for those that are inside,
/// before work begins whose result would be lost otherwise. What cannot be leaves nothing behind.
pub fn prepare(folder: Option<&Path>, outputs: &[&Path]) -> Result<()> {
    let inside = |file: &Path| folder.is_some_and(|folder| file.starts_with(folder));
    let mut places: Vec<PathBuf> = Vec::new();
    let mut check = |file: &Path| -> Result<()> {
        files::check_writable(file)
            .with_context(|| format!("{}: cannot be written", file.display()))?;
        let place = fs::canonicalize(file).or_else(|_| std::path::absolute(file))?;
        if places.contains(&place) && !place.starts_with("/dev") {
            bail!("{}: two different outputs would be written there", file.display());
        }
        places.push(place);
        Ok(())
    };
    outputs.iter().filter(|file| !inside(file)).try_for_each(|file| check(file))?;
    if let Some(folder) = folder {
        fs::create_dir_all(folder)
            .with_context(|| format!("{}: cannot be made a folder", folder.display()))?;
    }
    outputs.iter().filter(|file| inside(file)).try_for_each(|file| check(file))
}

/// Writes `file` whole or not at all; an interruption waits for that.
pub fn write(
    file: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let _guard = interrupt::not_now();
    files::write(file, content)
        .with_context(|| format!("{}: not written", file.display()))
}
