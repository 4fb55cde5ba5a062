//! Both costs of one neuron with the target 0, against its weighted input.

use backprop::cost::quadratic;
use backprop::cross_entropy::cross_entropy;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::seeds;

pub fn draw() -> Figure {
    let title = "Two curves against z from −8 to 8. Both are near 0 on the left. The quadratic \
                 cost bends over and stays below 0.5. The cross-entropy turns into a straight line \
                 that rises to 8.";
    let mut drawing = Drawing::new(320.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        320.0,
        Axis::linear("weighted input z", -8.0, 8.0),
        Axis::linear("cost with the target 0", 0.0, 8.0),
    );
    let curve = |cost: fn(f64, f64) -> f64| -> Vec<(f64, f64)> {
        (-80..=80).map(|i| 0.1 * f64::from(i)).map(|z| (z, cost(z, 0.0))).collect()
    };
    let (slow, fast) = (Ink::Series(2), Ink::Series(1));
    panel.line(&curve(quadratic), slow);
    panel.line(&curve(cross_entropy), fast);
    panel.label((5.0, 0.5), "quadratic", slow, Anchor::Above);
    panel.label((5.0, 5.0), "cross-entropy", fast, Anchor::Left);
    Figure { svg: drawing.finish(), values: seeds::costs() }
}
