//! Derives the stubs: between the markers, an answer becomes a `todo!`.
//!
//! ```text
//! // BEGIN SOLUTION 3.2
//! the answer
//! // STUB
//! // what the reader finds in place of the answer; without this part, todo!("3.2")
//! // END SOLUTION
//! ```

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use grader::stubs::sections;

use crate::{read, write_changed};

const HEADING: &str = "/// Exercise ";
const BEGIN: &str = "// BEGIN SOLUTION ";
const STUB: &str = "// STUB";
const END: &str = "// END SOLUTION";

/// One file of the exercises and where it belongs.
struct File {
    /// In solutions/src.
    source: PathBuf,
    /// What belongs there: the answers, numbered by their places.
    text: String,
    /// The derived text.
    stub: String,
    /// In exercises/src, for the reader to work on.
    work: PathBuf,
    /// In exercises/grader/stubs, for `reset`. It tells work from an untouched stub.
    pristine: PathBuf,
}

pub fn check(root: &Path) -> Result<()> {
    let (files, functions) = derive_all(root)?;
    let mut drifted = Vec::new();
    for File { source, text, stub, work, pristine } in files {
        for (path, text) in [(source, &text), (work, &stub), (pristine, &stub)] {
            if read(&path).ok().as_ref() != Some(text) {
                drifted.push(format!("  {}", path.display()));
            }
        }
    }
    if read(&root.join(FUNCTIONS)).ok().as_ref() != Some(&functions) {
        drifted.push(format!("  {FUNCTIONS}"));
    }
    ensure!(
        drifted.is_empty(),
        "these are not the stubs of the solutions:\n{}",
        drifted.join("\n")
    );
    Ok(())
}

pub fn write(root: &Path) -> Result<()> {
    let (files, functions) = derive_all(root)?;
    for File { stub, work, pristine, .. } in &files {
        let Ok(current) = read(work) else { continue };
        let untouched = read(pristine).is_ok_and(|pristine| pristine == current);
        ensure!(
            untouched || current == *stub,
            "{} holds somebody's work; nothing is written",
            work.display()
        );
    }
    for File { source, text, stub, work, pristine } in files {
        write_changed(source, &text)?;
        write_changed(work, &stub)?;
        write_changed(pristine, &stub)?;
    }
    write_changed(root.join(FUNCTIONS), &functions)
}

/// The list from which workers are made.
const FUNCTIONS: &str = "exercises/tests/functions.rs";

fn derive_all(root: &Path) -> Result<(Vec<File>, String)> {
    let mut functions = "// Every exercise by name: chapter, function. An editor offers to run each. \
                         Derived from the\n// solutions by `cargo run --package solutions -- stubs \
                         --write`.\n\nfunctions! {\n"
        .to_owned();
    let mut files = Vec::new();
    let chapters = grader::CHAPTERS.iter().map(|chapter| (chapter.name, chapter.number));
    for (name, number) in [("lib", 0), ("given", 0)].into_iter().chain(chapters) {
        let source = root.join("solutions/src").join(format!("{name}.rs"));
        let file =
            derive_file(&source, number).with_context(|| source.display().to_string())?;
        let (file, exercises) = file;
        if !exercises.is_empty() {
            let blank = if number == 1 { "" } else { "\n" };
            functions += &format!("{blank}    {name} {{\n");
            for exercise in exercises {
                functions += &format!("        {exercise}\n");
            }
            functions += "    }\n";
        }
        files.push(File {
            work: root.join("exercises/src").join(format!("{name}.rs")),
            pristine: root.join("exercises/grader/stubs").join(format!("{name}.rs")),
            ..file
        });
    }
    functions += "}\n";
    Ok((files, functions))
}

/// The stub of a file of answers, and the names of its exercises.
fn derive_file(source: &Path, chapter: u32) -> Result<(File, Vec<String>)> {
    let text = numbered(&read(source)?, chapter);
    let stub = derive(&text)?;
    let sections: Result<Vec<_>, _> = sections(&text).collect();
    let mut names = Vec::new();
    for section in sections.map_err(|e| anyhow!(e))? {
        let id = &section.id;
        let part = grader::stubs::section(&text, id).expect("its heading was found");
        let markers: Vec<_> =
            part.lines().filter_map(|line| line.trim().strip_prefix(BEGIN)).collect();
        ensure!(markers == [id], "the section of {id} marks the answers {markers:?}");
        names.push(section.name);
    }
    let (work, pristine) = (PathBuf::new(), PathBuf::new());
    Ok((File { source: source.to_owned(), text, stub, work, pristine }, names))
}

/// The text with each exercise numbered by its place.
fn numbered(text: &str, chapter: u32) -> String {
    let (mut numbered, mut place) = (String::new(), 0);
    for line in text.split_inclusive('\n') {
        let starts = |start| line.trim_start().strip_prefix(start);
        if let Some((_, rest)) = starts(HEADING).and_then(|rest| rest.split_once(' ')) {
            place += 1;
            numbered += &format!("{HEADING}{chapter}.{place} {rest}");
        } else if starts(BEGIN).is_some() {
            let indent = &line[..line.len() - line.trim_start().len()];
            numbered += &format!("{indent}{BEGIN}{chapter}.{place}\n");
        } else {
            numbered += line;
        }
    }
    numbered
}

