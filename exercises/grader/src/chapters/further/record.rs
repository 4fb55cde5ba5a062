//! Exercise 11.1: a neuron on the tape, judged by a sweep over what was recorded.

use std::collections::BTreeMap;

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;

use super::program::{Node, Operation, RECORDING, adjoints};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
use crate::sample::filled;
use crate::witness::{Cost, Real};

/// The numbers on the tape, and which of them are the weights, the activations and the bias.
#[derive(Clone, Debug)]
pub struct Neuron {
    pub numbers: Vec<f64>,
    pub w: Vec<usize>,
    pub a: Vec<usize>,
    pub b: usize,
}

/// Its output, as a function of the numbers on the tape.
impl Cost for Neuron {
    fn at<T: Real>(&self, numbers: &[T]) -> T {
        let terms = self.w.iter().zip(&self.a).map(|(&w, &a)| numbers[w] * numbers[a]);
        terms.fold(numbers[self.b], |sum, term| sum + term).sigmoid()
    }
}

/// One to three inputs. In one case of three any number may stand in any place.
fn inputs() -> impl Strategy<Value = Neuron> {
    let places = (1..=3_usize, vec(any::<usize>(), 7), prop::bool::weighted(0.3));
    filled(places, |(n, drawn, mixed), numbers| {
        let leaves = 2 * n + 1;
        let place = |k: usize| if *mixed { drawn[k] % leaves } else { k };
        Neuron {
            numbers: numbers.vector(leaves).to_vec(),
            w: (0..*n).map(place).collect(),
            a: (*n..2 * n).map(place).collect(),
            b: place(2 * n),
        }
    })
}

const IN_ORDER: &str = "in order";

fn parts(activation: f64, adjoints: Vec<f64>) -> Answer {
    vec![
        part("the tape", IN_ORDER.to_owned()),
        part("the neuron", activation),
        part("the adjoints", Array1::from(adjoints)),
    ]
}

/// What is wrong with a tape on which no sweep is possible.
fn disorder(before: &[Node], tape: &[Node], place: usize) -> Option<String> {
    if tape.get(..before.len()) != Some(before) {
        return Some("what was on it is not as it was".to_owned());
    }
    if place == tape.len() {
        return Some("the place returned is that of what comes next".to_owned());
    }
    if place > tape.len() {
        return Some(format!("there is no place {place} on it"));
    }
    let late = |(i, node): (usize, &Node)| {
        let (k, _) = node.1.iter().find(|(k, _)| *k >= i)?;
        Some(format!("u{i} is made from u{k}, which is not before it"))
    };
    tape.iter().enumerate().find_map(late)
}

/// What the sweep finds on a tape that was recorded.
fn observed(i: &Neuron, place: usize, tape: &[Node]) -> Answer {
    if let Some(problem) = disorder(&leaves(i), tape, place) {
        let unknown =
            ["the neuron", "the adjoints"].map(|label| part(label, "—".to_owned()));
        return [&[part("the tape", problem)][..], &unknown].concat();
    }
    let mut found = adjoints(tape, place, Wrong::NOTHING);
    found.truncate(i.numbers.len());
    parts(tape[place].0, found)
}

fn leaves(i: &Neuron) -> Vec<Node> {
    i.numbers.iter().map(|&x| (x, vec![])).collect()
}

/// The sums are all kept on the tape, b first.
fn recorded(i: &Neuron, wrong: Wrong) -> Answer {
    let mut tape = leaves(i);
    let mut z = i.b;
    for (k, (&w, &a)) in i.w.iter().zip(&i.a).enumerate() {
        let product = Operation::Mul(w, a).record(&mut tape, wrong);
        if k == 0 && wrong.has("tape-bias-left-out") {
            z = product;
            continue;
        }
        let from = if wrong.has("tape-sum-not-kept") { i.b } else { z };
        z = Operation::Add(from, product).record(&mut tape, wrong);
        if wrong.has("tape-sum-rates") {
            let values = [tape[from].0, tape[product].0];
            tape[z].1 = vec![(from, values[1]), (product, values[0])];
        }
    }
    if !wrong.has("tape-not-activated") {
        z = Operation::Sigmoid(z).record(&mut tape, wrong);
    }
    observed(i, z + usize::from(wrong.has("tape-place-behind")), &tape)
}

