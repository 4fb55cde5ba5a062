//! Landlock, seccomp and limits. No `unsafe`: a process confines itself by safe calls and then
//! becomes the worker, and what is confined stays so.

use std::convert::Infallible;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio, exit};
use std::time::Duration;

use anyhow::{Context, Result};
use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope,
    path_beneath_rules,
};
use rustix::param::clock_ticks_per_second;
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, Signal, set_dumpable_behavior,
    set_parent_process_death_signal, setrlimit,
};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, apply_filter,
};
use serde::{Deserialize, Serialize};

use crate::confine::Compiling;
use crate::process::bare;

/// The judge under another name: it confines itself and becomes the program in its argument.
const LAUNCHER: &str = "grader-launcher";
/// The judge under a third name, by which a launcher is tried: it ends with one of these
/// codes, the second where files are out of its sight.
const TRIAL: &str = "grader-trial";
const SEEING: i32 = 42;
const BLIND: i32 = 43;

/// Libraries, and nothing to write: not even a file of no length.
const LIBRARIES: [&str; 6] =
    ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/dev/null"];
/// What a compiler needs of the system beside its toolchain: a linker.
const LINKER: [&str; 4] = ["/bin", "/usr", "/etc/alternatives", "/dev/urandom"];

/// What a launched program may do.
#[derive(Serialize, Deserialize)]
pub struct Rights {
    program: PathBuf,
    reads: Vec<PathBuf>,
    writes: Vec<PathBuf>,
    calls: Calls,
}

/// Which calls of the system are let through.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum Calls {
    /// What a program of sums needs, and no other.
    Sums,
    /// All but the network, other processes' memory, and what changes the system; for so long.
    Compiler { seconds: u64 },
}

impl Rights {
    /// An answer reads its own program and the libraries.
    pub fn of_answers(program: &Path) -> Rights {
        Rights {
            program: program.to_owned(),
            reads: LIBRARIES.map(PathBuf::from).to_vec(),
            writes: Vec::new(),
            calls: Calls::Sums,
        }
    }

    /// A compiler reads what it is given, and writes into one folder.
    pub fn of_compiler(program: &Path, work: &Compiling) -> Rights {
        let system = LIBRARIES.into_iter().chain(LINKER).map(PathBuf::from);
        let reads = work.reads.iter().map(|path| (*path).to_owned());
        Rights {
            program: program.to_owned(),
            reads: system.chain(reads).collect(),
            writes: vec![work.output.to_owned(), "/dev/null".into()],
            calls: Calls::Compiler { seconds: work.processor.as_secs() },
        }
    }
}

/// The judge's own program, whatever has become of its file.
const MYSELF: &str = "/proc/self/exe";

pub fn begin() {
    let mut arguments = env::args_os();
    match arguments.next() {
        Some(name) if name == LAUNCHER => {
            let Err(problem) = launch(arguments.collect());
            eprintln!("{problem:#}");
            exit(1);
        }
        Some(name) if name == TRIAL => {
            exit(if fs::read_dir("/").is_ok() { SEEING } else { BLIND })
        }
        // Where it is refused, the worker still cannot open anything of ours.
        _ => drop(set_dumpable_behavior(DumpableBehavior::NotDumpable)),
    }
}

/// The launcher of a program with these rights, which is to see itself called `name`.
pub fn launcher(rights: &Rights, name: &str, arguments: &[String]) -> Command {
    let rights = serde_json::to_string(rights).expect("paths of a system in UTF-8");
    let mut command = bare(Path::new(MYSELF));
    command.arg0(LAUNCHER).arg(rights).arg(name).args(arguments).current_dir("/");
    command
}

