//! Examinations: experiments whose outcome is known for a right program.

mod data;
mod learning;
mod measuring;
mod step;

use grader::call::call;

use crate::gradient_check::check;
use crate::program::Program;
use crate::symptom::verdict;

/// An experiment on a program.
pub struct Examination {
    pub name: &'static str,
    /// What it costs.
    pub minutes: u32,
    pub asks: &'static str,
    outcome: fn(&Program, u64) -> String,
}

impl Examination {
    /// What comes of it, in words that do not depend on small differences.
    pub fn outcome(&self, program: &Program, seed: u64) -> String {
        let outcome = call(|| (self.outcome)(program, seed));
        outcome.unwrap_or_else(|_| "the program panics".into())
    }
}

const fn examination(
    name: &'static str,
    minutes: u32,
    asks: &'static str,
    outcome: fn(&Program, u64) -> String,
) -> Examination {
    Examination { name, minutes, asks, outcome }
}

/// All of them. The learning curve comes first, and is free.
pub static EXAMINATIONS: [Examination; 18] = [
    examination("curve", 0, "the learning curve", learning::curve),
    examination(
        "targets-as-outputs",
        1,
        "the targets instead of the outputs: accuracy 1, cost 0",
        measuring::targets_as_outputs,
    ),
    examination(
        "known-error",
        2,
        "outputs whose accuracy and cost are known",
        measuring::known_error,
    ),
    examination(
        "penalty",
        1,
        "the penalty of a network with known weights",
        measuring::penalty,
    ),
    examination(
        "first-cost",
        1,
        "the cost before the first step, over the expected one",
        measuring::first_cost,
    ),
    examination("inputs", 1, "the smallest and the largest input", data::inputs),
    examination("targets", 1, "the target of each label", data::targets),
    examination(
        "labels-beside-images",
        2,
        "images and labels after shuffles",
        data::pairs,
    ),
    examination("samples", 2, "the size of each mini-batch of an epoch", data::samples),
    examination(
        "first-weights",
        1,
        "the spread of the first weights",
        data::first_weights,
    ),
    examination(
        "blank-inputs",
        2,
        "blank images: how far the outputs move",
        learning::blank_inputs,
    ),
    examination(
        "activations",
        3,
        "activations after three epochs",
        learning::activations,
    ),
    examination(
        "gradient-check",
        5,
        "each layer's gradient beside differences of the program's own cost",
        |program, seed| verdict(check(program, seed)),
    ),
    examination(
        "step",
        3,
        "a step over −η times the program's own gradient, for m = 1 and for m = 10",
        step::step,
    ),
    examination(
        "influence",
        4,
        "each of ten samples exchanged for another: how the step moves",
        step::influence,
    ),
    examination("decay", 3, "the same step with λ and without", step::decay),
    examination(
        "learning-rates",
        6,
        "the learning curve with half of η, and with twice as much",
        learning::learning_rates,
    ),
    examination("ten-digits", 8, "ten digits, learned by heart", learning::ten_digits),
];

/// The examination of this name.
pub fn find(name: &str) -> Option<&'static Examination> {
    EXAMINATIONS.iter().find(|examination| examination.name == name)
}

/// Two digits of a number: enough to tell a factor, too few to tell noise.
fn about(number: f64) -> String {
    if number == 0.0 {
        return "0".into();
    }
    let rounded: f64 = format!("{number:.1e}").parse().unwrap_or(f64::NAN);
    format!("{rounded}").replace('-', "−")
}
