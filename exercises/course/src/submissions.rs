//! Submissions, as they are found: in folders, in zips, in what Moodle and Canvas let one download.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use grader::CHAPTERS;

use crate::archive::{File, collect};
use crate::roster::Roster;
use crate::text::decode;

/// What a student has handed in.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// By chapter.
    pub files: BTreeMap<&'static str, ChapterFile>,
    /// What the student and the teacher ought to know, a line each.
    pub notes: Vec<String>,
    /// Whether there is anything at all.
    pub found: bool,
}

#[derive(Clone, Debug)]
pub struct ChapterFile {
    /// Where it was found.
    pub from: String,
    pub text: String,
}

/// The submissions, in the order of the roster, and what belongs to nobody.
pub struct Found {
    pub submissions: Vec<Submission>,
    pub problems: Vec<String>,
}

/// Finds the files of each student below `folder`, which may be a zip.
///
/// # Errors
/// If there is no such folder.
pub fn find(folder: &Path, roster: &Roster) -> Result<Found> {
    sort(folder, roster.students.len(), |path, wrapped| owner(path, wrapped, roster))
}

/// What one student has handed in, if all of `folder` is theirs.
///
/// # Errors
/// If there is no such folder.
pub fn of_one(folder: &Path) -> Result<Submission> {
    Ok(sort(folder, 1, |_, _| Some(0))?.submissions.remove(0))
}

/// Whose a path is, and whether everything lies in one folder or zip.
type Owner<'a> = &'a dyn Fn(&str, bool) -> Option<usize>;

fn sort(
    folder: &Path,
    students: usize,
    owner: impl Fn(&str, bool) -> Option<usize>,
) -> Result<Found> {
    let owner: Owner = &owner;
    ensure!(folder.exists(), "there is no {}", folder.display());
    let collected =
        collect(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = collected.files.iter().map(|file| &file.path);
    let tops: BTreeSet<_> = paths
        .chain(collected.problems.iter().map(|(path, _)| path))
        .filter_map(|path| path.split('/').next())
        .collect();
    let wrapped = tops.len() == 1;
    let mut found = Found {
        submissions: vec![Submission::default(); students],
        problems: Vec::new(),
    };
    let mut versions: BTreeMap<(usize, &str), Vec<Version>> = BTreeMap::new();
    let mut strangers = BTreeMap::new();
    for file in collected.files {
        let Some(student) = owner(&file.path, wrapped) else {
            let top = file.path.split('/').next().unwrap_or_default().to_owned();
            *strangers.entry(top).or_insert(0) += 1;
            continue;
        };
        let submission = &mut found.submissions[student];
        submission.found = true;
        if let Some(version) = Version::of(file, &mut submission.notes) {
            versions.entry((student, version.chapter)).or_default().push(version);
        }
    }
    for (path, problem) in collected.problems {
        let line = format!("{path}: {problem}");
        match owner(&path, wrapped) {
            Some(student) => {
                found.submissions[student].found = true;
                found.submissions[student].notes.push(line);
            }
            None => found.problems.push(line),
        }
    }
    for (top, files) in strangers {
        let files = if files == 1 { "1 file is" } else { &format!("{files} files are") };
        found.problems.push(format!(
            "{top}: nobody on the roster is called that; {files} left out"
        ));
    }
    for ((student, chapter), versions) in versions {
        let submission = &mut found.submissions[student];
        submission.files.insert(chapter, choose(versions, &mut submission.notes));
    }
    for submission in &mut found.submissions {
        if submission.found && submission.files.is_empty() && submission.notes.is_empty()
        {
            submission.notes.push("there is no file of a chapter in it".into());
        }
    }
    Ok(found)
}

/// One version of the file of a chapter.
struct Version {
    chapter: &'static str,
    /// Inside `src`; the number that a browser or Canvas adds; how deep it lies.
    rank: (bool, u32, std::cmp::Reverse<usize>),
    file: ChapterFile,
}

impl Version {
    /// The file, if it belongs to a chapter.
    fn of(file: File, notes: &mut Vec<String>) -> Option<Version> {
        let (chapter, number) = chapter_of(&file.path)?;
        let (text, encoding) = decode(&file.bytes);
        if let Some(encoding) = encoding {
            notes.push(format!("{}: read as {encoding}, not as UTF-8", file.path));
        }
        let parts: Vec<_> = file.path.split('/').collect();
        let in_src = parts.len() > 1 && parts[parts.len() - 2] == "src";
        let rank = (in_src, number, std::cmp::Reverse(parts.len()));
        Some(Version { chapter, rank, file: ChapterFile { from: file.path, text } })
    }
}

/// The version that counts. If they differ, that is said.
fn choose(mut versions: Vec<Version>, notes: &mut Vec<String>) -> ChapterFile {
    versions.sort_by(|a, b| (a.rank, &a.file.from).cmp(&(b.rank, &b.file.from)));
    let chosen = versions.pop().expect("at least one version").file;
    let others: Vec<_> = versions
        .iter()
        .filter(|other| other.file.text != chosen.text)
        .map(|other| &other.file.from[..])
        .collect();
    if !others.is_empty() {
        notes.push(format!("{} counts, and not {}", chosen.from, others.join(", ")));
    }
    chosen
}

/// The chapter that a file belongs to, and the number of its version: `per_sample-2.rs` and
/// `per_sample (2).rs` are later ones.
pub fn chapter_of(path: &str) -> Option<(&'static str, u32)> {
    let name = path.rsplit('/').next()?.to_lowercase();
    let name = match system_name(&name) {
        Some(system) => system.file.to_owned(),
        None => name,
    };
    let stem = name.strip_suffix(".rs")?;
    let (stem, number) = match stem.rsplit_once(['-', '(']) {
        Some((stem, number)) => {
            (stem.trim_end(), number.trim_end_matches(')').parse().ok()?)
        }
        None => (stem, 0),
    };
    let chapter = CHAPTERS.iter().find(|chapter| chapter.name == stem)?;
    Some((chapter.name, number))
}

/// Whose file it is: the first part of its path says so, or the second, where everything lies in
/// one folder or zip.
fn owner(path: &str, wrapped: bool, roster: &Roster) -> Option<usize> {
    let mut parts = path.split('/');
    let first = parts.next().and_then(|part| named(part, roster));
    first.or_else(|| {
        if wrapped { parts.next().and_then(|part| named(part, roster)) } else { None }
    })
}

fn named(part: &str, roster: &Roster) -> Option<usize> {
    let Some(system) = system_name(part) else {
        let stem = part.strip_suffix(".zip").or_else(|| part.strip_suffix(".ZIP"));
        return roster.find(part).or_else(|| roster.find(stem?));
    };
    let number = system.number;
    let by_number = match system.moodle {
        true => roster
            .numbered(&format!("Participant {number}"), |s| &s.moodle_id)
            .or_else(|| roster.numbered(number, |s| &s.moodle_id)),
        false => roster.numbered(number, |s| &s.canvas_id),
    };
    by_number.or_else(|| roster.find(system.name))
}

/// A name that a school's system has made.
struct SystemName<'a> {
    moodle: bool,
    name: &'a str,
    number: &'a str,
    /// The name that the student gave the file, if it is a file.
    file: &'a str,
}

