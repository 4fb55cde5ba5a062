//! Exercise 9.1: the header of an IDX file, and whether to believe it. The files are in `files`.

mod wrong;

use proptest::collection::vec;
use proptest::prelude::*;

use super::files::{File, file};
use crate::answer::{Answer, Part, part};
use crate::function::{Function, Special};
use crate::process::{End, Worker};

/// The sizes, or what is wrong: with numbers too large to overflow.
fn believed(File { first, length }: &File) -> Result<Vec<usize>, String> {
    let &[a, b, c, d, ..] = &first[..] else {
        return Err("the magic number is cut short".into());
    };
    if [a, b, c] != [0, 0, 8] || ![1, 3].contains(&d) {
        return Err(format!("the magic number is {a}, {b}, {c}, {d}"));
    }
    let header = 4 + 4 * usize::from(d);
    if first.len() < header {
        return Err(format!("the header should have {header} bytes"));
    }
    let size = |k: usize| {
        first[4 * k..4 * k + 4].iter().fold(0, |n, &b| 256 * n + u128::from(b))
    };
    let sizes: Vec<u128> = (1..=d.into()).map(size).collect();
    let promised = sizes.iter().product::<u128>();
    let data = u128::from(*length) - header as u128;
    if promised == 0 {
        return Err(format!("the sizes are {sizes:?}"));
    }
    if promised != data {
        return Err(format!(
            "bytes promised by {sizes:?}: {promised}, and that follow: {data}"
        ));
    }
    Ok(sizes.into_iter().map(|n| n as usize).collect())
}

/// What came of a header.
enum Told {
    Sizes(Vec<usize>),
    /// All refusals count alike.
    Refused,
    /// No file makes an answer panic, so a panic is a wrong answer like any other here.
    Panicked,
}

fn told(label: String, told: Told) -> Part {
    let text = match told {
        Told::Sizes(sizes) => format!("Ok({sizes:?})"),
        Told::Refused => "Err(…)".into(),
        Told::Panicked => "a panic".into(),
    };
    part(label, text)
}

/// "result", or "result 2" where there are several.
fn label(name: &str, files: &[File], k: usize) -> String {
    if files.len() == 1 { name.to_owned() } else { format!("{name} {}", k + 1) }
}

/// What comes of each of the files.
fn each(files: &[File], of: impl Fn(&File) -> Told) -> Answer {
    let file = |(k, file)| told(label("result", files, k), of(file));
    files.iter().enumerate().map(file).collect()
}

fn ask(worker: &mut Worker, files: &[File]) -> Result<Answer, End> {
    let mut answer = Vec::new();
    for (k, file) in files.iter().enumerate() {
        let told = |result| told(label("result", files, k), result);
        let arguments = args![&file.first, file.length];
        let result = worker.call::<Result<Vec<usize>, String>>("idx_header", arguments);
        answer.push(match result {
            Ok(Ok(sizes)) => told(Told::Sizes(sizes)),
            Ok(Err(words)) => told(Told::Refused).shown_as(format!("Err({words:?})")),
            Err(End::Panicked(panic))
                if !panic.message.starts_with("not yet implemented") =>
            {
                told(Told::Panicked).shown_as(format!("a panic: {}", panic.message))
            }
            Err(end) => return Err(end),
        });
    }
    Ok(answer)
}

/// Several files at once, so that no kind of lie is left out by chance.
pub fn idx_header() -> Function<Vec<File>> {
    Function {
        name: "idx_header",
        inputs: || vec(file(), 1..=8).boxed(),
        show: |files| {
            files.iter().enumerate().flat_map(|(k, file)| show(files, k, file)).collect()
        },
        ask: |worker, files| ask(worker, files),
        truth: |files, _| {
            each(files, |file| believed(file).map_or(Told::Refused, Told::Sizes))
        },
        model: |files, wrong| wrong::model(files, wrong),
        mistakes: wrong::MISTAKES.into(),
        special: Special { written: wrong::written(), ..Special::none() },
    }
}

fn show(files: &[File], k: usize, file: &File) -> [Part; 3] {
    let verdict = match believed(file) {
        Ok(sizes) => format!("sound, with the sizes {sizes:?}"),
        Err(problem) => problem,
    };
    [
        part(label("first", files, k), file.hexadecimal()),
        part(label("length", files, k), file.length.to_string()),
        part("that is", verdict),
    ]
}
