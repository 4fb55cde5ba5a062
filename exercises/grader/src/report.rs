//! What the reader is told about a wrong answer. It fits a screen.

use anstyle::{AnsiColor, Style};

use crate::answer::{Answer, Difference, Part, Tolerance, Value, value_difference};
use crate::atlas::Named;
use crate::exercise::{Info, Status, Verdict};
use crate::identify::Identified;
use crate::judge::Fault;
use crate::process::{Death, End};
use crate::tensor_text::{beside, lines};

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const RED: Style = AnsiColor::Red.on_default().bold();
pub const GREEN: Style = AnsiColor::Green.on_default().bold();

/// Lines of a report have so many characters at most.
const WIDTH: usize = 90;
/// The last lines of what an answer printed.
const OUTPUT_LINES: usize = 20;

/// The smallest case that fails, and how it fails.
pub struct Case {
    pub inputs: Answer,
    pub want: Answer,
    pub fault: Fault,
    pub tolerance: Tolerance,
    /// What the answer printed when it was called with this case.
    pub printed: String,
}

/// The verdict on a wrong answer.
pub fn wrong(info: &Info, case: &Case, identified: Identified) -> Verdict {
    let what = what_happened(info, case);
    let Identified { mistakes, alternatives, pattern, first_wrong } = identified;
    let names = |of: &[Named], between: &str| {
        of.iter().map(Named::name).collect::<Vec<_>>().join(between)
    };
    let summary = match (&mistakes[..], &alternatives[..]) {
        ([], []) => first_sentence(&what),
        ([], either) => names(either, ", or "),
        (made, _) => names(made, ", and "),
    };
    let mut report = format!("{what}\n{}", the_case(case));
    if let Some(first_wrong) = first_wrong {
        report += &format!("\n{}", paragraph("", first_wrong));
    }
    report += &match (&mistakes[..], &alternatives[..]) {
        ([], []) => {
            let (sentence, question) = match &pattern {
                Some(pattern) => (Some(&pattern.sentence[..]), pattern.question),
                None => (None, &info.hints[0][..]),
            };
            unknown(info, &case.fault, sentence, question)
        }
        ([], either) => known(either, "Either", "Or"),
        (made, _) => known(made, "What it is", "And on top of it"),
    };
    let ended = match &case.fault {
        Fault::Ended(end) => Some(word(end)),
        _ => None,
    };
    Verdict {
        status: Status::Wrong,
        mistakes,
        alternatives,
        summary,
        report,
        printed: last_lines(&case.printed),
        ended,
    }
}

/// An end in machine form.
fn word(end: &End) -> &'static str {
    match end {
        End::Panicked(_) => "panicked",
        End::Hung | End::OutOfTime => "hung",
        End::Died(Death::Memory) => "memory",
        End::Died(_) => "crashed",
        End::Unfit => "signature",
        End::Failed(_) => "failed",
    }
}

fn last_lines(printed: &str) -> String {
    let lines: Vec<_> = printed.trim_end().lines().collect();
    lines[lines.len().saturating_sub(OUTPUT_LINES)..].join("\n")
}

fn first_sentence(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

fn what_happened(info: &Info, case: &Case) -> String {
    match &case.fault {
        Fault::Ended(End::Panicked(panic)) => {
            let place =
                panic.place.as_ref().map(|at| format!("\nat {at}")).unwrap_or_default();
            match panic.message.strip_prefix("not yet implemented: ") {
                Some(id) => format!("Your code comes to a `todo!`, {id}.{place}"),
                None => format!("Your code panicked: {}{place}", panic.message),
            }
        }
        Fault::Ended(End::Hung) => {
            "Your code does not return: it is still running when it \
                                    should have been done long ago."
                .into()
        }
        Fault::Ended(End::OutOfTime) => {
            "Your code is too slow: the time for all cases together is up.".into()
        }
        Fault::Ended(End::Died(death)) => format!("Your code has no result: {death}."),
        Fault::Ended(End::Unfit) => {
            format!(
                "The signature is not the one that was handed out:\n{}",
                info.signature
            )
        }
        Fault::Ended(End::Failed(problem)) => format!("The judge failed: {problem}"),
        Fault::Unsteady(..) => {
            "Two calls with the same inputs returned different answers.\n\
             The result must depend on the inputs alone."
                .into()
        }
        Fault::Differs(Difference::Parts, got) => {
            let names = |answer: &Answer| {
                let labels: Vec<_> =
                    answer.iter().map(|part| part.label.as_str()).collect();
                if labels.is_empty() { "nothing".into() } else { labels.join(", ") }
            };
            format!(
                "The number of tensors is wrong.\nreturned: {}\nexpected: {}",
                names(got),
                names(&case.want)
            )
        }
        Fault::Differs(Difference::Shape, got) => {
            let (got, want) = first_bad(got, case);
            format!(
                "The shape of {} is wrong: {} returned, {} expected.",
                want.label,
                shape(got),
                shape(want)
            )
        }
        Fault::Differs(Difference::NotFinite, got) => {
            let (got, _) = first_bad(got, case);
            let nan =
                matches!(&got.value, Value::Numbers(x) if x.iter().any(|x| x.is_nan()));
            format!("{} contains {}.", got.label, if nan { "NaN" } else { "an infinity" })
        }
        Fault::Differs(Difference::Numbers, got) => {
            let wrong: Vec<_> =
                bad(got, case).map(|(_, want)| want.label.as_str()).collect();
            let one = wrong.len() == 1 && !wrong[0].ends_with('s');
            let verb = if one { "is" } else { "are" };
            format!("{} {verb} wrong.", wrong.join(", "))
        }
    }
}

/// The parts that differ, as (returned, expected).
fn bad<'a>(
    got: &'a Answer,
    case: &'a Case,
) -> impl Iterator<Item = (&'a Part, &'a Part)> {
    got.iter().zip(&case.want).filter(|(got, want)| {
        value_difference(&got.value, &want.value, case.tolerance).is_some()
    })
}

