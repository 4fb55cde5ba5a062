//! Ctrl-C ends every command at once, whatever it waits for or computes: the program's ending
//! runs beside the command and needs no help of it.

use std::io::{IsTerminal, stderr};
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

/// Keeps what would be lost, and says what it has kept.
pub type Rescue = Box<dyn FnOnce() -> Result<String> + Send>;

static RESCUE: Mutex<Option<Rescue>> = Mutex::new(None);
static PUTTING_IN_PLACE: Mutex<()> = Mutex::new(());

/// From now on the first Ctrl-C ends the program after its rescue, the second without.
pub fn listen() {
    let handler = || {
        static AGAIN: AtomicBool = AtomicBool::new(false);
        if AGAIN.swap(true, Ordering::Relaxed) {
            exit(130);
        }
        thread::spawn(end);
    };
    ctrlc::set_handler(handler).expect("no handler has been set before");
}

/// What is to be done from now on before the program ends.
pub fn rescue_with(rescue: Rescue) {
    *lock(&RESCUE) = Some(rescue);
}

/// Takes the rescue back: there is nothing left to lose, or it is needed now.
pub fn take_rescue() -> Option<Rescue> {
    lock(&RESCUE).take()
}

/// While this is held, the program does not end, but for half a second at most.
pub fn not_now() -> MutexGuard<'static, ()> {
    lock(&PUTTING_IN_PLACE)
}

fn end() {
    let start = Instant::now();
    while let Err(TryLockError::WouldBlock) = PUTTING_IN_PLACE.try_lock()
        && start.elapsed() < Duration::from_millis(500)
    {
        thread::sleep(Duration::from_millis(5));
    }
    let kept = take_rescue().map(|rescue| rescue());
    if stderr().is_terminal() {
        eprintln!();
    }
    match kept {
        None => eprintln!("error: interrupted"),
        Some(Ok(kept)) => eprintln!("error: interrupted; {kept}"),
        Some(Err(error)) => eprintln!("error: interrupted; {error:#}"),
    }
    exit(130)
}

fn lock<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
