//! Grades the reference answers as a reader's are graded.

use std::process::ExitCode;

fn main() -> ExitCode {
    grader::run::main(env!("CARGO_BIN_EXE_reference"))
}
