//! Every fault stops the build and is reported with its page and line.

mod common;

use common::{Book, COMPLETE, faults, faults_of};

/// Checks that the page has just this one fault, on this line, with these words.
#[track_caller]
fn assert_fault(page: &str, line: usize, words: &str) {
    let faults = faults(page);
    let [fault] = faults.as_slice() else {
        panic!("one fault expected, got {faults:#?}")
    };
    assert!(fault.starts_with(&format!("book/src/two.md:{line}: ")), "{fault}");
    assert!(fault.contains(words), "{fault}");
}

#[test]
fn the_small_book_is_without_fault() {
    assert_eq!(faults("# Two\n"), [""; 0]);
}

#[test]
fn all_faults_are_reported_at_once_and_in_order() {
    let faults =
        faults("$\\nope$\n\n[x](none.md)\n\n{{code src/none.rs}}\n\n{{value none}}\n");
    let places: Vec<_> = faults.iter().map(|f| f.split(": ").next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "book/src/two.md:1",
            "book/src/two.md:3",
            "book/src/two.md:5",
            "book/src/two.md:7"
        ]
    );
}

#[test]
fn code_that_is_not_there() {
    assert_fault("\n{{code src/none.rs Layer}}", 2, "cannot read src/none.rs");
    assert_fault("\n{{code src/net.rs Lair}}", 2, "src/net.rs has no `Lair`; it has");
    assert_fault("{{code src/net.rs Layer::old}}", 1, "has no `Layer::old`");
    assert_fault(
        "{{code src/net.rs Layer | from \"x\" to \"y\"}}",
        1,
        "no line there with `x`",
    );
    assert_fault(
        "{{code src/net.rs Layer::new | from \"n\" to \"y\"}}",
        1,
        "one is needed",
    );
    assert_fault(
        "{{code src/net.rs Layer | from \"n:\" to \"y\"}}",
        1,
        "no end of the passage",
    );
    assert_fault("{{code src/net.rs Layer | from \"n:\"}}", 1, "expected {{code FILE");
    assert_fault("{{code src/net.rs Layer, Layer}}", 1, "asked for twice");
}

#[test]
fn two_items_of_one_name() {
    let book = Book::new();
    book.write(
        "src/net.rs",
        "struct A;\nimpl X for A { fn f() {} }\nimpl Y for A { fn f() {} }\n",
    );
    let faults = faults_of(&book, "{{code src/net.rs A::f}}");
    assert!(
        faults[0].contains("more than one `A::f`: write one of [\"X for A::f\""),
        "{faults:?}"
    );
}

#[test]
fn rust_that_cannot_be_read() {
    let book = Book::new();
    book.write("src/net.rs", "fn f( {}\n");
    let faults = faults_of(&book, "{{code src/net.rs f}}");
    assert!(
        faults[0].contains("two.md:1") && faults[0].contains("cannot be parsed"),
        "{faults:?}"
    );
}

#[test]
fn a_line_of_a_taught_file_on_no_page() {
    let book = Book::new();
    book.write("src/deep/new.rs", "fn shown() {}\n\nfn hidden() {\n\n    1;\n}\n");
    let faults = faults_of(&book, "{{code src/deep/new.rs shown}}");
    assert_eq!(faults, ["src/deep/new.rs:3: lines 3–6 are on no page"]);
}

#[test]
fn a_line_left_out_needs_a_reason() {
    let book = Book::new();
    book.write("src/new.rs", "fn shown() {}\nfn hidden() {}\n");
    let except = |reason| {
        let text = format!(
            r#"[{{"file": "src/new.rs", "items": ["hidden"], "reason": "{reason}"}}]"#
        );
        book.write("book/data/not_shown.json", &text);
        faults_of(&book, "{{code src/new.rs shown}}")
    };
    assert_eq!(except("Told elsewhere."), [""; 0]);
    assert!(except(" ").iter().any(|fault| fault.contains("without a reason")));
    let stale = faults_of(&book, "{{code src/new.rs}}");
    assert!(stale[0].contains("reason") || stale[0].contains("yet shown"), "{stale:?}");
}

#[test]
fn an_exception_for_what_is_shown() {
    let book = Book::new();
    book.write(
        "book/data/not_shown.json",
        r#"[{"file": "src/net.rs", "reason": "Long."}]"#,
    );
    let faults = faults_of(&book, "");
    assert_eq!(
        faults,
        ["book/data/not_shown.json:1: src/net.rs is excepted and yet shown"]
    );
}

