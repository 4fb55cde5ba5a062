//! A worker, as the judge sees it: a program that is asked, and that may hang, crash or babble.

use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anstream::adapter::strip_str;
use process_wrap::std::{ChildWrapper, CommandWrap};
use worker::value::{FromValue, Unfit, Value};
use worker::wire::{Event, Order, Panic, receive, send};

use crate::confine;

/// A program that holds the answers.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<String>,
}

impl Program {
    pub fn new(path: impl AsRef<Path>) -> Program {
        Program { path: path.as_ref().to_owned(), arguments: Vec::new() }
    }

    /// The same program, started with one more argument.
    pub fn with(&self, argument: &str) -> Program {
        let mut program = self.clone();
        program.arguments.push(argument.to_owned());
        program
    }
}

/// Why no answer came.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Panicked(Panic),
    /// It did not return.
    Hung,
    /// The time for the whole exercise is up.
    OutOfTime,
    Died(Death),
    /// The signature of the function is not the one that was handed out.
    Unfit,
    /// The judge's own trouble, in words: nothing is known of the answer.
    Failed(String),
}

/// How a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    StackOverflow,
    Memory,
    Exit(i32),
    Signal,
    /// It sent what is no answer.
    Babble,
}

impl End {
    /// Two ends that are the same to a reader: a panic is a panic, whatever its words.
    pub fn like(&self, other: &End) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl fmt::Display for Death {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Death::StackOverflow => write!(f, "the stack overflows"),
            Death::Memory => write!(f, "the memory runs out"),
            Death::Exit(code) => {
                write!(f, "the function ends the whole program, with exit code {code}")
            }
            Death::Signal => write!(f, "the function aborts the whole program"),
            Death::Babble => {
                write!(f, "the program sends the judge something that is no answer")
            }
        }
    }
}

/// A call that is still running after this time, and uses the processor for as long again, has
/// hung; and so has one that waits [`PATIENCE`] times as long.
const CALL: Duration = Duration::from_millis(500);
const PATIENCE: u32 = 10;
/// Where calls have hung already, while the smallest such case is looked for.
const HURRY: Duration = Duration::from_millis(50);
/// For the call that is shown, even if the time for the exercise is up.
const LAST_CALL: Duration = Duration::from_secs(5);

/// How much of what an answer prints is kept, and how long the end of it is waited for: it is
/// there already, unless another process keeps the pipe open.
const OUTPUT: usize = 64 * 1024;
const OUTPUT_WAIT: Duration = Duration::from_millis(500);

/// The answers, one call at a time. The program is started when it is first needed, and again
/// after each call that it did not survive.
pub struct Worker {
    program: Program,
    running: Option<Running>,
    limit: Duration,
    deadline: Instant,
    trace: bool,
    /// What the last program printed, if it is not running any more.
    printed: String,
}

struct Running {
    child: Box<dyn ChildWrapper>,
    orders: ChildStdin,
    events: Receiver<io::Result<Event>>,
    output: Arc<Mutex<Vec<u8>>>,
    output_ended: Receiver<()>,
}

impl Worker {
    /// Answers from `program`, for no longer than `time` in all.
    pub fn new(program: &Program, time: Duration) -> Worker {
        let deadline = Instant::now() + time;
        Worker {
            program: program.clone(),
            running: None,
            limit: CALL,
            deadline,
            trace: false,
            printed: String::new(),
        }
    }

    /// Another worker with the same program and limits, and time for a last call: it looks for the
    /// places of panics.
    pub fn tracing(&self) -> Worker {
        let deadline = self.deadline.max(Instant::now() + LAST_CALL);
        let mut worker = Worker::new(&self.program, Duration::ZERO);
        (worker.limit, worker.deadline, worker.trace) = (self.limit, deadline, true);
        worker
    }

    /// How long a call may take: longer than usual for one that trains a network.
    pub fn allow(&mut self, limit: Duration) {
        self.limit = limit;
    }

    pub fn hurry(&mut self) {
        self.limit = HURRY;
    }

    /// What `function` makes of `arguments`.
    ///
    /// # Errors
    /// If no answer comes, or one of another type.
    pub fn call<R: FromValue>(
        &mut self,
        function: &str,
        arguments: Vec<Value>,
    ) -> Result<R, End> {
        self.call_with(function, arguments, |_| Err(Unfit))
    }

    /// The same for a function that is given a closure: what it asks is answered by `closure`.
    ///
    /// # Errors
    /// If no answer comes, or one of another type.
    pub fn call_with<R: FromValue>(
        &mut self,
        function: &str,
        arguments: Vec<Value>,
        mut closure: impl FnMut(Vec<Value>) -> Result<Value, Unfit>,
    ) -> Result<R, End> {
        let order =
            Order::Call { function: function.to_owned(), arguments, trace: self.trace };
        self.send(&order)?;
        let mut waited = Waited::default();
        loop {
            match self.event(&mut waited)? {
                Event::Returned(mut values) => {
                    let value = if values.len() == 1 {
                        values.remove(0)
                    } else {
                        Value::List(values)
                    };
                    return R::from_value(value).map_err(|Unfit| End::Unfit);
                }
                Event::Panicked(Panic { message, place }) => {
                    let message = harmless(&message);
                    return Err(End::Panicked(Panic { message, place }));
                }
                Event::Unfit => return Err(End::Unfit),
                Event::Asks(arguments) => {
                    let answer = quietly(|| closure(arguments));
                    self.send(&Order::Answer(answer))?;
                }
            }
        }
    }

