//! The atlas of mistakes: what learners really get wrong, each with a name and an explanation.

use crate::texts;

/// One mistake. Its words stand in `texts/`, and the code that makes it in every exercise in which
/// it can be made.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Its key, and the fragment of its entry in the book's appendix.
    pub slug: String,
    /// What it is called, as a phrase: "σ′ is missing from BP2".
    pub name: String,
    /// What the numbers show, and what they should be.
    pub what: String,
    /// Why people write it.
    pub why: String,
    /// How it shows when nobody checks the gradient.
    pub symptom: String,
    /// Where to read, as a page of the book with a fragment.
    pub page: String,
}

impl Mistake {
    /// # Panics
    /// If no text has this slug.
    pub fn of(slug: &str) -> &'static Mistake {
        texts::mistake(slug).unwrap_or_else(|| panic!("no text tells of {slug}"))
    }

    /// The mistake's own entry in the book.
    pub fn entry(&self) -> String {
        format!("appendix_mistakes.html#{}", self.slug)
    }
}

/// A mistake that was recognised, with the constant that was found in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named {
    pub mistake: &'static Mistake,
    pub constant: Option<f64>,
}

impl Named {
    pub fn name(&self) -> String {
        self.fill(&self.mistake.name)
    }

    pub fn what(&self) -> String {
        self.fill(&self.mistake.what)
    }

    /// A text in which `{constant}` stands for the constant.
    fn fill(&self, text: &str) -> String {
        match self.constant {
            Some(constant) => text.replace("{constant}", &format!("{constant:?}")),
            None => text.replace("{constant}", "a constant"),
        }
    }
}

/// The mistakes that a model answer is to make, none or several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wrong<'a>(pub &'a [&'static str]);

impl Wrong<'_> {
    pub const NOTHING: Wrong<'static> = Wrong(&[]);

    pub fn has(&self, slug: &str) -> bool {
        self.0.contains(&slug)
    }
}