/// The rates of z, of the weights and the activations.
fn rates(i: &Neuron) -> impl Iterator<Item = (usize, f64)> {
    let u = |k: usize| i.numbers[k];
    i.w.iter().zip(&i.a).flat_map(move |(&w, &a)| [(w, u(a)), (a, u(w))])
}

/// The neuron as one number, with one rate for each place.
fn by_place(i: &Neuron, rates: BTreeMap<usize, f64>) -> Answer {
    let (mut tape, activation) = (leaves(i), i.at(&i.numbers));
    let slope = activation * (1.0 - activation);
    tape.push((activation, rates.into_iter().map(|(k, r)| (k, slope * r)).collect()));
    observed(i, i.numbers.len(), &tape)
}

pub fn record_neuron() -> Function<Neuron> {
    let mut mistakes = RECORDING.to_vec();
    mistakes.extend([
        "tape-bias-left-out",
        "tape-sum-not-kept",
        "tape-sum-rates",
        "tape-not-activated",
        "tape-place-behind",
    ]);
    Function {
        name: "record_neuron",
        inputs: || inputs().boxed(),
        show: |i| {
            vec![
                part("tape", Array1::from(i.numbers.clone())),
                part("w", format!("{:?}", i.w)),
                part("a", format!("{:?}", i.a)),
                part("b", i.b.to_string()),
            ]
        },
        ask: |worker, i| {
            let arguments = args![leaves(i), &i.w, &i.a, i.b];
            let (place, tape): (usize, Vec<Node>) =
                worker.call("record_neuron", arguments)?;
            Ok(observed(i, place, &tape))
        },
        truth: |i, witness| parts(i.at(&i.numbers), witness.gradient(i, &i.numbers)),
        model: recorded,
        mistakes,
        special: Special {
            written: vec![
                // The rates of a sum are those of its first term only.
                once("tape-first-term-only", |i| {
                    let mut tape = leaves(i);
                    let mut z = i.b;
                    for (&w, &a) in i.w.iter().zip(&i.a) {
                        let product =
                            Operation::Mul(w, a).record(&mut tape, Wrong::NOTHING);
                        tape.push((tape[z].0 + tape[product].0, vec![(product, 1.0)]));
                        z = product + 1;
                    }
                    let z = Operation::Sigmoid(z).record(&mut tape, Wrong::NOTHING);
                    observed(i, z, &tape)
                }),
                // The sum knows its products, and b by its value only.
                once("tape-bias-by-value", |i| {
                    let (mut tape, mut of) = (leaves(i), Vec::new());
                    let mut value = i.numbers[i.b];
                    for (&w, &a) in i.w.iter().zip(&i.a) {
                        let product =
                            Operation::Mul(w, a).record(&mut tape, Wrong::NOTHING);
                        value += tape[product].0;
                        of.push((product, 1.0));
                    }
                    let z = tape.len();
                    tape.push((value, of));
                    let z = Operation::Sigmoid(z).record(&mut tape, Wrong::NOTHING);
                    observed(i, z, &tape)
                }),
                once("tape-place-twice", |i| {
                    let bias = std::iter::once((i.b, 1.0));
                    by_place(i, bias.chain(rates(i)).collect())
                }),
                once("tape-place-twice", |i| {
                    by_place(i, rates(i).chain([(i.b, 1.0)]).collect())
                }),
                // The value is computed apart, and put on the tape as a number of its own.
                once("tape-detached", |i| {
                    let mut tape = leaves(i);
                    tape.push((i.at(&i.numbers), vec![]));
                    observed(i, i.numbers.len(), &tape)
                }),
            ],
            ..Special::none()
        },
    }
}
