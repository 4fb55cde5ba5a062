//! The exercises, chapter by chapter.

use crate::exercise::Exercise;

pub mod arrays;
pub mod cost;
pub mod cross_entropy;
pub mod data;
pub mod further;
pub mod gradient_check;
pub mod l2;
pub mod mini_batch;
pub mod network;
pub mod notebook;
pub mod per_sample;
pub mod sgd;

/// A chapter of the book with its exercises.
#[derive(Debug)]
pub struct Chapter {
    pub number: u32,
    /// Its file: `exercises/src/name.rs`.
    pub name: &'static str,
    /// That file before the reader has touched it.
    pub stub: &'static str,
    /// Hints and mistakes.
    pub texts: &'static str,
    pub exercises: fn() -> Vec<Box<dyn Exercise>>,
}

macro_rules! chapters {
    ($($number:literal $name:ident)*) => {
        pub const CHAPTERS: &[Chapter] = &[$(Chapter {
            number: $number,
            name: stringify!($name),
            stub: include_str!(concat!("../stubs/", stringify!($name), ".rs")),
            texts: include_str!(concat!("../texts/", stringify!($name), ".toml")),
            exercises: $name::exercises,
        },)*];
    };
}

chapters! {
    0 arrays
    1 network
    2 cost
    3 per_sample
    4 gradient_check
    5 sgd
    6 mini_batch
    7 cross_entropy
    8 l2
    9 data
    10 notebook
    11 further
}
