//! What becomes of a gradient: the step that is taken with it.

use ndarray::Array1;
use std::fmt::Write;

use super::about;
use crate::digits::LEARNT;
use crate::place::Ward;
use crate::program::Program;
use crate::run::paired;
use crate::symptom::short;
use grader::sample::Sample;

/// The network before and after a step for the first m samples, and the program's own gradient:
/// the mean over them.
fn taken(program: &Program, seed: u64, m: usize) -> (Sample, Sample, Sample) {
    let all: Vec<usize> = (0..LEARNT.labels.len()).collect();
    let samples = paired(program, &program.inputs(&LEARNT), &all, &all);
    let mut before = program.initial(seed);
    // Where biases are 0, a mistake in theirs does not show.
    before.biases.iter_mut().for_each(|b| b.fill(0.3));
    let at = Array1::from(before.parameters());
    let mean = program.gradient(&before, &samples[..m], &at) / m as f64;
    let (biases, weights) = before.split(mean.as_slice().expect("in order"));
    let gradient = Sample { weights, biases, ..before.clone() };
    let mut after = before.clone();
    let program = Program { m, ..program.clone() };
    program.epoch(&mut after, &samples, &all[..m]);
    (before, after, gradient)
}

/// How many times `of` the move is, if it is a multiple of it.
fn times<'a>(
    moves: impl Iterator<Item = f64> + Clone,
    of: impl Iterator<Item = &'a f64> + Clone,
) -> String {
    let dot = |a: &mut dyn Iterator<Item = f64>| a.sum::<f64>();
    let squares = dot(&mut of.clone().map(|g| g * g));
    let products = dot(&mut moves.clone().zip(of.clone()).map(|(m, g)| m * g));
    if squares == 0.0 {
        return "0".into();
    }
    let factor = products / squares;
    let errors = dot(&mut moves.clone().zip(of).map(|(m, g)| (m - factor * g).powi(2)));
    let whole = dot(&mut moves.map(|m| m * m));
    if whole == 0.0 || errors.sqrt() <= 0.01 * whole.sqrt() {
        short(factor)
    } else {
        "no multiple".into()
    }
}

/// Each layer's step over −η times its gradient: weights, and biases.
fn ratios(program: &Program, seed: u64, m: usize) -> String {
    let (before, after, gradient) = taken(program, seed, m);
    let usual = Program::right(program.ward).eta;
    let mut words = String::new();
    for l in 0..before.weights.len() {
        let moves = (&before.weights[l] - &after.weights[l]) / usual;
        let of_w = times(moves.iter().copied(), gradient.weights[l].iter());
        let moves = (&before.biases[l] - &after.biases[l]) / usual;
        let of_b = times(moves.iter().copied(), gradient.biases[l].iter());
        let _ = write!(words, "{}w {of_w}, b {of_b}", if l > 0 { "; " } else { "" });
    }
    words
}

/// Which of ten samples move the step that is taken with them, and whether a sample moves it beside
/// other ones as it does beside these.
pub fn influence(program: &Program, seed: u64) -> String {
    if program.ward == Ward::Online {
        return "the program takes one sample at a time".into();
    }
    let program = Program { lambda: 0.0, m: 10, ..program.clone() };
    let all: Vec<usize> = (0..LEARNT.labels.len()).collect();
    let samples = paired(&program, &program.inputs(&LEARNT), &all, &all);
    let before = program.initial(seed);
    let after = |ten: &[usize]| {
        let mut after = before.clone();
        program.epoch(&mut after, &samples, ten);
        Array1::from(after.parameters())
    };
    let others: Vec<usize> = (20..30).collect();
    // Place k has sample k or sample 10 + k, beside these ten and beside others.
    let moves = |ten: &[usize], k: usize| {
        let (mut with, mut without) = (ten.to_vec(), ten.to_vec());
        (with[k], without[k]) = (k, 10 + k);
        after(&with) - after(&without)
    };
    let size = |moved: &Array1<f64>| moved.dot(moved).sqrt();
    let alone: Vec<_> = (0..10).map(|k| moves(&all[..10], k)).collect();
    let moving: Vec<_> = (0..10).filter(|&k| size(&alone[k]) != 0.0).collect();
    let which = match moving[..] {
        [] => return "no sample moves the step".into(),
        [0] => "only the first sample moves the step".to_owned(),
        [9] => "only the last sample moves the step".to_owned(),
        _ if moving.len() == 10 => "each of ten samples moves the step".to_owned(),
        _ => format!("{} of ten samples move the step", moving.len()),
    };
    let same = moving
        .iter()
        .all(|&k| size(&(moves(&others, k) - &alone[k])) <= 1e-6 * size(&alone[k]));
    let beside = if same { "as" } else { "otherwise than" };
    format!("{which}, {beside} beside other samples")
}

pub fn step(program: &Program, seed: u64) -> String {
    let program = Program { lambda: 0.0, ..program.clone() };
    let one = ratios(&program, seed, 1);
    match program.ward {
        Ward::Online => one,
        _ => format!("m = 1: {one}. m = 10: {}", ratios(&program, seed, 10)),
    }
}

/// What λ adds to a step, over −(ηλ/n) w and −(ηλ/n) b.
pub fn decay(program: &Program, seed: u64) -> String {
    if program.ward != Ward::CrossEntropy {
        return "the program has none".into();
    }
    let rate = program.eta / LEARNT.labels.len() as f64;
    let parts = [(1.0, 1), (1.0, 10), (3.0, 10)].map(|(lambda, m)| {
        let with = |lambda| taken(&Program { lambda, ..program.clone() }, seed, m);
        let ((before, with, _), (_, without, _)) = (with(lambda), with(0.0));
        let of_w = (&without.weights[1] - &with.weights[1]) / rate;
        let of_b = (&without.biases[1] - &with.biases[1]) / rate;
        let w = times(of_w.iter().copied(), before.weights[1].iter());
        let b = times(of_b.iter().copied(), before.biases[1].iter());
        format!("λ {}, m {m}: w {w}, b {b}", about(lambda))
    });
    parts.join("; ")
}