#[test]
fn latex_that_is_wrong() {
    assert_fault("\nA $\\nope$.", 2, "formula `\\nope`: Unknown command \"\\nope\".");
    assert_fault("\n$$\na\n+ \\nope\n$$\n", 4, "Unknown command");
    assert_fault("$\\frac{a}{b$", 1, "balanced braces");
    assert_fault("$$\na}\n$$", 2, "Unmatched closing token");
    assert_fault("$$\n\\begin{aligned} a\n$$", 3, "closing token");
    assert_fault("$$\n\nx", 1, "`$$` is not closed");
    assert_fault("$$ $$", 1, "the formula is empty");
}

#[test]
fn a_dollar_by_itself() {
    assert_fault("It costs\n5 $ or so.", 2, "`$` starts or ends no formula");
    assert_fault("Here $$x$$ is.", 1, "`$$` starts a line");
    assert_fault("# The $x$\n", 1, "a heading cannot hold a formula");
    assert_eq!(faults("It costs \\$5 and `$6`."), [""; 0]);
}

#[test]
fn dead_links() {
    assert_fault("a\n[b](none.md)", 2, "dead link `none.md`: no such page");
    assert_fault("[b](one.md#none)", 1, "one.md has no `#none`");
    assert_fault("[b](#none)", 1, "two.md has no `#none`");
    assert_fault("![b](none.png)", 1, "dead link `none.png`");
    assert_fault("<a href=\"none.html\">b</a>", 1, "dead link `none.html`");
    assert_fault("[b][none]", 1, "the link [none] is not defined");
    assert_eq!(
        faults(
            "[b](one.md#the-title) <https://x.y> [c](https://x.y) [d](#here) <i id=\"here\">e</i>"
        ),
        [""; 0]
    );
}

#[test]
fn headings_have_the_ids_of_mdbook() {
    let headings =
        "# A `b` — C's\n\n## Same\n\n## Same\n\n## Named {#own}\n\nTerm\n: what it is\n";
    let links = "[a](#a-b--cs) [b](#same) [c](#same-1) [d](#own) [e](#term)";
    assert_eq!(faults(&format!("{headings}\n{links}\n")), [""; 0]);
}

#[test]
fn exercises_that_are_not_as_the_grader_has_them() {
    assert_fault("\n{{exercise 9.9}}", 2, "there is no exercise `9.9`");
    assert_fault("\n{{exercise 3.1}}", 2, "`3.1` is placed twice: first in one.md:5");
    assert_fault("\n{{ex 9.9}}", 2, "exercise `9.9` is on no page");
    let page = COMPLETE.replace("{{exercise 3.1}}", "");
    let woven = Book::new().weave(&[("one.md", &page)]);
    let faults: Vec<_> = woven.faults.iter().map(|fault| fault.to_string()).collect();
    assert!(
        faults.contains(&"book/src/SUMMARY.md:1: exercise 3.1 is on no page".into()),
        "{faults:?}"
    );
}

#[test]
fn labels_that_are_missing_or_doubled() {
    assert_fault("{{eq BP9}}", 1, "there is no equation `BP9`");
    assert_fault("{{fig none}}", 1, "there is no figure `none`");
    assert_fault("{{mistake none}}", 1, "there is no mistake `none`");
    assert_fault("{{value none}}", 1, "there is no value `none`");
    assert_fault("$x = {{value none}}$", 1, "there is no value `none`");
    let twice = "{{equation A}}\n$$\na\n$$\n\n{{equation A}}\n$$\na\n$$\n";
    assert_fault(twice, 6, "`A` is placed twice: first in two.md:1");
    assert_fault("{{atlas}}", 1, "{{atlas}} is in one.md already");
    assert_fault(
        "{{equation A}}\n\n{{code src/net.rs Layer}}",
        1,
        "names the `$$` block",
    );
    assert_fault("{{equation A}}\n", 1, "names the `$$` block");
}

#[test]
fn figures_that_cannot_move() {
    for (module, message) in [
        ("export const a = 1;\n", "book/live/a.js exports no function `mount`"),
        ("import { x } from \"./b.js\";\n", "cannot read book/live/b.js"),
        ("import { x } from \"./a.js\";\n", "book/live/a.js imports itself by a detour"),
        ("import { x } from \"./c.js\";\n", "book/live/c.js exports no `x`"),
        (
            "\nexport default 1;\n",
            "book/live/a.js:2: only a function or a const is exported",
        ),
    ] {
        let book = Book::new();
        book.write("book/live/a.js", module);
        book.write("book/live/c.js", "export const y = 1;\n");
        let faults = faults_of(&book, "\n{{live a line \"A.\" \"B.\"}}");
        assert!(faults.len() == 1 && faults[0].contains(message), "{faults:?}");
    }
}

