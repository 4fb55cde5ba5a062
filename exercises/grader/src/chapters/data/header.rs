//! Exercise 9.1: the header of an IDX file, and whether to believe it. The files are in `files`.

use proptest::prelude::*;

use super::files::{File, files};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Imitation, Special, once};
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

fn told(told: Told) -> Answer {
    let text = match told {
        Told::Sizes(sizes) => format!("Ok({sizes:?})"),
        Told::Refused => "Err(…)".into(),
        Told::Panicked => "a panic".into(),
    };
    vec![part("result", text)]
}

fn ask(worker: &mut Worker, file: &File) -> Result<Answer, End> {
    let shown = |answer: Answer, text: String| {
        answer.into_iter().map(|part| part.shown_as(text.clone())).collect()
    };
    match worker
        .call::<Result<Vec<usize>, String>>("idx_header", args![&file.first, file.length])
    {
        Ok(Ok(sizes)) => Ok(told(Told::Sizes(sizes))),
        Ok(Err(words)) => Ok(shown(told(Told::Refused), format!("Err({words:?})"))),
        Err(End::Panicked(panic))
            if !panic.message.starts_with("not yet implemented") =>
        {
            Ok(shown(told(Told::Panicked), format!("a panic: {}", panic.message)))
        }
        Err(end) => Err(end),
    }
}

const MISTAKES: [&str; 20] = [
    "idx-header-trusted",
    "idx-little-endian",
    "idx-bytes-left-over",
    "idx-bytes-missing",
    "idx-size-zero",
    "idx-magic-unchecked",
    "idx-dimensions-unchecked",
    "idx-product-wraps",
    "idx-product-panics",
    "idx-product-saturates",
    "idx-product-of-32-bits",
    "idx-sizes-summed",
    "idx-header-of-images",
    "idx-header-counted-as-data",
    "idx-always-sixteen-bytes",
    "idx-short-file-panics",
    "idx-size-signed",
    "idx-size-capped",
    "idx-read-from-zero",
    "idx-sizes-reversed",
];

/// An answer with mistakes, those of the list and ways of others. `None` is a panic, and `Some(None)` a refusal.
fn parsed(File { first, length }: &File, wrong: Wrong) -> Option<Option<Vec<usize>>> {
    let has = |slug: &str| wrong.has(slug);
    let Some(&[a, b, c, d]) = first.first_chunk() else {
        return if has("idx-short-file-panics") { None } else { Some(None) };
    };
    let magic = match () {
        _ if has("idx-magic-unchecked") => true,
        _ if has("first two") => [a, b] == [0, 0],
        _ if has("third only") => c == 8,
        _ => [a, b, c] == [0, 0, 8],
    };
    let known = match d {
        1 => !has("labels refused"),
        3 => !has("images refused"),
        _ => has("idx-dimensions-unchecked"),
    };
    if !magic || !known || has("idx-always-sixteen-bytes") && first.len() < 16 {
        return Some(None);
    }
    let skipped = if has("idx-read-from-zero") { 0 } else { 4 };
    let Some(fields) = first.get(skipped..skipped + 4 * usize::from(d)) else {
        return if has("idx-short-file-panics") { None } else { Some(None) };
    };
    if first.len() < 4 + 4 * usize::from(d) {
        return Some(None);
    }
    let size = |&[a, b, c, d]: &[u8; 4]| {
        let n = match () {
            _ if has("idx-little-endian") => u32::from_le_bytes([a, b, c, d]),
            _ if has("two bytes") => u32::from_be_bytes([0, 0, c, d]),
            _ if has("one byte") => d.into(),
            _ => u32::from_be_bytes([a, b, c, d]),
        };
        if has("idx-size-signed") { i64::from(n as i32) as u64 } else { n.into() }
    };
    let mut sizes: Vec<u64> = fields.as_chunks().0.iter().map(size).collect();
    if has("idx-sizes-reversed") {
        sizes.reverse();
    }
    if !has("idx-size-zero") && sizes.contains(&0)
        || has("idx-size-capped") && sizes.iter().any(|&n| n > 100_000)
    {
        return Some(None);
    }
    let header = match () {
        _ if has("idx-header-counted-as-data") => 0,
        _ if has("idx-header-of-images") => 16,
        _ => 4 + 4 * u64::from(d),
    };
    let promised = if has("idx-sizes-summed") {
        sizes.iter().try_fold(header, |bytes, &n| bytes.checked_add(n))
    } else {
        let product = sizes.iter().try_fold(1_u64, |bytes, &n| match () {
            _ if has("idx-product-wraps") => Some(bytes.wrapping_mul(n)),
            _ if has("idx-product-saturates") => Some(bytes.saturating_mul(n)),
            _ if has("idx-product-of-32-bits") => {
                Some((bytes as u32).wrapping_mul(n as u32).into())
            }
            _ => bytes.checked_mul(n),
        });
        product.and_then(|bytes| match () {
            _ if has("header saturates") => Some(bytes.saturating_add(header)),
            _ if has("header checked") => bytes.checked_add(header),
            _ if has("idx-product-wraps") => Some(bytes.wrapping_add(header)),
            _ if has("idx-product-saturates") => Some(bytes.saturating_add(header)),
            _ => bytes.checked_add(header),
        })
    };
    let fits = match promised {
        _ if has("idx-header-trusted") => true,
        None if has("idx-product-panics") => return None,
        Some(promised) if has("idx-bytes-left-over") => promised <= *length,
        Some(promised) if has("idx-bytes-missing") => promised >= *length,
        promised => promised == Some(*length),
    };
    Some(fits.then(|| sizes.into_iter().map(|n| n as usize).collect()))
}

