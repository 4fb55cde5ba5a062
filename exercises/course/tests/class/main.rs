//! A class that the kit grades: the mark of every student is known beforehand.
//!
//! `cargo test --package course --test class -- --students 200 --keep DIR` makes a class of 200 and
//! leaves it there; without arguments it is one of 36, graded, and a smaller one, whose grading is
//! killed and resumed.

mod answers;
mod attacks;
mod class;
mod formats;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use clap::Parser;

use crate::class::{Class, EXERCISES, SMALL};

#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = 36)]
    students: usize,
    /// How many of them are graded a second time, killed and resumed
    #[arg(long, default_value_t = SMALL)]
    killed: usize,
    /// A folder that is to stay
    #[arg(long)]
    keep: Option<PathBuf>,
    /// More words for the kit
    #[arg(last = true)]
    kit: Vec<String>,
}

fn main() {
    if !cfg!(target_os = "linux") {
        return println!("walls are for Linux");
    }
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir().unwrap();
    let folder = arguments.keep.clone().unwrap_or_else(|| folder.path().to_owned());
    let class = Class::write(&folder.join("class"), arguments.students);
    let students = class.students.len();
    let start = Instant::now();
    let graded = run(&class, "out", &arguments.kit);
    let words = String::from_utf8_lossy(&graded.stderr).into_owned();
    assert!(graded.status.success(), "{words}");
    let took = start.elapsed().as_secs_f64();
    println!("{students} students in {took:.0} s, {:.1} s each", took / students as f64);
    for problem in
        ["the id S001 is there already", "the id of Nobody is empty", "stranger: nobody"]
    {
        assert!(words.contains(problem), "{problem}: {words}");
    }
    let out = class.folder.join("out");
    marks(&class, &out);
    formats::check(&out, students);
    assert!(
        !Path::new("/tmp/mark").exists()
            && !class.folder.join("roster.csv.mark").exists()
    );
    seeds_are_kept(&out);

    let class = Class::write(&folder.join("killed"), arguments.killed);
    killed_and_resumed(&class, &arguments.kit);
    println!("the mark of every student is as expected");
}

fn kit(class: &Class, out: &str, more: &[String]) -> Command {
    kit_for("grade", class, out, more)
}

fn kit_for(task: &str, class: &Class, out: &str, more: &[String]) -> Command {
    let mut kit = Command::new(env!("CARGO_BIN_EXE_course"));
    kit.arg(task).arg(class.folder.join("hw2.toml"));
    kit.arg("--roster").arg(class.folder.join("roster.csv"));
    kit.arg("--submissions").arg(class.folder.join("submissions"));
    kit.arg("--out").arg(class.folder.join(out)).args(more);
    kit
}

fn run(class: &Class, out: &str, more: &[String]) -> Output {
    kit(class, out, more).output().unwrap()
}

/// Every mark, and what the feedback has to say.
fn marks(class: &Class, out: &Path) {
    let mut table = csv::Reader::from_path(out.join("marks.csv")).unwrap();
    let heads = table.headers().unwrap().clone();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), class.students.len());
    let mut wrong = Vec::new();
    for (student, row) in class.students.iter().zip(&rows) {
        let cell = |head: &str| &row[heads.iter().position(|h| h == head).unwrap()];
        assert_eq!(cell("id"), student.id);
        let page =
            fs::read_to_string(out.join(format!("feedback/{}.md", student.id))).unwrap();
        let html = fs::read_to_string(out.join(format!("feedback/{}.html", student.id)))
            .unwrap();
        if html.contains("<script>") {
            wrong.push(format!("{}: a page with a script in it", student.id));
        }
        for (id, most) in EXERCISES {
            let lost = student.expected.lost.contains(&id);
            let points: Option<f64> = cell(id).parse().ok();
            let expected = if lost { 0.0 } else { most };
            if points != Some(expected) && (lost || !student.expected.own) {
                let status = cell(&format!("{id} status"));
                wrong.push(format!(
                    "{}: {id} has {points:?}, not {expected}: {status}",
                    student.id
                ));
            }
        }
        let plain = page.replace('\\', "");
        for says in &student.expected.says {
            if !plain.contains(says) {
                wrong.push(format!("{}: the feedback does not say {says:?}", student.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let late = &rows[1];
    let total = heads.iter().position(|h| h == "total").unwrap();
    assert_eq!(&late[total], "15.3", "17 points, a day late");
}

/// Neither the secret nor a seed is in what students may get.
fn seeds_are_kept(out: &Path) {
    for folder in ["feedback", "gradescope", "classroom50"] {
        for (path, bytes) in contents(&out.join(folder)) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(
                !text.contains("nobody will guess") && !text.contains("\"seed\""),
                "{path:?}"
            );
        }
    }
}

/// Killed in the middle and resumed, it gives the same bytes as without; and behind either wall.
fn killed_and_resumed(class: &Class, more: &[String]) {
    let whole = run(class, "whole", more);
    assert!(whole.status.success());
    print!("{}", String::from_utf8_lossy(&whole.stderr));
    let mut running = kit(class, "killed", more);
    let running = without_bubblewrap(&mut running).stderr(Stdio::null());
    let mut running = running.spawn().unwrap();
    let results = class.folder.join("killed/results");
    let done = || fs::read_dir(&results).map_or(0, Iterator::count);
    while done() < class.students.len() / 2 {
        sleep(Duration::from_millis(20));
        assert!(running.try_wait().unwrap().is_none(), "it was too fast to be killed");
    }
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(!class.folder.join("killed/marks.csv").exists(), "nothing is written half");
    let kept = done();
    let mut resumed = kit(class, "killed", more);
    let resumed = without_bubblewrap(&mut resumed).output().unwrap();
    let words = String::from_utf8_lossy(&resumed.stderr);
    assert!(resumed.status.success() && words.contains("by Landlock"), "{words}");
    // Nothing changes when somebody is graded once more.
    let mut regrade = kit_for("regrade", class, "killed", more);
    assert!(regrade.args(["s001", "s003"]).output().unwrap().status.success());
    println!("killed after {kept} of {} students, and resumed", class.students.len());
    let [whole, killed] =
        ["whole", "killed"].map(|out| contents(&class.folder.join(out)));
    assert_eq!(whole.keys().collect::<Vec<_>>(), killed.keys().collect::<Vec<_>>());
    for (path, bytes) in &whole {
        assert!(killed[path] == *bytes, "{} differs", path.display());
    }
}

/// Where only cargo and rustc are found there is the other wall.
fn without_bubblewrap(kit: &mut Command) -> &mut Command {
    kit.env("PATH", Path::new(env!("CARGO")).parent().unwrap())
}

/// Every file below a folder.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    files
        .filter(|file| file.file_type().is_file())
        .map(|file| {
            let inner = file.path().strip_prefix(folder).unwrap().to_owned();
            (inner, fs::read(file.path()).unwrap())
        })
        .collect()
}
