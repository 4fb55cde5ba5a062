//! A sheet of pictures to look at, as SVG, each with a caption.

use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, Result};
use backprop::data::DataSet;
use backprop::network::Network;
use backprop::score::reads;
use base64::{Engine, prelude::BASE64_STANDARD};
use image::{DynamicImage, GrayImage, ImageFormat};
use ndarray::NdFloat;
use num_traits::AsPrimitive;

use super::numbers::grouped;
use super::outputs;

/// A picture, and what to write beneath.
pub struct Cell {
    pub picture: DynamicImage,
    pub caption: String,
}

/// As many as are worth looking at.
const MOST_CELLS: usize = 100;

/// The digits of `data` that `network` misreads, in their order.
pub fn misread<F: NdFloat>(network: &Network<F>, data: &DataSet<u8>) -> Vec<Cell>
where
    u8: AsPrimitive<F>,
{
    let labels = data.labels().iter().map(|&label| usize::from(label));
    let wrong =
        labels.zip(reads(network, data)).enumerate().filter(|(_, (l, read))| l != read);
    let cell = |(index, (label, read))| Cell {
        picture: of_digit(data.input(index)),
        caption: format!("{label} read as {read}"),
    };
    wrong.map(cell).collect()
}

/// " (the first 100 of 479)", where a sheet has not room for all.
pub fn left_out(cells: &[Cell]) -> String {
    match cells.len() {
        n if n > MOST_CELLS => format!(" (the first {MOST_CELLS} of {})", grouped(n)),
        _ => String::new(),
    }
}

/// Square pixels, 255 for ink, as a picture with ink black on white.
pub fn of_digit(pixels: &[u8]) -> DynamicImage {
    let side = pixels.len().isqrt();
    let ink = pixels[..side * side].iter().map(|&pixel| 255 - pixel).collect();
    let picture = GrayImage::from_raw(side as u32, side as u32, ink);
    picture.expect("a byte for each pixel").into()
}

/// Draws the first cells into `file`, ten in a row.
pub fn draw(cells: &[Cell], file: &Path) -> Result<()> {
    let cells = &cells[..cells.len().min(MOST_CELLS)];
    let mut encoded = Vec::new();
    for Cell { picture, .. } in cells {
        let mut png = Cursor::new(Vec::new());
        picture
            .write_to(&mut png, ImageFormat::Png)
            .context("a picture for the sheet")?;
        encoded.push(BASE64_STANDARD.encode(png.into_inner()));
    }
    outputs::write(file, |to| {
        let height = 90 * cells.len().div_ceil(10) + 10;
        writeln!(
            to,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 {height}\" \
             font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\">\n\
             <rect width=\"100%\" height=\"100%\" fill=\"white\"/>"
        )?;
        for (i, (Cell { caption, .. }, png)) in cells.iter().zip(&encoded).enumerate() {
            let (x, y) = (80 * (i % 10), 90 * (i / 10));
            writeln!(
                to,
                "<image x=\"{}\" y=\"{}\" width=\"64\" height=\"64\" \
                 style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{png}\"/>\
                 <text x=\"{}\" y=\"{}\">{caption}</text>",
                x + 8,
                y + 8,
                x + 40,
                y + 84,
            )?;
        }
        writeln!(to, "</svg>")
    })
}
