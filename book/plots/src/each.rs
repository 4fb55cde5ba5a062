//! Long work on many things, on all processors, with its progress.

use std::sync::Mutex;
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

/// What `work` makes of each, in order. `what` they are is said beside the bar.
pub fn each<T: Sync, R: Send>(
    things: &[T],
    what: &str,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let template = format!("{{bar:40}} {{pos}}/{{len}} {what}, {{eta}} left");
    let style = ProgressStyle::with_template(&template).expect("a right template");
    let progress = ProgressBar::new(things.len() as u64).with_style(style);
    let next = Mutex::new(things.iter().enumerate());
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some((k, thing)) = next.lock().expect("no panics").next() else {
                        break;
                    };
                    let result = work(thing);
                    done.lock().expect("no panics").push((k, result));
                    progress.inc(1);
                }
            });
        }
    });
    progress.finish_and_clear();
    let mut done = done.into_inner().expect("no panics");
    done.sort_by_key(|(k, _)| *k);
    done.into_iter().map(|(_, result)| result).collect()
}
