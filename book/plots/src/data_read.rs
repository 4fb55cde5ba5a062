//! A test digit that the network of the page reads, and what it takes to make it misread.

use backprop::score::arg_max;
use ndarray::Array1;

use crate::Figure;
use crate::digit_network::{correct, first, input, one_hot, read, step_towards};
use crate::draw::{Drawing, Ink, WIDTH, digit};
use crate::runs::digits;
use crate::values::{PLOTS, Value};

const LABEL: u8 = 7;
const TARGET: usize = 3;
const SIDE: f64 = 150.0;
const BARS: f64 = 100.0;

pub fn draw() -> Figure {
    let network = read().expect("the network of the page is in its file");
    let before = input(first(LABEL));
    let mut after = before.clone();
    let mut steps = 0;
    while arg_max(network.feedforward(after.view()).view()) != TARGET {
        after = step_towards(&network, &after, &one_hot(TARGET));
        steps += 1;
    }
    let title = format!(
        "On the left a 7 and ten bars, one for each output of the network: the bar of the 7 is by \
         far the longest. On the right the same 7 after {steps} small steps, with grey specks all \
         over it; a person still reads a 7, but now the bar of the 3 is the longest."
    );
    let mut drawing = Drawing::new(SIDE + BARS + 84.0, &title);
    let columns = [
        (&before, "as it was drawn".to_string()),
        (&after, format!("after {steps} steps")),
    ];
    for (i, (x, caption)) in columns.iter().enumerate() {
        let middle = WIDTH * (0.25 + 0.5 * i as f64);
        drawing.text((middle, 16.0), caption, Ink::Text, "middle");
        let pixels: Array1<u8> = x.mapv(|grey| (255.0 * grey).round() as u8);
        digit(&mut drawing, pixels.view(), (middle - 0.5 * SIDE, 26.0), SIDE);
        bars(&mut drawing, middle, &network.feedforward(x.view()));
    }
    let per_cent = 100.0 * correct(&network) as f64 / digits().test.len() as f64;
    let values = vec![Value::accuracy("data_page_accuracy", PLOTS, per_cent)];
    Figure { svg: drawing.finish(), values }
}

/// A bar for each output, above the digit that it stands for.
fn bars(drawing: &mut Drawing, middle: f64, output: &Array1<f64>) {
    let floor = SIDE + BARS + 56.0;
    let best = arg_max(output.view());
    for (j, &a) in output.iter().enumerate() {
        let x = middle + 24.0 * (j as f64 - 4.5);
        let ink = if j == best { Ink::Series(2) } else { Ink::Series(1) };
        drawing.path(&[(x, floor), (x, floor - 1.0 - BARS * a)], ink, 12.0);
        drawing.text((x, floor + 19.0), &j.to_string(), ink, "middle");
    }
}
