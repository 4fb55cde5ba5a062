//! A worker, as the judge sees it: a program that is asked, and that may hang, crash or babble.

mod end;
mod running;

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use worker::value::{FromValue, Unfit, Value};
use worker::wire::{Event, Order, Panic, send};

pub use self::end::{Death, End};
use self::running::{Running, harmless};
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

/// A call that is still running after this time, and uses the processor for as long again, has
/// hung; and so has one that waits [`PATIENCE`] times as long.
const CALL: Duration = Duration::from_millis(500);
const PATIENCE: u32 = 10;
/// Where calls have hung already, while the smallest such case is looked for.
const HURRY: Duration = Duration::from_millis(50);
/// For the call that is shown, even if the time for the exercise is up.
const LAST_CALL: Duration = Duration::from_secs(5);

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
            self.running = Some(
                Running::start(&self.program).map_err(|e| End::Failed(e.to_string()))?,
            );
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
                Ok(Ok(Event::Asks(_))) if waited.too_long(running.id(), self.limit) => {
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
                    if waited.too_long(running.id(), self.limit) {
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
        End::Died(Death::of(status, &self.printed))
    }

    fn stop(&mut self, gently: bool) -> Option<ExitStatus> {
        let (status, printed) = self.running.take()?.stop(gently);
        self.printed = printed;
        status
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop(false);
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

/// A command without the environment: an answer depends on its arguments alone.
pub fn bare(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_clear();
    if cfg!(windows) {
        command.envs(std::env::vars_os().filter(|(name, _)| name == "SystemRoot"));
    }
    command
}
