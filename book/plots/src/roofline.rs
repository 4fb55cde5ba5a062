//! Operations a second against the arithmetic intensity, as `book/data/measured.json` has it.

use backprop::forms::Form;
use backprop::roofline::Work;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::timing::{self, MINI_BATCH_SIZES};

pub fn draw() -> Figure {
    let measured = timing::committed().expect("--measure writes book/data/measured.json");
    let title = "Operations a second against operations per byte, both on logarithmic axes, for \
                 mini-batches of 1, 10, 100 and 1,000. A dashed line, the limit of the machine, \
                 rises and then stays level. The forms lie below it: lanes nearest, then the \
                 workspace, then the plain form; the per-sample form stays low all the way.";
    let mut drawing = Drawing::new(400.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        400.0,
        Axis::logarithmic("operations per byte", 0.1, 100.0),
        Axis::logarithmic("thousand million operations a second", 1.0, 1000.0),
    );
    let points = |microseconds: fn(&timing::Timing, usize) -> f64, form: usize| {
        let rows = MINI_BATCH_SIZES.iter().zip(&measured.by_mini_batch);
        let point = |(&m, timing)| {
            let work = Work::of_step(&[784, 30, 10], m);
            let intensity = work.flops / (work.weight_bytes + work.sample_bytes);
            (intensity, work.flops / (1e3 * microseconds(timing, form)))
        };
        rows.map(point).collect::<Vec<_>>()
    };
    let labels = [
        (Ink::Series(2), 2, Anchor::Below),
        (Ink::Series(3), 2, Anchor::Below),
        (Ink::Series(1), 0, Anchor::Left),
        (Ink::Series(4), 1, Anchor::Above),
    ];
    for (i, (form, (ink, at, anchor))) in Form::ALL.iter().zip(labels).enumerate() {
        let points = points(|timing, i| timing.forms[i], i);
        panel.line(&points, ink);
        panel.dots(&points, ink, 3.5);
        panel.label(points[at], form.name(), ink, anchor);
    }
    let limit = points(|timing, _| timing.least, 0);
    panel.dashed_line(&limit, Ink::Text);
    panel.label(limit[2], "allowed", Ink::Text, Anchor::Above);
    Figure { svg: drawing.finish(), values: Vec::new() }
}
