//! Submissions laid out for JPlag, which compares them with each other.

use std::path::Path;

use anyhow::Result;

use crate::assignment::Assignment;
use crate::package::new_folder;
use crate::result::write;
use crate::roster::Roster;
use crate::submissions::Submission;
use crate::text::file_name;

/// A folder for each student, with the chapters of the assignment, and the stubs as base code.
///
/// # Errors
/// If a file cannot be written.
pub fn lay_out(
    assignment: &Assignment,
    roster: &Roster,
    submissions: &[Submission],
    out: &Path,
) -> Result<()> {
    new_folder(out)?;
    let (base, all) = (out.join("base"), out.join("submissions"));
    for chapter in assignment.chapters() {
        let name = format!("{}.rs", chapter.name);
        write(&base.join(&name), chapter.stub)?;
        for (student, submission) in roster.students.iter().zip(submissions) {
            if let Some(file) = submission.files.get(chapter.name) {
                write(&all.join(file_name(&student.id)).join(&name), &file.text)?;
            }
        }
    }
    println!("java -jar jplag.jar -l rust -bc {} {}", base.display(), all.display());
    Ok(())
}
