//! Second reading of a page, as Markdown: formulas and directives within the text, links, and
//! what a page must not hold.

use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};

/// What was found, by the bytes that it takes in the text.
#[derive(Debug, Default)]
pub struct Inside {
    /// The LaTeX between `$` and `$`.
    pub formulas: Vec<(Range<usize>, String)>,
    /// The inside of `{{…}}`.
    pub directives: Vec<(Range<usize>, String)>,
    /// Destinations of links and images.
    pub links: Vec<(usize, String)>,
    /// The spaces between a number and its per cent sign, which belong on one line.
    pub per_cents: Vec<usize>,
    pub faults: Vec<(usize, String)>,
}

/// The dialect of mdBook.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Reads Markdown whose blocks have been taken out.
pub fn read(text: &str) -> Inside {
    let mut inside = Inside::default();
    let broken = RefCell::new(Vec::new());
    let on_broken = |link: BrokenLink| -> Option<(CowStr, CowStr)> {
        if link.link_type == LinkType::Reference {
            let message = format!("the link [{}] is not defined", link.reference);
            broken.borrow_mut().push((link.span.start, message));
        }
        None
    };
    let with_math = options() | Options::ENABLE_MATH;
    let parser = Parser::new_with_broken_link_callback(text, with_math, Some(on_broken));
    let mut verbatim: Vec<Range<usize>> = Vec::new();
    let mut heading = false;
    for (event, range) in parser.into_offset_iter() {
        let mut fault = |message: &str| inside.faults.push((range.start, message.into()));
        match event {
            Event::InlineMath(latex) => {
                if heading {
                    fault("a heading cannot hold a formula: write it in words");
                }
                verbatim.push(range.clone());
                inside.formulas.push((range, latex.into_string()));
            }
            Event::DisplayMath(_) => {
                fault("`$$` starts a line, and the formula ends one");
                verbatim.push(range);
            }
            Event::Text(_) => {
                for (at, _) in text[range.clone()].match_indices('$') {
                    let at = range.start + at;
                    if !text[..at].ends_with('\\') && !within(at, &verbatim) {
                        let message =
                            "`$` starts or ends no formula with balanced braces; \
                                       the sign itself is `\\$`"
                                .into();
                        inside.faults.push((at, message));
                    }
                }
            }
            Event::Code(_) => verbatim.push(range),
            Event::Start(Tag::CodeBlock(kind)) => {
                match kind {
                    CodeBlockKind::Indented => fault("indented code: use a fence"),
                    CodeBlockKind::Fenced(info) if info.is_empty() => {
                        fault("the fence names no language: write `text` at least");
                    }
                    CodeBlockKind::Fenced(info) if info.contains("ignore") => {
                        fault("Rust in a page is compiled: `ignore` is not possible");
                    }
                    CodeBlockKind::Fenced(_) => {}
                }
                verbatim.push(range);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let links = attributes(&html, "href").chain(attributes(&html, "src"));
                inside.links.extend(links.map(|link| (range.start, link.to_string())));
                verbatim.push(range);
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                inside.links.push((range.start, dest_url.into_string()));
            }
            Event::Start(Tag::Heading { .. }) => heading = true,
            Event::End(TagEnd::Heading(_)) => heading = false,
            _ => {}
        }
    }
    inside.faults.extend(broken.into_inner());
    find_directives(text, &verbatim, &mut inside);
    let per_cents = text.match_indices(" %").map(|(at, _)| at);
    inside.per_cents = per_cents.filter(|at| !within(*at, &verbatim)).collect();
    inside
}

/// The formula at `range` with the bracket before it and the punctuation after it, which no line
/// may begin with: the range of all of it, and the two.
pub fn with_punctuation(text: &str, range: Range<usize>) -> (Range<usize>, &str, &str) {
    let before = &text[..range.start];
    let start = before.trim_end_matches('(').len();
    let after = &text[range.end..];
    let rest = after.trim_start_matches([')', '.', ',', ';', ':', '?', '!']);
    let end = text.len() - rest.len();
    (start..end, &before[start..], &text[range.end..end])
}

fn within(at: usize, ranges: &[Range<usize>]) -> bool {
    ranges.iter().any(|range| range.contains(&at))
}

fn find_directives(text: &str, verbatim: &[Range<usize>], inside: &mut Inside) {
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|at| from + at) {
        from = start + 2;
        if within(start, verbatim) {
            continue;
        }
        match text[start..].find("}}") {
            Some(length) => {
                from = start + length + 2;
                inside.directives.push((start..from, text[start + 2..from - 2].into()));
            }
            None => inside.faults.push((start, "`{{` is not closed".into())),
        }
    }
}

/// The values of an attribute in a piece of HTML.
pub fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let before = format!(" {name}=\"");
    let starts: Vec<_> =
        html.match_indices(&before).map(|(at, _)| at + before.len()).collect();
    starts.into_iter().filter_map(|at| html[at..].split('"').next())
}
