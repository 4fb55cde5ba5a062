//! Computations step by step, and their tapes, with the mistakes of those who record and sweep.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::atlas::Wrong;
use crate::sample::number;
use crate::tensor_text;
use crate::witness::{Cost, Real};

/// A value, and the place and the local rate of each number that it was made from.
pub type Node = (f64, Vec<(usize, f64)>);

/// Where on the tape the arguments stand.
#[derive(Clone, Copy, Debug)]
pub enum Operation {
    Add(usize, usize),
    Sub(usize, usize),
    Mul(usize, usize),
    Sigmoid(usize),
}

/// What goes wrong while a tape is recorded.
pub const RECORDING: [&str; 5] = [
    "tape-own-rates",
    "tape-slope-of-a",
    "tape-sigma-for-slope",
    "tape-slope-missing",
    "tape-detached",
];

/// What goes wrong in the sweep over it.
pub const SWEEPING: [&str; 9] = [
    "sweep-set",
    "sweep-forwards",
    "sweep-unseeded",
    "sweep-all-seeded",
    "sweep-value-seeded",
    "sweep-output-left-out",
    "sweep-rates-added",
    "sweep-without-rates",
    "sweep-without-adjoints",
];

/// σ′.
fn slope(z: f64) -> f64 {
    z.sigmoid() * (-z).sigmoid()
}

impl Operation {
    /// The value, where `u` tells those on the tape.
    fn of<T: Real>(self, u: impl Fn(usize) -> T) -> T {
        match self {
            Operation::Add(j, k) => u(j) + u(k),
            Operation::Sub(j, k) => u(j) - u(k),
            Operation::Mul(j, k) => u(j) * u(k),
            Operation::Sigmoid(j) => u(j).sigmoid(),
        }
    }

    /// Its name, and the places of its arguments.
    pub fn named(self) -> (String, Vec<usize>) {
        let (name, of) = match self {
            Operation::Add(j, k) => ("add", vec![j, k]),
            Operation::Sub(j, k) => ("sub", vec![j, k]),
            Operation::Mul(j, k) => ("mul", vec![j, k]),
            Operation::Sigmoid(j) => ("sigmoid", vec![j]),
        };
        (name.to_owned(), of)
    }

    /// Puts its result on a tape.
    pub fn record(self, tape: &mut Vec<Node>, wrong: Wrong) -> usize {
        let u = |k: usize| tape[k].0;
        let value = self.of(u);
        let mut rates = match self {
            Operation::Add(j, k) => vec![(j, 1.0), (k, 1.0)],
            Operation::Sub(j, k) if wrong.has("rate-sub-sign") => {
                vec![(j, 1.0), (k, 1.0)]
            }
            Operation::Sub(j, k) => vec![(j, 1.0), (k, -1.0)],
            Operation::Mul(j, k) if wrong.has("tape-own-rates") => {
                vec![(j, u(j)), (k, u(k))]
            }
            Operation::Mul(j, k) => vec![(j, u(k)), (k, u(j))],
            Operation::Sigmoid(j) => {
                let z = u(j);
                let rate = match () {
                    () if wrong.has("tape-slope-of-a") => slope(z.sigmoid()),
                    () if wrong.has("tape-sigma-for-slope") => z.sigmoid(),
                    () if wrong.has("tape-slope-missing") => 1.0,
                    () => slope(z),
                };
                vec![(j, rate)]
            }
        };
        if wrong.has("tape-detached") && !matches!(self, Operation::Sigmoid(_)) {
            rates.clear();
        }
        tape.push((value, rates));
        tape.len() - 1
    }

    /// As the reader sees it, with the places of its arguments.
    fn text(self) -> String {
        match self {
            Operation::Add(j, k) => format!("u{j} + u{k}"),
            Operation::Sub(j, k) => format!("u{j} − u{k}"),
            Operation::Mul(j, k) => format!("u{j} · u{k}"),
            Operation::Sigmoid(j) => format!("σ(u{j})"),
        }
    }
}

/// Leaves, and what is computed from them.
#[derive(Clone, Debug)]
pub struct Program {
    pub leaves: Vec<f64>,
    pub operations: Vec<Operation>,
}

