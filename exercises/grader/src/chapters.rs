//! The exercises, chapter by chapter.

use crate::exercise::Exercise;

pub mod cost;
pub mod cross_entropy;
pub mod data;
pub mod gradient_check;
pub mod l2;
pub mod mini_batch;
pub mod network;
pub mod notebook;
pub mod per_sample;
pub mod sgd;

/// A function for every exercise: the reader's, the reference, or any other.
pub struct Answers {
    pub network: network::Answers,
    pub cost: cost::Answers,
    pub per_sample: per_sample::Answers,
    pub gradient_check: gradient_check::Answers,
    pub sgd: sgd::Answers,
    pub mini_batch: mini_batch::Answers,
    pub cross_entropy: cross_entropy::Answers,
    pub l2: l2::Answers,
    pub data: data::Answers,
    pub notebook: notebook::Answers,
}

/// A chapter of the book with its exercises.
pub struct Chapter {
    pub number: u32,
    /// Its file: `exercises/src/name.rs`.
    pub name: &'static str,
    /// That file before the reader has touched it.
    pub stub: &'static str,
    pub exercises: fn() -> Vec<Box<dyn Exercise>>,
}

macro_rules! chapters {
    ($($number:literal $name:ident)*) => {
        pub const CHAPTERS: &[Chapter] = &[$(Chapter {
            number: $number,
            name: stringify!($name),
            stub: include_str!(concat!("../stubs/", stringify!($name), ".rs")),
            exercises: $name::exercises,
        },)*];
    };
}

chapters! {
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
}
