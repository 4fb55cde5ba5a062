//! Grades the reference answers with the readers' own test.

use std::process::ExitCode;

use solutions as exercises;

#[path = "../../exercises/tests/answers.rs"]
mod answers;

fn main() -> ExitCode {
    grader::run::main(&answers::answers())
}
