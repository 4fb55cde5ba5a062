//! Exercise 11.2: the sweep over a given tape.

use ndarray::Array1;
use proptest::prelude::*;

use super::program::{Program, SWEEPING, Shifted, adjoints, program};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};

/// A computation, and the place of its output.
pub type Swept = (Program, usize);

fn of_adjoints(adjoints: Vec<f64>) -> Answer {
    vec![part("the adjoints", Array1::from(adjoints))]
}

fn swept((program, output): &Swept, wrong: Wrong) -> Answer {
    of_adjoints(adjoints(&program.tape(Wrong::NOTHING), *output, wrong))
}

/// A sweep from each number to those that it was made from, each of them once, in the order in which
/// they are taken from a list.
fn by_arguments(
    (program, output): &Swept,
    take: fn(&mut Vec<usize>) -> Option<usize>,
) -> Answer {
    let tape = program.tape(Wrong::NOTHING);
    let mut adjoints = vec![0.0; tape.len()];
    adjoints[*output] = 1.0;
    let (mut visited, mut next) = (vec![false; tape.len()], vec![*output]);
    while let Some(i) = take(&mut next) {
        if !std::mem::replace(&mut visited[i], true) {
            for &(k, rate) in &tape[i].1 {
                adjoints[k] += adjoints[i] * rate;
                next.push(k);
            }
        }
    }
    of_adjoints(adjoints)
}

/// The output is the last number, or now and then one before it.
fn inputs() -> impl Strategy<Value = Swept> {
    (program(), prop_oneof![2 => Just(0), 1 => 0..3_usize]).prop_map(|(program, back)| {
        let back = back.min(program.operations.len() - 1);
        let output = program.last() - back;
        (program, output)
    })
}

pub fn sweep() -> Function<Swept> {
    Function {
        name: "sweep",
        inputs: || inputs().boxed(),
        show: |(program, output)| {
            vec![part("tape", program.text(true)), part("output", output.to_string())]
        },
        ask: |worker, (program, output)| {
            let tape = program.tape(Wrong::NOTHING);
            Ok(of_adjoints(worker.call("sweep", args![tape, *output])?))
        },
        truth: |(program, output), witness| {
            let still = vec![0.0; program.last() + 1];
            of_adjoints(witness.gradient(&Shifted { program, output: *output }, &still))
        },
        model: swept,
        mistakes: SWEEPING.to_vec(),
        special: Special {
            written: vec![
                once("sweep-from-the-end", |(program, _)| {
                    let tape = program.tape(Wrong::NOTHING);
                    of_adjoints(adjoints(&tape, tape.len() - 1, Wrong::NOTHING))
                }),
                once("sweep-cut", |(program, output)| {
                    let tape = program.tape(Wrong::NOTHING);
                    let mut adjoints = adjoints(&tape, *output, Wrong::NOTHING);
                    adjoints.truncate(output + 1);
                    of_adjoints(adjoints)
                }),
                once("sweep-leaves-only", |(program, output)| {
                    let tape = program.tape(Wrong::NOTHING);
                    let mut adjoints = adjoints(&tape, *output, Wrong::NOTHING);
                    adjoints.truncate(program.leaves.len());
                    of_adjoints(adjoints)
                }),
                // One step only: what the output was made from.
                once("sweep-one-step", |(program, output)| {
                    let tape = program.tape(Wrong::NOTHING);
                    let mut adjoints = vec![0.0; tape.len()];
                    adjoints[*output] = 1.0;
                    for &(k, rate) in &tape[*output].1 {
                        adjoints[k] += rate;
                    }
                    of_adjoints(adjoints)
                }),
                once("sweep-passed-on-early", |i| by_arguments(i, Vec::pop)),
                once("sweep-passed-on-early", |i| {
                    by_arguments(i, |next| (!next.is_empty()).then(|| next.remove(0)))
                }),
                once("sweep-back-to-front", |(program, output)| {
                    let tape = program.tape(Wrong::NOTHING);
                    let mut adjoints = adjoints(&tape, *output, Wrong::NOTHING);
                    adjoints.reverse();
                    of_adjoints(adjoints)
                }),
            ],
            ..Special::none()
        },
    }
}
