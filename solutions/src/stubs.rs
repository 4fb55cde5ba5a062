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

use anyhow::{Context, Result, bail, ensure};
use grader::exercise::Info;

use crate::{read, write_changed};

const BEGIN: &str = "// BEGIN SOLUTION ";
const STUB: &str = "// STUB";
const END: &str = "// END SOLUTION";

/// One file of the exercises and where it belongs.
struct File {
    /// The derived text.
    stub: String,
    /// In exercises/src, for the reader to work on.
    work: PathBuf,
    /// In exercises/grader/stubs, for `reset`. It tells work from an untouched stub.
    pristine: PathBuf,
}

pub fn check(root: &Path) -> Result<()> {
    let mut drifted = Vec::new();
    for File { stub, work, pristine } in derive_all(root)? {
        for path in [work, pristine] {
            if read(&path).ok().as_ref() != Some(&stub) {
                drifted.push(format!("  {}", path.display()));
            }
        }
    }
    ensure!(
        drifted.is_empty(),
        "these are not the stubs of the solutions:\n{}",
        drifted.join("\n")
    );
    Ok(())
}

pub fn write(root: &Path) -> Result<()> {
    let files = derive_all(root)?;
    for File { stub, work, pristine } in &files {
        let Ok(current) = read(work) else { continue };
        let untouched = read(pristine).is_ok_and(|pristine| pristine == current);
        ensure!(
            untouched || current == *stub,
            "{} holds somebody's work; nothing is written",
            work.display()
        );
    }
    for File { stub, work, pristine } in files {
        write_changed(work, &stub)?;
        write_changed(pristine, &stub)?;
    }
    Ok(())
}

fn derive_all(root: &Path) -> Result<Vec<File>> {
    let chapters = grader::CHAPTERS.iter().map(|chapter| chapter.name);
    ["lib", "given"]
        .into_iter()
        .chain(chapters)
        .map(|name| {
            let name = format!("{name}.rs");
            let source = root.join("solutions/src").join(&name);
            let text = read(&source)?;
            let stub = derive(&text).with_context(|| source.display().to_string())?;
            for exercise in grader::catalogue() {
                if exercise.info().file().ends_with(&format!("/{name}")) {
                    check_section(&text, exercise.info())
                        .with_context(|| source.display().to_string())?;
                }
            }
            Ok(File {
                stub,
                work: root.join("exercises/src").join(&name),
                pristine: root.join("exercises/grader/stubs").join(&name),
            })
        })
        .collect()
}

/// An exercise has its heading, its function, and one answer marked with its number.
fn check_section(text: &str, info: &Info) -> Result<()> {
    let (id, name) = (info.id, info.name);
    let section = grader::stubs::section(text, info)
        .with_context(|| format!("no section begins with: {}", info.heading()))?;
    ensure!(
        section.lines().next() == Some(&info.heading()),
        "the section of {id} must begin with: {}",
        info.heading()
    );
    let has_function =
        ["(", "<"].iter().any(|end| section.contains(&format!("pub fn {name}{end}")));
    ensure!(has_function, "{id} has no `pub fn {name}`");
    let markers: Vec<_> =
        section.lines().filter_map(|l| l.trim().strip_prefix(BEGIN)).collect();
    ensure!(markers == [id], "the section of {id} marks the answers {markers:?}");
    Ok(())
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
        let renamed = read(&file).unwrap().replace("pub fn bp2(", "pub fn bp_2(");
        std::fs::write(&file, renamed).unwrap();
        let error = format!("{:#}", write(root.path()).unwrap_err());
        assert!(error.contains("per_sample.rs: 3.2 has no `pub fn bp2`"), "{error}");
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
