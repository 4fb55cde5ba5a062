//! Two weights under both penalties: where the cost with the penalty is lowest.

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel, contour};

const W1: (f64, f64) = (-1.0, 2.0);
const W2: (f64, f64) = (-0.9, 1.1);
/// Where the cost without a penalty is lowest; it has curvature 1 in both directions.
const BEST: (f64, f64) = (1.2, 0.35);
/// λ/n.
const PRICE: f64 = 0.45;

pub fn draw() -> Figure {
    let l2 = (BEST.0 / (1.0 + PRICE), BEST.1 / (1.0 + PRICE));
    let l1 = ((BEST.0 - PRICE).max(0.0), (BEST.1 - PRICE).max(0.0));
    let title = "Circles around the best point of the cost. A larger circle around the origin \
                 touches one of them where the L2 penalty puts the weights: both have shrunk by \
                 the same factor. A square on its corner touches another at its right corner, where \
                 L1 puts them: the second weight is 0.";
    let mut drawing = Drawing::new(398.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        398.0,
        Axis::linear("weight w₁", W1.0, W1.1),
        Axis::linear("weight w₂", W2.0, W2.1),
    );
    let scale = |u: f64, v: f64| (W1.0 + u * (W1.1 - W1.0), W2.0 + v * (W2.1 - W2.0));
    let from = |p: (f64, f64), q: (f64, f64)| (p.0 - q.0).hypot(p.1 - q.1);
    let cost = |w: (f64, f64)| from(w, BEST);
    for radius in [from(l2, BEST), from(l1, BEST), 0.15, 0.8, 1.1] {
        panel.pieces(&contour(cost, scale, 60, radius), Ink::Text);
    }
    let circle: Vec<(f64, f64)> = (0..=90)
        .map(|i| f64::from(i) * std::f64::consts::TAU / 90.0)
        .map(|t| (from(l2, (0.0, 0.0)) * t.cos(), from(l2, (0.0, 0.0)) * t.sin()))
        .collect();
    panel.line(&circle, Ink::Series(1));
    let size = l1.0 + l1.1;
    panel.line(
        &[(size, 0.0), (0.0, size), (-size, 0.0), (0.0, -size), (size, 0.0)],
        Ink::Series(2),
    );
    panel.dots(&[BEST], Ink::Text, 4.0);
    panel.label(BEST, "no penalty", Ink::Text, Anchor::AboveRight);
    panel.dots(&[l2], Ink::Series(1), 5.0);
    panel.label(l2, "L2", Ink::Series(1), Anchor::AboveRight);
    panel.dots(&[l1], Ink::Series(2), 5.0);
    panel.label(l1, "L1", Ink::Series(2), Anchor::BelowRight);
    Figure { svg: drawing.finish(), values: vec![] }
}
