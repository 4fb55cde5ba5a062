//! Exercise 11.12: inverted dropout, in training and in evaluation.

use ndarray::{Array1, Zip};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
use crate::sample::filled;

#[derive(Clone, Debug)]
pub struct Dropout {
    a: Array1<f64>,
    p: f64,
    training: bool,
    /// What `random` returns, one after the other and from the front again.
    random: Vec<f64>,
}

/// p is a tenth, and a random number lies between two tenths: `<` and `<=` are the same.
fn inputs() -> impl Strategy<Value = Dropout> {
    let random = vec(0..10_u32, 4);
    let shape = (1..=4_usize, 0..=9_u32, any::<bool>(), random);
    filled(shape, |(n, tenths, training, random), numbers| Dropout {
        a: numbers.vector(*n),
        p: f64::from(*tenths) / 10.0,
        training: *training,
        random: random.iter().map(|&tenth| f64::from(tenth) / 10.0 + 0.05).collect(),
    })
}

fn parts(a: Array1<f64>, factors: Array1<f64>) -> Answer {
    vec![part("a", a), part("the factors", factors)]
}

fn dropped(i: &Dropout, wrong: Wrong) -> Answer {
    let Dropout { a, p, training, random } = i;
    let n = a.len();
    let of_kept = match () {
        () if wrong.has("dropout-not-scaled") => 1.0,
        () if wrong.has("dropout-scaled-by-p") => 1.0 / p,
        () if wrong.has("dropout-scaled-down") => 1.0 - p,
        () => 1.0 / (1.0 - p),
    };
    let factor = |k: usize| {
        let drawn = random[if wrong.has("dropout-one-draw") { 0 } else { k }];
        let kept = (drawn < *p) == wrong.has("dropout-kept-exchanged");
        if kept { of_kept } else { 0.0 }
    };
    let training = *training != wrong.has("dropout-flag-exchanged");
    let factors = match () {
        () if wrong.has("dropout-never") => Array1::ones(n),
        () if training || wrong.has("dropout-at-evaluation") => {
            Array1::from_shape_fn(n, factor)
        }
        () if wrong.has("dropout-scaled-at-evaluation") => Array1::from_elem(n, 1.0 - p),
        () => Array1::ones(n),
    };
    let told = match wrong.has("dropout-factors-not-scaled") {
        true => factors.mapv(|factor| f64::from(factor != 0.0)),
        false => factors.clone(),
    };
    parts(a * &factors, told)
}

pub fn dropout() -> Function<Dropout> {
    Function {
        name: "dropout",
        inputs: || inputs().boxed(),
        show: |i| {
            vec![
                part("a", i.a.clone()),
                part("p", i.p),
                part("training", i.training.to_string()),
                part("random", Array1::from(i.random[..i.a.len()].to_vec())),
            ]
        },
        ask: |worker, i| {
            let arguments = args![&i.a, i.p, i.training, ()];
            let (a, factors) = worker
                .call_with("dropout", arguments, |_| Ok(i.random.clone().into()))?;
            Ok(parts(a, factors))
        },
        truth: |i, _| {
            let mut factors = Array1::ones(i.a.len());
            if i.training {
                let drawn = Array1::from(i.random[..i.a.len()].to_vec());
                Zip::from(&mut factors).and(&drawn).for_each(|factor, &drawn| {
                    *factor = if drawn < i.p { 0.0 } else { 1.0 / (1.0 - i.p) };
                });
            }
            parts(&i.a * &factors, factors)
        },
        model: dropped,
        mistakes: vec![
            "dropout-not-scaled",
            "dropout-scaled-by-p",
            "dropout-scaled-down",
            "dropout-at-evaluation",
            "dropout-scaled-at-evaluation",
            "dropout-kept-exchanged",
            "dropout-one-draw",
            "dropout-flag-exchanged",
            "dropout-never",
            "dropout-factors-not-scaled",
        ],
        special: Special {
            written: vec![
                once("dropout-not-inverted", |i| {
                    let wrong = ["dropout-not-scaled", "dropout-scaled-at-evaluation"];
                    dropped(i, Wrong(&wrong))
                }),
                once("dropout-results-exchanged", |i| {
                    let mut answer = dropped(i, Wrong::NOTHING);
                    let factors = answer.remove(1).value;
                    let a = answer.remove(0).value;
                    vec![part("a", factors), part("the factors", a)]
                }),
            ],
            ..Special::none()
        },
    }
}
