//! Grades the exercises. The judge is in `grader/`; this binds it to the code in `src/`.

use std::alloc::System;
use std::process::ExitCode;

use cap::Cap;

mod answers;

#[path = "../src/lib.rs"]
#[allow(
    dead_code,
    unused_variables,
    reason = "a stub uses neither its arguments nor its help"
)]
mod exercises;

/// A vector that grows without end stops here, long before the machine is out of memory.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, 2 << 30);

fn main() -> ExitCode {
    grader::run::main(&answers::answers())
}
