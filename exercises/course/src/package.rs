//! Copies of this project's packages, with a lock file that fits, as folders and zips.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use walkdir::WalkDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::toolchain::cargo;

/// The folder `exercises` of this project, and the project.
pub fn exercises() -> PathBuf {
    let kit = Path::new(env!("CARGO_MANIFEST_DIR"));
    kit.parent().expect("the kit is in exercises").to_owned()
}

pub fn project() -> PathBuf {
    exercises().parent().expect("a project around exercises").to_owned()
}

/// A new folder.
///
/// # Errors
/// If there is something in it already.
pub fn new_folder(folder: &Path) -> Result<()> {
    let shown = folder.display();
    let empty = || Ok::<_, io::Error>(fs::read_dir(folder)?.next().is_none());
    ensure!(!folder.exists() || empty()?, "{shown} is not empty: name a new folder");
    fs::create_dir_all(folder).with_context(|| format!("cannot make {shown}"))
}

/// Copies files and folders from `from` to `to`, without what was built there.
///
/// # Errors
/// If one cannot be read or written.
pub fn copy(from: &Path, names: &[&str], to: &Path) -> Result<()> {
    for name in names {
        let walk = WalkDir::new(from.join(name)).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.file_name() != "target") {
            let entry = entry?;
            if entry.file_type().is_file() {
                let inner = entry.path().strip_prefix(from).expect("it is below");
                let target = to.join(inner);
                fs::create_dir_all(target.parent().expect("a folder"))?;
                let bytes = fs::read(entry.path())?;
                fs::write(&target, bytes)
                    .with_context(|| target.display().to_string())?;
            }
        }
    }
    Ok(())
}

/// The project's lock file, cut down to what the workspace in `folder` needs: everybody has the
/// versions with which it was tested.
///
/// # Errors
/// If cargo fails.
pub fn lock(folder: &Path) -> Result<()> {
    fs::copy(project().join("Cargo.lock"), folder.join("Cargo.lock"))
        .context("Cargo.lock")?;
    let status = cargo()
        .args(["update", "--workspace", "--offline", "--quiet", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "cargo update: {status}");
    Ok(())
}

/// Packs `folder` into a zip beside it, under `name`, or as it is if that is empty. The same files
/// give the same bytes.
///
/// # Errors
/// If one cannot be read or written.
pub fn pack(folder: &Path, name: &str) -> Result<PathBuf> {
    let path = PathBuf::from(format!("{}.zip", folder.display()));
    let file = File::create(&path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    let mut zip = ZipWriter::new(file);
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let inner = entry.path().strip_prefix(folder).expect("it is below");
        let inner = Path::new(name).join(inner).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(entry.path())?;
        // Scripts can be told by their first line.
        let mode = if bytes.starts_with(b"#!") { 0o755 } else { 0o644 };
        zip.start_file(inner, SimpleFileOptions::default().unix_permissions(mode))?;
        zip.write_all(&bytes)?;
    }
    zip.finish()?;
    Ok(path)
}
