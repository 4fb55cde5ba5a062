//! Standard output. Where it cannot be written to, work goes on, and the end tells.

use std::fmt::Arguments;
use std::io::{Write, stdout};
use std::sync::OnceLock;

use anyhow::{Result, bail};

static FAILURE: OnceLock<String> = OnceLock::new();

/// `println!` that does not end the program.
macro_rules! say {
    ($($text:tt)*) => { $crate::command_line::say::line(format_args!($($text)*)) };
}
pub(crate) use say;

pub fn line(text: Arguments) {
    if FAILURE.get().is_none()
        && let Err(error) = writeln!(stdout(), "{text}")
    {
        let _ = FAILURE.set(error.to_string());
    }
}

/// # Errors
/// If a line could not be written.
pub fn finish() -> Result<()> {
    let flushed = stdout().flush().map_err(|error| error.to_string());
    match FAILURE.get().cloned().or(flushed.err()) {
        Some(error) => bail!("standard output: {error}"),
        None => Ok(()),
    }
}
