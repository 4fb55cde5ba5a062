#![doc = include_str!("../README.md")]

mod atlas;
mod book;
mod boxes;
mod certificate;
mod cff;
mod data;
mod directive;
mod examinations;
mod fault;
mod figure;
mod font;
mod html;
mod inline;
mod items;
mod labels;
mod links;
mod listing;
mod live;
mod math;
mod page;
mod scan;
mod seen;
mod sources;
mod weaver;

#[cfg(doctest)]
mod snippets;

pub use book::{Woven, pages, weave};
pub use fault::{Fault, Place};
pub use font::math_font;
pub use page::Page;
