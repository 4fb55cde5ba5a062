//! σ and σ′.

use backprop::network::{sigmoid, sigmoid_prime};

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};

pub fn draw() -> Figure {
    let title = "The sigmoid rises from 0 to 1 in the shape of a flat S, most steeply at z = 0 \
                 where it is one half. Its derivative is a hump with its top of one quarter at \
                 z = 0, and nearly zero beyond 5 on either side.";
    let mut drawing = Drawing::new(330.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        330.0,
        Axis::linear("weighted input z", -8.0, 8.0),
        Axis::linear("", 0.0, 1.0),
    );
    let (sigma, prime) = (Ink::Series(1), Ink::Series(2));
    let zs: Vec<f64> = (-80..=80).map(|i| f64::from(i) / 10.0).collect();
    let curve = |f: fn(f64) -> f64| -> Vec<_> { zs.iter().map(|&z| (z, f(z))).collect() };
    panel.line(&curve(sigmoid), sigma);
    panel.line(&curve(sigmoid_prime), prime);
    panel.label((1.6, sigmoid(1.6)), "σ(z)", sigma, Anchor::AboveLeft);
    panel.dots(&[(0.0, 0.25)], prime, 4.0);
    panel.label((0.0, 0.25), "¼", prime, Anchor::Above);
    panel.label((1.6, sigmoid_prime(1.6)), "σ′(z)", prime, Anchor::AboveRight);
    Figure { svg: drawing.finish(), values: Vec::new() }
}
