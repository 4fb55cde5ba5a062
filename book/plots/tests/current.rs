//! Everything with data in it that the book shows comes from the code as it is now.

use plots::{PLOTS, check::check};

#[test]
fn figures_and_values_are_current() {
    let faults = check(&PLOTS).expect("the committed values can be read");
    assert!(
        faults.is_empty(),
        "{}\n`cargo run --release --package plots` draws and measures again",
        faults.join("\n")
    );
}
