//! The evaluation accuracy, epoch by epoch, from scaled and from large first weights.

use backprop::network::Initialiser;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::runs::{DEFAULT, default_run, digits, per_cent, run};
use crate::values::Value;

const COMMAND: &str = "cargo run --release -- --init large";

pub fn draw() -> Figure {
    let scaled = default_run();
    let large = run(digits().training.len(), &DEFAULT, Initialiser::Large);
    let title = "The evaluation accuracy against the epoch, from 1 to 20. From scaled first \
                 weights it starts at 96 per cent and ends above 97; from large ones it starts \
                 at 91 and needs about ten epochs to come as far as the other after one or two.";
    let mut drawing = Drawing::new(360.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        360.0,
        Axis::linear("epoch", 0.0, 20.0),
        Axis::linear("evaluation accuracy, %", 90.0, 98.0),
    );
    let accuracy =
        |run: &crate::runs::Run| run.curve(|epoch| per_cent(&epoch.evaluation));
    let (blue, orange) = (Ink::Series(1), Ink::Series(2));
    panel.line(&accuracy(scaled), blue);
    panel.line(&accuracy(&large), orange);
    panel.label((4.0, 97.3), "scaled first weights", blue, Anchor::Above);
    panel.label(accuracy(&large)[8], "large first weights", orange, Anchor::BelowRight);
    let value = |key, score| Value::accuracy(key, COMMAND, per_cent(score));
    let values = vec![
        value("data_large_first_accuracy", &large.record[0].evaluation),
        value("data_large_last_accuracy", &large.last().evaluation),
    ];
    Figure { svg: drawing.finish(), values }
}
