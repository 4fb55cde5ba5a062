//! Progress, hints, resets, grading on every save, and the clinic. See
//! `cargo run --package exercises help` and `cargo run --package exercises -- clinic --help`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A reader that goes away, such as `head`, ends the program quietly.
    sigpipe::reset();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = std::env::args().skip(1);
    let outcome = match arguments.next().as_deref() {
        Some("clinic") => clinic::cli::main(folder, arguments),
        _ => grader::cli::main(folder),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem:#}");
            ExitCode::FAILURE
        }
    }
}
