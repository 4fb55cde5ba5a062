//! Test digits that the network of the default run misreads.

use backprop::score::reads;
use ndarray::ArrayView1;

use crate::Figure;
use crate::draw::{Drawing, Ink, WIDTH, digit};
use crate::runs::{default_run, digits};
use crate::values::Value;

const COLUMNS: usize = 6;
const ROWS: usize = 4;
const CELL: (f64, f64) = (WIDTH / COLUMNS as f64, 100.0);
const SIDE: f64 = 68.0;

pub fn draw() -> Figure {
    let test = &digits().test;
    let labels = test.labels().iter().map(|&label| usize::from(label));
    let misread: Vec<(ArrayView1<u8>, usize, usize)> = labels
        .zip(reads(&default_run().network, test))
        .zip(test.inputs().rows())
        .filter(|((label, read), _)| label != read)
        .map(|((label, read), pixels)| (pixels, label, read))
        .collect();

    let title = "A sheet of 24 handwritten-looking digits, each with the digit it was drawn as \
                 and the digit the network took it for. Most are badly written; with some a \
                 person would hesitate too.";
    let mut drawing = Drawing::new(CELL.1 * ROWS as f64, title);
    for (i, (pixels, label, read)) in misread.iter().take(COLUMNS * ROWS).enumerate() {
        let (column, row) = ((i % COLUMNS) as f64, (i / COLUMNS) as f64);
        let (left, top) = (column * CELL.0, row * CELL.1);
        digit(&mut drawing, *pixels, (left + 0.5 * (CELL.0 - SIDE), top), SIDE);
        let caption = format!("{label} read as {read}");
        let place = (left + 0.5 * CELL.0, top + SIDE + 16.0);
        drawing.text(place, &caption, Ink::Text, "middle");
    }
    let command = "cargo run --release";
    let values = vec![
        Value::near("data_misread_digits", command, misread.len(), 4),
        Value::near("data_test_correct", command, test.len() - misread.len(), 4),
        Value::count("data_test_digits", command, test.len()),
    ];
    Figure { svg: drawing.finish(), values }
}