#[test]
fn figures_that_cannot_be_shown() {
    assert_fault("{{figure none \"A.\"}}", 1, "cannot read book/figures/none.svg");
    let book = Book::new();
    for (svg, words) in [
        ("<svg viewBox=\"0 0 1 1\"></svg>", "has no <title>"),
        ("<svg><title>a</title></svg>", "has no viewBox"),
        ("<svg viewBox=\"0 0 1 1\"><title>a</title><script/></svg>", "holds `<script`"),
        (
            "<svg viewBox=\"0 0 1 1\"><title>a</title><image href=\"http://a/b\"/></svg>",
            "holds",
        ),
    ] {
        book.write("book/figures/line.svg", svg);
        let faults = faults_of(&book, "\n{{figure line \"A.\"}}");
        assert!(faults[0].starts_with("book/src/two.md:2: "), "{faults:?}");
        assert!(faults[0].contains(words), "{faults:?}");
    }
}

#[test]
fn a_value_that_no_page_quotes() {
    let page = COMPLETE.replace("{{value accuracy}}", "");
    let faults = Book::new().weave(&[("one.md", &page)]).faults;
    let message = "book/data/values.json:1: the value `accuracy` is quoted on no page";
    assert!(faults.iter().any(|fault| fault.to_string() == message), "{faults:?}");
}

#[test]
fn a_page_that_the_summary_does_not_list() {
    let book = Book::new();
    book.write("book/src/lost.md", "# Lost\n");
    let faults = faults_of(&book, "");
    assert_eq!(faults, ["book/src/lost.md:1: SUMMARY.md does not list this page"]);
}

#[test]
fn directives_that_are_wrong() {
    assert_fault("a\n\n{{cod src/net.rs}}", 3, "unknown directive {{cod src/net.rs}}");
    assert_fault("See {{code src/net.rs}}.", 1, "{{code}} stands alone on its line");
    assert_fault("{{exercise}}", 1, "expected {{exercise 3.2}}");
    assert_fault("{{live line \"A.\" \"B.\"}}", 1, "expected {{live module name");
    assert_fault("{{figure line}}", 1, "expected {{figure name \"caption\"}}");
    assert_fault("{{figure line \"A.}}\n\nx", 1, "`{{` is not closed");
    assert_fault("x {{eq A", 1, "`{{` is not closed");
    assert_fault("{{eq}}", 1, "expected {{eq NAME}}");
    assert_fault("{{answer}}\nx", 1, "{{answer}} is not closed");
    assert_fault("x\n\n{{/answer}}", 3, "closes nothing");
    assert_fault("{{#include a.rs}}", 1, "unknown directive");
}

#[test]
fn code_in_a_page_that_nobody_would_compile() {
    assert_fault("```\nx\n```", 1, "names no language");
    assert_fault("```rust,ignore\nx\n```", 1, "`ignore` is not possible");
    assert_fault("a\n\n    let x;\n", 3, "indented code");
}

#[test]
fn data_that_cannot_be_read() {
    let book = Book::new();
    book.write("book/data/values.json", "[\n  {\"key\": 1}\n]");
    let faults = faults_of(&book, "");
    assert!(
        faults.iter().any(|fault| fault.starts_with("book/data/values.json:2: ")),
        "{faults:?}"
    );
    book.write("book/data/weave.json", r#"{"macros": {"a b": "x"}}"#);
    let faults = faults_of(&book, "");
    assert!(
        faults.iter().any(|fault| fault.starts_with("book/data/weave.json:1: ")),
        "{faults:?}"
    );
}

#[test]
fn a_draft_may_lack_things_but_not_be_wrong() {
    let book = Book::new();
    book.write("book/data/weave.json", r#"{"taught": ["src"], "draft": true}"#);
    let woven = book.weave(&[("two.md", "# Two\n")]);
    assert!(woven.faults.is_empty(), "{:?}", woven.faults);
    assert_eq!(woven.notes.len(), 4, "{:?}", woven.notes);
    assert_eq!(book.weave(&[("two.md", "$\\nope$")]).faults.len(), 1);
}
