//! Time per sample of the forms of backpropagation, as `book/data/measured.json` has it.

use backprop::forms::Form;
use backprop::roofline::Work;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::timing::{self, MINI_BATCH_SIZES};
use crate::values::{Tolerance, Value};

pub const COMMAND: &str = "cargo run --release --package plots -- --measure";

pub fn draw() -> Figure {
    let measured = timing::committed().expect("--measure writes book/data/measured.json");
    let title = "The time per sample against the size of the mini-batch, from 1 to 1,000, both \
                 on logarithmic axes. The curve of the per-sample form is nearly flat; those of \
                 the two matrix forms start above it, fall to a fraction of it at 100 and rise \
                 a little at 1,000. The form in lanes is far below them, and a dashed line for \
                 what the machine allows is lowest.";
    let mut drawing = Drawing::new(400.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        400.0,
        Axis::logarithmic("mini-batch size m", 1.0, 1000.0),
        Axis::logarithmic("microseconds per sample", 0.1, 100.0),
    );
    let rows = || MINI_BATCH_SIZES.iter().zip(&measured.by_mini_batch);
    let labels = [
        (Ink::Series(2), 2, Anchor::Below),
        (Ink::Series(3), 1, Anchor::AboveRight),
        (Ink::Series(1), 1, Anchor::Below),
        (Ink::Series(4), 2, Anchor::Below),
    ];
    for (i, (form, (ink, at, anchor))) in Form::ALL.iter().zip(labels).enumerate() {
        let points: Vec<_> =
            rows().map(|(&m, timing)| (m as f64, timing.forms[i])).collect();
        panel.line(&points, ink);
        panel.dots(&points, ink, 3.5);
        panel.label(points[at], form.name(), ink, anchor);
    }
    let least: Vec<_> = rows().map(|(&m, timing)| (m as f64, timing.least)).collect();
    panel.dashed_line(&least, Ink::Text);
    panel.label(least[2], "allowed", Ink::Text, Anchor::Below);

    let mut values = vec![
        Value::decimal("roofline_gflops", COMMAND, measured.gflops, 0, Tolerance::Exact),
        Value::decimal(
            "roofline_cache_gb",
            COMMAND,
            measured.cache_gb,
            0,
            Tolerance::Exact,
        ),
        Value::decimal(
            "roofline_memory_gb",
            COMMAND,
            measured.memory_gb,
            0,
            Tolerance::Exact,
        ),
    ];
    let step = Work::of_step(&[784, 30, 10], 1);
    let balance = step.weight_bytes / measured.cache_gb / (step.flops / measured.gflops);
    values.push(Value::decimal(
        "roofline_balance",
        COMMAND,
        balance,
        0,
        Tolerance::Exact,
    ));
    for (m, timing) in rows() {
        let exact = |key: String, value, digits| {
            Value::decimal(&key, COMMAND, value, digits, Tolerance::Exact)
        };
        values.push(exact(format!("roofline_allowed_{m}"), timing.least, 2));
        for (form, time) in Form::ALL.iter().zip(&timing.forms) {
            let name = form.name().replace('-', "_");
            values.push(exact(format!("roofline_{name}_{m}"), *time, 2));
            values.push(exact(
                format!("mini_batch_{name}_ratio_{m}"),
                timing.forms[0] / time,
                1,
            ));
            let share = 100.0 * timing.least / time;
            values.push(exact(format!("roofline_{name}_share_{m}"), share, 0));
        }
    }
    let m_10 = &measured.by_mini_batch[1];
    for (name, time) in measured.instruction_sets.iter().zip(&m_10.plainer_lanes) {
        let key = format!("lanes_{}_10", name.to_lowercase().replace('-', ""));
        values.push(Value::decimal(&key, COMMAND, *time, 2, Tolerance::Exact));
    }
    Figure { svg: drawing.finish(), values }
}
