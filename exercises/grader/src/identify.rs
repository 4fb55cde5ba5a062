//! Which mistake is it? Answers are compared with every mistake of the atlas, on many inputs.
//!
//! A mistake is named only if the answer equals it on every probe, and no other single mistake
//! does. Pairs are tried when no single mistake fits, by the same rule.

use std::fmt::Debug;

use ndarray::ArrayD;

use crate::answer::{Answer, Tolerance, Value, difference, same};
use crate::atlas::{Mistake, Wrong};
use crate::call::{Panic, Trace, call};
use crate::function::Function;
use crate::witness::Witness;

/// Enough for the inputs of every exercise to take each of their forms several times. They are
/// the same in every run, so that what the certificate shows holds for every reader.
const PROBES: usize = 80;
const PROBE_SEED: u64 = 0;

/// An answer must differ from the truth, in numbers and not only by a panic, on so many probes
/// before it is called by the name of a mistake.
const TELLING: usize = 2;

pub struct Identified {
    /// One mistake, a pair, or nothing.
    pub mistakes: Vec<&'static Mistake>,
    /// If every returned number is the same multiple of the expected one, on all probes.
    pub factor: Option<f64>,
    /// The equation that goes wrong first.
    pub first_wrong: Option<&'static str>,
}

pub fn identify<I: Clone + Debug + 'static>(
    exercise: &Function<I>,
    answer: &dyn Fn(&I) -> Answer,
) -> Identified {
    let probes = exercise.draw(PROBES, PROBE_SEED);
    let returned = outcomes(&probes, answer);
    let truth: Vec<_> =
        probes.iter().map(|i| (exercise.truth)(i, Witness::Duals)).collect();
    let tolerance = exercise.tolerance;

    let telling = |(got, want): &(&Outcome, &Answer)| match got {
        Ok(got) => difference(got, want, tolerance).is_some(),
        Err(_) => false,
    };
    let factor = factor(&returned, &truth, tolerance);
    let wrong = returned.iter().zip(&truth).filter(telling).count();
    let first_wrong = first_wrong(exercise, &probes, &returned, wrong);
    if wrong < TELLING {
        return Identified { mistakes: Vec::new(), factor, first_wrong };
    }

    let fits = |made: &[&'static Mistake]| {
        let model = |i: &I| (exercise.model)(i, Wrong(made));
        probes.iter().zip(&returned).all(|(probe, returned)| {
            match (call(Trace::Off, || model(probe)), returned) {
                (Ok(model), Ok(returned)) => same(&model, returned, tolerance),
                (Err(_), Err(_)) => true,
                _ => false,
            }
        })
    };
    let all = &exercise.mistakes;
    let singles = all.iter().map(|&mistake| vec![mistake]);
    let pairs = all.iter().enumerate().flat_map(|(k, &first)| {
        all[k + 1..].iter().map(move |&second| vec![first, second])
    });
    let single = only(singles.filter(|made| fits(made)));
    let mistakes = match single {
        Found::One(made) => made,
        Found::Several => Vec::new(),
        Found::Nothing => match only(pairs.filter(|made| fits(made))) {
            Found::One(made) => made,
            _ => Vec::new(),
        },
    };
    Identified { mistakes, factor, first_wrong }
}

type Outcome = Result<Answer, Panic>;

fn outcomes<I>(probes: &[I], answer: &dyn Fn(&I) -> Answer) -> Vec<Outcome> {
    probes.iter().map(|probe| call(Trace::Off, || answer(probe))).collect()
}

/// The sentence on the first wrong equation, if it is the same in most of the `wrong` probes and
/// another in none. Where a factor is zero by chance, the numbers can mislead.
fn first_wrong<I>(
    exercise: &Function<I>,
    probes: &[I],
    returned: &[Outcome],
    wrong: usize,
) -> Option<&'static str> {
    let first_wrong = exercise.first_wrong?;
    let answered = probes.iter().zip(returned);
    let said = answered.filter_map(|(i, got)| first_wrong(i, got.as_ref().ok()?));
    let said: Vec<_> = said.collect();
    let first = *said.first()?;
    (2 * said.len() > wrong && said.iter().all(|&other| other == first)).then_some(first)
}

enum Found {
    Nothing,
    One(Vec<&'static Mistake>),
    Several,
}

/// What fits must fit alone: between two names the numbers do not decide.
fn only(mut fitting: impl Iterator<Item = Vec<&'static Mistake>>) -> Found {
    match (fitting.next(), fitting.next()) {
        (None, _) => Found::Nothing,
        (Some(one), None) => Found::One(one),
        (Some(_), Some(_)) => Found::Several,
    }
}

/// The c for which everything returned is c times the truth.
fn factor(returned: &[Outcome], truth: &[Answer], tolerance: Tolerance) -> Option<f64> {
    let mut common = None;
    for (got, want) in returned.iter().zip(truth) {
        let got = got.as_ref().ok().filter(|got| got.len() == want.len())?;
        for (got, want) in got.iter().zip(want) {
            let (Value::Numbers(got), Value::Numbers(want)) = (&got.value, &want.value)
            else {
                return None;
            };
            if got.shape() != want.shape() {
                return None;
            }
            let largest = |x: &ArrayD<f64>| {
                x.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs()))
            };
            if common.is_none() && norm_is_ordinary(want) {
                common = Some(largest(got)? / largest(want)?);
            }
            let close = match common {
                Some(c) => tolerance.close(got, &(want * c)),
                None => true,
            };
            if !close {
                return None;
            }
        }
    }
    common.filter(|c| c.is_finite())
}

fn norm_is_ordinary(tensor: &ArrayD<f64>) -> bool {
    tensor.iter().any(|x| x.abs() > 0.01)
}
