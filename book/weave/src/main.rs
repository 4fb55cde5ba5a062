//! The preprocessor: mdBook gives the book as JSON on standard input and takes it back woven
//! on standard output.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use serde_json::Value;
use weave::Page;

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some("supports") {
        return ExitCode::SUCCESS;
    }
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("weave: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Weaves the book; false if it has faults, which have been written down then.
fn run() -> Result<bool, Box<dyn Error>> {
    let (context, mut book): (Value, Value) = serde_json::from_reader(io::stdin())?;
    let root = PathBuf::from(context["root"].as_str().ok_or("mdBook names no root")?);
    let mut pages = Vec::new();
    for_each_chapter(&mut book["items"], &mut |chapter| pages.push(page(chapter)));
    let woven = weave::weave(&root, pages);
    for note in &woven.notes {
        eprintln!("note: {note}");
    }
    for fault in &woven.faults {
        eprintln!("error: {fault}");
    }
    if !woven.faults.is_empty() {
        return Ok(false);
    }
    let mut texts = woven.pages.into_iter();
    for_each_chapter(&mut book["items"], &mut |chapter| {
        chapter["content"] = texts.next().into();
    });
    let font = weave::math_font(&woven.characters);
    write_if_new(&root.join("src/fonts/math.woff"), &font)?;
    for (name, script) in &woven.scripts {
        write_if_new(&root.join(format!("src/live/{name}.js")), script.as_bytes())?;
    }
    serde_json::to_writer(io::stdout(), &book)?;
    Ok(true)
}

/// Visits the chapters that have a file, in the order of the book.
fn for_each_chapter(items: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    for item in items.as_array_mut().into_iter().flatten() {
        let Some(chapter) = item.get_mut("Chapter") else { continue };
        if chapter["path"].is_string() {
            visit(chapter);
        }
        for_each_chapter(&mut chapter["sub_items"], visit);
    }
}

fn page(chapter: &Value) -> Page {
    let number = chapter["number"].as_array().map(|parts| {
        let parts: Vec<_> = parts.iter().map(Value::to_string).collect();
        parts.join(".")
    });
    Page {
        path: chapter["path"].as_str().unwrap_or_default().into(),
        number,
        text: chapter["content"].as_str().unwrap_or_default().into(),
    }
}

/// Writes a file that `mdbook serve` watches only when it changes.
fn write_if_new(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().expect("a file in a folder"))?;
    fs::write(path, content)
}
