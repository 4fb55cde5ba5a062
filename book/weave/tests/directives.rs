//! What each directive makes.

mod common;

use common::{Book, COMPLETE, woven};

/// The lines of the code fence in a page.
fn code(page: &str) -> Vec<String> {
    let page = woven(page);
    let inside = page.lines().skip_while(|line| !line.starts_with("```rust")).skip(1);
    inside.take_while(|line| !line.starts_with("```")).map(String::from).collect()
}

#[test]
fn an_item_comes_with_its_docs_and_attributes() {
    let lines = [
        "/// A layer.",
        "#[derive(Debug)]",
        "pub struct Layer {",
        "    pub n: usize,",
        "}",
    ];
    assert_eq!(code("{{code src/net.rs Layer}}"), lines);
    assert!(
        woven("{{code src/net.rs Layer}}")
            .contains("<code>src/net.rs</code>, lines 7–11")
    );
}

/// mdBook hides lines of Rust that start with `# `, and of nothing else.
#[test]
fn a_hash_is_doubled_in_rust_only() {
    let book = Book::new();
    book.write("src/hash.rs", "//! Two.\n//! # One\nconst HASH: &str = \"\n# a\n\";\n");
    book.write("week.toml", "# A comment.\ntitle = \"one\"\n");
    let page = "{{code src/hash.rs}}\n\n{{code week.toml}}";
    let page = book.weave(&[("one.md", COMPLETE), ("two.md", page)]).pages.remove(1);
    assert!(page.contains("\n## a\n"), "{page}");
    assert!(page.contains("\n# A comment.\n"), "{page}");
}

#[test]
fn a_method_stands_in_its_impl_with_the_comment_above_it() {
    let lines = [
        "// Layers are made here.",
        "impl Layer {",
        "    // Why it is so.",
        "    pub fn n(&self) -> usize {",
        "        self.n",
        "    }",
        "}",
    ];
    assert_eq!(code("{{code src/net.rs Layer::n}}"), lines);
    assert!(woven("{{code src/net.rs Layer::n}}").contains("lines 24–27"));
}

