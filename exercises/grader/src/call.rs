//! Calling a reader's function: a panic is caught, silenced, and traced to the reader's line.

use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// A panic: its message and, where it is known, the reader's file and line.
#[derive(Clone, Debug)]
pub struct Panic {
    pub message: String,
    pub place: Option<String>,
}

thread_local! {
    static CAUGHT: RefCell<Option<Panic>> = const { RefCell::new(None) };
    static CALLING: Cell<Option<Trace>> = const { Cell::new(None) };
}

/// Whether the place of a panic is worth a backtrace: it takes a tenth of a second, and most
/// calls are made while a case is shrunk.
#[derive(Clone, Copy, PartialEq)]
pub enum Trace {
    Off,
    On,
}

/// Calls `f`; a panic in it becomes an error and prints nothing.
pub fn call<T>(trace: Trace, f: impl FnOnce() -> T) -> Result<T, Panic> {
    static HOOK: Once = Once::new();
    HOOK.call_once(listen);
    let before = CALLING.replace(Some(trace));
    let result = panic::catch_unwind(AssertUnwindSafe(f));
    CALLING.set(before);
    result.map_err(|_| {
        CAUGHT.take().unwrap_or(Panic { message: "a panic".into(), place: None })
    })
}

/// Panics outside of `call`, and all that RUST_BACKTRACE asks for, are left to Rust.
fn listen() {
    let rust = panic::take_hook();
    let loud = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    panic::set_hook(Box::new(move |info| {
        let Some(trace) = CALLING.get() else { return rust(info) };
        let message = info.payload_as_str().unwrap_or("a panic without words").to_owned();
        let mut place = info.location().and_then(|at| {
            reader_place(&format!("{}:{}:{}", at.file(), at.line(), at.column()))
        });
        if trace == Trace::On {
            if loud {
                rust(info);
            }
            // ndarray's own panics point into ndarray: the reader's line is further up.
            place = place.or_else(|| {
                let frames = format!("{:#}", Backtrace::force_capture());
                frames
                    .lines()
                    .find_map(|line| reader_place(line.trim().strip_prefix("at ")?))
            });
        }
        CAUGHT.set(Some(Panic { message, place }));
    }));
}

/// `…/tests/../src/cost.rs:12:5` as `exercises/src/cost.rs:12`, if it is the reader's: the test
/// binary takes the reader's files in as modules, by that path.
fn reader_place(place: &str) -> Option<String> {
    let place = place.replace('\\', "/");
    let (_, file) = place.rsplit_once("tests/../src/")?;
    let (file_and_line, _column) = file.rsplit_once(':')?;
    Some(format!("exercises/src/{file_and_line}"))
}
