//! "Exactly one of the two", by two hidden neurons: where each neuron answers one half.

use backprop::network::{Layer, Network};
use ndarray::array;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel, contour};

const SIDE: (f64, f64) = (-0.5, 1.5);

/// The hidden neurons compute "or" and "and", the output "or, but not and".
fn network() -> Network<f64> {
    Network {
        layers: vec![
            Layer {
                weights: array![[20.0, 20.0], [20.0, 20.0]],
                biases: array![-10.0, -30.0],
            },
            Layer { weights: array![[20.0, -20.0]], biases: array![-10.0] },
        ],
    }
}

pub fn draw() -> Figure {
    let title = "The plane of two inputs. Two parallel lines cut it aslant: above the lower one \
                 the neuron or answers yes, above the upper one the neuron and. Between them lie \
                 the points (1, 0) and (0, 1), where the network answers yes; outside lie (0, 0) \
                 and (1, 1), where it answers no.";
    let mut drawing = Drawing::new(440.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        440.0,
        Axis::linear("input x₁", SIDE.0, SIDE.1),
        Axis::linear("input x₂", SIDE.0, SIDE.1),
    );
    let scale = |u: f64, v: f64| {
        let across = |t: f64| SIDE.0 + t * (SIDE.1 - SIDE.0);
        (across(u), across(v))
    };
    let network = network();
    let output = |(x1, x2): (f64, f64)| network.feedforward(array![x1, x2].view())[0];
    for level in [0.1, 0.5, 0.9] {
        panel.pieces(&contour(output, scale, 80, level), Ink::Text);
    }
    for (border, name, at) in [(0.5, "or = ½", -0.3), (1.5, "and = ½", 0.62)] {
        let line = [(border - 1.5, 1.5), (1.5, border - 1.5)]
            .map(|(x, y): (f64, f64)| (x.max(SIDE.0), y.max(SIDE.0)));
        panel.dashed_line(
            &[(border - line[1].1, line[1].1), (line[1].1, border - line[1].1)],
            Ink::Series(1),
        );
        panel.label((at, border - at), name, Ink::Series(1), Anchor::AboveRight);
    }
    panel.dots(&[(1.0, 0.0), (0.0, 1.0)], Ink::Series(3), 7.0);
    panel.dots(&[(0.0, 0.0), (1.0, 1.0)], Ink::Series(2), 7.0);
    panel.label((1.0, 0.0), "yes", Ink::Series(3), Anchor::Right);
    panel.label((0.0, 1.0), "yes", Ink::Series(3), Anchor::Left);
    panel.label((0.0, 0.0), "no", Ink::Series(2), Anchor::Left);
    panel.label((1.0, 1.0), "no", Ink::Series(2), Anchor::Right);
    Figure { svg: drawing.finish(), values: vec![] }
}
