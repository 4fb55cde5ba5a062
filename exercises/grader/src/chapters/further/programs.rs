//! Exercise 11.4: the gradient of any program.

use ndarray::Array1;
use proptest::strategy::Strategy;

use super::program::{Program, RECORDING, SWEEPING, Shifted, adjoints, program};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};

fn of_gradient(gradient: Vec<f64>) -> Answer {
    vec![part("the gradient", Array1::from(gradient))]
}

fn differentiated(program: &Program, wrong: Wrong) -> Answer {
    let mut adjoints = adjoints(&program.tape(wrong), program.last(), wrong);
    adjoints.truncate(program.leaves.len());
    of_gradient(adjoints)
}

pub fn program_gradient() -> Function<Program> {
    let mut mistakes = vec!["rate-sub-sign"];
    mistakes.extend(RECORDING);
    mistakes.extend(SWEEPING);
    Function {
        name: "program_gradient",
        inputs: || program().boxed(),
        show: |program| {
            let x = Array1::from(program.leaves.clone());
            vec![part("x", x), part("program", program.text(false))]
        },
        ask: |worker, program| {
            let steps: Vec<_> =
                program.operations.iter().map(|step| step.named()).collect();
            let arguments = args![steps, &program.leaves];
            Ok(of_gradient(worker.call("program_gradient", arguments)?))
        },
        truth: |program, witness| {
            let output = Shifted { program, output: program.last() };
            let mut gradient = witness.gradient(&output, &vec![0.0; program.last() + 1]);
            gradient.truncate(program.leaves.len());
            of_gradient(gradient)
        },
        model: differentiated,
        mistakes,
        special: Special {
            written: vec![
                once("gradient-all-adjoints", |program| {
                    let tape = program.tape(Wrong::NOTHING);
                    of_gradient(adjoints(&tape, program.last(), Wrong::NOTHING))
                }),
                once("gradient-first-number", |program| {
                    let output = program.leaves.len();
                    let tape = program.tape(Wrong::NOTHING);
                    let mut adjoints = adjoints(&tape, output, Wrong::NOTHING);
                    adjoints.truncate(output);
                    of_gradient(adjoints)
                }),
            ],
            ..Special::none()
        },
    }
}
