//! A digit as a drawing, in the ink of the page.

use std::fmt::Write;

use ndarray::ArrayView1;

use super::drawing::Drawing;

/// Shades of ink from this many layers, each laid over those before it.
const LAYERS: usize = 4;

/// Draws the square image `pixels`, 255 for full ink, with its corner at (x, y) and the given
/// side.
///
/// A pixel lies in the first k layers if its ink is above (k − ½) parts of [`LAYERS`]. A layer is
/// one path with a rectangle per run of pixels in a row.
pub fn digit(
    drawing: &mut Drawing,
    pixels: ArrayView1<u8>,
    (x, y): (f64, f64),
    side: f64,
) {
    let columns = pixels.len().isqrt();
    let scale = side / columns as f64;
    drawing.push(&format!(
        "<g transform=\"translate({x:.1} {y:.1}) scale({scale:.3})\" \
         style=\"fill:currentColor\" shape-rendering=\"crispEdges\">"
    ));
    for layer in 0..LAYERS {
        let least = 255.0 * (layer as f64 + 0.5) / LAYERS as f64;
        // Laid over k layers of ink, this one must cover its part of the paper still seen.
        let opacity = 1.0 / (LAYERS - layer) as f64;
        let mut path = String::new();
        for (row, pixels) in pixels.to_vec().chunks(columns).enumerate() {
            let mut column = 0;
            for run in
                pixels.chunk_by(|a, b| (f64::from(*a) > least) == (f64::from(*b) > least))
            {
                let width = run.len();
                if f64::from(run[0]) > least {
                    write!(path, "M{column} {row}h{width}v1h-{width}z")
                        .expect("a String takes everything");
                }
                column += width;
            }
        }
        drawing
            .push(&format!("<path d=\"{path}\" style=\"fill-opacity:{opacity:.2}\"/>"));
    }
    drawing.push("</g>");
}
