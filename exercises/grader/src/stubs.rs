//! The stubs as they were before the reader touched them, exercise by exercise.

use crate::exercise::Info;

/// Every exercise begins with a line like this, whatever follows.
const HEADING: &str = "/// Exercise ";

/// The part of a chapter's file that belongs to an exercise: from its heading to the next one.
pub fn section<'a>(file: &'a str, info: &Info) -> Option<&'a str> {
    let start = format!("{HEADING}{} ", info.id);
    let begin = line_starting(file, 0, &start)?;
    let end = line_starting(file, begin + start.len(), HEADING).unwrap_or(file.len());
    Some(&file[begin..end])
}

/// Where the first line from `from` on begins that starts with `start`.
fn line_starting(file: &str, from: usize, start: &str) -> Option<usize> {
    let hits = file[from..].match_indices(start).map(|(at, _)| from + at);
    hits.into_iter().find(|&at| at == 0 || file[..at].ends_with('\n'))
}

/// `file` with the section of one exercise put back to its stub.
///
/// `None` if the file has lost the exercise's heading.
pub fn reset(file: &str, info: &Info) -> Option<String> {
    let stub = section(info.chapter().stub, info)?;
    let current = section(file, info)?;
    // The last section of a file ends without the empty line that separates the others.
    let separator = if file.ends_with(current) { "" } else { "\n" };
    Some(file.replacen(current, &format!("{}\n{separator}", stub.trim_end()), 1))
}
