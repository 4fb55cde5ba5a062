//! The judge of the exercises. It knows the mathematics, not the answers.
//!
//! - [`chapters`]: the exercises, a file per chapter; [`texts`]: their words.
//! - [`exercise`], [`function`]: what an exercise is, and how the usual kind is described.
//! - [`process`], [`confine`]: the worker, a program that holds the answers and nothing else.
//! - [`witness`], [`sample`], [`answer`]: gradients by definition, random inputs, comparison.
//! - [`judge`]: right or wrong, and the smallest case that shows it.
//! - [`atlas`], [`identify`], [`pattern`]: the mistakes, and what the numbers tell of one.
//! - [`report`], [`tensor_text`]: what the reader is told.
//! - [`run`], [`select`]: `cargo test`; [`cli`], [`stubs`], [`train_digits`], [`read_digits`]:
//!   `cargo run`.
//!
//! An exercise is judged by definition: a gradient is right if it is the derivative of the cost.

/// Arguments for the worker, each made a value. `()` stands for a closure.
macro_rules! args {
    ($($argument:expr),* $(,)?) => {
        vec![$(worker::value::Value::from($argument)),*]
    };
}

pub mod answer;
pub mod atlas;
pub mod call;
pub mod chapters;
pub mod cli;
pub mod confine;
pub mod constants;
pub mod exercise;
pub mod function;
pub mod identify;
pub mod judge;
pub mod machine;
pub mod pattern;
pub mod process;
pub mod read_digits;
pub mod report;
pub mod run;
pub mod sample;
pub mod select;
mod shown;
pub mod stubs;
mod table;
pub mod tensor_text;
pub mod texts;
pub mod train_digits;
pub mod witness;

pub use chapters::*;
use exercise::Exercise;

/// Every exercise, in order.
pub fn catalogue() -> Vec<Box<dyn Exercise>> {
    CHAPTERS.iter().flat_map(|chapter| (chapter.exercises)()).collect()
}

/// The exercise with this id or name, in capitals or not.
pub fn find(id_or_name: &str) -> Option<Box<dyn Exercise>> {
    let wanted = id_or_name.to_lowercase();
    catalogue().into_iter().find(|exercise| {
        let info = exercise.info();
        [&info.id, &info.name].contains(&&wanted)
    })
}

/// For editors: each function of a list as a test, so that they offer to run it. The test binary
/// has a `main` of its own, which grades the exercise of that name.
#[macro_export]
macro_rules! tests_for_editors {
    ($($chapter:ident { $($name:ident)* })*) => {
        $($(
            #[cfg(rust_analyzer)]
            #[test]
            fn $name() {}
        )*)*
    };
}
