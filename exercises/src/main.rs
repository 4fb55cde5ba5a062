//! Progress, hints, resets, grading on every save, and the clinic. See
//! `cargo run --package exercises help` and `cargo run --package exercises -- clinic --help`.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("clinic") => clinic::cli::main(folder, arguments),
        _ => grader::cli::main(folder),
    }
}
