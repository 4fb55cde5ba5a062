//! Everything with data in it that the book shows comes from the code as it is now.

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
        "{}\n`cargo run --release --package plots -- --symptoms` measures again",
        faults.join("\n")
    );
}