    /// Ends the program. What it printed is given back, however it ended.
    pub fn finish(&mut self) -> String {
        self.stop(true);
        std::mem::take(&mut self.printed)
    }

    fn send(&mut self, order: &Order) -> Result<(), End> {
        if self.running.is_none() {
            self.running =
                Some(start(&self.program).map_err(|e| End::Failed(e.to_string()))?);
        }
        let running = self.running.as_mut().expect("it has been started");
        // A worker that is gone will be found out by reading.
        let _ = send(&mut running.orders, order);
        Ok(())
    }

    fn event(&mut self, waited: &mut Waited) -> Result<Event, End> {
        let running = self.running.as_mut().expect("an order was sent");
        loop {
            let now = Instant::now();
            if now > self.deadline {
                self.stop(false);
                return Err(End::OutOfTime);
            }
            let time = self.limit.min(self.deadline - now);
            let event = running.events.recv_timeout(time);
            waited.for_answer += now.elapsed();
            match event {
                // A call may ask without end.
                Ok(Ok(Event::Asks(_)))
                    if waited.too_long(running.child.id(), self.limit) =>
                {
                    self.stop(false);
                    return Err(End::Hung);
                }
                Ok(Ok(event)) => return Ok(event),
                Ok(Err(problem)) if problem.kind() == ErrorKind::InvalidData => {
                    self.stop(false);
                    return Err(End::Died(Death::Babble));
                }
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                    return Err(self.died());
                }
                Err(RecvTimeoutError::Timeout) => {
                    if waited.too_long(running.child.id(), self.limit) {
                        self.stop(false);
                        return Err(End::Hung);
                    }
                }
            }
        }
    }

    /// The worker has closed the pipe.
    fn died(&mut self) -> End {
        let status = self.stop(true);
        End::Died(death(status, &self.printed))
    }

    /// Ends the program and keeps what it printed; `gently`, when it has nothing more to do and
    /// may close its pipes itself.
    fn stop(&mut self, gently: bool) -> Option<ExitStatus> {
        let Running { mut child, orders, output, output_ended, .. } =
            self.running.take()?;
        drop(orders);
        let status = if gently {
            let _ = output_ended.recv_timeout(OUTPUT_WAIT);
            status_of(&mut *child)
        } else {
            None
        };
        kill(child);
        let _ = output_ended.recv_timeout(OUTPUT_WAIT);
        let output = output.lock().expect("reading a pipe does not panic");
        self.printed = harmless(&String::from_utf8_lossy(&output));
        status
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop(false);
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

/// Words of an answer without the codes by which they could colour or overwrite the judge's.
fn harmless(words: &str) -> String {
    let plain = strip_str(words).to_string();
    plain.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn death(status: Option<ExitStatus>, output: &str) -> Death {
    if output.contains("has overflowed its stack") {
        Death::StackOverflow
    } else if output.contains("memory allocation of") {
        Death::Memory
    } else {
        match status.and_then(|status| status.code()) {
            Some(code) => Death::Exit(code),
            None => Death::Signal,
        }
    }
}

/// How long a call has taken, without the time in which the judge was at work.
#[derive(Default)]
struct Waited {
    for_answer: Duration,
    processor: Option<Duration>,
}

impl Waited {
    fn too_long(&mut self, process: u32, limit: Duration) -> bool {
        if self.for_answer < limit {
            return false;
        }
        let Some(now) = confine::processor_time(process) else {
            return self.for_answer >= 2 * limit;
        };
        let since = now.saturating_sub(*self.processor.get_or_insert(now));
        // The clock of processes ticks in hundredths of a second.
        since + Duration::from_millis(20) >= limit || self.for_answer >= PATIENCE * limit
    }
}

/// A closure's answer; its panic in words, which the answer will panic with in its turn.
fn quietly(closure: impl FnOnce() -> Result<Value, Unfit>) -> Value {
    let before = crate::call::silence(true);
    let answer = catch_unwind(AssertUnwindSafe(closure));
    crate::call::silence(before);
    match answer {
        Ok(Ok(value)) => value,
        Ok(Err(Unfit)) => {
            Value::Error("these are not the arguments of that function".into())
        }
        Err(panic) => Value::Error(crate::call::words(&*panic)),
    }
}

/// The program with its pipes, alone in a group or job that is ended as a whole.
fn start(program: &Program) -> io::Result<Running> {
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

fn kill(mut child: Box<dyn ChildWrapper>) {
    // It may have ended by itself.
    let _ = child.start_kill();
    let _ = child.wait();
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

/// A command without the environment: an answer depends on its arguments alone.
pub fn bare(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_clear();
    if cfg!(windows) {
        command.envs(std::env::vars_os().filter(|(name, _)| name == "SystemRoot"));
    }
    command
}
