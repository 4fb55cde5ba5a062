//! The loop of a worker: a call comes in, an answer is called, and what came of it goes out.

use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::stderr;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::rc::Rc;
use std::thread;

use filedescriptor::{FileDescriptor, StdioDescriptor};
use serde::Serialize;

use crate::argument::Function;
use crate::value::{FromValue, Unfit, Value};
use crate::wire::{Event, Order, Panic, receive, send};

/// A function without its type.
pub type Callable = Box<dyn Fn(Vec<Value>, &Rc<Judge>) -> Result<Vec<Value>, Unfit>>;

pub fn callable<S>(function: impl Function<S> + 'static) -> Callable {
    Box::new(move |arguments, judge| function.call(arguments, judge))
}

/// Answers run on a stack of this size, on every system.
const STACK: usize = 8 << 20;

/// Serves the functions that `find` knows until the judge closes the pipe.
pub fn serve(find: impl Fn(&str) -> Option<Callable> + Send + 'static) -> ExitCode {
    let judge = match Judge::take_over_pipes() {
        Ok(judge) => judge,
        Err(problem) => {
            eprintln!("This program answers the judge of the exercises: {problem}");
            return ExitCode::FAILURE;
        }
    };
    let serving = thread::Builder::new().stack_size(STACK).spawn(move || {
        panic::set_hook(Box::new(remember));
        let judge = Rc::new(judge);
        while let Some(order) = judge.order() {
            judge.tell(&obey(order, &find, &judge));
        }
    });
    match serving.map(thread::JoinHandle::join) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn obey(
    order: Order,
    find: &impl Fn(&str) -> Option<Callable>,
    judge: &Rc<Judge>,
) -> Event {
    let Order::Call { function, arguments, trace } = order else { return Event::Unfit };
    let Some(function) = find(&function) else { return Event::Unfit };
    TRACE.set(trace);
    match panic::catch_unwind(AssertUnwindSafe(|| function(arguments, judge))) {
        Ok(Ok(values)) => Event::Returned(values),
        Ok(Err(Unfit)) => Event::Unfit,
        Err(_) => Event::Panicked(PANIC.take().unwrap_or_default()),
    }
}

/// The other end of the pipes.
pub struct Judge {
    orders: RefCell<FileDescriptor>,
    events: RefCell<FileDescriptor>,
}

impl Judge {
    /// The judge speaks through standard input and listens at standard output. Both are put out of
    /// the way: an answer reads nothing, and what it prints goes where errors go.
    fn take_over_pipes() -> Result<Judge, Box<dyn std::error::Error>> {
        let nothing = File::open(if cfg!(windows) { "NUL" } else { "/dev/null" })?;
        let orders = FileDescriptor::redirect_stdio(&nothing, StdioDescriptor::Stdin)?;
        let events = FileDescriptor::redirect_stdio(&stderr(), StdioDescriptor::Stdout)?;
        Ok(Judge { orders: orders.into(), events: events.into() })
    }

    fn order(&self) -> Option<Order> {
        receive(&mut *self.orders.borrow_mut()).ok()
    }

    fn tell(&self, event: &impl Serialize) {
        if let Err(problem) = send(&mut *self.events.borrow_mut(), event) {
            // An answer too long to send is no answer; without a judge there is nobody to tell.
            let words = Panic {
                message: format!("the result cannot be sent: {problem}"),
                place: None,
            };
            let _ = send(&mut *self.events.borrow_mut(), &Event::Panicked(words));
        }
    }

    /// What the judge's closure gives for these arguments.
    ///
    /// # Panics
    /// If the closure does: the judge says with which words.
    pub fn ask<T: FromValue>(&self, arguments: Vec<Value>) -> T {
        self.tell(&Event::Asks(arguments));
        match self.order() {
            Some(Order::Answer(Value::Error(refusal))) => panic!("{refusal}"),
            Some(Order::Answer(value)) => T::from_value(value)
                .unwrap_or_else(|Unfit| panic!("the judge sent another type")),
            _ => std::process::exit(0),
        }
    }
}

thread_local! {
    static PANIC: RefCell<Option<Panic>> = const { RefCell::new(None) };
    static TRACE: Cell<bool> = const { Cell::new(false) };
}

/// Keeps a panic's words and place for the judge, and prints nothing.
fn remember(info: &panic::PanicHookInfo) {
    let message = info.payload_as_str().unwrap_or("a panic without words").to_owned();
    let at =
        info.location().map(|at| format!("{}:{}:{}", at.file(), at.line(), at.column()));
    let mut place = at.and_then(|at| readers_place(&at));
    if place.is_none() && TRACE.get() {
        // ndarray's own panics point into ndarray: the reader's line is further up.
        let frames = format!("{:#}", Backtrace::force_capture());
        place = frames
            .lines()
            .find_map(|line| readers_place(line.trim().strip_prefix("at ")?));
    }
    PANIC.set(Some(Panic { message, place }));
}

/// `…/exercises/src/cost.rs:12:5` as `exercises/src/cost.rs:12`, if it is the reader's.
fn readers_place(place: &str) -> Option<String> {
    let place = place.replace('\\', "/");
    let (folder, file) = place.rsplit_once("src/")?;
    let (file_and_line, _column) = file.rsplit_once(':')?;
    let readers = folder.is_empty()
        || ["exercises/", "solutions/"].iter().any(|f| folder.ends_with(f));
    (readers && !file.contains('/')).then(|| format!("exercises/src/{file_and_line}"))
}
