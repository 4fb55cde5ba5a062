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

#[cfg(test)]
mod tests {
    use super::*;

    fn info(id: &str) -> Info {
        crate::find(id).expect("it exists").info().clone()
    }

    /// The reader's file may not even compile.
    #[test]
    fn one_exercise_is_reset_and_the_others_are_kept() {
        let worked = |id: &str, file: &str| {
            file.replace(&format!("    todo!(\"{id}\")\n"), "    my { work\n")
        };
        let stub = info("2.1").chapter().stub;
        for id in ["2.1", "2.2", "2.4"] {
            let others = worked("2.3", stub);
            let reset = reset(&worked(id, &others), &info(id));
            assert_eq!(reset.as_deref(), Some(&others[..]), "{id}");
        }
    }

    #[test]
    fn an_exercise_without_its_heading_is_not_found() {
        let file = info("2.1").chapter().stub.replace("Exercise 2.2 ", "Exercise ");
        assert_eq!(reset(&file, &info("2.2")), None);
        assert!(reset(&file, &info("2.3")).is_some());
    }
}
