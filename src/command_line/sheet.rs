//! A sheet of digits to look at, as SVG, each with a caption.

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;
use backprop::data::DataSet;
use backprop::network::Network;
use backprop::score::reads;
use base64::{Engine, prelude::BASE64_STANDARD};
use ndarray::{ArrayView1, NdFloat};
use num_traits::AsPrimitive;

/// A digit's pixels, one byte each with 255 for ink, and what to write beneath.
pub struct Cell<'a> {
    pub pixels: ArrayView1<'a, u8>,
    pub caption: String,
}

/// As many as are worth looking at.
const MOST_CELLS: usize = 100;

/// The digits of `data` that `network` misreads, in their order.
pub fn misread<'a, F>(network: &Network<F>, data: &'a DataSet<u8>) -> Vec<Cell<'a>>
where
    F: NdFloat,
    u8: AsPrimitive<F>,
{
    let labels = data.labels().iter().map(|&label| usize::from(label));
    let read = reads(network, data);
    labels
        .zip(read)
        .zip(data.inputs().rows())
        .filter(|((label, read), _)| label != read)
        .map(|((label, read), pixels)| Cell {
            pixels,
            caption: format!("{label} read as {read}"),
        })
        .collect()
}

/// Draws the first cells into `file`, ten in a row.
pub fn draw(cells: &[Cell], file: &Path) -> Result<()> {
    let cells = &cells[..cells.len().min(MOST_CELLS)];
    let rows = cells.len().div_ceil(10);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 {}\" \
         font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        90 * rows + 10
    );
    for (i, Cell { pixels, caption }) in cells.iter().enumerate() {
        let (x, y) = (80 * (i % 10), 90 * (i / 10));
        let image = BASE64_STANDARD.encode(as_png(*pixels)?);
        writeln!(
            svg,
            "<image x=\"{}\" y=\"{}\" width=\"64\" height=\"64\" \
             style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{image}\"/>\
             <text x=\"{}\" y=\"{}\">{caption}</text>",
            x + 8,
            y + 8,
            x + 40,
            y + 84,
        )?;
    }
    svg.push_str("</svg>\n");
    super::write(file, &svg)
}

/// A square image as PNG, with ink black on white.
fn as_png(pixels: ArrayView1<u8>) -> Result<Vec<u8>> {
    let side = pixels.len().isqrt() as u32;
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    let ink: Vec<u8> = pixels.iter().map(|&pixel| 255 - pixel).collect();
    encoder.write_header()?.write_image_data(&ink[..(side * side) as usize])?;
    Ok(png)
}
