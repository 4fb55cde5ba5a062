//! What a worker may do: compute, and answer.
//!
//! On Linux the judge starts itself under another name. That process gives up its
//! rights, by Landlock and seccomp, and then becomes the worker (`exec`), so that they are gone
//! before the first line of an answer can run, constructors included. What remains: reading its own
//! program and the system's libraries, memory, threads. It dies with the judge. Elsewhere a worker
//! is a process like any other.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::bare;

#[cfg(target_os = "linux")]
mod linux;

/// Whether workers are confined on this system; tried once.
#[cfg(target_os = "linux")]
pub fn available() -> bool {
    static TRIED: std::sync::LazyLock<bool> = std::sync::LazyLock::new(linux::try_it);
    *TRIED
}

/// Whether workers are confined on this system.
#[cfg(not(target_os = "linux"))]
pub fn available() -> bool {
    false
}

/// The command that starts the worker at `path`, confined where that is possible.
pub fn command(path: &Path, arguments: &[String]) -> Command {
    #[cfg(target_os = "linux")]
    if available() {
        return linux::launcher(path, &path.display().to_string(), arguments);
    }
    let mut command = bare(path);
    command.args(arguments);
    command
}

/// The beginning of every program that judges: it is the launcher, or closes its own memory to the
/// workers.
pub fn begin() {
    #[cfg(target_os = "linux")]
    linux::begin();
}

/// The processor time that a process has used, where the system tells.
pub fn processor_time(process: u32) -> Option<Duration> {
    #[cfg(target_os = "linux")]
    return linux::processor_time(process);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = process;
        None
    }
}
