//! What the program learns from, before it learns.

use std::collections::{BTreeMap, BTreeSet};

use grader::data::random;
use ndarray::Array1;

use super::about;
use crate::digits::LEARNT;
use crate::program::Program;
use crate::run::paired;

pub fn inputs(program: &Program, _: u64) -> String {
    let inputs = program.inputs(&LEARNT);
    let lowest = inputs.fold(f64::INFINITY, |low, &x| low.min(x));
    let highest = inputs.fold(f64::NEG_INFINITY, |high, &x| high.max(x));
    let mean = inputs.mean().unwrap_or_default();
    format!("from {} to {}, {} on the mean", about(lowest), about(highest), about(mean))
}

pub fn targets(program: &Program, _: u64) -> String {
    let labels = [0, 3, 9].map(|label| {
        let digit = LEARNT.labels.iter().position(|&l| l == label).unwrap_or_default();
        let y = program.target(program.label(&LEARNT, digit));
        format!("{label}: {}", shown(&y))
    });
    labels.join("; ")
}

/// A vector with equal neighbours put together: 0 ×3, 1, 0 ×6.
fn shown(y: &Array1<f64>) -> String {
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for &entry in y {
        match runs.last_mut() {
            Some((value, count)) if *value == entry => *count += 1,
            _ => runs.push((entry, 1)),
        }
    }
    let runs = runs.iter().map(|&(value, count)| match count {
        1 => about(value),
        _ => format!("{} ×{count}", about(value)),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Two shuffles, as in two epochs.
pub fn pairs(program: &Program, seed: u64) -> String {
    let n = LEARNT.labels.len();
    let mut images: Vec<_> = (0..n).map(|k| Array1::from_elem(1, k as f64)).collect();
    let mut labels: Vec<usize> = (0..n).collect();
    let mut random = random(seed);
    let mut seen = Vec::new();
    for _ in 0..2 {
        program.shuffle(&mut images, &mut labels, &mut random);
        seen = images.iter().map(|k| k[0] as usize).collect();
    }
    let together = seen.iter().zip(&labels).filter(|(image, label)| image == label);
    let pairs = match together.count() * 10 / n {
        10 => "every label beside its image",
        1..10 => "some labels beside their images",
        _ => "hardly a label beside its image",
    };
    let each = match seen.iter().collect::<BTreeSet<_>>().len() == n {
        true => "each image once",
        false => "not every image there",
    };
    let order = match seen.iter().enumerate().filter(|(k, image)| k == *image).count() {
        count if count == n => "in the old order",
        _ => "in a new order",
    };
    format!("{pairs}, {each}, {order}")
}

/// The sizes of what the gradient is asked for during an epoch.
pub fn samples(program: &Program, seed: u64) -> String {
    let n = LEARNT.labels.len();
    let all: Vec<usize> = (0..n).collect();
    let samples = paired(program, &program.inputs(&LEARNT), &all, &all);
    let mut network = program.initial(seed);
    program.asked.take();
    program.epoch(&mut network, &samples, &all);
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for size in program.asked.take() {
        *sizes.entry(size).or_default() += 1;
    }
    let sizes = sizes.iter().rev().map(|(size, count)| format!("{count} of {size}"));
    format!("gradients for {}", sizes.collect::<Vec<_>>().join(", "))
}

pub fn first_weights(program: &Program, seed: u64) -> String {
    let network = program.initial(seed);
    let w = &network.weights[0];
    let mean = w.mean().unwrap_or_default();
    let spread = w.std(0.0);
    let centred = if mean.abs() < 0.01 { "around 0" } else { "not around 0" };
    format!("{centred}, spread {}", about((spread * 50.0).round() / 50.0))
}
