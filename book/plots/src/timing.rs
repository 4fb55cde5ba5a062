//! How long the forms of backpropagation take: `book/data/measured.json`.
//!
//! Times differ from machine to machine, so they are recorded when asked for and never compared.

#[path = "../../../tests/benches/forms.rs"]
pub mod forms;

use std::time::Instant;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::runs::digits;
use forms::{Form, MINI_BATCH_SIZES};

/// Each time is the best of so many, for whatever else the machine does only adds to it.
const ROUNDS: usize = 60;

/// Few, so that a round can pass between two other things the machine does.
const DIGITS: usize = 2000;

/// Learning from mini-batches of `m` in f32.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Timing {
    pub m: usize,
    /// Per sample, in the order of [`Form::ALL`].
    pub microseconds: [f64; 3],
}

/// What was recorded last.
pub fn committed() -> Result<Vec<Timing>> {
    let file = crate::book().join("data/measured.json");
    let text =
        std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// Times all forms, in turns, and records it.
pub fn measure() -> Result<()> {
    let data = digits().training.first(DIGITS);
    let mut lines = Vec::new();
    for m in MINI_BATCH_SIZES {
        let mut seconds = [f64::INFINITY; 3];
        for _ in 0..ROUNDS {
            for (form, best) in Form::ALL.iter().zip(&mut seconds) {
                let start = Instant::now();
                form.epoch::<f32>(&data, m);
                *best = best.min(start.elapsed().as_secs_f64());
            }
        }
        let round = |seconds: f64| (1e8 * seconds / data.len() as f64).round() / 100.0;
        let timing = Timing { m, microseconds: seconds.map(round) };
        println!("{timing:?}");
        lines.push(format!("  {}", serde_json::to_string(&timing)?));
    }
    let file = crate::book().join("data/measured.json");
    std::fs::write(&file, format!("[\n{}\n]\n", lines.join(",\n")))
        .with_context(|| file.display().to_string())
}
