//! A program with its pipes, alone in a group or job that is ended as a whole.

use std::io::{self, ErrorKind, Read};
use std::process::{ChildStdin, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anstream::adapter::strip_str;
use process_wrap::std::{ChildWrapper, CommandWrap};
use worker::wire::{Event, receive};

use super::Program;
use crate::confine;

/// How much of what an answer prints is kept, and how long the end of it is waited for: it is
/// there already, unless another process keeps the pipe open.
const OUTPUT: usize = 64 * 1024;
const OUTPUT_WAIT: Duration = Duration::from_millis(500);

pub struct Running {
    child: Box<dyn ChildWrapper>,
    pub orders: ChildStdin,
    pub events: Receiver<io::Result<Event>>,
    output: Arc<Mutex<Vec<u8>>>,
    output_ended: Receiver<()>,
}

impl Running {
    /// # Errors
    /// If there is no such program, or the system cannot start it.
    pub fn start(program: &Program) -> io::Result<Running> {
        if !program.path.is_file() {
            let problem = format!("there is no worker {}", program.path.display());
            return Err(io::Error::new(ErrorKind::NotFound, problem));
        }
        let (printed, pipe) = io::pipe()?;
        let mut command = confine::command(&program.path, &program.arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(pipe);
        let mut command = CommandWrap::from(command);
        #[cfg(unix)]
        command.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        command.wrap(process_wrap::std::JobObject);
        let mut child = command.spawn().map_err(|e| {
            io::Error::new(
                e.kind(),
                format!("{} does not start: {e}", program.path.display()),
            )
        })?;
        drop(command);

        let orders = child.stdin().take().expect("it is piped");
        let mut pipe = child.stdout().take().expect("it is piped");
        let (send, events) = sync_channel(1);
        thread::spawn(move || {
            loop {
                let event = receive(&mut pipe);
                let last = event.is_err();
                if send.send(event).is_err() || last {
                    return;
                }
            }
        });
        let output = Arc::new(Mutex::new(Vec::new()));
        let (end, output_ended) = sync_channel::<()>(1);
        let kept = output.clone();
        thread::spawn(move || {
            keep_tail(printed, &kept);
            drop(end);
        });
        Ok(Running { child, orders, events, output, output_ended })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends the program: how it ended by itself, if it had, and what it printed. `gently`, when it
    /// has nothing more to do and may close its pipes itself.
    pub fn stop(self, gently: bool) -> (Option<ExitStatus>, String) {
        let Running { mut child, orders, output, output_ended, .. } = self;
        drop(orders);
        let status = if gently {
            let _ = output_ended.recv_timeout(OUTPUT_WAIT);
            status_of(&mut *child)
        } else {
            None
        };
        // It may have ended by itself.
        let _ = child.start_kill();
        let _ = child.wait();
        let _ = output_ended.recv_timeout(OUTPUT_WAIT);
        let output = output.lock().expect("reading a pipe does not panic");
        (status, harmless(&String::from_utf8_lossy(&output)))
    }
}

/// How the program ended. Its pipes are closed a moment before the system tells.
fn status_of(child: &mut dyn ChildWrapper) -> Option<ExitStatus> {
    let start = Instant::now();
    loop {
        let status = child.try_wait().ok()?;
        if status.is_some() || start.elapsed() >= OUTPUT_WAIT {
            return status;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Keeps the last part of all that comes, so that an answer that prints without end fills no
/// memory.
fn keep_tail(mut from: impl Read, kept: &Mutex<Vec<u8>>) {
    let mut chunk = vec![0; OUTPUT];
    while let Ok(read @ 1..) = from.read(&mut chunk) {
        let mut kept = kept.lock().expect("nobody panics with it");
        kept.extend_from_slice(&chunk[..read]);
        let surplus = kept.len().saturating_sub(OUTPUT);
        kept.drain(..surplus);
    }
}

/// Words of an answer without the codes by which they could colour or overwrite the judge's.
pub fn harmless(words: &str) -> String {
    let plain = strip_str(words).to_string();
    plain.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
