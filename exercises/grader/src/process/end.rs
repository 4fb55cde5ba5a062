//! How a call ends without an answer.

use std::fmt;
use std::process::ExitStatus;

use worker::wire::Panic;

/// Why no answer came.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Panicked(Panic),
    /// It did not return.
    Hung,
    /// The time for the whole exercise is up.
    OutOfTime,
    Died(Death),
    /// The signature of the function is not the one that was handed out.
    Unfit,
    /// The judge's own trouble, in words: nothing is known of the answer.
    Failed(String),
}

/// How a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    StackOverflow,
    Memory,
    Exit(i32),
    Signal,
    /// It sent what is no answer.
    Babble,
}

impl End {
    /// Two ends that are the same to a reader: a panic is a panic, whatever its words.
    pub fn like(&self, other: &End) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl fmt::Display for Death {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Death::StackOverflow => write!(f, "the stack overflows"),
            Death::Memory => write!(f, "the memory runs out"),
            Death::Exit(code) => {
                write!(f, "the function ends the whole program, with exit code {code}")
            }
            Death::Signal => write!(f, "the function aborts the whole program"),
            Death::Babble => {
                write!(f, "the program sends the judge something that is no answer")
            }
        }
    }
}

impl Death {
    /// What ended a program with this status, where the system told it, and this output.
    pub fn of(status: Option<ExitStatus>, output: &str) -> Death {
        if output.contains("has overflowed its stack") {
            Death::StackOverflow
        } else if output.contains("memory allocation of") {
            Death::Memory
        } else {
            match status.and_then(|status| status.code()) {
                Some(code) => Death::Exit(code),
                None => Death::Signal,
            }
        }
    }
}
