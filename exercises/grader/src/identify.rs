//! Which mistake is it? Answers are compared with every imitation of the atlas, on many inputs.
//!
//! A mistake is named only if the answer equals an imitation of it on every probe, and none of
//! another mistake. If several fit, they are told as alternatives. Pairs are tried when no single
//! mistake fits, by the same rule.

use crate::answer::{Answer, difference, same};
use crate::atlas::{Mistake, Named};
use crate::exercise::{Imitated, Made};
use crate::function::{Input, Task, draw};
use crate::judge::Answering;
use crate::pattern::{self, Pattern};
use crate::process::End;
use crate::witness::Witness;

/// Enough for the inputs of every exercise to take each of their forms several times. They are
/// the same in every run, so that what the certificate shows holds for every reader.
const PROBES: usize = 80;
const PROBE_SEED: u64 = 0;

/// An answer must differ from the truth, and not only by a panic, on so many probes before it is
/// called by the name of a mistake.
const TELLING: usize = 2;

/// A call that hangs takes time: after so many, the other probes are left out.
const HANGS: usize = 4;

#[derive(Default)]
pub struct Identified {
    /// One mistake, a pair, or nothing.
    pub mistakes: Vec<Named>,
    /// Mistakes with the same numbers, of which any may be the one.
    pub alternatives: Vec<Named>,
    /// What all the wrong answers have in common.
    pub pattern: Option<Pattern>,
    /// The equation that goes wrong first.
    pub first_wrong: Option<&'static str>,
}

/// What became of a probe.
pub type Outcome = Result<Answer, End>;

pub fn identify(task: &dyn Task, answer: &mut Answering) -> Identified {
    let (mut probes, mut returned, mut hung) = (Vec::new(), Vec::<Outcome>::new(), 0);
    for probe in draw(task, PROBES, PROBE_SEED) {
        let outcome = answer(&probe);
        hung += usize::from(matches!(outcome, Err(End::Hung | End::Died(_))));
        if matches!(outcome, Err(End::OutOfTime | End::Failed(_))) || hung > HANGS {
            break;
        }
        probes.push(probe);
        returned.push(outcome);
    }
    let truth: Vec<_> = probes.iter().map(|i| task.truth(i, Witness::Duals)).collect();
    let tolerance = task.tolerance();

    let telling = |(got, want): &(&Outcome, &Answer)| match got {
        Ok(got) => difference(got, want, tolerance).is_some(),
        Err(end) => matches!(end, End::Hung),
    };
    let wrong = returned.iter().zip(&truth).filter(telling).count();
    let mut identified = Identified {
        pattern: pattern::of(&returned, &truth, tolerance),
        first_wrong: first_wrong(task, &probes, &returned, wrong),
        ..Identified::default()
    };
    if wrong < TELLING {
        return identified;
    }

    let fits = |made: &Made| {
        probes.iter().zip(&returned).all(|(probe, returned)| {
            match (task.imitate(made, probe), returned) {
                (Ok(imitated), Ok(returned)) => same(&imitated, returned, tolerance),
                (Err(imitated), Err(returned)) => imitated.like(returned),
                _ => false,
            }
        })
    };
    let mut single: Vec<Named> = Vec::new();
    for Imitated { mistake, made } in task.all_imitations() {
        if single.iter().all(|named| named.mistake != mistake) && fits(&made) {
            let constant = match made {
                Made::Written(_, constant) => constant,
                Made::Switches(_) => None,
            };
            single.push(Named { mistake, constant });
        }
    }
    match single.len() {
        0 => identified.mistakes = pair(task.switches(), fits),
        1 => identified.mistakes = single,
        _ => identified.alternatives = single,
    }
    identified
}

/// The two switches of the model that together explain everything, if no other two do.
fn pair(all: &[&'static str], fits: impl Fn(&Made) -> bool) -> Vec<Named> {
    let pairs = all.iter().enumerate().flat_map(|(k, &first)| {
        all[k + 1..].iter().map(move |&second| Made::Switches(vec![first, second]))
    });
    let mut fitting = pairs.filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(Made::Switches(slugs)), None) => slugs
            .iter()
            .map(|slug| Named { mistake: Mistake::of(slug), constant: None })
            .collect(),
        _ => Vec::new(),
    }
}

/// The sentence on the first wrong equation, if it is the same in most of the `wrong` probes and
/// another in none. Where a factor is zero by chance, the numbers can mislead.
fn first_wrong(
    task: &dyn Task,
    probes: &[Input],
    returned: &[Outcome],
    wrong: usize,
) -> Option<&'static str> {
    let answered = probes.iter().zip(returned);
    let said = answered.filter_map(|(i, got)| task.first_wrong(i, got.as_ref().ok()?));
    let said: Vec<_> = said.collect();
    let first = *said.first()?;
    (2 * said.len() > wrong && said.iter().all(|&other| other == first)).then_some(first)
}
