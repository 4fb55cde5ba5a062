//! A training run, and its learning curve.

use grader::call::call;
use grader::data::digits::Digits;
use grader::data::random;
use grader::process::End;
use grader::sample::Sample;
use ndarray::{Array1, Array2, Axis};

use crate::digits::{LEARNT, NEW};
use crate::program::Program;

/// How often each digit is learned from.
pub const EPOCHS: usize = 10;

/// So many mini-batches are the first steps: one alone would be the last one too.
pub const STEPS: usize = 3;

/// What the program measures on new digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub accuracy: f64,
    pub cost: f64,
}

/// A run. Where the program ends early, there are fewer points.
#[derive(Debug)]
pub struct Run {
    /// Before the first epoch, and after each.
    pub points: Vec<Point>,
    /// ‖Δw‖/‖w‖ of each layer after the first [`STEPS`] mini-batches.
    pub first_steps: Vec<f64>,
    /// The words with which it panicked.
    pub panicked: Option<String>,
}

impl Run {
    pub fn last(&self) -> Option<Point> {
        self.points.last().copied()
    }
}

/// Trains `program` on the small digits.
pub fn train(program: &Program, seed: u64) -> Run {
    let mut run = Run { points: Vec::new(), first_steps: Vec::new(), panicked: None };
    if let Err(End::Panicked(panic)) = call(|| trained(program, seed, &mut run)) {
        run.panicked = Some(panic.message);
    }
    run
}

fn trained(program: &Program, seed: u64, run: &mut Run) {
    let mut network = program.initial(seed);
    let mut random = random(seed ^ 0xc11);
    let inputs = program.inputs(&LEARNT);
    let mut images: Vec<_> =
        (0..LEARNT.labels.len()).map(|k| Array1::from_elem(1, k as f64)).collect();
    let mut labels: Vec<usize> = (0..LEARNT.labels.len()).collect();
    run.points.push(measured(program, &network, &NEW));
    for epoch in 0..EPOCHS {
        program.shuffle(&mut images, &mut labels, &mut random);
        let order: Vec<_> = images.iter().map(|k| k[0] as usize).collect();
        let samples = paired(program, &inputs, &order, &labels);
        if epoch == 0 {
            let mut stepped = network.clone();
            let first: Vec<_> = (0..STEPS * program.m).collect();
            program.epoch(&mut stepped, &samples, &first);
            run.first_steps = moved(&network, &stepped);
        }
        program.epoch(&mut network, &samples, &order);
        run.points.push(measured(program, &network, &NEW));
    }
}

/// The samples by their numbers: each image with the label that stands beside it.
pub fn paired(
    program: &Program,
    inputs: &Array2<f64>,
    images: &[usize],
    labels: &[usize],
) -> Vec<Sample> {
    let nothing = Sample {
        weights: Vec::new(),
        biases: Vec::new(),
        x: Array1::zeros(0),
        y: Array1::zeros(0),
    };
    let mut samples = vec![nothing; images.len()];
    for (&image, &label) in images.iter().zip(labels) {
        samples[image].x = inputs.column(image).to_owned();
        samples[image].y = program.target(program.label(&LEARNT, label));
    }
    samples
}

/// ‖after − before‖ / ‖before‖ of the weights of each layer.
pub fn moved(before: &Sample, after: &Sample) -> Vec<f64> {
    let norm = |w: &Array2<f64>| w.mapv(|w| w * w).sum().sqrt();
    let layers = before.weights.iter().zip(&after.weights);
    layers.map(|(before, after)| norm(&(after - before)) / norm(before)).collect()
}

/// Accuracy and total cost, as the program measures them.
pub fn measured(program: &Program, network: &Sample, digits: &Digits) -> Point {
    let inputs = program.inputs(digits);
    let outputs = inputs.columns().into_iter().map(|x| {
        let (_, mut activations) = program.forward(network, &x.to_owned());
        activations.pop().expect("an output layer")
    });
    let outputs: Vec<Array1<f64>> = outputs.collect();
    let labels: Vec<_> = digits.labels.iter().map(|&label| usize::from(label)).collect();
    let costs = outputs.iter().zip(&labels);
    let sum: f64 =
        costs.map(|(a, &label)| program.cost(a.clone(), program.target(label))).sum();
    let cost = sum / outputs.len() as f64 + program.penalty(network, LEARNT.labels.len());
    let columns: Vec<_> = outputs.iter().map(|a| a.view()).collect();
    let outputs = ndarray::stack(Axis(1), &columns).expect("equal lengths");
    Point { accuracy: program.accuracy(outputs, labels), cost }
}
