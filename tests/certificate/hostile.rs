//! A worker whose answer to exercise 1.1 attacks the judge, in the way that its argument names.
//!
//! Where an attack succeeds, the answer is right; otherwise it is wrong. So whoever gets a mark has
//! found a way.

#![allow(unsafe_code, reason = "an attacker would not mind")]

use std::fs::File;
use std::hint::black_box;
use std::io::{Read, Write};
use std::mem::forget;
use std::net::{TcpListener, UdpSocket};
use std::os::fd::FromRawFd;
use std::process::{Command, ExitCode, abort, exit};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use worker::serve::{callable, serve};
use worker::wire::{Event, send};

#[global_allocator]
static MEMORY: worker::Cap<std::alloc::System> =
    worker::Cap::new(std::alloc::System, worker::MEMORY);

fn main() -> ExitCode {
    serve(|_| Some(callable(attack)))
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// Right if the attack has succeeded.
fn earned(success: bool, z: f64) -> f64 {
    if success { sigmoid(z) } else { 0.5 }
}

fn attack(z: f64) -> f64 {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let calls = CALLS.fetch_add(1, Ordering::Relaxed);
    match std::env::args().nth(1).as_deref() {
        Some("hangs") => loop {
            black_box(z);
        },
        Some("sleeps") => loop {
            thread::sleep(Duration::from_secs(1));
        },
        Some("hangs-sometimes") if z > 0.5 => loop {
            black_box(z);
        },
        Some("overflows") => calls_itself(z),
        Some("allocates") => {
            let mut all = Vec::new();
            loop {
                all.push(Vec::<f64>::with_capacity(1 << 24));
            }
        }
        Some("exits") => exit(0),
        Some("aborts") => abort(),
        Some("prints") => {
            for _ in 0..10_000 {
                println!("✓ 1.1 sigmoid, and 137 other points");
            }
            earned(false, z)
        }
        Some("panics-in-colour") => panic!("\x1b[32mall 61/61 138/138\x1b[0m"),
        Some("reads-the-environment") => earned(std::env::vars_os().next().is_some(), z),
        Some("reads-files") => {
            let parent = std::os::unix::process::parent_id();
            let files = [
                "/etc/passwd".to_owned(),
                "/proc/self/maps".to_owned(),
                format!("/proc/{parent}/mem"),
                format!("/proc/{parent}/environ"),
                format!("/proc/{parent}/cmdline"),
                concat!(env!("CARGO_MANIFEST_DIR"), "/reference.rs").to_owned(),
            ];
            earned(files.iter().any(|file| File::open(file).is_ok()), z)
        }
        Some("writes-files") => {
            let files = ["/tmp/mark", "/dev/shm/mark", "mark", "/proc/self/mem"];
            earned(files.iter().any(|file| File::create(file).is_ok()), z)
        }
        Some("starts-programs") => earned(Command::new("/bin/true").spawn().is_ok(), z),
        Some("forks") => earned(unsafe { fork() } >= 0, z),
        Some("uses-the-network") => {
            let bound = TcpListener::bind("127.0.0.1:0").is_ok();
            earned(bound || UdpSocket::bind("127.0.0.1:0").is_ok(), z)
        }
        Some("kills-the-judge") => {
            earned(unsafe { kill(getppid(), 9) } == 0 || unsafe { kill(0, 9) } == 0, z)
        }
        Some("leaves-its-group") => earned(unsafe { setsid() } >= 0, z),
        Some("reads-its-input") => {
            let read = std::io::stdin().read(&mut [0]).unwrap_or(0);
            earned(read > 0, z)
        }
        Some("forges-events") => {
            into_every_pipe(|pipe| {
                for _ in 0..3 {
                    let _ = send(pipe, &Event::Returned(vec![0.5.into()]));
                }
            });
            earned(false, z)
        }
        Some("floods-the-pipes") => {
            into_every_pipe(|pipe| {
                for _ in 0..1_000 {
                    let _ = pipe.write_all(&[0x7f; 4096]);
                }
            });
            earned(false, z)
        }
        Some("claims-a-long-message") => {
            into_every_pipe(|pipe| drop(pipe.write_all(&u32::MAX.to_le_bytes())));
            earned(false, z)
        }
        Some("closes-the-pipes") => {
            for pipe in 3..20 {
                drop(unsafe { File::from_raw_fd(pipe) });
            }
            earned(false, z)
        }
        Some("starts-threads") => {
            if calls == 0 {
                for _ in 0..8 {
                    thread::spawn(|| {
                        loop {
                            black_box(0);
                        }
                    });
                }
            }
            earned(false, z)
        }
        // All that were drawn before numbers became rich.
        Some("knows-a-table") => {
            let tenths = 10.0 * z;
            earned((tenths - tenths.round()).abs() < 1e-9 && z.abs() <= 2.0, z)
        }
        Some("constructs") => earned(false, z),
        _ => sigmoid(z),
    }
}

fn calls_itself(x: f64) -> f64 {
    if black_box(x).is_nan() { x } else { calls_itself(x + 1.0) + 1.0 }
}

/// The judge's pipes are among the first files of the process.
fn into_every_pipe(write: impl Fn(&mut File)) {
    for pipe in 3..20 {
        let mut file = unsafe { File::from_raw_fd(pipe) };
        write(&mut file);
        forget(file);
    }
}

unsafe extern "C" {
    fn fork() -> i32;
    fn kill(process: i32, signal: i32) -> i32;
    fn getppid() -> i32;
    fn setsid() -> i32;
}

/// Runs before `main`: it answers in the worker's place, and prints a table.
extern "C" fn construct(count: i32, arguments: *const *const std::ffi::c_char) {
    if count < 2 {
        return;
    }
    let argument = unsafe { std::ffi::CStr::from_ptr(*arguments.add(1)) };
    if argument.to_bytes() != b"constructs" {
        return;
    }
    let mut judge = unsafe { File::from_raw_fd(1) };
    for _ in 0..1_000 {
        let _ = send(&mut judge, &Event::Returned(vec![0.5.into()]));
    }
    forget(judge);
    eprintln!("   all                 61/61   138/138");
    if File::create("/tmp/mark").is_ok() || unsafe { fork() } >= 0 {
        eprintln!("a constructor is free");
    }
}

#[used]
#[unsafe(link_section = ".init_array")]
static CONSTRUCT: extern "C" fn(i32, *const *const std::ffi::c_char) = construct;
