//! What is wrong with the book, and where.

use std::fmt;

/// A place in a file of the workspace, for instance `book/src/sgd.md`, line 12.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub line: usize,
}

impl Place {
    pub fn new(file: impl Into<String>, line: usize) -> Self {
        Place { file: file.into(), line }
    }
}

/// One fault, with the place to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub place: Place,
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: {}", self.place.file, self.place.line, self.message)
    }
}

/// The faults found so far. Weaving goes on after a fault, so that one build shows them all.
#[derive(Debug, Default)]
pub struct Report {
    pub faults: Vec<Fault>,
    /// What a draft may still lack.
    pub notes: Vec<Fault>,
    pub draft: bool,
}

impl Report {
    pub fn fault(&mut self, place: &Place, message: impl Into<String>) {
        self.faults.push(Fault { place: place.clone(), message: message.into() });
    }

    /// Something that the finished book must have: a fault, except in a draft.
    pub fn missing(&mut self, place: &Place, message: impl Into<String>) {
        let fault = Fault { place: place.clone(), message: message.into() };
        if self.draft { &mut self.notes } else { &mut self.faults }.push(fault);
    }
}
