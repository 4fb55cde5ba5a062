//! Exercise 11.5: a network on the tape finds what BP1 to BP4 find.

use proptest::strategy::Strategy;

use super::program::{Node, Operation, RECORDING, SWEEPING, adjoints};
use crate::answer::Tolerance;
use crate::atlas::Wrong;
use crate::chapters::per_sample::Gradients;
use crate::chapters::per_sample::whole::{parts, truth};
use crate::function::{Function, Special};
use crate::sample::{Activation, Sample, sample};

/// Four layers of four neurons at most, numbers below 10, each made in some hundred operations from
/// the others: 100 · 10 · 1.1e-16 is 1.1e-13. Ten times as much is allowed where the gradient is
/// small. Central differences are off by 1e-10 or more.
const TO_ROUNDING: Tolerance = Tolerance { relative: 1e-10, floor: 1e-2 };

fn leaf(tape: &mut Vec<Node>, value: f64) -> usize {
    tape.push((value, vec![]));
    tape.len() - 1
}

/// The places of the outputs, and those of the parameters in the order w², b², w³, b³ …
fn forward(i: &Sample, tape: &mut Vec<Node>, wrong: Wrong) -> (Vec<usize>, Vec<usize>) {
    let mut a: Vec<_> = i.x.iter().map(|&x| leaf(tape, x)).collect();
    let mut parameters = Vec::new();
    for (l, (w, b)) in i.weights.iter().zip(&i.biases).enumerate() {
        if l > 0 && wrong.has("tape-layers-apart") {
            a = a.iter().map(|&a| leaf(tape, tape[a].0)).collect();
        }
        let w = w.map(|&w| leaf(tape, w));
        let b = b.map(|&b| leaf(tape, b));
        let neuron = |(w, &b): (ndarray::ArrayView1<usize>, &usize)| {
            let z = w.iter().zip(&a).fold(b, |z, (&w, &a)| {
                let product = Operation::Mul(w, a).record(tape, wrong);
                Operation::Add(z, product).record(tape, wrong)
            });
            Operation::Sigmoid(z).record(tape, wrong)
        };
        a = w.rows().into_iter().zip(&b).map(neuron).collect();
        parameters.extend(w.iter().chain(&b));
    }
    (a, parameters)
}

/// The place of the cost.
fn cost(i: &Sample, tape: &mut Vec<Node>, a: &[usize], wrong: Wrong) -> usize {
    if wrong.has("tape-output-for-cost") {
        return tape.len() - 1;
    }
    let factor = if wrong.has("tape-cost-without-half") { 1.0 } else { 0.5 };
    let n = if wrong.has("tape-cost-averaged") { a.len() } else { 1 };
    let factor = leaf(tape, factor / n as f64);
    let mut cost = leaf(tape, 0.0);
    for (&a, &y) in a.iter().zip(&i.y) {
        let y = leaf(tape, y);
        let error = match wrong.has("tape-cost-added") {
            true => Operation::Add(a, y).record(tape, wrong),
            false => Operation::Sub(a, y).record(tape, wrong),
        };
        let error = match wrong.has("tape-cost-not-squared") {
            true => error,
            false => Operation::Mul(error, error).record(tape, wrong),
        };
        let term = Operation::Mul(factor, error).record(tape, wrong);
        cost = match wrong.has("tape-last-output-only") {
            true => term,
            false => Operation::Add(cost, term).record(tape, wrong),
        };
    }
    cost
}

/// What the sweep finds.
pub fn gradients(i: &Sample, wrong: Wrong) -> Gradients {
    let mut tape = Vec::new();
    let (a, parameters) = forward(i, &mut tape, wrong);
    let cost = cost(i, &mut tape, &a, wrong);
    let adjoints = adjoints(&tape, cost, wrong);
    let of: Vec<f64> = parameters.into_iter().map(|place| adjoints[place]).collect();
    let (mut nabla_b, mut nabla_w) = i.split(&of);
    if wrong.has("gradients-back-to-front") {
        nabla_b.reverse();
        nabla_w.reverse();
    }
    (nabla_b, nabla_w)
}

pub fn tape_backprop() -> Function<Sample> {
    let mut mistakes = vec![
        "tape-layers-apart",
        "tape-output-for-cost",
        "tape-cost-without-half",
        "tape-cost-averaged",
        "tape-cost-added",
        "tape-cost-not-squared",
        "tape-last-output-only",
        "gradients-back-to-front",
    ];
    mistakes.extend(RECORDING);
    mistakes.extend(SWEEPING);
    Function {
        name: "tape_backprop",
        inputs: || sample().boxed(),
        show: Sample::show,
        ask: |worker, i| {
            let arguments = args![&i.weights, &i.biases, &i.x, &i.y];
            Ok(parts(worker.call("tape_backprop", arguments)?))
        },
        truth: |i, witness| truth(i, Activation::Sigmoid, witness),
        model: |i, wrong| parts(gradients(i, wrong)),
        mistakes,
        special: Special { tolerance: TO_ROUNDING, ..Special::none() },
    }
}
