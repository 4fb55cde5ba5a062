//! The atlas of mistakes: what learners really get wrong, each with a name and an explanation.

/// One mistake. Its code stands in the `model` of every exercise in which it can be made.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Its key, and the fragment of its entry in the book's appendix.
    pub slug: &'static str,
    /// What it is called, as a phrase: "σ′ is missing from BP2".
    pub name: &'static str,
    /// What the code does, and what it should do.
    pub what: &'static str,
    /// Why people write it.
    pub why: &'static str,
    /// How it shows when nobody checks the gradient.
    pub symptom: &'static str,
    /// Where to read, as a page of the book with a fragment.
    pub page: &'static str,
}

impl Mistake {
    /// The mistake's own entry in the book.
    pub fn entry(&self) -> String {
        format!("appendix_mistakes.html#{}", self.slug)
    }
}

/// The mistakes that a model answer is to make, none or several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wrong<'a>(pub &'a [&'static Mistake]);

impl Wrong<'_> {
    pub const NOTHING: Wrong<'static> = Wrong(&[]);

    pub fn has(&self, mistake: &'static Mistake) -> bool {
        self.0.iter().any(|made| made.slug == mistake.slug)
    }
}
