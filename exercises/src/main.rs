//! Progress, hints, resets, and grading on every save. See `cargo run --package exercises help`.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    grader::cli::main(Path::new(env!("CARGO_MANIFEST_DIR")))
}
