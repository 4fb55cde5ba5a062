//! The skeleton of a new exercise, in the five files that a person edits.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{read, stubs};

/// A place in a file and what is put there.
struct Insertion {
    file: String,
    text: String,
    place: Place,
}

enum Place {
    End,
    /// Before the last line that is this.
    BeforeLast(&'static str),
    /// Before the first line that starts so, or at the end.
    Before(&'static str),
}

/// Writes an exercise `name` at the end of `chapter`, and what is derived from it.
pub fn write(root: &Path, chapter: &str, name: &str) -> Result<()> {
    let known = grader::CHAPTERS.iter().map(|chapter| chapter.name);
    ensure!(
        known.clone().any(|known| known == chapter),
        "there is no chapter {chapter}: {}",
        known.collect::<Vec<_>>().join(", ")
    );
    let proper = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    ensure!(proper, "{name} is no name of a function: small letters, digits and _");
    let source = read(&root.join(format!("solutions/src/{chapter}.rs")))?;
    ensure!(!source.contains(&format!("pub fn {name}(")), "there is a {name} already");

    let number = grader::CHAPTERS.iter().position(|known| known.name == chapter);
    let place = grader::stubs::sections(&source).count() + 1;
    let id = format!("{}.{place}", number.map_or(0, |k| grader::CHAPTERS[k].number));
    // All or nothing: every file is made before one is written. One has two insertions.
    let mut made: BTreeMap<String, String> = BTreeMap::new();
    for insertion in skeleton(chapter, name, &id) {
        let file = match made.remove(&insertion.file) {
            Some(file) => file,
            None => read(&root.join(&insertion.file))?,
        };
        let file = insertion.made(&file)?;
        made.insert(insertion.file, file);
    }
    for (file, text) in made {
        println!("writing {file}");
        fs::write(root.join(&file), text)?;
    }
    stubs::write(root)
}

impl Insertion {
    /// The file with the insertion made.
    fn made(&self, file: &str) -> Result<String> {
        let at = match self.place {
            Place::End => Some(file.len()),
            Place::BeforeLast(line) => {
                file.rfind(&format!("\n{line}\n")).map(|at| at + 1)
            }
            Place::Before(start) => {
                Some(file.find(&format!("\n{start}")).map_or(file.len(), |at| at + 1))
            }
        };
        let at =
            at.with_context(|| format!("no place for an exercise in {}", self.file))?;
        Ok(format!("{}{}{}", &file[..at], self.text, &file[at..]))
    }
}

fn skeleton(chapter: &str, name: &str, id: &str) -> [Insertion; 6] {
    let at = |file: String, place, text: String| Insertion { file, text, place };
    let judge = format!("exercises/grader/src/chapters/{chapter}.rs");
    [
        at(
            format!("solutions/src/{chapter}.rs"),
            Place::End,
            format!(
                "\n/// Exercise {id} ★: twice a number.\n///\n/// Returns 2x.\npub fn {name}(x: f64) -> f64 {{\n    \
                 // BEGIN SOLUTION {id}\n    2.0 * x\n    // END SOLUTION\n}}\n"
            ),
        ),
        at(
            judge.clone(),
            Place::BeforeLast("    ]"),
            format!("        Box::new({name}()),\n"),
        ),
        at(judge, Place::End, judge_of(name)),
        at(
            format!("exercises/grader/texts/{chapter}.toml"),
            Place::Before("[mistakes."),
            format!(
                "{name} = [\n    \"What is x + x?\",\n    \"2x\",\n    \"One line: a product.\",\n]\n\n\
                 [mistakes.{slug}-once]\nname = \"the number is not doubled\"\n\
                 what = \"The result is x. It should be 2x.\"\nwhy = \"A factor is forgotten.\"\n\
                 symptom = \"Everything is half as large.\"\nread = \"{name}\"\n\n",
                slug = name.replace('_', "-")
            ),
        ),
        at(
            format!("tests/certificate/alternatives_{chapter}.rs"),
            Place::End,
            format!("\n/// By a sum.\npub fn {name}(x: f64) -> f64 {{\n    x + x\n}}\n"),
        ),
        at(
            format!("book/src/{chapter}.md"),
            Place::Before("## What goes wrong"),
            format!("{{{{exercise {id}}}}}\n\n"),
        ),
    ]
}

fn judge_of(name: &str) -> String {
    let slug = format!("{}-once", name.replace('_', "-"));
    format!(
        r#"
fn {name}() -> crate::function::Function<f64> {{
    use proptest::strategy::Strategy;

    crate::function::Function {{
        name: "{name}",
        inputs: || crate::sample::number().boxed(),
        show: |&x| vec![crate::answer::part("x", x)],
        ask: |worker, &x| {{
            Ok(vec![crate::answer::part("2x", worker.call::<f64>("{name}", args![x])?)])
        }},
        truth: |&x, _| vec![crate::answer::part("2x", x + x)],
        model: |&x, wrong| {{
            let factor = if wrong.has("{slug}") {{ 1.0 }} else {{ 2.0 }};
            vec![crate::answer::part("2x", factor * x)]
        }},
        mistakes: vec!["{slug}"],
        special: crate::function::Special::none(),
    }}
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of the workspace that are written, in another place.
    fn copied() -> tempfile::TempDir {
        let (from, root) =
            (Path::new(env!("CARGO_MANIFEST_DIR")), tempfile::tempdir().unwrap());
        let from = from.parent().unwrap();
        stubs::tests::copy_solutions(root.path());
        for insertion in skeleton("cost", "twice", "2.5") {
            let to = root.path().join(&insertion.file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from.join(&insertion.file), to).unwrap();
        }
        root
    }

    #[test]
    fn an_exercise_is_written_everywhere() {
        let root = copied();
        let before = read(&root.path().join("solutions/src/cost.rs")).unwrap();
        let id = format!("2.{}", grader::stubs::sections(&before).count() + 1);
        write(root.path(), "cost", "twice").unwrap();
        stubs::check(root.path()).unwrap();
        let text = |file: &str| read(&root.path().join(file)).unwrap();
        let stub = text("exercises/src/cost.rs");
        assert!(
            stub.contains(&format!("/// Exercise {id} ★: twice a number.\n")),
            "{stub}"
        );
        assert!(stub.ends_with(&format!("{{\n    todo!(\"{id}\")\n}}\n")), "{stub}");
        assert!(text("exercises/tests/functions.rs").contains("        twice\n"));
        let judge = text("exercises/grader/src/chapters/cost.rs");
        assert!(judge.contains("        Box::new(twice()),\n    ]\n"), "{judge}");
        assert!(judge.ends_with(&judge_of("twice")), "{judge}");
        let files: std::collections::BTreeSet<_> =
            skeleton("cost", "twice", &id).map(|insertion| insertion.file).into();
        assert!(files.len() <= 5, "{files:?}");
    }

    #[test]
    fn nothing_is_written_for_a_wrong_name() {
        let root = copied();
        for (chapter, name) in
            [("coast", "twice"), ("cost", "Twice"), ("cost", "quadratic_cost")]
        {
            assert!(write(root.path(), chapter, name).is_err(), "{chapter} {name}");
        }
    }
}
