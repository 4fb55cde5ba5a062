//! The walls around a student's grading: bubblewrap where it works, Landlock and seccomp within it
//! or alone.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use grader::confine;
use process_wrap::std::{CommandWrap, ProcessGroup};

use crate::toolchain::Toolchain;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wall {
    /// The grading of a student sees a system of its own, with that student's files only.
    Bubblewrap,
    /// Compiler and answers see files that they are given, and the libraries.
    Landlock,
    /// Whoever has started this program says that a container does it.
    Container,
}

impl Wall {
    pub fn words(self) -> &'static str {
        match self {
            Wall::Bubblewrap => {
                "by bubblewrap, and by what there is of Landlock and seccomp"
            }
            Wall::Landlock => "by Landlock, seccomp and limits",
            Wall::Container => "by the container that you trust",
        }
    }

    /// The best wall that this system has.
    ///
    /// # Errors
    /// If it has none, and nobody says that a container is one.
    pub fn choose(toolchain: &Toolchain, trust_the_container: bool) -> Result<Wall> {
        let bubblewrap = bubblewrap_works(toolchain);
        Wall::best(bubblewrap, confine::hides_files(), trust_the_container)
    }

    fn best(bubblewrap: bool, landlock: bool, trust_the_container: bool) -> Result<Wall> {
        match (bubblewrap, landlock, trust_the_container) {
            (true, ..) => Ok(Wall::Bubblewrap),
            (_, true, _) => Ok(Wall::Landlock),
            (.., true) => Ok(Wall::Container),
            _ => bail!(
                "this system can keep submissions away from your files neither by bubblewrap nor \
                 by Landlock: install bubblewrap, or work in a container that holds nothing else \
                 and say so by --trust-the-container"
            ),
        }
    }

    /// The command that runs this very program with `arguments` behind the wall. It may write into
    /// `folder`.
    pub fn command(
        self,
        toolchain: &Toolchain,
        arguments: &[&str],
        folder: &Path,
    ) -> std::io::Result<Command> {
        let myself = std::env::current_exe()?;
        let mut command = match self {
            Wall::Bubblewrap => {
                let mut command = bubblewrap(toolchain, &myself);
                command.arg("--").arg(&myself).args(arguments);
                command
            }
            Wall::Landlock => {
                let mut command = Command::new(&myself);
                command.args(arguments);
                command
            }
            Wall::Container => {
                let mut command = nobody(folder)?.unwrap_or_else(|| Command::new("env"));
                command.arg(&myself).args(arguments);
                command
            }
        };
        command.env_clear().env("PATH", PATH);
        if self != Wall::Bubblewrap {
            command.env("TMPDIR", folder).current_dir(folder);
        }
        Ok(command)
    }
}

const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// In a container one is often root. The command that gives this up first: what only root may read
/// is then out of reach. Nothing, where one is not root.
#[cfg(unix)]
fn nobody(folder: &Path) -> std::io::Result<Option<Command>> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    const NOBODY: u32 = 65534;
    let setpriv = || {
        let mut command = Command::new("setpriv");
        command.arg(format!("--reuid={NOBODY}")).arg(format!("--regid={NOBODY}"));
        command.args(["--clear-groups", "--no-new-privs", "--"]);
        command
    };
    if fs::metadata(folder)?.uid() != 0
        || !setpriv().arg("true").status().is_ok_and(|s| s.success())
    {
        return Ok(None);
    }
    chown(folder, Some(NOBODY), Some(NOBODY))?;
    // Nobody must get there, too.
    if let Some(around) = folder.parent() {
        fs::set_permissions(around, fs::Permissions::from_mode(0o711))?;
    }
    Ok(Some(setpriv()))
}

#[cfg(not(unix))]
fn nobody(_: &Path) -> std::io::Result<Option<Command>> {
    Ok(None)
}

/// What a grading may write in its own system.
const DISK: &str = "536870912";

fn bubblewrap(toolchain: &Toolchain, myself: &Path) -> Command {
    let mut command = Command::new("bwrap");
    command.args(["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]);
    command.args(["--setenv", "PATH", PATH]);
    command.args(["--ro-bind", "/usr", "/usr"]);
    for folder in ["/bin", "/lib", "/lib64", "/sbin"] {
        match fs::read_link(folder) {
            Ok(target) => command.arg("--symlink").arg(target).arg(folder),
            Err(_) => command.args(["--ro-bind-try", folder, folder]),
        };
    }
    for file in ["/etc/ld.so.cache", "/etc/alternatives"] {
        command.args(["--ro-bind-try", file, file]);
    }
    command.args(["--proc", "/proc", "--dev", "/dev", "--size", DISK, "--tmpfs", "/tmp"]);
    for path in [&toolchain.sysroot, &toolchain.dependencies, myself] {
        command.arg("--ro-bind").arg(path).arg(path);
    }
    command.args(["--chdir", "/tmp"]);
    command
}

/// Tried by running the compiler in it, which needs all that is there.
fn bubblewrap_works(toolchain: &Toolchain) -> bool {
    let Ok(myself) = std::env::current_exe() else { return false };
    let mut command = bubblewrap(toolchain, &myself);
    command.arg("--").arg(&toolchain.rustc).arg("--version");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs a command for no longer than `limit`, and ends all processes that it has started. Nothing,
/// if the time was up.
///
/// # Errors
/// If it does not start.
pub fn run_for(command: Command, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let mut command = CommandWrap::from(command);
    command.wrap(ProcessGroup::leader());
    let mut child = command.spawn()?;
    let deadline = Instant::now() + limit;
    let status = loop {
        match child.try_wait()? {
            None if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
            status => break status,
        }
    };
    // What it has started may go on when it has ended.
    let _ = child.start_kill();
    let _ = child.wait();
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_wall_nothing_is_graded_unless_somebody_answers_for_it() {
        assert_eq!(Wall::best(true, true, false).unwrap(), Wall::Bubblewrap);
        assert_eq!(Wall::best(false, true, true).unwrap(), Wall::Landlock);
        assert_eq!(Wall::best(false, false, true).unwrap(), Wall::Container);
        let refusal = Wall::best(false, false, false).unwrap_err().to_string();
        assert!(refusal.contains("--trust-the-container"), "{refusal}");
    }
}
