//! The right programs are right, and a mistake shows where it is known to show.

use clinic::gradient_check::check;
use clinic::place::{Patient, Ward, patient, patients};
use clinic::program::Program;
use clinic::run::train;
use clinic::symptom::{Right, examine, verdict};

fn known(slug: &str) -> &'static Patient {
    patient(slug).unwrap_or_else(|| panic!("a training run can make {slug}"))
}

#[test]
fn the_right_programs_learn_and_pass_their_gradient_check() {
    for ward in Ward::ALL {
        let program = Program::right(ward);
        for seed in [11, 12] {
            assert_eq!(verdict(check(&program, seed)), "passes", "{ward:?}");
        }
        let last = train(&program, 11).last().expect("it does not panic");
        assert!(last.accuracy >= 0.75, "{ward:?}: {last:?}");
    }
}

#[test]
fn a_seed_gives_the_same_run_again() {
    let program = Program::with(Ward::Quadratic, &[known("shuffled-apart")]);
    assert_eq!(train(&program, 5).points, train(&program, 5).points);
    assert_ne!(train(&program, 5).points, train(&program, 6).points);
}

/// A switch that reaches no function would make a patient without a mistake. A few change nothing
/// here: no output saturates so far, or there are ten classes.
#[test]
fn nine_patients_in_ten_differ_from_the_right_program() {
    let some: Vec<_> = patients().iter().step_by(8).collect();
    let same = some.iter().filter(|patient| {
        let right = train(&Program::right(patient.ward), 1);
        let run = train(&Program::with(patient.ward, &[patient]), 1);
        run.panicked.is_none() && run.points == right.points
    });
    let same: Vec<_> = same.map(|patient| &patient.mistake.slug).collect();
    assert!(10 * same.len() <= some.len(), "{same:?}");
}

#[test]
fn symptoms_are_told_apart() {
    let right = Right::of(Ward::Quadratic);
    for (slug, seen, checked) in [
        (
            "bp2-negative",
            "no better than guessing",
            "fails: ∇w², ∇b² −1 times the right one",
        ),
        ("bp3-zero", "looks right", "fails: ∇b², ∇b³ 0 times the right one"),
        ("bp2-not-transposed", "a panic", "panics"),
        ("shuffled-apart", "no better than guessing", "passes"),
        ("last-gradient-only", "learns less", "passes"),
        ("accuracy-is-a-count", "an impossible number", "passes"),
    ] {
        let symptom = examine(known(slug), &right);
        let got = (&symptom.seen[..], &symptom.measured.gradient_check[..]);
        assert_eq!(got, (seen, checked), "{slug}");
    }
}

#[test]
fn two_mistakes_can_be_made_at_once() {
    let both = [known("cost-derivative-sign"), known("step-uphill")];
    let last = train(&Program::with(Ward::Quadratic, &both), 1)
        .last()
        .expect("it does not panic");
    let right = train(&Program::right(Ward::Quadratic), 1).last().expect("nor this");
    assert!((last.accuracy - right.accuracy).abs() < 0.01, "{last:?} {right:?}");
}
