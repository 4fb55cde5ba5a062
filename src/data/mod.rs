//! Chapter 9: the data.

pub mod digits;
mod strokes;
