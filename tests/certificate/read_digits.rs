//! The reader's own code learns digits and reads them: with the reference answers, and with those of
//! the stubs.

use grader::process::Program;
use grader::read_digits::read_digits;
use grader::train_digits::train_digits;

/// Nine digits in ten and more, whatever machine adds up the sums.
#[test]
fn the_reference_reads_digits() {
    let program = Program::new(env!("CARGO_BIN_EXE_reference"));
    let report = read_digits(&program).expect("nothing is in the way");
    println!("{report}");
    assert!(report.contains("Trained [784, 30, 10] on 2,000 digits"), "{report}");
    assert!(report.contains("\nTest accuracy 9"), "{report}");
    assert!(report.contains(" of 500 digits). Exercise 9.3 asks for 88 %."), "{report}");
    assert_eq!(report.matches(" %\n").count(), 10, "a line for each digit: {report}");
}

#[test]
fn a_missing_answer_is_named() {
    let problem = read_digits(&Program::new(env!("CARGO_BIN_EXE_blank"))).unwrap_err();
    assert!(
        problem.starts_with("To read digits, solve exercise 9.1 first: "),
        "{problem}"
    );
    assert!(problem.ends_with("Then: cargo test --package exercises 9.1"), "{problem}");
}

/// The same gradient, order and steps, whoever finds them: but for rounding, which training magnifies.
#[test]
fn answers_and_stand_ins_learn_alike() {
    let [answers, stand_ins] =
        [env!("CARGO_BIN_EXE_reference"), env!("CARGO_BIN_EXE_blank")]
            .map(|program| train_digits(&Program::new(program)).expect("nothing fails"));
    assert!(answers >= 0.9, "{answers}");
    assert!((answers - stand_ins).abs() <= 0.02, "{answers}, {stand_ins}");
}
