//! Where the four files are: the names that copies of MNIST and of its kin have.
//!
//! The name of a file says, in any case and with any signs between the words,
//!
//! - `train`, or else `t10k` or `test`,
//! - `images` or `labels`,
//! - and `idx1`, `idx2` or `idx3`.
//!
//! Such a file is found in the directory and in folders inside it, down to three: so each file may
//! lie in a folder of its own name, and the root that torchvision uses will do. It may be gzipped;
//! where a file lies beside itself gzipped, the plain one is read. Any other two that answer to the
//! same words are an error that names both.
//!
//! What is not a directory may be the beginning of names: `gzip/emnist-digits` is the EMNIST digits
//! among the other sets in `gzip`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{DataError, formats, gzip};
use crate::files;

const DEPTH: usize = 3;
const MOST_FILES: usize = 10_000;

/// The file of `part` ("train" or "t10k") with its `content` ("images" or "labels").
///
/// # Errors
/// If there is no such file, or there are two.
pub fn find(directory: &Path, part: &str, content: &str) -> Result<PathBuf, DataError> {
    let fail = |problem: String| DataError::new(directory, problem);
    let files = all_files(directory)?;
    let mut found: Vec<&PathBuf> =
        files.iter().filter(|file| is(file, part, content)).collect();
    // A name comes before the same name with .gz.
    found.dedup_by(|second, first| **second == zipped(first));
    match found[..] {
        [file] => Ok(file.clone()),
        [first, second, ..] => Err(fail(format!(
            "{} and {} are both candidates for the {content} of the {} digits; put one set into \
             a directory of its own, or name how the files of one begin: --data DIR/emnist-digits",
            first.display(),
            second.display(),
            word(part),
        ))),
        [] => {
            let dimensions = if content == "images" { 3 } else { 1 };
            let name = format!("{part}-{content}-idx{dimensions}-ubyte");
            let instead = instead(&files).unwrap_or_default();
            Err(fail(format!("found neither {name} nor {name}.gz{instead}")))
        }
    }
}

fn word(part: &str) -> &str {
    if part == "train" { "training" } else { "test" }
}

fn is(file: &Path, part: &str, content: &str) -> bool {
    let words = words(file);
    let has = |word: &str| words.iter().any(|w| w == word);
    let is_part = if part == "train" { has("train") } else { has("t10k") || has("test") };
    is_part && has(content) && (has("idx1") || has("idx2") || has("idx3"))
}

fn words(file: &Path) -> Vec<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

/// Whether the images of `file` lie on their side, as EMNIST has them.
pub fn is_on_its_side(file: &Path) -> bool {
    words(file).iter().any(|word| word == "emnist")
}

/// Whether these are QMNIST's labels, of which each has seven more numbers with it.
pub fn has_more_than_labels(file: &Path) -> bool {
    words(file).iter().any(|word| word == "idx2")
}

fn zipped(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".gz");
    name.into()
}

/// All files in `directory` and the folders inside it, or those whose names begin with it, sorted.
fn all_files(directory: &Path) -> Result<Vec<PathBuf>, DataError> {
    let fail = |problem: String| DataError::new(directory, problem);
    if directory.is_file() {
        let what = first_bytes(directory).and_then(|first| formats::name(&first));
        let what = what.unwrap_or_else(|| "a file".into());
        return Err(fail(format!(
            "expected a directory with four IDX files, found {what}"
        )));
    }
    // By the place where they really are, so that two links to one file count once.
    let mut files = BTreeMap::new();
    if directory.is_dir() {
        collect(directory, DEPTH, &mut files).map_err(|error| fail(error.to_string()))?;
    } else {
        let parent = directory.parent().filter(|parent| parent.is_dir());
        let parent = parent.unwrap_or(Path::new("."));
        collect(parent, 0, &mut files).map_err(|error| fail(error.to_string()))?;
        let start = directory.as_os_str().as_encoded_bytes();
        files.retain(|_, file: &mut PathBuf| {
            file.as_os_str().as_encoded_bytes().starts_with(start)
        });
        if files.is_empty() {
            return Err(fail("no such directory".into()));
        }
    }
    if files.len() > MOST_FILES {
        return Err(fail(format!(
            "more than {MOST_FILES} files; name the directory of the four"
        )));
    }
    let mut files: Vec<PathBuf> = files.into_values().collect();
    files.sort();
    Ok(files)
}

fn collect(
    folder: &Path,
    depth: usize,
    files: &mut BTreeMap<PathBuf, PathBuf>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".")
            || files.len() > MOST_FILES
        {
            continue;
        }
        if path.is_dir() {
            // A folder that may not be entered holds none of the four.
            let _ = if depth > 0 { collect(&path, depth - 1, files) } else { Ok(()) };
        } else {
            files.insert(fs::canonicalize(&path).unwrap_or(path.clone()), path);
        }
    }
    Ok(())
}

/// What else holds digits among `files`, for a message.
fn instead(files: &[PathBuf]) -> Option<String> {
    files.iter().take(100).find_map(|file| {
        let first = first_bytes(file).filter(|first| formats::holds_digits(first))?;
        Some(format!("; {} is {}", file.display(), formats::name(&first)?))
    })
}

/// The first bytes of a file, unzipped.
fn first_bytes(file: &Path) -> Option<Vec<u8>> {
    let mut first = Vec::new();
    let unzipped = gzip::unzipped(files::open(file).ok()?).ok()?;
    unzipped.take(formats::FIRST_BYTES).read_to_end(&mut first).ok()?;
    Some(first)
}
