//! A wrong answer, and what became of it.

use grader::exercise::{Status, Verdict};

/// An answer to one exercise.
#[derive(Clone, Debug)]
pub struct Case {
    /// The function: bp2.
    pub exercise: String,
    /// What is wrong with it.
    pub title: String,
    /// The name that it deserves, where one is known.
    pub slug: Option<String>,
    /// The body of the function.
    pub body: String,
}

/// What the grader made of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Result {
    /// It called it solved.
    Accepted,
    /// Rejected, by a name that it does not deserve.
    Misnamed,
    /// Rejected without a name.
    Unnamed,
    /// Called by its name, or as one of several with the same numbers.
    Named,
    /// It does not compile.
    Uncompiled,
}

/// The names given, and whether they are those deserved.
pub fn result(case: &Case, verdict: &Verdict) -> (Result, String) {
    let slugs: Vec<&str> = verdict
        .mistakes
        .iter()
        .chain(&verdict.alternatives)
        .map(|named| &named.mistake.slug[..])
        .collect();
    let result = match (&case.slug, verdict.status) {
        (_, Status::Solved) => Result::Accepted,
        _ if slugs.is_empty() => Result::Unnamed,
        (Some(slug), _) if !slugs.contains(&&slug[..]) => Result::Misnamed,
        _ => Result::Named,
    };
    (result, slugs.join(", "))
}
