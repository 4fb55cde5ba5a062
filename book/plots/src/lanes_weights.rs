//! Time per sample against the number of weights, as `book/data/measured.json` has it.

use backprop::forms::Form;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::timing::{self, HIDDEN};

pub fn draw() -> Figure {
    let measured = timing::committed().expect("--measure writes book/data/measured.json");
    let title = "The time per sample against the number of weights, from 8 thousand to 800 \
                 thousand, both on logarithmic axes. All forms rise in proportion to the weights, \
                 the form in lanes nearest above the dashed line for what the machine allows.";
    let mut drawing = Drawing::new(520.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        520.0,
        Axis::logarithmic("weights of [784, h, 10]", 1e3, 1e6),
        Axis::logarithmic("microseconds per sample", 0.1, 1000.0),
    );
    let rows = || {
        let weights = HIDDEN.iter().map(|hidden| (794 * hidden) as f64);
        weights.zip(&measured.by_width)
    };
    let labels = [
        (Ink::Series(2), 3, Anchor::AboveLeft),
        (Ink::Series(3), 0, Anchor::Left),
        (Ink::Series(1), 0, Anchor::Below),
        (Ink::Series(4), 2, Anchor::BelowRight),
    ];
    for (i, (form, (ink, at, anchor))) in Form::ALL.iter().zip(labels).enumerate() {
        let points: Vec<_> = rows().map(|(w, timing)| (w, timing.forms[i])).collect();
        panel.line(&points, ink);
        panel.dots(&points, ink, 3.5);
        panel.label(points[at], form.name(), ink, anchor);
    }
    let least: Vec<_> = rows().map(|(w, timing)| (w, timing.least)).collect();
    panel.dashed_line(&least, Ink::Text);
    panel.label(least[3], "allowed", Ink::Text, Anchor::BelowRight);
    Figure { svg: drawing.finish(), values: Vec::new() }
}
