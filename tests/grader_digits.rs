//! The grader brings its own copy of some digits, so that the exercises can be released without
//! the crate. They are the first of those that the crate draws.

use std::path::Path;

use backprop::data::{Splits, idx};
use grader::data::digits::{TEST, TRAINING};

#[test]
fn the_graders_digits_are_the_first_that_the_crate_draws() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises/grader/digits");
    let [training, test] = Splits::embedded_files();
    let parts =
        [("train", training.first(2_000), TRAINING), ("t10k", test.first(500), TEST)];
    for (part, drawn, files) in parts {
        let read = idx::read_digits(&directory, part).expect("the files are sound");
        assert!(read == drawn, "the files of {part} hold other digits");
        let digits = files.digits();
        assert!(digits.images == drawn.inputs(), "the grader reads other images");
        assert_eq!(digits.labels, drawn.labels());
    }
}
