//! Everything with data in it that the book shows comes from the code as it is now.

use clinic::case::Case;
use clinic::examination::find;
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
