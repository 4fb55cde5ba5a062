//! What the reader is told about a wrong answer. It fits a screen.

use anstyle::{AnsiColor, Style};

use crate::answer::{Answer, Difference, Part, Tolerance, Value, value_difference};
use crate::atlas::Mistake;
use crate::exercise::{Info, Status, Verdict};
use crate::function::Fault;
use crate::identify::Identified;
use crate::tensor_text::{beside, lines, number};

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const RED: Style = AnsiColor::Red.on_default().bold();
pub const GREEN: Style = AnsiColor::Green.on_default().bold();

/// The smallest case that fails, and how it fails.
pub struct Case {
    pub inputs: Answer,
    pub want: Answer,
    pub fault: Fault,
    pub tolerance: Tolerance,
}

/// The verdict on a wrong answer.
pub fn wrong(info: &Info, case: &Case, identified: Identified) -> Verdict {
    let what = what_happened(case);
    let summary = match &identified.mistakes[..] {
        [] => first_sentence(&what),
        made => made.iter().map(|made| made.name).collect::<Vec<_>>().join(", and "),
    };
    let mut report = format!("{what}\n{}", the_case(case));
    if let Some(first_wrong) = identified.first_wrong {
        report += &format!("\n{}", paragraph("", first_wrong));
    }
    report += &match &identified.mistakes[..] {
        [] => unknown(info, &case.fault, identified.factor),
        made => known(made),
    };
    Verdict { status: Status::Wrong, mistakes: identified.mistakes, summary, report }
}

fn first_sentence(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

fn what_happened(case: &Case) -> String {
    match &case.fault {
        Fault::Panicked(panic) => {
            let place =
                panic.place.as_ref().map(|at| format!("\nat {at}")).unwrap_or_default();
            match panic.message.strip_prefix("not yet implemented: ") {
                Some(id) => format!("Your code comes to a `todo!`, {id}.{place}"),
                None => format!("Your code panicked: {}{place}", panic.message),
            }
        }
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
    let mut text = "\nThe smallest case found that shows it:\n".to_owned();
    for part in &case.inputs {
        text.push_str(&lines(part));
    }
    let sides = match &case.fault {
        Fault::Panicked(_) | Fault::Differs(Difference::Parts, _) => return text,
        Fault::Unsteady(once, again) => {
            let differ = once.iter().zip(again).filter(|(once, again)| once != again);
            beside(["first call", "second call"], differ)
        }
        Fault::Differs(_, got) => beside(["returned", "expected"], bad(got, case)),
    };
    text + "\n" + &sides
}

/// What the atlas says of the mistakes.
pub fn known(made: &[&'static Mistake]) -> String {
    let mut text = String::new();
    for (k, mistake) in made.iter().enumerate() {
        let title = if k == 0 { "What it is" } else { "And on top of it" };
        text += &format!("\n{BOLD}{title}: {}.{BOLD:#}\n", mistake.name);
        text += &paragraph("", mistake.what);
        text += &paragraph("Why people write it:", mistake.why);
        text += &paragraph("Unnoticed, it shows as:", mistake.symptom);
        text += &paragraph("Read:", &format!("{} and {}", mistake.page, mistake.entry()));
    }
    text
}

fn unknown(info: &Info, fault: &Fault, factor: Option<f64>) -> String {
    let advice = match fault {
        Fault::Panicked(panic) if panic.message.starts_with("not yet implemented") => {
            "Every exercise can be solved without another one: write the step out, or solve that \
             exercise first."
        }
        Fault::Panicked(_) => {
            "Go through that line with the case above: which shapes and which indices are there, \
             and which did you expect?"
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
        Fault::Differs(Difference::Numbers, _) if factor.is_some_and(|c| c != 0.0) => {
            "The form is right and a constant is not: look for a sign, a 2, or a division."
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
    }
    match factor {
        None | Some(0.0) => text += &paragraph("Ask yourself:", info.hints[0]),
        Some(factor) => {
            let factor = number(factor, 4);
            text += &format!(
                "In every case tried, you return {factor} times what is expected.\n"
            );
        }
    }
    text += &paragraph("Check next:", advice);
    text + &paragraph("Read:", &info.page())
}

/// Text in lines of at most 90 characters, after a label.
pub fn paragraph(label: &str, text: &str) -> String {
    let mut lines = String::new();
    let mut line = label.to_owned();
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > 90 {
            lines += &line;
            lines.push('\n');
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    let paragraph = format!("{lines}{line}\n");
    match paragraph.strip_prefix(label) {
        Some(rest) if !label.is_empty() => format!("{DIM}{label}{DIM:#}{rest}"),
        _ => paragraph,
    }
}
