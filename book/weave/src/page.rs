//! A page of the book and its place among the others.

use crate::fault::Place;

/// A page as its author wrote it.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its path from `book/src`.
    pub path: String,
    /// The number of its chapter; none for an appendix.
    pub number: Option<String>,
    pub text: String,
}

impl Page {
    pub fn place(&self, line: usize) -> Place {
        Place::new(format!("book/src/{}", self.path), line)
    }

    /// The link from this page to another, or to itself.
    pub fn link_to(&self, path: &str, fragment: &str) -> String {
        if path == self.path {
            return format!("#{fragment}");
        }
        format!("{}{path}#{fragment}", "../".repeat(self.path.matches('/').count()))
    }
}

/// The path that a link from the page leads to: `..` and `.` resolved.
pub fn resolve(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => _ = parts.pop(),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
