//! A small book in a temporary workspace.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::fs;

use tempfile::TempDir;
use weave::{Page, Woven, weave};

const NET: &str = include_str!("net.rs.txt");

const EXERCISES: &str = r#"[
  {"id": "3.1", "name": "bp1", "title": "BP1, `delta`", "stars": 1, "points": 1, "file": "exercises/src/net.rs"}
]"#;

const MISTAKES: &str = r#"[
  {"slug": "no-prime", "name": "No σ′", "exercises": ["3.1"], "what": "Left out.",
   "why": "Forgotten.", "symptom": "Slow.", "page": "one.md#the-title"}
]"#;

const SYMPTOMS: &str = r#"{"runs": 3,
  "right": {"quadratic": {"accuracy": [0.1, 0.9], "cost": [1.2, 0.2], "first_steps": [0.1, 0.2],
    "gradient_check": "passes", "panic": null}},
  "mistakes": [{"slug": "no-prime", "ward": "quadratic", "exercise": "bp1", "seen": "learns less",
    "accuracy": [0.1, 0.5], "cost": [1.2, null], "first_steps": [0.3, 0.4],
    "gradient_check": "fails: all wrong", "panic": null}]
}"#;

const EXAMINATIONS: &str = r#"[
  {"name": "step", "minutes": 3, "asks": "a step", "notices": 5, "apart": 20}
]"#;

const CERTIFICATE: &str = r#"[
  {"exercise": "3.1", "points": 1, "accepted": 2, "named": 4, "mistakes": 5, "pairs_named": 7, "pairs": 10}
]"#;

const VARIANTS: &str =
    r#"[{"exercise": "3.1", "variants": 9, "accepted": 1, "named": 6}]"#;

const VALUES: &str = r#"[
  {"key": "accuracy", "value": "96.4", "command": "cargo run -- train"}
]"#;

const FIGURE: &str = r##"<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">
  <title>A line</title>
  <!-- not for readers -->

  <line id="l" x1="0" y1="0" x2="9" y2="9" style="stroke:currentColor"/>
  <use href="#l"/>
  <text x="1" y="90" font-size="20">a<tspan style="font-size:18px">b</tspan></text>
</svg>"##;

/// Nothing is left out on this page: alone it makes a book without faults.
pub const COMPLETE: &str = "# The title

{{code src/net.rs}}

{{exercise 3.1}}

{{value accuracy}}

{{atlas}}
";

pub struct Book {
    folder: TempDir,
}

impl Book {
    pub fn new() -> Self {
        let book = Book { folder: TempDir::new().unwrap() };
        book.write("src/net.rs", NET);
        book.write(
            "book/data/weave.json",
            r#"{"taught": ["src"], "macros": {"had": "\\odot"}}"#,
        );
        book.write("book/data/exercises.json", EXERCISES);
        book.write("book/data/mistakes.json", MISTAKES);
        book.write("book/data/symptoms.json", SYMPTOMS);
        book.write("book/data/examinations.json", EXAMINATIONS);
        book.write("book/data/certificate.json", CERTIFICATE);
        book.write("book/data/variants.json", VARIANTS);
        book.write("book/data/values.json", VALUES);
        book.write("book/data/not_shown.json", "[]");
        book.write("book/figures/line.svg", FIGURE);
        book
    }

    pub fn write(&self, file: &str, text: &str) {
        let path = self.folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Weaves pages given as path and text, in a chapter 3.
    pub fn weave(&self, pages: &[(&str, &str)]) -> Woven {
        let pages = pages.iter().map(|(path, text)| Page {
            path: path.to_string(),
            number: Some("3".into()),
            text: text.to_string(),
        });
        weave(&self.folder.path().join("book"), pages.collect())
    }
}

/// The faults of a complete book with this page added, as they are printed.
pub fn faults(page: &str) -> Vec<String> {
    faults_of(&Book::new(), page)
}

pub fn faults_of(book: &Book, page: &str) -> Vec<String> {
    let woven = book.weave(&[("one.md", COMPLETE), ("two.md", page)]);
    woven.faults.iter().map(|fault| fault.to_string()).collect()
}

/// The text of a page that must be without fault.
pub fn woven(page: &str) -> String {
    let mut woven = Book::new().weave(&[("one.md", COMPLETE), ("two.md", page)]);
    assert!(woven.faults.is_empty(), "{:#?}", woven.faults);
    woven.pages.remove(1)
}
