//! From a student's files to a worker. A function that does not compile is replaced by its stub, or
//! else the whole file, and the rest is compiled again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use grader::CHAPTERS;
use grader::exercise::Info;

use crate::rustc::{Fault, Place, ROOT, Rustc};
use crate::syntax;
use crate::toolchain::Toolchain;

/// The worker, and what is not in it.
pub struct Compiled {
    pub program: PathBuf,
    /// The exercises that do not compile, and the compiler's words.
    pub broken: BTreeMap<&'static str, String>,
    /// About files that are replaced.
    pub notes: Vec<String>,
}

/// Modules that belong to no chapter.
const LIB: &str = include_str!("../../grader/stubs/lib.rs");
const GIVEN: &str = include_str!("../../grader/stubs/given.rs");

/// What is compiled at a time.
struct Sources<'a> {
    assigned: &'a [&'static Info],
    /// The student's files, as far as they are not replaced.
    files: BTreeMap<&'static str, String>,
    broken: BTreeMap<&'static str, String>,
    notes: Vec<String>,
}

/// Compiles the student's `files` in `folder`, with the exercises `assigned` in the worker.
///
/// # Errors
/// If not even the stubs compile.
pub fn compile(
    toolchain: &Toolchain,
    files: &BTreeMap<&'static str, String>,
    assigned: &[&'static Info],
    folder: &Path,
) -> Result<Compiled> {
    let rustc =
        Rustc { toolchain, optimised: assigned.iter().any(|info| trains(info)), folder };
    let mut sources = Sources {
        assigned,
        files: files.clone(),
        broken: BTreeMap::new(),
        notes: Vec::new(),
    };
    loop {
        sources.write(folder)?;
        let fault = match rustc.run()? {
            Ok(program) => {
                let Sources { broken, notes, .. } = sources;
                return Ok(Compiled { program, broken, notes });
            }
            Err(fault) => fault,
        };
        if sources.files.is_empty() {
            bail!("the stubs do not compile: {}", fault.words());
        }
        match fault {
            Fault::Errors { places, .. } if sources.replace_at(&places) => {}
            // Nobody knows whose fault it is: each file is tried alone.
            fault => sources.replace_by_trying(&rustc, folder, &fault)?,
        }
    }
}

impl Sources<'_> {
    /// Writes the student's files and stubs into a fresh folder.
    fn write(&self, folder: &Path) -> Result<()> {
        let source = folder.join("exercises/src");
        match fs::remove_dir_all(folder.join("exercises")) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => fs::create_dir_all(&source).context("the folder of the sources")?,
        }
        fs::write(source.join("lib.rs"), LIB)?;
        fs::write(source.join("given.rs"), GIVEN)?;
        for chapter in CHAPTERS {
            let text = self.files.get(chapter.name).map_or(chapter.stub, |text| text);
            fs::write(source.join(format!("{}.rs", chapter.name)), text)?;
        }
        fs::write(folder.join(ROOT), self.root())?;
        Ok(())
    }

    /// The root of the worker, with a line for each exercise.
    fn root(&self) -> String {
        let mut text = String::from(
            "#[path = \"exercises/src/lib.rs\"]\nmod exercises;\n\
             #[global_allocator]\nstatic MEMORY: worker::Cap<std::alloc::System> =\n    \
             worker::Cap::new(std::alloc::System, worker::MEMORY);\n\
             fn main() -> std::process::ExitCode {\n    \
             worker::serve::serve(|name| match name {\n",
        );
        for info in
            self.assigned.iter().filter(|info| !self.broken.contains_key(&info.id[..]))
        {
            let (chapter, name) = (info.chapter.name, &info.name);
            text += &format!(
                "        \"{name}\" => Some(worker::function!({chapter} {name})),\n"
            );
        }
        text + "        _ => None,\n    })\n}\n"
    }

    /// Replaces what the compiler's errors point at; says whether there was anything.
    fn replace_at(&mut self, places: &[Place]) -> bool {
        let (root, before) = (self.root(), self.files.clone());
        let (mut replaced, mut changed) = (BTreeSet::new(), false);
        for place in places {
            if place.file == ROOT {
                changed |= self.leave_out(&root, place);
                continue;
            }
            let Some(chapter) = chapter_of(&place.file) else { continue };
            let Some(text) = before.get(chapter) else { continue };
            match exercise_at(chapter, text, place.line) {
                Some((info, _)) if replaced.contains(&info.id) => {}
                Some((info, lines)) if !self.broken.contains_key(&info.id[..]) => {
                    let stub = format!("{} {{ todo!(\"{}\") }}", info.signature, info.id);
                    let text = syntax::replace(&self.files[chapter], &lines, &stub);
                    self.files.insert(chapter, text);
                    self.broken.insert(&info.id, place.words.clone());
                    replaced.insert(&info.id);
                    changed = true;
                }
                // It is in no exercise, or replacing that one has not helped.
                _ => {
                    self.replace_file(chapter, &place.words);
                    return true;
                }
            }
        }
        changed
    }

    /// Leaves out an exercise whose function is missing or has another type: the line of the root
    /// says which.
    fn leave_out(&mut self, root: &str, place: &Place) -> bool {
        let line = root.lines().nth(place.line.saturating_sub(1));
        let name = line.and_then(|line| line.split('"').nth(1));
        let Some(info) = self.assigned.iter().find(|info| Some(&info.name[..]) == name)
        else {
            return false;
        };
        let words = format!(
            "There is no function with the signature that was handed out:\n{}\n\n{}",
            info.signature, place.words
        );
        self.broken.insert(&info.id, words).is_none()
    }

    fn replace_file(&mut self, chapter: &'static str, words: &str) {
        self.files.remove(chapter);
        self.notes
            .push(format!("{chapter}.rs does not compile; the stub stands in its place"));
        for info in self.assigned.iter().filter(|info| info.chapter.name == chapter) {
            self.broken.entry(&info.id).or_insert_with(|| words.to_owned());
        }
    }

    /// Tries each file alone. Those are replaced for which there is no program and no place of an
    /// error; if there are none, those that do not compile; and if all do, all.
    fn replace_by_trying(
        &mut self,
        rustc: &Rustc,
        folder: &Path,
        fault: &Fault,
    ) -> Result<()> {
        let all = std::mem::take(&mut self.files);
        let mut failed = Vec::new();
        for (&chapter, text) in all.iter().filter(|_| all.len() > 1) {
            self.files = BTreeMap::from([(chapter, text.clone())]);
            self.write(folder)?;
            if let Err(fault) = rustc.run()? {
                failed.push((chapter, fault));
            }
        }
        self.files = all;
        let hopeless = |fault: &Fault| match fault {
            Fault::Errors { places, .. } => places.is_empty(),
            Fault::Ended(_) => true,
        };
        if failed.iter().any(|(_, fault)| hopeless(fault)) {
            failed.retain(|(_, fault)| hopeless(fault));
        }
        let mut guilty: Vec<_> =
            failed.iter().map(|(chapter, fault)| (*chapter, fault.words())).collect();
        if guilty.is_empty() {
            guilty = self.files.keys().map(|&chapter| (chapter, fault.words())).collect();
        }
        for (chapter, words) in guilty {
            self.replace_file(chapter, words);
        }
        Ok(())
    }
}

/// The exercise to which a line of a chapter's file belongs, and all its lines.
fn exercise_at(
    chapter: &str,
    text: &str,
    line: usize,
) -> Option<(&'static Info, RangeInclusive<usize>)> {
    let functions = syntax::functions(text);
    let function = functions.into_iter().find(|f| f.lines.contains(&line))?;
    let of_chapter = Info::all().iter().filter(|info| info.chapter.name == chapter);
    let info = of_chapter.into_iter().find(|info| info.name == function.name)?;
    Some((info, function.lines))
}

/// An exercise that is given more time than the others trains a network.
fn trains(info: &Info) -> bool {
    const USUAL: Duration = Duration::from_secs(15);
    grader::find(&info.id).is_some_and(|exercise| exercise.time_limit() > USUAL)
}

/// `exercises/src/per_sample.rs` is chapter per_sample.
fn chapter_of(file: &str) -> Option<&'static str> {
    let stem = file.strip_prefix("exercises/src/")?.strip_suffix(".rs")?;
    CHAPTERS.iter().map(|chapter| chapter.name).find(|name| *name == stem)
}
