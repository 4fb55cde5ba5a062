//! The program, spoken to as mdBook speaks to it.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Runs the preprocessor on a chapter and one below it.
fn run(folder: &TempDir, text: &str) -> Output {
    let data = folder.path().join("data");
    fs::create_dir_all(&data).unwrap();
    fs::write(data.join("weave.json"), "{}").unwrap();
    let nothing_seen = r#"{"runs": 0, "right": {}, "mistakes": []}"#;
    fs::write(data.join("symptoms.json"), nothing_seen).unwrap();
    let lists = [
        "exercises",
        "mistakes",
        "examinations",
        "certificate",
        "variants",
        "values",
        "not_shown",
    ];
    for name in lists {
        fs::write(data.join(name).with_extension("json"), "[]").unwrap();
    }
    let chapter = |path: &str, text: &str, below: Value| {
        json!({"Chapter": {
            "name": "A", "content": text, "number": [1], "sub_items": below,
            "path": path, "source_path": path, "parent_names": []
        }})
    };
    let below = json!([chapter("b.md", "$b$", json!([]))]);
    let input = json!([
        {"root": folder.path(), "config": {}, "renderer": "html", "mdbook_version": "0.5.4"},
        {"items": [{"PartTitle": "P"}, "Separator", chapter("a.md", text, below)]}
    ]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_weave"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_book_comes_back_woven_with_its_font() {
    let folder = TempDir::new().unwrap();
    let output = run(&folder, "$a$");
    assert!(output.status.success(), "{output:?}");
    let book: Value = serde_json::from_slice(&output.stdout).unwrap();
    let chapter = &book["items"][2]["Chapter"];
    assert_eq!(chapter["content"], "<math><mi>a</mi></math>\n");
    assert_eq!(
        chapter["sub_items"][0]["Chapter"]["content"],
        "<math><mi>b</mi></math>\n"
    );
    let font = fs::read(folder.path().join("src/fonts/math.woff")).unwrap();
    assert_eq!(&font[..4], b"wOFF");
}

#[test]
fn a_fault_stops_the_build() {
    let folder = TempDir::new().unwrap();
    let output = run(&folder, "one\n\n$\\nope$");
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.starts_with("error: book/src/a.md:3: formula `\\nope`"), "{message}");
}
