//! The example that readers run, with the reference answers and with some of them missing.

use grader::data::Answers;

#[path = "../../exercises/examples/read_digits.rs"]
#[allow(dead_code, reason = "the example's main takes the stubs")]
mod example;

const REFERENCE: Answers = Answers {
    idx_header: solutions::data::idx_header,
    arg_max: solutions::data::arg_max,
    train_network: solutions::data::train_network,
};

/// Nine digits in ten and more, whatever machine adds up the sums.
#[test]
fn the_reference_reads_digits() {
    let report = example::read_digits(&REFERENCE).expect("nothing is in the way");
    println!("{report}");
    assert!(report.contains("Trained [784, 30, 10] on 2,000 digits"), "{report}");
    assert!(report.contains("\nTest accuracy 9"), "{report}");
    assert!(report.contains(" of 500 digits). Exercise 9.3 asks for 88 %."), "{report}");
    assert_eq!(report.matches(" %\n").count(), 10, "a line for each digit: {report}");
}

#[test]
fn a_missing_answer_is_named() {
    let missing = [
        ("9.1", Answers { idx_header: |_, _| todo!("9.1"), ..REFERENCE }),
        ("9.2", Answers { arg_max: |_| todo!("9.2"), ..REFERENCE }),
        ("9.3", Answers { train_network: |_, _, _| todo!("9.3"), ..REFERENCE }),
    ];
    for (id, answers) in missing {
        let problem = example::read_digits(&answers).expect_err(id);
        let start = format!("To read digits, solve exercise {id} first: ");
        assert!(problem.starts_with(&start), "{problem}");
    }
}

#[test]
fn a_wrong_answer_is_told_and_panics_nowhere() {
    let wrong = [
        ("9.1", Answers { idx_header: |_, _| Err("no magic".into()), ..REFERENCE }),
        ("9.1", Answers { idx_header: |_, _| Ok(vec![1 << 31]), ..REFERENCE }),
        ("9.2", Answers { arg_max: |a| a.len() / (a.len() - 2), ..REFERENCE }),
        ("9.3", Answers { arg_max: |a| a.len(), ..REFERENCE }),
        ("9.3", Answers { train_network: |_, _, _| Default::default(), ..REFERENCE }),
    ];
    for (id, answers) in wrong {
        let problem = example::read_digits(&answers).expect_err(id);
        let end = format!("Then: cargo test --package exercises {id}");
        assert!(problem.ends_with(&end), "{problem}");
    }
}
