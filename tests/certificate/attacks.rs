//! Answers that attack the judge: none gets a mark that it has not earned, none costs another
//! exercise anything, and each ends within its time.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    linux::main()
}

/// Elsewhere workers are not confined: there is nothing to promise.
#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    println!("workers are confined on Linux only");
    ExitCode::SUCCESS
}

#[cfg(target_os = "linux")]
mod linux {
    use std::process::ExitCode;
    use std::time::{Duration, Instant};

    use grader::exercise::{Status, Verdict};
    use grader::process::Program;
    use grader::{confine, run};

    const HOSTILE: &str = env!("CARGO_BIN_EXE_hostile");
    const REFERENCE: &str = env!("CARGO_BIN_EXE_reference");

    /// The attack, and what the report must say of it.
    const ATTACKS: [(&str, &str); 24] = [
        ("hangs", "does not return"),
        ("sleeps", "does not return"),
        ("hangs-sometimes", "does not return"),
        ("overflows", "the stack overflows"),
        ("allocates", "the memory runs out"),
        ("exits", "ends the whole program, with exit code 0"),
        ("aborts", "aborts the whole program"),
        ("prints", "✓ 1.1 sigmoid, and 137 other points"),
        ("panics-in-colour", "Your code panicked: all 61/61 138/138"),
        ("reads-the-environment", "σ(z) is wrong"),
        ("reads-files", "σ(z) is wrong"),
        ("writes-files", "σ(z) is wrong"),
        ("starts-programs", "σ(z) is wrong"),
        ("forks", "σ(z) is wrong"),
        ("uses-the-network", "σ(z) is wrong"),
        ("kills-the-judge", "σ(z) is wrong"),
        ("leaves-its-group", "σ(z) is wrong"),
        ("reads-its-input", "σ(z) is wrong"),
        ("forges-events", ""),
        ("floods-the-pipes", ""),
        ("claims-a-long-message", ""),
        ("closes-the-pipes", ""),
        ("starts-threads", "σ(z) is wrong"),
        ("constructs", "σ(z) is wrong"),
    ];

    /// One exercise may take so long, whatever its answer does; the machine may be busy.
    const TIME: Duration = Duration::from_secs(40);

    fn judge(program: &Program, exercise: &str) -> Verdict {
        run::judge(&*grader::find(exercise).expect("an exercise"), program, 1)
    }

    pub fn main() -> ExitCode {
        confine::begin();
        assert!(confine::available(), "this kernel has neither Landlock nor seccomp");
        let hostile = Program::new(HOSTILE);
        let harmless = judge(&hostile.with("nothing"), "sigmoid");
        assert_eq!(harmless.status, Status::Solved, "{}", harmless.report);

        for (attack, words) in ATTACKS {
            let start = Instant::now();
            let verdict = judge(&hostile.with(attack), "sigmoid");
            let (took, told) = (start.elapsed(), verdict.report + &verdict.printed);
            println!("{attack:<24} {:>5.1} s   {}", took.as_secs_f64(), verdict.summary);
            assert_eq!(verdict.status, Status::Wrong, "{attack}: {told}");
            assert!(told.contains(words), "{attack}: {told}");
            assert!(!told.contains("is free"), "{attack}: {told}");
            assert!(took <= TIME, "{attack} takes {took:?}");
        }
        let table = judge(&hostile.with("knows-a-table"), "sigmoid");
        assert_eq!(table.status, Status::Wrong, "a table of inputs passes");

        hangs_are_shown_on_the_smallest_case(&hostile);
        let another = judge(&Program::new(REFERENCE), "bp2");
        assert_eq!(another.status, Status::Solved, "{}", another.report);
        trouble_of_the_judge_is_no_mark();
        println!("{} attacks, no mark", ATTACKS.len() + 1);
        ExitCode::SUCCESS
    }

    fn hangs_are_shown_on_the_smallest_case(hostile: &Program) {
        let verdict = judge(&hostile.with("hangs-sometimes"), "sigmoid");
        assert!(verdict.report.contains("z = 0.6\n"), "{}", verdict.report);
        assert_eq!(verdict.ended, Some("hung"));
    }

    fn trouble_of_the_judge_is_no_mark() {
        let verdict = judge(&Program::new("/nowhere/worker"), "sigmoid");
        assert_eq!(verdict.status, Status::CouldNotGrade, "{}", verdict.report);
    }
}
