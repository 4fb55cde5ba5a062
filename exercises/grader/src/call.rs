//! Calling code of the judge that may panic: an imitation of a mistake, or a closure that is given
//! a reader's arguments.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use worker::wire::Panic;

use crate::process::End;

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Whether panics of this thread are to print nothing; returns what was so before.
pub fn silence(silent: bool) -> bool {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let rust = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !SILENT.get() {
                rust(info);
            }
        }));
    });
    SILENT.replace(silent)
}

/// The message of a panic.
pub fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "a panic without words".to_owned())
}

/// Calls `f`; a panic in it becomes an end and prints nothing.
///
/// # Errors
/// If `f` panics.
pub fn call<T>(f: impl FnOnce() -> T) -> Result<T, End> {
    let before = silence(true);
    let result = panic::catch_unwind(AssertUnwindSafe(f));
    silence(before);
    result.map_err(|panic| End::Panicked(Panic { message: words(&*panic), place: None }))
}
