//! The judge of the exercises. It knows the mathematics, not the answers.
//!
//! - [`chapters`]: the exercises and their mistakes, a file per chapter.
//! - [`exercise`], [`function`]: what an exercise is, and how the usual kind is judged.
//! - [`witness`], [`sample`], [`answer`]: gradients by definition, random inputs, comparison.
//! - [`atlas`], [`identify`]: the mistakes, and how one is recognised.
//! - [`report`], [`tensor_text`]: what the reader is told.
//! - [`call`], [`child`], [`run`]: the reader's code, kept apart; `cargo test`.
//! - [`stubs`], [`cli`]: `cargo run`.
//!
//! An exercise is judged by definition: a gradient is right if it is the derivative of the cost.

pub mod answer;
pub mod atlas;
pub mod call;
pub mod chapters;
pub mod child;
pub mod cli;
pub mod exercise;
pub mod function;
pub mod identify;
pub mod report;
pub mod run;
pub mod sample;
pub mod stubs;
mod table;
pub mod tensor_text;
pub mod witness;

pub use chapters::*;
use exercise::Exercise;

/// Every exercise, in order.
pub fn catalogue() -> Vec<Box<dyn Exercise>> {
    CHAPTERS.iter().flat_map(|chapter| (chapter.exercises)()).collect()
}

/// The exercise with this id or name.
pub fn find(id_or_name: &str) -> Option<Box<dyn Exercise>> {
    catalogue()
        .into_iter()
        .find(|exercise| [exercise.info().id, exercise.info().name].contains(&id_or_name))
}

/// Binds functions to the exercises: `fn answers()` takes each from the module `exercises` in
/// scope, and the compiler checks its type.
///
/// Each name is a `#[test]` for editors too, so that they offer to run it. The test binary has a
/// `main` of its own, which grades the exercise of that name.
#[macro_export]
macro_rules! answers {
    ($($chapter:ident { $($name:ident)* })*) => {
        pub fn answers() -> $crate::Answers {
            $crate::Answers {
                $($chapter: $crate::$chapter::Answers {
                    $($name: exercises::$chapter::$name,)*
                },)*
            }
        }

        $($(
            #[cfg(rust_analyzer)]
            #[test]
            fn $name() {}
        )*)*
    };
}
