//! The program that runs a reader's answers.
//!
//! It knows the answers and nothing else: no truth, no mistake, no seed. The judge, another
//! program, draws inputs, sends them through a pipe, and gets back what an answer returned or how
//! it ended.
//!
//! - [`value`]: what can be sent.
//! - [`wire`]: how it is sent.
//! - [`argument`]: how a value becomes an argument of an answer, a closure included.
//! - [`serve`]: the loop of the program; [`worker!`] makes a `main` of it.

pub mod argument;
pub mod gather;
pub mod serve;
pub mod value;
pub mod wire;

#[doc(hidden)]
pub use cap::Cap;

/// The most that a worker may allocate: a vector that grows without end stops here, long before
/// the machine is out of memory.
pub const MEMORY: usize = 1 << 30;

/// The `main` of a worker that serves the functions of the module `exercises` in scope.
///
/// Their types are the compiler's business: any function whose arguments are [`Argument`]s and
/// whose result is a [`Value`] will do.
///
/// [`Argument`]: argument::Argument
/// [`Value`]: value::Value
#[macro_export]
macro_rules! worker {
    ($($chapter:ident { $($name:ident)* })*) => {
        #[global_allocator]
        static MEMORY: $crate::Cap<std::alloc::System> =
            $crate::Cap::new(std::alloc::System, $crate::MEMORY);

        fn main() -> std::process::ExitCode {
            $crate::serve::serve(|name| match name {
                $($(stringify!($name) => Some($crate::function!($chapter $name)),)*)*
                _ => None,
            })
        }
    };
}

/// One function, ready to be called with values. `gather` is generic, and is given a type that
/// keeps count of its copies.
#[doc(hidden)]
#[macro_export]
macro_rules! function {
    ($chapter:ident gather) => {
        $crate::serve::callable(
            |data: ndarray::ArrayView2<f64>, indices: &[usize], columns: usize| {
                $crate::gather::observed(
                    data,
                    indices,
                    columns,
                    exercises::$chapter::gather,
                )
            },
        )
    };
    ($chapter:ident $name:ident) => {
        $crate::serve::callable(exercises::$chapter::$name)
    };
}
