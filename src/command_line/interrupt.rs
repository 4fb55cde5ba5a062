//! Ctrl-C ends a run between two steps, never in the middle of a file.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// From now on the first Ctrl-C is a request, and the second ends the program at once.
pub fn listen() {
    let handler = || {
        if REQUESTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).expect("no handler has been set before");
}

pub fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// For loops: break off if an end has been requested.
pub fn flow() -> ControlFlow<()> {
    if requested() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// For the code after a loop: an error if an end has been requested.
pub fn check() -> Result<()> {
    if requested() {
        Err(anyhow::anyhow!("interrupted; nothing was written"))
    } else {
        Ok(())
    }
}
