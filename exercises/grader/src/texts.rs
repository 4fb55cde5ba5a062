//! The words of the judge: hints and mistakes, a file of TOML for each chapter.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::atlas::Mistake;
use crate::exercise::Info;
use crate::{CHAPTERS, Chapter};

/// A file of texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    /// By the names of the functions.
    hints: BTreeMap<String, [String; 3]>,
    /// By slugs.
    #[serde(default)]
    mistakes: BTreeMap<String, Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    name: String,
    what: String,
    why: String,
    symptom: String,
    /// The name of an exercise, or a page of the book with a fragment.
    read: String,
}

static TEXTS: LazyLock<BTreeMap<&'static str, Texts>> = LazyLock::new(|| {
    let read = |chapter: &'static Chapter| {
        let texts = toml::from_str(chapter.texts)
            .unwrap_or_else(|problem| panic!("texts/{}.toml: {problem}", chapter.name));
        (chapter.name, texts)
    };
    CHAPTERS.iter().map(read).collect()
});

static ATLAS: LazyLock<BTreeMap<&'static str, Mistake>> = LazyLock::new(|| {
    let mut atlas = BTreeMap::new();
    for (slug, words) in TEXTS.values().flat_map(|texts| &texts.mistakes) {
        let page = match words.read.contains('.') {
            true => words.read.clone(),
            false => Info::of(&words.read).page(),
        };
        let Words { name, what, why, symptom, .. } = words;
        let mistake = Mistake {
            slug: slug.clone(),
            name: one_line(name),
            what: one_line(what),
            why: one_line(why),
            symptom: one_line(symptom),
            page,
        };
        assert!(atlas.insert(&slug[..], mistake).is_none(), "two texts tell of {slug}");
    }
    atlas
});

pub fn mistake(slug: &str) -> Option<&'static Mistake> {
    ATLAS.get(slug)
}

/// Every mistake that a text tells of.
pub fn mistakes() -> impl Iterator<Item = &'static Mistake> {
    ATLAS.values()
}

/// # Panics
/// If there are no hints for this exercise.
pub fn hints(chapter: &Chapter, exercise: &str) -> [String; 3] {
    let hints = TEXTS[chapter.name].hints.get(exercise);
    let hints = hints.unwrap_or_else(|| {
        panic!("texts/{}.toml: no hints for {exercise}", chapter.name)
    });
    hints.each_ref().map(|hint| one_line(hint))
}

/// The text without the line breaks that make its file readable.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
