//! A sample of the digits that the crate draws.

use crate::Figure;
use crate::draw::{Drawing, WIDTH, digit};
use crate::runs::digits;

const ROWS: usize = 4;
const CELL: f64 = WIDTH / 10.0;

pub fn draw() -> Figure {
    let title = "Ten columns, one for each digit from 0 to 9, with four handwritten-looking \
                 examples in each. They differ in slant, width, thickness of the pen and style: \
                 a 7 with and without a bar, an open and a closed 4.";
    let mut drawing = Drawing::new(CELL * ROWS as f64, title);
    let data = &digits().training;
    for label in 0..10 {
        let of_label = data.labels().iter().zip(data.inputs().rows());
        let of_label = of_label.filter(|(other, _)| **other == label).take(ROWS);
        for (row, (_, pixels)) in of_label.enumerate() {
            let place = (f64::from(label) * CELL, row as f64 * CELL);
            digit(&mut drawing, pixels, place, CELL);
        }
    }
    Figure { svg: drawing.finish(), values: Vec::new() }
}