/// No number is larger, so that no adjoint drowns the others.
const LARGEST: f64 = 8.0;

/// Up to three leaves and six operations on any numbers that are there.
pub fn program() -> impl Strategy<Value = Program> {
    let drawn = (0..4_u32, any::<usize>(), any::<usize>());
    (vec(number(), 1..=3_usize), vec(drawn, 1..=6_usize)).prop_map(|(leaves, drawn)| {
        let (mut values, mut operations) = (leaves.clone(), Vec::new());
        for (kind, j, k) in drawn {
            let (j, k) = (j % values.len(), k % values.len());
            let operation = match kind {
                0 => Operation::Mul(j, k),
                1 => Operation::Add(j, k),
                2 => Operation::Sub(j, k),
                _ => Operation::Sigmoid(j),
            };
            let large = operation.of(|k| values[k]).abs() > LARGEST;
            let operation = if large { Operation::Sigmoid(j) } else { operation };
            values.push(operation.of(|k| values[k]));
            operations.push(operation);
        }
        Program { leaves, operations }
    })
}

impl Program {
    /// The place of the last number.
    pub fn last(&self) -> usize {
        self.leaves.len() + self.operations.len() - 1
    }

    pub fn tape(&self, wrong: Wrong) -> Vec<Node> {
        let mut tape: Vec<Node> = self.leaves.iter().map(|&x| (x, vec![])).collect();
        for operation in &self.operations {
            operation.record(&mut tape, wrong);
        }
        tape
    }

    /// All values, where each number is moved by its entry in `shifts` as it is made.
    fn shifted<T: Real>(&self, shifts: &[T]) -> Vec<T> {
        let leaves = self.leaves.iter().zip(shifts);
        let mut values: Vec<T> = leaves.map(|(&x, &shift)| T::from(x) + shift).collect();
        for operation in &self.operations {
            let value = operation.of(|k| values[k]);
            values.push(value + shifts[values.len()]);
        }
        values
    }

    /// A line for each number, with the rates or without.
    pub fn text(&self, rates: bool) -> String {
        let made =
            self.operations.iter().map(|operation| format!("  = {}", operation.text()));
        let made = self.leaves.iter().map(|_| String::new()).chain(made);
        let lines = made.zip(self.tape(Wrong::NOTHING)).enumerate();
        let lines = lines.map(|(k, (made, (value, of)))| {
            let mut line = format!("u{k} = {}{made}", tensor_text::number(value, 4));
            for (k, rate) in of.iter().filter(|_| rates) {
                line += &format!("   ({k}, {})", tensor_text::number(*rate, 4));
            }
            line
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The number at `output`, as a function of a shift of each number. Its derivative with respect to
/// the shift of u_k is δ(u_k): all before u_k stays, and all after it follows.
pub struct Shifted<'a> {
    pub program: &'a Program,
    pub output: usize,
}

impl Cost for Shifted<'_> {
    fn at<T: Real>(&self, shifts: &[T]) -> T {
        self.program.shifted(shifts)[self.output]
    }
}

/// The adjoints of all numbers on a tape.
pub fn adjoints(tape: &[Node], output: usize, wrong: Wrong) -> Vec<f64> {
    let first = if wrong.has("sweep-all-seeded") { 1.0 } else { 0.0 };
    let mut adjoints = vec![first; tape.len()];
    adjoints[output] = match () {
        () if wrong.has("sweep-unseeded") => 0.0,
        () if wrong.has("sweep-value-seeded") => tape[output].0,
        () => 1.0,
    };
    let end = output + usize::from(!wrong.has("sweep-output-left-out"));
    for i in 0..end {
        let i = if wrong.has("sweep-forwards") { i } else { end - 1 - i };
        for &(k, rate) in &tape[i].1 {
            let share = match () {
                () if wrong.has("sweep-rates-added") => adjoints[i] + rate,
                () if wrong.has("sweep-without-rates") => adjoints[i],
                () if wrong.has("sweep-without-adjoints") => rate,
                () => adjoints[i] * rate,
            };
            if wrong.has("sweep-set") {
                adjoints[k] = share;
            } else {
                adjoints[k] += share;
            }
        }
    }
    adjoints
}
