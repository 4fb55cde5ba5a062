//! Time per sample of the three forms of backpropagation, as `book/data/measured.json` has it.

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::timing;
use crate::values::{Tolerance, Value};

const COMMAND: &str = "cargo run --release --package plots -- --measure";

pub fn draw() -> Figure {
    let timings = timing::committed().expect("--measure writes book/data/measured.json");
    let title = "The time per sample against the size of the mini-batch, from 1 to 1,000, both \
                 on logarithmic axes. The curve of the per-sample form is nearly flat; those of \
                 the two matrix forms start beside it, fall to a fraction of it at 100 and rise \
                 a little at 1,000. The one with a workspace is the lowest.";
    let mut drawing = Drawing::new(380.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        380.0,
        Axis::logarithmic("mini-batch size m", 1.0, 1000.0),
        Axis::logarithmic("microseconds per sample", 1.0, 100.0),
    );
    let forms = [
        ("one sample at a time", Ink::Series(2), 2, Anchor::Above),
        ("matrix, plain", Ink::Series(3), 1, Anchor::Right),
        ("matrix, with a workspace", Ink::Series(1), 2, Anchor::Below),
    ];
    for (i, (name, ink, at, anchor)) in forms.into_iter().enumerate() {
        let points: Vec<_> = timings
            .iter()
            .map(|timing| (timing.m as f64, timing.microseconds[i]))
            .collect();
        panel.line(&points, ink);
        panel.dots(&points, ink, 3.5);
        panel.label(points[at], name, ink, anchor);
    }
    let mut values = Vec::new();
    for timing in &timings {
        let [per_sample, plain, workspace] = timing.microseconds;
        for (form, time) in [("plain", plain), ("workspace", workspace)] {
            let key = format!("mini_batch_{form}_ratio_{}", timing.m);
            let ratio = per_sample / time;
            values.push(Value::decimal(&key, COMMAND, ratio, 1, Tolerance::Exact));
        }
    }
    Figure { svg: drawing.finish(), values }
}
