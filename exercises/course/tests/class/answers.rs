//! Files that students hand in: right, wrong and broken, made of the answers of this project.

use std::fs;
use std::path::{Path, PathBuf};

/// Of an assignment with chapters 1 and 3.
pub const CHAPTERS: [&str; 2] = ["network", "per_sample"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

pub fn reference(chapter: &str) -> String {
    read(&format!("solutions/src/{chapter}.rs"))
}

/// Right, and written in another way.
pub fn alternative(chapter: &str) -> String {
    read(&format!("tests/certificate/alternatives_{chapter}.rs"))
}

pub fn stub(chapter: &str) -> String {
    read(&format!("exercises/grader/stubs/{chapter}.rs"))
}

/// The reference with another body of one function.
pub fn with_body(chapter: &str, function: &str, body: &str) -> String {
    let text = reference(chapter);
    let start = text.find(&format!("pub fn {function}(")).expect(function);
    let open = start + text[start..].find(" {\n").expect("a body") + 3;
    let close = open + text[open..].find("\n}\n").expect("its end");
    format!("{}{body}{}", &text[..open], &text[close..])
}

/// Wrong answers as people write them: the exercise's function and the body.
pub fn wrong() -> Vec<(String, String)> {
    let text = read("tests/variants/wrong/per_sample.md");
    let names = ["bp1", "bp2", "bp3", "bp4", "backward_pass", "backprop"];
    let mut wrong = Vec::new();
    for part in text.split("\n## 3.").skip(1) {
        let place: usize = part[..1].parse().expect("the number of an exercise");
        let body =
            part.split("```rust\n").nth(1).and_then(|code| code.split("\n```").next());
        if let Some(name) = names.get(place - 1) {
            wrong.push(((*name).to_owned(), body.expect("code").to_owned()));
        }
    }
    wrong
}
