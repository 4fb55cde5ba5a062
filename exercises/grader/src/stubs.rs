//! The stubs as they were before the reader touched them, exercise by exercise.

use crate::exercise::Info;
use crate::select::assigned;

/// Every exercise begins with a line like this, whatever follows.
const HEADING: &str = "/// Exercise ";

/// What a stub tells of an exercise.
pub struct Section {
    pub id: String,
    pub stars: u32,
    pub title: String,
    pub name: String,
    pub signature: String,
}

/// The exercises of a file of stubs, in order.
///
/// An exercise that is not written as all are is an error: "/// Exercise 3.2 ★★: title." in a line,
/// and below it `pub fn name`.
pub fn sections(file: &str) -> impl Iterator<Item = Result<Section, String>> {
    file.split(HEADING).skip(1).map(|section| {
        let line = section.lines().next().unwrap_or_default();
        read(section)
            .ok_or_else(|| format!("no exercise begins like this: {HEADING}{line}"))
    })
}

fn read(section: &str) -> Option<Section> {
    let (heading, code) = section.split_once('\n')?;
    let (id, heading) = heading.split_once(' ')?;
    let (stars, title) = heading.split_once(": ")?;
    let (_, function) = code.split_once("\npub fn ")?;
    let (name, _) = function.split_once(['(', '<'])?;
    let (signature, _) = function.split_once(" {\n")?;
    let signature = signature.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Section {
        id: id.to_owned(),
        stars: stars.chars().count() as u32,
        title: title.strip_suffix('.')?.to_owned(),
        name: name.to_owned(),
        signature: format!("pub fn {}", signature.replace("( ", "(").replace(", )", ")")),
    })
}

/// The part of a chapter's file that belongs to an exercise: from its heading to the next one.
pub fn section<'a>(file: &'a str, id: &str) -> Option<&'a str> {
    let start = format!("{HEADING}{id} ");
    let begin = line_starting(file, 0, &start)?;
    let end = line_starting(file, begin + start.len(), HEADING).unwrap_or(file.len());
    Some(&file[begin..end])
}

/// Where the first line from `from` on begins that starts with `start`.
fn line_starting(file: &str, from: usize, start: &str) -> Option<usize> {
    let mut hits = file[from..].match_indices(start).map(|(at, _)| from + at);
    hits.find(|&at| at == 0 || file[..at].ends_with('\n'))
}

/// `file` with the section of one exercise put back to its stub.
///
/// # Errors
/// If the file has lost a line by which the section is found: its heading, or that of the next
/// exercise, without which the work on that one would go too.
pub fn reset(file: &str, info: &Info) -> Result<String, String> {
    let stub = info.chapter.stub;
    let heading = |id: &str| {
        let section = section(stub, id).and_then(|section| section.lines().next());
        section.unwrap_or_default().to_owned()
    };
    let of_chapter = |other: &&Info| other.chapter.name == info.chapter.name;
    let mut ids = Info::all().iter().filter(of_chapter).filter(|other| assigned(other));
    let next =
        ids.by_ref().skip_while(|other| other.id != info.id).nth(1).map(|next| &next.id);
    for id in [Some(&info.id), next].into_iter().flatten() {
        section(file, id).ok_or_else(|| heading(id))?;
    }
    let fresh = section(stub, &info.id).ok_or_else(|| heading(&info.id))?;
    let current = section(file, &info.id).ok_or_else(|| heading(&info.id))?;
    // The last section of a file ends without the empty line that separates the others.
    let separator = if file.ends_with(current) { "" } else { "\n" };
    Ok(file.replacen(current, &format!("{}\n{separator}", fresh.trim_end()), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(name: &str) -> &'static Info {
        Info::of(name)
    }

    #[test]
    fn a_stub_tells_of_its_exercise() {
        let bp2 = info("bp2");
        assert_eq!((&bp2.id[..], bp2.stars), ("3.2", 2));
        assert_eq!(
            bp2.signature,
            "pub fn bp2(w_next: ArrayView2<f64>, delta_next: ArrayView1<f64>, z: ArrayView1<f64>,) \
             -> Array1<f64>"
                .replace(",)", ")")
        );
    }

    /// The reader's file may not even compile.
    #[test]
    fn one_exercise_is_reset_and_the_others_are_kept() {
        let worked = |id: &str, file: &str| {
            file.replace(&format!("    todo!(\"{id}\")\n"), "    my { work\n")
        };
        let stub = info("quadratic_cost").chapter.stub;
        for (id, name) in [
            ("2.1", "quadratic_cost"),
            ("2.2", "quadratic_cost_derivative"),
            ("2.4", "step_that_lowers_the_cost"),
        ] {
            let others = worked("2.3", stub);
            let reset = reset(&worked(id, &others), info(name));
            assert_eq!(reset.as_deref(), Ok(&others[..]), "{id}");
        }
    }

    /// The next heading marks the end: without it, somebody's work would be lost.
    #[test]
    fn nothing_is_reset_without_its_heading_and_the_next_one() {
        let (first, second) = (info("quadratic_cost"), info("quadratic_cost_derivative"));
        let file = first.chapter.stub.replace("Exercise 2.2 ", "Exercise ");
        for info in [first, second] {
            let lost = reset(&file, info).unwrap_err();
            assert!(lost.starts_with("/// Exercise 2.2 ★"), "{lost}");
        }
        assert!(reset(&file, crate::exercise::Info::of("gradient_step")).is_ok());
    }
}
