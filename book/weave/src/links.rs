//! Links within the book: page and fragment must exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::fault::{Place, Report};
use crate::inline::{attributes, options};
use crate::page::resolve;

/// A link in a page.
#[derive(Debug)]
pub struct Link {
    pub place: Place,
    /// The path of the page that holds it.
    pub from: String,
    pub to: String,
}

/// The ids of a page as mdBook makes them: of headings and terms by their text, and those
/// that are written out.
pub fn ids(markdown: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut made = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => {
                _ = ids.insert(id.into_string())
            }
            Event::Start(Tag::Heading { .. } | Tag::DefinitionListTitle) => {
                heading = Some(String::new());
            }
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => {
                if let Some(text) = heading.take() {
                    let id = id_of(&text);
                    let numbered = (1..).map(|i| format!("{id}-{i}"));
                    let free = std::iter::once(id.clone()).chain(numbered);
                    made.extend(free.into_iter().find(|id| !made.contains(id)));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                heading.iter_mut().for_each(|heading| *heading += &text);
            }
            Event::SoftBreak => heading.iter_mut().for_each(|heading| heading.push('\n')),
            Event::Html(html) | Event::InlineHtml(html) => {
                ids.extend(attributes(&html, "id").map(String::from));
            }
            _ => {}
        }
    }
    ids.append(&mut made);
    ids
}

/// mdBook's id for a heading.
fn id_of(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}

/// Checks every link. `ids` holds the ids of each page; other files are looked for in `src`.
pub fn check(
    links: &[Link],
    ids: &BTreeMap<String, BTreeSet<String>>,
    src: &Path,
    report: &mut Report,
) {
    for link in links {
        let scheme =
            link.to.split(['/', '#']).next().is_some_and(|start| start.contains(':'));
        if scheme || link.to.starts_with("//") {
            continue;
        }
        let (path, fragment) = link.to.split_once('#').unwrap_or((&link.to, ""));
        let path = match path {
            "" => link.from.clone(),
            path => resolve(&link.from, path),
        };
        let page =
            path.strip_suffix(".html").map_or(path.clone(), |stem| format!("{stem}.md"));
        match ids.get(&page) {
            None if page.ends_with(".md") || !src.join(&path).is_file() => {
                report
                    .fault(&link.place, format!("dead link `{}`: no such page", link.to));
            }
            None => {}
            Some(ids) if !fragment.is_empty() && !ids.contains(&decoded(fragment)) => {
                let message =
                    format!("dead link `{}`: {page} has no `#{fragment}`", link.to);
                report.fault(&link.place, message);
            }
            Some(_) => {}
        }
    }
}

/// A fragment without its percent signs.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
