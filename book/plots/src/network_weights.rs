//! A test digit, what the network of the default run makes of it, and the weights by which.

use std::fmt::Write;

use ndarray::ArrayView1;

use crate::Figure;
use crate::draw::{Drawing, Ink, digit};
use crate::runs::{default_run, digits};

/// The first test digit with this label is shown.
const LABEL: u8 = 3;
const NEURONS: usize = 6;
const PIXELS: usize = 28;
/// Shades of each colour.
const SHADES: usize = 5;

/// An image of weights with its corner at `(x, y)`: positive ones in one colour, negative ones in
/// another, the darker the larger. `full` has the darkest shade.
fn weights_image(
    drawing: &mut Drawing,
    weights: ArrayView1<f32>,
    full: f32,
    (x, y): (f64, f64),
    side: f64,
) {
    let scale = side / PIXELS as f64;
    drawing.push(&format!(
        "<g transform=\"translate({x:.1} {y:.1}) scale({scale:.3})\" \
         shape-rendering=\"crispEdges\">"
    ));
    for (sign, ink) in [(1.0, Ink::Series(2)), (-1.0, Ink::Series(1))] {
        for shade in 1..=SHADES {
            let in_shade = |w: f32| {
                let size = (SHADES as f32 * sign * w / full).round();
                size.clamp(0.0, SHADES as f32) as usize == shade
            };
            let mut path = String::new();
            for (k, _) in weights.iter().enumerate().filter(|(_, w)| in_shade(**w)) {
                write!(path, "M{} {}h1v1h-1z", k % PIXELS, k / PIXELS)
                    .expect("a String takes everything");
            }
            let opacity = shade as f64 / SHADES as f64;
            drawing.push(&format!(
                "<path d=\"{path}\" style=\"fill:{ink};fill-opacity:{opacity:.1}\"/>"
            ));
        }
    }
    drawing.push(&format!(
        "<rect width=\"{PIXELS}\" height=\"{PIXELS}\" \
         style=\"fill:none;stroke:var(--fig-grid);stroke-width:0.4\"/>"
    ));
    drawing.push("</g>");
}

pub fn draw() -> Figure {
    let test = &digits().test;
    let network = &default_run().network;
    let shown = test.labels().iter().position(|&label| label == LABEL);
    let pixels = test.inputs().row(shown.expect("every digit occurs")).to_owned();
    let output = network.feedforward(pixels.mapv(|p| f32::from(p) / 255.0).view());

    let title = "On the left the image of a handwritten 3 and a bar for each of ten outputs: that \
                 of the 3 is long, the others are short. On the right six square images of weights \
                 in two colours. They look like blurred strokes and arcs, not like digits.";
    let mut drawing = Drawing::new(270.0, title);
    digit(&mut drawing, pixels.view(), (8.0, 8.0), 110.0);
    for (j, a) in output.iter().enumerate() {
        let y = 138.0 + 13.0 * j as f64;
        drawing.push(&format!(
            "<text x=\"18\" y=\"{:.1}\" text-anchor=\"middle\" \
             style=\"fill:currentColor;font-size:12px\">{j}</text>",
            y + 4.0
        ));
        drawing.path(&[(30.0, y), (31.0 + 87.0 * f64::from(*a), y)], Ink::Series(3), 7.0);
    }
    let weights = &network.layers[0].weights;
    let full = 0.6 * weights.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
    for neuron in 0..NEURONS {
        let (column, row) = ((neuron % 3) as f64, (neuron / 3) as f64);
        let corner = (150.0 + 136.0 * column, 8.0 + 131.0 * row);
        weights_image(&mut drawing, weights.row(neuron), full, corner, 124.0);
    }
    Figure { svg: drawing.finish(), values: vec![] }
}
