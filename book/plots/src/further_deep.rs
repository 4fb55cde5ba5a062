//! The size of δ in each layer of a deep network before the first step.

use backprop::cost::Cost;
use backprop::network::{Initialiser, Network};
use backprop::per_sample::backprop;
use ndarray::Array1;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::runs::digits;
use crate::values::{PLOTS, Tolerance, Value};
use crate::variants;

const SIZES: [usize; 10] = [784, 30, 30, 30, 30, 30, 30, 30, 30, 10];
const DIGITS: usize = 100;

/// (layer, root mean square of its δ over some digits), from layer 2.
fn sizes_of_delta(initialiser: Initialiser) -> Vec<(f64, f64)> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let network = Network::<f64>::new(&SIZES, initialiser, &mut rng);
    let test = &digits().test;
    let mut squares = vec![0.0; SIZES.len() - 1];
    for (pixels, &label) in
        test.inputs().rows().into_iter().zip(test.labels()).take(DIGITS)
    {
        let x = pixels.mapv(|pixel| f64::from(pixel) / 255.0);
        let y =
            Array1::from_shape_fn(10, |j| f64::from(u8::from(j == usize::from(label))));
        let gradient = backprop(&network, Cost::CrossEntropy, x.view(), y.view());
        for (square, layer) in squares.iter_mut().zip(&gradient) {
            // BP3: δ is the gradient of the biases.
            *square += layer.nabla_b.pow2().mean().expect("a layer has a neuron");
        }
    }
    (2..).map(f64::from).zip(squares.iter().map(|s| (s / DIGITS as f64).sqrt())).collect()
}

pub fn draw() -> Figure {
    let (scaled, large) =
        (sizes_of_delta(Initialiser::Scaled), sizes_of_delta(Initialiser::Large));
    let title = "The size of the error in layers 2 to 10, on a logarithmic axis. With scaled first \
                 weights it falls from layer 10 to layer 2 by about the same factor per layer, to \
                 less than a hundred-thousandth. With large first weights it falls far less.";
    let mut drawing = Drawing::new(340.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        340.0,
        Axis::linear("layer", 2.0, 10.0),
        Axis::logarithmic("size of δ", 1e-7, 1.0),
    );
    for (curve, name, colour) in [(&scaled, "scaled", 1), (&large, "large", 2)] {
        let ink = Ink::Series(colour);
        panel.line(curve, ink);
        panel.dots(curve, ink, 3.5);
        panel.label(curve[2], name, ink, Anchor::BelowRight);
    }
    let ratio = |curve: &[(f64, f64)]| curve[0].1 / curve[SIZES.len() - 2].1;
    let mut values = vec![
        Value::scientific(
            "further_deep_scaled",
            PLOTS,
            ratio(&scaled),
            Tolerance::Factor(1.1),
        ),
        Value::scientific(
            "further_deep_large",
            PLOTS,
            ratio(&large),
            Tolerance::Factor(1.1),
        ),
    ];
    values.extend(variants::values());
    Figure { svg: drawing.finish(), values }
}
