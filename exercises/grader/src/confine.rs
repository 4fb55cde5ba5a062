//! What a worker may do: compute, and answer.
//!
//! On Linux the judge starts itself under another name. That process gives up its
//! rights, by Landlock and seccomp, and then becomes the worker (`exec`), so that they are gone
//! before the first line of an answer can run, constructors included. What remains: reading its own
//! program and the system's libraries, memory, threads. It dies with the judge. Elsewhere a worker
//! is a process like any other.
//!
//! A [`compiler`] of answers is launched in the same way, with other rights: an answer can make it
//! read files.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::bare;

#[cfg(target_os = "linux")]
mod linux;

/// Whether workers are confined on this system, and whether no file of others is in their sight;
/// tried once.
#[cfg(target_os = "linux")]
static TRIED: std::sync::LazyLock<(bool, bool)> = std::sync::LazyLock::new(linux::try_it);

/// Whether workers are confined on this system.
#[cfg(target_os = "linux")]
pub fn available() -> bool {
    TRIED.0
}

/// Whether that keeps files out of their sight: not every kernel has Landlock.
#[cfg(target_os = "linux")]
pub fn hides_files() -> bool {
    TRIED.1
}

/// Whether workers are confined on this system.
#[cfg(not(target_os = "linux"))]
pub fn available() -> bool {
    false
}

/// Whether that keeps files out of their sight.
#[cfg(not(target_os = "linux"))]
pub fn hides_files() -> bool {
    false
}

/// The command that starts the worker at `path`, confined where that is possible.
pub fn command(path: &Path, arguments: &[String]) -> Command {
    #[cfg(target_os = "linux")]
    if available() {
        let rights = linux::Rights::of_answers(path);
        return linux::launcher(&rights, &path.display().to_string(), arguments);
    }
    let mut command = bare(path);
    command.args(arguments);
    command
}

/// What a compiler is given.
pub struct Compiling<'a> {
    /// What it reads beside the system's linker and libraries.
    pub reads: &'a [&'a Path],
    /// The one folder that it writes into.
    pub output: &'a Path,
    /// The processor time that it may use.
    pub processor: Duration,
}

/// The command that starts the compiler at `path`, confined where that is possible.
pub fn compiler(path: &Path, arguments: &[String], work: &Compiling) -> Command {
    #[cfg(target_os = "linux")]
    if available() {
        let rights = linux::Rights::of_compiler(path, work);
        return linux::launcher(&rights, &path.display().to_string(), arguments);
    }
    let _ = work;
    let mut command = Command::new(path);
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
