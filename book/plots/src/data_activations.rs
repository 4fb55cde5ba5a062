//! The activations of the hidden neurons before the first step, for both initialisers.

use backprop::network::{Initialiser, Network, sigmoid};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::landmarks;
use crate::runs::{SIZES, digits};
use crate::values::{PLOTS, Tolerance, Value};

const BINS: usize = 20;

/// The share of the activations, in per cent, in each of [`BINS`] equal intervals.
fn shares(initialiser: Initialiser) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let network = Network::<f64>::new(&SIZES, initialiser, &mut rng);
    let inputs = digits().test.inputs().mapv(|pixel| f64::from(pixel) / 255.0);
    let activations = network.layers[0].weighted_input_batch(inputs.t()).mapv(sigmoid);
    let mut shares = vec![0.0; BINS];
    for a in &activations {
        let bin = ((BINS as f64 * a) as usize).min(BINS - 1);
        shares[bin] += 100.0 / activations.len() as f64;
    }
    shares
}

pub fn draw() -> Figure {
    let (large, scaled) = (shares(Initialiser::Large), shares(Initialiser::Scaled));
    let title = "The share of the hidden activations in each of 20 intervals from 0 to 1. With \
                 scaled first weights they lie spread around the middle. With large ones three \
                 quarters lie in the outermost intervals, at 0 and at 1, and few between.";
    let mut drawing = Drawing::new(320.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        320.0,
        Axis::linear("activation of a hidden neuron", 0.0, 1.0),
        Axis::linear("per cent of the activations", 0.0, 50.0),
    );
    let curve = |shares: &[f64]| -> Vec<(f64, f64)> {
        let edge = |i: usize| i as f64 / BINS as f64;
        let steps = shares.iter().enumerate();
        steps.flat_map(|(i, &share)| [(edge(i), share), (edge(i + 1), share)]).collect()
    };
    panel.line(&curve(&large), Ink::Series(2));
    panel.line(&curve(&scaled), Ink::Series(1));
    panel.label((0.06, 0.8 * large[0]), "large", Ink::Series(2), Anchor::Right);
    panel.label((0.5, scaled[BINS / 2]), "scaled", Ink::Series(1), Anchor::Above);
    let outer = large[0] + large[BINS - 1];
    let within = Tolerance::Within(1.0);
    let mut values =
        vec![Value::decimal("data_large_outer_activations", PLOTS, outer, 0, within)];
    values.extend(landmarks::first_costs());
    values.extend(landmarks::update_ratios());
    Figure { svg: drawing.finish(), values }
}