#[test]
fn two_methods_share_one_impl() {
    let lines = code("{{code src/net.rs Layer::n, Layer::new}}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("impl")).count(), 1);
    assert_eq!(lines.iter().filter(|line| *line == "}").count(), 1);
    let new = lines.iter().position(|line| line.contains("fn new")).unwrap();
    let n = lines.iter().position(|line| line.contains("fn n(")).unwrap();
    assert!(new < n, "the order is the file's");
}

#[test]
fn every_kind_of_name_is_found() {
    for (name, first, last) in [
        ("//!", "//! A net.", "//! Small."),
        ("use", "use std::fmt;", "use std::fmt::Display;"),
        ("impl Layer", "// Layers are made here.", "}"),
        ("impl Display for Layer", "impl Display for Layer {", "}"),
        ("Display for Layer::fmt", "impl Display for Layer {", "}"),
        ("Layer::fmt", "impl Display for Layer {", "}"),
        ("Cost", "pub trait Cost {", "}"),
        ("Cost::cost", "pub trait Cost {", "}"),
        ("mod inner", "mod inner {", "}"),
        ("inner::deep", "mod inner {", "}"),
    ] {
        let lines = code(&format!("{{{{code src/net.rs {name}}}}}"));
        assert_eq!(
            (lines[0].as_str(), lines.last().unwrap().as_str()),
            (first, last),
            "{name}"
        );
    }
}

#[test]
fn a_passage_ends_at_the_next_line_with_its_last_text() {
    let lines = code(r#"{{code src/net.rs Layer::new | from "let n" to "Layer"}}"#);
    assert_eq!(lines, ["let n = n + 1;", "Layer { n }"]);
}

#[test]
fn a_listing_can_be_folded_under_a_title() {
    let page = woven(r#"{{code src/net.rs Layer | folded "Our layer"}}"#);
    assert!(
        page.contains("<details class=\"listing\">\n<summary>Our layer: <code>"),
        "{page}"
    );
    assert!(woven("{{code src/net.rs Layer | folded}}").contains("<summary>Our code: "));
}

#[test]
fn a_listing_keeps_the_indentation_of_its_list() {
    let page = woven("1. First\n\n   {{code src/net.rs Layer}}\n\n2. Second\n");
    assert!(page.contains("\n   ```rust\n   /// A layer.\n"), "{page}");
}

#[test]
fn a_formula_is_mathml_that_markdown_leaves_alone() {
    let page = woven("So $a_1 * b_1 * |c|$ and *this*.");
    assert!(page.contains("So <math><msub><mi>a</mi><mn>1</mn></msub>"), "{page}");
    let formula = &page[..page.find("</math>").unwrap()];
    assert!(!formula.contains(['*', '|', '_', '$']), "{page}");
}

#[test]
fn punctuation_stays_on_the_line_of_its_formula() {
    let page = woven("A ($a$), $b$: *c* $d$ e.");
    let piece = |before, x, after| {
        format!(
            "<span class=\"unbroken\">{before}<math><mi>{x}</mi></math>{after}</span>"
        )
    };
    for piece in [piece("(", "a", "),"), piece("", "b", ":")] {
        assert!(page.contains(&piece), "{page}");
    }
    assert!(page.contains("*c* <math><mi>d</mi></math> e."), "{page}");
}

#[test]
fn a_prime_is_not_raised_twice() {
    let page = woven(r"$\sigma'(z)$ and $\delta'_j$ and $z^l$");
    assert!(page.contains("<mrow><mi>σ</mi><mo class=\"prime\""), "{page}");
    assert!(
        page.contains("<mrow><msub><mi>δ</mi><mi>j</mi></msub><mo class=\"prime\""),
        "{page}"
    );
    assert!(page.contains("<msup><mi>z</mi><mi>l</mi></msup>"), "{page}");
}

#[test]
fn a_display_stands_by_itself_in_text_and_quotations() {
    let page = woven("Text\n$$\na \\had b\n$$\nmore\n\n> Note\n> $$ c $$\n> end\n");
    assert!(
        page.contains("Text\n\n<div class=\"math-display\"><math display=\"block\">"),
        "{page}"
    );
    assert!(page.contains("</div>\n\n") && page.contains("\n\nmore"), "{page}");
    assert!(page.contains("> Note\n>\n> <div class=\"math-display\">"), "{page}");
    assert!(page.contains("</div>\n>\n> end"), "{page}");
}

#[test]
fn an_equation_has_a_name_and_references_lead_to_it() {
    let book = Book::new();
    let equation = "{{equation BP1 \"The error\"}}\n$$\n\\delta\n$$\n\n{{eq BP1}}\n";
    let woven = book.weave(&[
        ("one.md", COMPLETE),
        ("two.md", equation),
        ("a/b.md", "{{eq BP1}}"),
    ]);
    assert!(woven.faults.is_empty(), "{:?}", woven.faults);
    assert!(woven.pages[1].contains("id=\"eq-BP1\""));
    assert!(woven.pages[1].contains("The error"));
    assert!(woven.pages[1].contains("[BP1](#eq-BP1)"));
    assert!(woven.pages[2].contains("[BP1](../two.md#eq-BP1)"));
}

#[test]
fn an_exercise_box_tells_what_to_do() {
    let woven = Book::new().weave(&[("one.md", COMPLETE), ("two.md", "{{ex 3.1}}")]);
    let page = &woven.pages[0];
    for part in [
        "id=\"ex-3-1\"",
        "Exercise 3.1. BP1, <code>delta</code>",
        "difficulty 1 of 4",
        "1 point<",
        "<code>bp1</code>",
        "cargo test --package exercises 3.1",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(woven.pages[1].contains("[exercise 3.1](one.md#ex-3-1)"));
}

#[test]
fn a_figure_is_inline_and_numbered_and_described() {
    let page = woven("{{figure line \"A *line*, $x$,\nsee {{fig line}}.\"}}\n");
    assert!(page.contains("aria-labelledby=\"fig-line-title\""), "{page}");
    assert!(page.contains("<title id=\"fig-line-title\">A line</title>"), "{page}");
    assert!(
        page.contains("id=\"fig-line-l\"") && page.contains("href=\"#fig-line-l\""),
        "{page}"
    );
    // The drawing is 300 wide, its smallest letters are 18: legible at half its size.
    assert!(page.contains("style=\"max-width:300px;min-width:150px\""), "{page}");
    assert!(
        page.contains("**Figure 3.1.** A *line*, <span class=\"unbroken\"><math>"),
        "{page}"
    );
    assert!(page.contains("[Figure 3.1](#fig-line)"), "{page}");
    assert!(!page.contains("not for readers") && !page.contains("<?xml"), "{page}");
}

#[test]
fn a_figure_that_moves_names_its_scripts_in_order() {
    let book = Book::new();
    book.write("book/live/sums.js", "export const one = 1;\n");
    book.write(
        "book/live/draw.js",
        "import { one } from \"./sums.js\";\nexport const two = one + one;\n",
    );
    book.write(
        "book/live/moving.js",
        "import { two } from \"./draw.js\";\nimport { one } from \"./sums.js\";\n\
         export function mount(figure) {}\n",
    );
    let page = "{{live moving line \"A line.\" \"Pull $x$.\"}}\n\n{{fig line}}\n";
    let woven = book.weave(&[("one.md", COMPLETE), ("two.md", page)]);
    assert!(woven.faults.is_empty(), "{:?}", woven.faults);
    let page = &woven.pages[1];
    assert!(page.contains("id=\"fig-line\" data-live=\"sums draw moving\">"), "{page}");
    assert!(page.contains("<title id=\"fig-line-title\">A line</title>"), "{page}");
    assert!(page.contains("A line.</span><span class=\"when-moving\">Pull <"), "{page}");
    assert!(page.contains("[Figure 3.1](#fig-line)"), "{page}");
    assert_eq!(woven.scripts.keys().collect::<Vec<_>>(), ["draw", "moving", "sums"]);
}

#[test]
fn a_value_is_quoted_with_its_command() {
    let page = woven("{{value accuracy}} and $x = {{value accuracy}}$");
    assert!(page.contains("title=\"cargo run &#45;&#45; train\">96.4</span>"), "{page}");
    assert!(page.contains("<mn>96&#46;4</mn>"), "{page}");
}

#[test]
fn the_atlas_has_an_entry_for_each_mistake() {
    let woven =
        Book::new().weave(&[("one.md", COMPLETE), ("two.md", "{{mistake no-prime}}")]);
    assert!(woven.faults.is_empty(), "{:?}", woven.faults);
    let chapter = "## Chapter 3: The title {#chapter-3}\n\n### No σ′ {#no-prime}";
    assert!(woven.pages[0].contains(chapter), "{}", woven.pages[0]);
    assert!(woven.pages[0].contains("[exercise 3.1](#ex-3-1)"));
    assert!(woven.pages[1].contains("[No σ′](one.md#no-prime)"));
}

#[test]
fn the_atlas_says_what_was_measured() {
    let page = Book::new().weave(&[("one.md", COMPLETE)]).pages.remove(0);
    for part in [
        "| learns less | 1 | 0 |",
        "<option>learns less</option>",
        "<polyline points=\"0.0,39.6 120.0,4.4\"/><polyline points=\"0.0,39.6 120.0,22.0\"/>",
        "data-seen=\"learns less\"",
        "Accuracy 0.5 (right: 0.9), cost not a number (right: 0.2).",
        "move by 0.3 and 0.4 of their size (right: 0.1 and 0.2)",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn the_examinations_are_a_table() {
    let page = woven("{{examinations}}\n");
    assert!(page.contains("| `step`: a step | 3 | 5 | 20 % |"), "{page}");
}

#[test]
fn folds_hold_markdown() {
    let page = woven(
        "{{answer}}\nBecause **so**.\n{{/answer}}\n\n{{fold \"Proof\"}}\nx\n{{/fold}}\n",
    );
    assert!(
        page.contains("<summary>Answer</summary>\n\nBecause **so**.\n\n</details>"),
        "{page}"
    );
    assert!(page.contains("<summary>Proof</summary>"), "{page}");
}

#[test]
fn a_chapter_opens_with_its_outcomes() {
    let page = woven("{{outcomes}}\nYou will **see**.\n{{/outcomes}}\n");
    let start = "<section class=\"outcomes\" aria-label=\"In this chapter\">";
    assert!(page.contains(start), "{page}");
    assert!(page.contains("</p>\n\nYou will **see**.\n\n</section>"), "{page}");
}

#[test]
fn code_in_a_page_is_left_alone() {
    let page = "`$x$ {{eq BP9}}`\n\n```text\n$$\n{{code nothing}}\n$$\n```\n";
    assert_eq!(woven(page), page);
}

#[test]
fn the_certificate_has_a_line_for_each_exercise_and_one_for_all() {
    let table = woven("{{certificate}}");
    assert!(
        table.contains("| [3.1](one.md#ex-3-1) | 1 | 2 | 4/5 | 7/10 | 6/8 |"),
        "{table}"
    );
    assert!(table.contains("| All | 1 | 2 | 4/5 | 7/10 | 6/8 |"), "{table}");
}
