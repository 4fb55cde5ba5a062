//! What the program learns, and what its neurons do.

use grader::sample::Sample;
use ndarray::Array1;

use crate::digits::{LEARNT, NEW};
use crate::program::Program;
use crate::run::{EPOCHS, Run, paired, train};

/// What the eye makes of a learning curve.
pub fn curve(program: &Program, seed: u64) -> String {
    seen(&train(program, seed))
}

pub fn seen(run: &Run) -> String {
    if run.panicked.is_some() {
        return "the program panics".into();
    }
    if run.points.iter().any(|p| !p.accuracy.is_finite() || !p.cost.is_finite()) {
        return "NaN or infinity".into();
    }
    if run.points.iter().any(|p| !(0.0..=1.0).contains(&p.accuracy) || p.cost < 0.0) {
        return "an impossible number".into();
    }
    let accuracy = match run.points[EPOCHS].accuracy {
        ..0.2 => "no better than guessing",
        ..0.6 => "learns far too little",
        ..0.76 => "learns less",
        _ => "reads well",
    };
    accuracy.into()
}

/// The learning curve with half of η, and with twice as much.
pub fn learning_rates(program: &Program, seed: u64) -> String {
    let [half, twice] = [0.5, 2.0].map(|factor| {
        let eta = factor * program.eta;
        curve(&Program { eta, ..program.clone() }, seed)
    });
    format!("with η/2: {half}; with 2η: {twice}")
}

/// Trains for some epochs on the first digits, without shuffles.
fn trained(program: &Program, seed: u64, digits: usize, epochs: usize) -> Sample {
    let all: Vec<usize> = (0..LEARNT.labels.len()).collect();
    let samples = paired(program, &program.inputs(&LEARNT), &all, &all);
    let mut network = program.initial(seed);
    for _ in 0..epochs {
        program.epoch(&mut network, &samples[..digits], &all[..digits]);
    }
    network
}

/// How many of ten digits a network knows by heart, counted by the right program.
pub fn ten_digits(program: &Program, seed: u64) -> String {
    let network = trained(program, seed, 10, 200);
    let ten = LEARNT.part(0, 10);
    let inputs = program.inputs(&ten);
    let right = inputs.columns().into_iter().zip(&ten.labels).filter(|(x, label)| {
        let (_, activations) = program.forward(&network, &x.to_owned());
        let a = activations.last().expect("an output");
        let largest = (0..10).max_by(|&j, &k| a[j].total_cmp(&a[k]));
        largest == Some(usize::from(**label))
    });
    match right.count() {
        10 => "all ten are known".into(),
        4..10 => "some are known".into(),
        _ => "hardly one is known".into(),
    }
}

pub fn blank_inputs(program: &Program, seed: u64) -> String {
    let network = trained(program, seed, LEARNT.labels.len(), 3);
    let output =
        |x: Array1<f64>| program.forward(&network, &x).1.pop().expect("an output");
    let inputs = program.inputs(&NEW);
    let blank = output(Array1::zeros(inputs.nrows()));
    let moves = (0..20)
        .map(|k| (output(inputs.column(k).to_owned()) - &blank).mapv(f64::abs).sum());
    match moves.fold(0.0, f64::max) {
        0.0 => "the outputs do not depend on the image".into(),
        ..0.05 => "the outputs hardly depend on the image".into(),
        most if most.is_nan() => "the outputs are NaN".into(),
        _ => "the outputs depend on the image".into(),
    }
}

pub fn activations(program: &Program, seed: u64) -> String {
    let network = trained(program, seed, LEARNT.labels.len(), 3);
    let inputs = program.inputs(&NEW);
    let (mut hidden, mut outputs) = (Vec::new(), Vec::new());
    for x in inputs.columns() {
        let (_, activations) = program.forward(&network, &x.to_owned());
        hidden.extend(activations[1].iter().copied());
        outputs.extend(activations[2].iter().copied());
    }
    format!("hidden: {}; outputs: {}", spread(&hidden), spread(&outputs))
}

fn spread(activations: &[f64]) -> &'static str {
    let share = |holds: fn(f64) -> bool| {
        activations.iter().filter(|a| holds(**a)).count() as f64
            / activations.len() as f64
    };
    if share(f64::is_nan) > 0.0 {
        "NaN"
    } else if share(|a| !(0.0..=1.0).contains(&a)) > 0.0 {
        "not between 0 and 1"
    } else if share(|a| a < 0.02) > 0.9 {
        "nearly all at 0"
    } else if share(|a| a > 0.98) > 0.9 {
        "nearly all at 1"
    } else if share(|a| !(0.02..=0.98).contains(&a)) > 0.9 {
        "nearly all at 0 or 1"
    } else if share(|a| (0.4..0.75).contains(&a)) > 0.97 {
        "nearly all alike"
    } else {
        "spread"
    }
}