pub fn idx_header() -> Function<File> {
    Function {
        name: "idx_header",
        inputs: || files().boxed(),
        show: |file| {
            let verdict = match believed(file) {
                Ok(sizes) => format!("sound, with the sizes {sizes:?}"),
                Err(problem) => problem,
            };
            vec![
                part("first", file.hexadecimal()),
                part("length", file.length.to_string()),
                part("that is", verdict),
            ]
        },
        ask,
        truth: |file, _| told(believed(file).map_or(Told::Refused, Told::Sizes)),
        model,
        mistakes: MISTAKES.into(),
        special: Special { written: written(), ..Special::none() },
    }
}

fn model(file: &File, wrong: Wrong) -> Answer {
    told(match parsed(file, wrong) {
        None => Told::Panicked,
        Some(None) => Told::Refused,
        Some(Some(sizes)) => Told::Sizes(sizes),
    })
}

fn written() -> Vec<Imitation<File>> {
    vec![
        once("idx-one-kind-refused", |f| model(f, Wrong(&["labels refused"]))),
        once("idx-one-kind-refused", |f| model(f, Wrong(&["images refused"]))),
        once("idx-magic-partly-checked", |f| model(f, Wrong(&["first two"]))),
        once("idx-magic-partly-checked", |f| model(f, Wrong(&["third only"]))),
        once("idx-size-of-few-bytes", |f| model(f, Wrong(&["two bytes"]))),
        once("idx-size-of-few-bytes", |f| model(f, Wrong(&["one byte"]))),
        // The product wraps, and the sum with the header does not.
        once("idx-product-wraps", |f| {
            model(f, Wrong(&["idx-product-wraps", "header saturates"]))
        }),
        once("idx-product-wraps", |f| {
            model(f, Wrong(&["idx-product-wraps", "header checked"]))
        }),
        once("idx-product-wraps", |f| {
            let slugs = ["idx-product-wraps", "header checked", "idx-product-panics"];
            model(f, Wrong(&slugs))
        }),
        // Whoever asks for 16 bytes of header takes them for the header of labels too.
        once("idx-one-kind-refused", |f| {
            model(f, Wrong(&["labels refused", "idx-always-sixteen-bytes"]))
        }),
        once("idx-product-panics", |f| match parsed(f, Wrong::NOTHING) {
            // Only the header's bytes are one too many.
            Some(None) if f.overflows_by_header() => told(Told::Panicked),
            parsed => told(parsed.flatten().map_or(Told::Refused, Told::Sizes)),
        }),
        // The short file is noticed, and a header that is cut is not.
        once("idx-short-file-panics", |f| match f.first.len() {
            0..4 => told(Told::Refused),
            _ => model(f, Wrong(&["idx-short-file-panics"])),
        }),
        once("idx-short-file-panics", |f| match f.first.len() {
            0..4 => told(Told::Panicked),
            _ => model(f, Wrong::NOTHING),
        }),
        once("idx-bytes-missing", |f| match parsed(f, Wrong::NOTHING) {
            Some(None) if f.promises_too_much() => {
                model(f, Wrong(&["idx-header-trusted"]))
            }
            _ => model(f, Wrong(&["idx-bytes-missing"])),
        }),
        once("idx-header-trusted", |f| {
            model(f, Wrong(&["idx-header-trusted", "idx-size-zero"]))
        }),
        once("idx-refuses-everything", |_| told(Told::Refused)),
        once("idx-panics-instead-of-err", |f| {
            told(parsed(f, Wrong::NOTHING).flatten().map_or(Told::Panicked, Told::Sizes))
        }),
    ]
}