/// Whether a launcher can become this very program, and whether that then sees no files.
pub fn try_it() -> (bool, bool) {
    let Ok(myself) = fs::read_link(MYSELF) else { return (false, false) };
    let mut command = launcher(&Rights::of_answers(&myself), TRIAL, &[]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let code = command.status().ok().and_then(|status| status.code());
    (matches!(code, Some(SEEING | BLIND)), code == Some(BLIND))
}

fn launch(arguments: Vec<OsString>) -> Result<Infallible> {
    let [rights, name, rest @ ..] = &arguments[..] else {
        anyhow::bail!("no program to start")
    };
    let rights: Rights = serde_json::from_slice(rights.as_encoded_bytes())?;
    set_parent_process_death_signal(Some(Signal::KILL))?;
    limit(rights.calls)?;
    landlock(&rights).context("Landlock")?;
    for filter in filters(rights.calls).context("seccomp")? {
        apply_filter(&filter)?;
    }
    let mut command = bare(&rights.program);
    command.arg0(name).args(rest);
    if let Calls::Compiler { .. } = rights.calls {
        command
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("TMPDIR", &rights.writes[0]);
    }
    Err(command.exec().into())
}

/// For an answer, a little more than the worker's allocator gives out, since its own parts need
/// room too; and time for the longest exercise. Both are a second wall: the judge measures, too.
/// For a compiler they are the first.
fn limit(calls: Calls) -> io::Result<()> {
    let (file, files, seconds) = match calls {
        Calls::Sums => (0, 64, 120),
        Calls::Compiler { seconds } => (256 << 20, 1024, seconds),
    };
    let limits = [
        (Resource::As, 4 << 30),
        (Resource::Cpu, seconds),
        (Resource::Fsize, file),
        (Resource::Core, 0),
        (Resource::Nofile, files),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

/// Reads and runs what it has the right to; no other file, no network, no signal out. Where the
/// system has no Landlock or less of it, as much as there is.
fn landlock(rights: &Rights) -> Result<()> {
    let abi = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules([&rights.program], AccessFs::from_read(abi)))?
        .add_rules(path_beneath_rules(&rights.reads, AccessFs::from_read(abi)))?
        .add_rules(path_beneath_rules(&rights.writes, AccessFs::from_all(abi)))?
        .restrict_self()?;
    Ok(())
}

/// The first filter says that there is no `clone3`: the C library then takes `clone`, whose flags a
/// filter can see. The second lets through what a program of sums needs, and refuses the rest. A
/// compiler starts processes, and is refused what no compiler does.
fn filters(calls: Calls) -> Result<Vec<BpfProgram>> {
    let program =
        |rules: Vec<(i64, Vec<SeccompRule>)>, otherwise, then| -> Result<BpfProgram> {
            let arch = env::consts::ARCH.try_into()?;
            let rules = rules.into_iter().collect();
            Ok(SeccompFilter::new(rules, otherwise, then, arch)?.try_into()?)
        };
    let no_such_call = SeccompAction::Errno(libc::ENOSYS as u32);
    let refused = SeccompAction::Errno(libc::EPERM as u32);
    if let Calls::Compiler { .. } = calls {
        let denied = DENIED.map(|call| (call, Vec::new())).to_vec();
        return Ok(vec![program(denied, SeccompAction::Allow, refused)?]);
    }
    let no_clone3 = vec![(libc::SYS_clone3, Vec::new())];
    Ok(vec![
        program(no_clone3, SeccompAction::Allow, no_such_call)?,
        program(allowed()?, refused, SeccompAction::Allow)?,
    ])
}

/// What no compiler does.
const DENIED: [i64; 21] = [
    libc::SYS_socket,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_setsid,
    libc::SYS_bpf,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_io_uring_setup,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_reboot,
];

/// A rule for one argument: `argument & mask == value`.
fn when(argument: u8, mask: i32, value: i32) -> Result<Vec<SeccompRule>> {
    let masked = SeccompCmpOp::MaskedEq(mask as u32 as u64);
    let value = value as u32 as u64;
    let condition =
        SeccompCondition::new(argument, SeccompCmpArgLen::Dword, masked, value)?;
    Ok(vec![SeccompRule::new(vec![condition])?])
}

fn allowed() -> Result<Vec<(i64, Vec<SeccompRule>)>> {
    // Opening to read; a new thread, but no new process; a signal to itself.
    let writing = libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC | libc::O_TMPFILE;
    let reading = when(2, writing & !libc::O_DIRECTORY, libc::O_RDONLY)?;
    let thread = when(0, libc::CLONE_THREAD, libc::CLONE_THREAD)?;
    let itself = std::process::id() as i32;
    let to_itself = || when(0, -1, itself);
    // Limits can be asked for, not set: root could raise them.
    let no_new_limit =
        SeccompCondition::new(2, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0)?;
    let mut calls = vec![
        (libc::SYS_prlimit64, vec![SeccompRule::new(vec![no_new_limit])?]),
        (libc::SYS_openat, reading),
        (libc::SYS_clone, thread),
        (libc::SYS_kill, to_itself()?),
        (libc::SYS_tgkill, to_itself()?),
    ];
    let freely = [
        libc::SYS_clone3,
        libc::SYS_execve,
        // Memory.
        libc::SYS_brk,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mprotect,
        libc::SYS_mremap,
        libc::SYS_madvise,
        // The pipes, and files that are open.
        libc::SYS_read,
        libc::SYS_pread64,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_lseek,
        libc::SYS_fstat,
        libc::SYS_newfstatat,
        libc::SYS_statx,
        libc::SYS_readlinkat,
        libc::SYS_fcntl,
        libc::SYS_dup,
        libc::SYS_dup3,
        libc::SYS_ppoll,
        libc::SYS_getcwd,
        // Threads and signals.
        libc::SYS_futex,
        libc::SYS_set_robust_list,
        libc::SYS_set_tid_address,
        libc::SYS_rseq,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_exit,
        libc::SYS_exit_group,
        // Time and chance.
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_getrandom,
        // What the C library asks at the start.
        libc::SYS_uname,
        libc::SYS_getuid,
        libc::SYS_geteuid,
        libc::SYS_getgid,
        libc::SYS_getegid,
    ];
    calls.extend(freely.map(|call| (call, Vec::new())));
    #[cfg(target_arch = "x86_64")]
    calls.extend(
        [
            libc::SYS_arch_prctl,
            libc::SYS_access,
            libc::SYS_poll,
            libc::SYS_dup2,
            libc::SYS_readlink,
            libc::SYS_stat,
            libc::SYS_lstat,
            libc::SYS_time,
        ]
        .map(|call| (call, Vec::new())),
    );
    Ok(calls)
}

/// From `/proc/PID/stat`: user and system time are the 14th and 15th fields, in ticks. The second
/// field is a name in brackets, which may contain anything.
pub fn processor_time(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    let ticks = ticks()? + ticks()?;
    Some(Duration::from_millis(1000 * ticks / clock_ticks_per_second()))
}