/// The part with the gravest difference.
fn first_bad<'a>(got: &'a Answer, case: &'a Case) -> (&'a Part, &'a Part) {
    bad(got, case)
        .min_by_key(|(got, want)| {
            value_difference(&got.value, &want.value, case.tolerance).map(|d| d as usize)
        })
        .expect("a part differs")
}

fn shape(part: &Part) -> String {
    match &part.value {
        Value::Text(_) => "a text".into(),
        Value::Numbers(tensor) => match tensor.shape() {
            [] => "a number".into(),
            [n] => format!("({n})"),
            shape => {
                let lengths: Vec<_> = shape.iter().map(usize::to_string).collect();
                format!("({})", lengths.join(", "))
            }
        },
    }
}

/// The inputs, and what was returned beside what was expected.
fn the_case(case: &Case) -> String {
    if case.inputs.is_empty() || matches!(case.fault, Fault::Ended(End::Unfit)) {
        return String::new();
    }
    let mut text = "\nThe smallest case found that shows it:\n".to_owned();
    for part in &case.inputs {
        text.push_str(&lines(part));
    }
    let sides = match &case.fault {
        Fault::Ended(_) | Fault::Differs(Difference::Parts, _) => return text,
        Fault::Unsteady(once, again) => {
            let differ = once.iter().zip(again).filter(|(once, again)| once != again);
            beside(["first call", "second call"], differ)
        }
        Fault::Differs(_, got) => beside(["returned", "expected"], bad(got, case)),
    };
    text + "\n" + &sides
}

/// What the atlas says of the mistakes.
pub fn known(made: &[Named], first: &str, next: &str) -> String {
    let mut text = String::new();
    for (k, named) in made.iter().enumerate() {
        let title = if k == 0 { first } else { next };
        let mistake = named.mistake;
        text += &format!("\n{BOLD}{title}: {}.{BOLD:#}\n", named.name());
        text += &paragraph("", &named.what());
        text += &paragraph("Why people write it:", &mistake.why);
        text += &paragraph("Unnoticed, it shows as:", &mistake.symptom);
        text += &paragraph("Read:", &format!("{} and {}", mistake.page, mistake.entry()));
    }
    text
}

fn unknown(info: &Info, fault: &Fault, pattern: Option<&str>, question: &str) -> String {
    let advice = match fault {
        Fault::Ended(End::Panicked(panic))
            if panic.message.starts_with("not yet implemented") =>
        {
            "Every exercise can be solved without another one: write the step out, or solve that \
             exercise first."
        }
        Fault::Ended(End::Panicked(_)) => {
            "Go through that line with the case above: which shapes and which indices are there, \
             and which did you expect?"
        }
        Fault::Ended(End::Hung) => {
            "A loop whose condition never changes is the usual reason. Follow its variables \
             through two rounds, with the case above."
        }
        Fault::Ended(End::OutOfTime) => {
            "Is something computed again in every round of a loop?"
        }
        Fault::Ended(End::Died(Death::StackOverflow)) => {
            "A function calls itself without end, or an array on the stack is very large."
        }
        Fault::Ended(End::Died(Death::Memory)) => {
            "A vector that grows without end, or a size computed wrongly, is the usual reason."
        }
        Fault::Ended(End::Died(_)) => {
            "Return the result: whoever ends the program leaves nobody to receive it."
        }
        Fault::Ended(_) => {
            "Change the body of the function, and leave its first lines as they are."
        }
        Fault::Unsteady(..) => {
            "A random number, a `static`, or a `thread_local` is the usual reason."
        }
        Fault::Differs(Difference::Parts | Difference::Shape, _) => {
            "Write the shape of every factor beside the formula: only one order of them fits."
        }
        Fault::Differs(Difference::NotFinite, _) => {
            "0/0, ∞ − ∞, ∞/∞ and the logarithm of a negative number are NaN. Which of them can \
             occur here?"
        }
        Fault::Differs(Difference::Numbers, _) => {
            "Work the case above by hand, and print what your code computes on the way: what it \
             prints for this case is shown here."
        }
    };
    let mut text = String::from("\n");
    if matches!(fault, Fault::Differs(..)) {
        text += &format!(
            "{BOLD}This is not one of the mistakes that the grader knows.{BOLD:#}\n"
        );
        if let Some(pattern) = pattern {
            text += &paragraph("", pattern);
        }
        text += &paragraph("Ask yourself:", question);
    }
    text += &paragraph("Check next:", advice);
    text + &paragraph("Read:", &info.page())
}

/// Text in lines, after a label.
pub fn paragraph(label: &str, text: &str) -> String {
    let lines = textwrap::fill(&format!("{label} {text}"), WIDTH);
    let lines = lines.trim_start();
    match lines.strip_prefix(label) {
        Some(rest) if !label.is_empty() => format!("{DIM}{label}{DIM:#}{rest}\n"),
        _ => format!("{lines}\n"),
    }
}