/// Moodle: `Name_12345_assignsubmission_file_`, a folder, or with the name of the file behind.
/// Canvas: `lastfirst_12345_67890_file.rs`, or with `_LATE` behind the name.
fn system_name(part: &str) -> Option<SystemName<'_>> {
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((who, file)) = part.split_once("_assignsubmission_file") {
        let (name, number) = who.rsplit_once('_').filter(|(_, number)| digits(number))?;
        return Some(SystemName {
            moodle: true,
            name,
            number,
            file: file.trim_start_matches('_'),
        });
    }
    let (name, rest) = part.split_once('_')?;
    let late = rest.strip_prefix("LATE_").or_else(|| rest.strip_prefix("late_"));
    let (number, rest) = late.unwrap_or(rest).split_once('_')?;
    let (submission, file) = rest.split_once('_')?;
    (digits(number) && digits(submission)).then_some(SystemName {
        moodle: false,
        name,
        number,
        file,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_the_chapter_and_the_version() {
        for (path, chapter) in [
            ("ada/per_sample.rs", Some(("per_sample", 0))),
            ("ada/src/Per_Sample (2).rs", Some(("per_sample", 2))),
            ("adalovelace_12_345_per_sample-3.rs", Some(("per_sample", 3))),
            ("adalovelace_LATE_12_345_cost.rs", Some(("cost", 0))),
            ("Ada L_12_assignsubmission_file_cost.rs", Some(("cost", 0))),
            ("ada/main.rs", None),
            ("ada/build.rs", None),
            ("ada/per_sample.rs.bak", None),
        ] {
            assert_eq!(chapter_of(path), chapter, "{path}");
        }
    }
}
