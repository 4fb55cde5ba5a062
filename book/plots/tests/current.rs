//! Everything with data in it that the book shows comes from the code as it is now.

use clinic::case::Case;
use clinic::examination::find;
use clinic::matrix::{MATRIX, SEEDS};
use clinic::place::{Ward, patient};
use clinic::program::Program;
use plots::{PLOTS, check::check, symptoms};

#[test]
fn figures_and_values_are_current() {
    let faults = check(&PLOTS).expect("the committed values can be read");
    assert!(
        faults.is_empty(),
        "{}\n`cargo run --release --package plots` draws and measures again",
        faults.join("\n")
    );
}

/// Four minutes for all of them are too long for a test: one in forty is run again.
#[test]
fn symptoms_are_current() {
    let mut faults = symptoms::check(40).expect("the committed symptoms can be read");
    faults.extend(symptoms::check_matrix(40));
    assert!(
        faults.is_empty(),
        "{}\n`cargo run --package plots -- --symptoms` measures again",
        faults.join("\n")
    );
}

#[test]
fn the_cases_of_chapter_10_go_as_it_tells() {
    let page = std::fs::read_to_string(plots::book().join("src/notebook.md"))
        .expect("chapter 10 is there");
    let examination = |name| find(name).expect("there is such an examination");
    let case = Case::of(5);
    for name in ["gradient-check", "step", "inputs"] {
        let outcome = format!("{name}: {}.\n", case.examine(examination(name)));
        assert!(page.contains(&outcome), "{outcome}");
    }
    assert_eq!(case.mistakes(), ["train-pixels-inverted"]);
    let made = ["curve", "gradient-check", "step", "inputs"].map(str::to_owned);
    let left: Vec<_> = (1..=4).map(|n| case.left(&made[..n]).len()).collect();
    assert_eq!(left, [27, 11, 3, 1], "the suspects that the page counts");

    let both = ["cost-derivative-sign", "step-uphill"].map(|slug| patient(slug).unwrap());
    let program = Program::with(Ward::Quadratic, &both);
    for name in ["gradient-check", "step"] {
        let outcome = format!("{name}: {}\n", examination(name).outcome(&program, 1));
        assert!(page.contains(&outcome), "{outcome}");
    }
    for run in [case.run(), clinic::run::train(&program, 1)] {
        let accuracies =
            run.points.iter().map(|point| format!("   {:.3}", point.accuracy));
        let line = format!("  accuracy{}\n", accuracies.collect::<String>());
        assert!(page.contains(&line), "{line}");
    }
}

#[test]
fn chapter_10_counts_its_patients_rightly() {
    for seed in 0..SEEDS.len() {
        let run = MATRIX.with(1).filter(|row| row.runs()).count();
        let share = MATRIX.fair(1, seed).count() as f64 / run as f64;
        assert!((0.7..0.8).contains(&share), "about three quarters: {share}");
    }
    let pairs = Ward::ALL.map(|ward| MATRIX.suspects(ward, 2).len());
    assert_eq!(pairs.into_iter().max(), Some(24_090));
    let worth = MATRIX.worth();
    let of = |name| worth.iter().find(|worth| worth.name == name).expect("it is there");
    let (curve, check) = (of("curve"), of("gradient-check"));
    assert!(curve.notices > check.notices && curve.apart < check.apart);
    for noticed in [curve.notices, check.notices] {
        let share = noticed as f64 / MATRIX.with(1).count() as f64;
        assert!((0.45..0.55).contains(&share), "about half: {share}");
    }
    // Twins: what is found of one may be found of the other.
    let twins = ["shuffled-apart", "labels-not-shuffled"];
    let [one, other] = twins.map(|slug| MATRIX.of(slug).expect("a row"));
    let told = |k| (0..SEEDS.len()).any(|seed| one.told_from(other, seed, k));
    assert!(!(0..one.outcomes.len()).any(told));
}