/// The stub of a solution's text.
fn derive(text: &str) -> Result<String> {
    let mut stub = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(id) = line.trim().strip_prefix(BEGIN) else {
            stub += line;
            stub.push('\n');
            continue;
        };
        let indent = &line[..line.len() - line.trim_start().len()];
        let (mut given, mut in_stub) = (String::new(), false);
        loop {
            let Some(line) = lines.next() else { bail!("the answer {id} has no end") };
            match line.trim() {
                END => break,
                STUB => in_stub = true,
                _ if in_stub => {
                    let code = uncomment(line)
                        .with_context(|| format!("in the stub of {id}: {line}"))?;
                    given += &code;
                }
                _ => {}
            }
        }
        stub += &if in_stub { given } else { format!("{indent}todo!(\"{id}\")\n") };
    }
    Ok(stub)
}

/// The line without the `// ` in front of its code.
fn uncomment(line: &str) -> Result<String> {
    let code = line.trim_start();
    let indent = &line[..line.len() - code.len()];
    let code = code.strip_prefix("//").context("a line of a stub is a comment")?;
    let code = code.strip_prefix(' ').unwrap_or(code);
    Ok(if code.is_empty() { "\n".into() } else { format!("{indent}{code}\n") })
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Puts the reference answers where they belong in another workspace.
    pub fn copy_solutions(root: &Path) {
        let to = root.join("solutions/src");
        std::fs::create_dir_all(&to).unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }

    const SOLUTION: &str =
        "fn f() {\n    // BEGIN SOLUTION 3.2\n    answer();\n    // END SOLUTION\n}\n";

    #[test]
    fn an_answer_becomes_a_todo() {
        assert_eq!(derive(SOLUTION).unwrap(), "fn f() {\n    todo!(\"3.2\")\n}\n");
    }

    #[test]
    fn an_answer_may_bring_its_own_stub() {
        let own =
            "    // STUB\n    // if wrong {\n    //     guess();\n    // }\n    // END";
        let stub = derive(&SOLUTION.replace("    // END", own)).unwrap();
        assert_eq!(stub, "fn f() {\n    if wrong {\n        guess();\n    }\n}\n");
    }

    #[test]
    fn an_answer_without_end_is_an_error() {
        let error = derive(&SOLUTION.replace("// END SOLUTION", "")).unwrap_err();
        assert!(error.to_string().contains("3.2"), "{error}");
    }

    #[test]
    fn an_exercise_without_its_function_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        copy_solutions(root.path());
        let file = root.path().join("solutions/src/per_sample.rs");
        let hidden = read(&file).unwrap().replace("pub fn bp2(", "fn bp2(");
        std::fs::write(&file, hidden).unwrap();
        let error = format!("{:#}", write(root.path()).unwrap_err());
        assert!(
            error.contains(
                "per_sample.rs: no exercise begins like this: /// Exercise 3.2"
            )
        );
    }

    /// An exercise between two others moves those behind it.
    #[test]
    fn exercises_are_numbered_by_their_places() {
        let root = tempfile::tempdir().unwrap();
        copy_solutions(root.path());
        let file = root.path().join("solutions/src/per_sample.rs");
        let text = read(&file).unwrap();
        let bp2 = grader::stubs::section(&text, "3.2").unwrap();
        let another = bp2.replace("bp2(", "another(");
        std::fs::write(&file, text.replace(bp2, &format!("{another}{bp2}"))).unwrap();
        write(root.path()).unwrap();
        let stub = read(&root.path().join("exercises/src/per_sample.rs")).unwrap();
        let names: Vec<_> =
            sections(&stub).map(|section| section.unwrap().name).collect();
        assert_eq!(names[..4], ["bp1", "another", "bp2", "bp3"]);
        assert!(stub.contains("/// Exercise 3.9 ★") && stub.contains("todo!(\"3.3\")"));
        let functions = read(&root.path().join(FUNCTIONS)).unwrap();
        assert!(functions.contains("        bp1\n        another\n        bp2\n"));
    }

    /// A maintainer writes stubs anew only where nobody has worked.
    #[test]
    fn work_is_not_overwritten() {
        let root = tempfile::tempdir().unwrap();
        copy_solutions(root.path());
        let (source, work) =
            (root.path().join("solutions/src"), root.path().join("exercises/src"));
        write(root.path()).unwrap();
        check(root.path()).unwrap();

        let (file, begun) = (work.join("cost.rs"), "// My work.\n");
        std::fs::write(&file, begun).unwrap();
        std::fs::write(source.join("given.rs"), "// New.\n").unwrap();
        assert!(check(root.path()).is_err());
        assert!(write(root.path()).unwrap_err().to_string().contains("somebody's work"));
        assert_eq!(read(&file).unwrap(), begun);
        assert_ne!(read(&work.join("given.rs")).unwrap(), "// New.\n", "all or nothing");
    }
}
