//! The book itself.

use std::fs;
use std::path::Path;

use weave::Woven;

fn woven() -> Woven {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    weave::weave(&root, weave::pages(&root).expect("every page of the summary is there"))
}

#[test]
fn the_book_is_without_fault() {
    let faults: Vec<_> = woven().faults.iter().map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Nothing is missing either: every exercise has its place, every value is quoted, and every
/// line of every taught module is shown. `draft` in `book/data/weave.json` suspends this.
#[test]
fn the_book_is_complete() {
    let woven = woven();
    for (file, (lines, shown)) in &woven.shown {
        println!("{file}: {shown} of {lines} lines shown or excepted");
    }
    if woven.draft {
        return;
    }
    assert!(!woven.shown.is_empty(), "no module is taught");
    assert!(woven.shown.values().all(|(lines, shown)| lines == shown));
    assert!(woven.notes.is_empty());
}

#[test]
fn the_rust_of_every_page_is_tested() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let snippets = fs::read_to_string(book.join("weave/src/snippets.rs")).unwrap();
    let (_, listed) = snippets.split_once("pages! {\n").unwrap();
    let listed: Vec<_> =
        listed.lines().map(str::trim).take_while(|line| *line != "}").collect();
    let pages = weave::pages(&book).unwrap();
    let pages: Vec<_> =
        pages.iter().map(|page| page.path.strip_suffix(".md").unwrap()).collect();
    assert_eq!(
        listed, pages,
        "`pages!` in snippets.rs must list the pages of SUMMARY.md"
    );
}
