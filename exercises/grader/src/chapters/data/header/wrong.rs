//! Wrong answers to exercise 9.1.

use super::{Told, each};
use crate::answer::Answer;
use crate::atlas::Wrong;
use crate::data::files::File;
use crate::function::{Imitation, once};

pub const MISTAKES: [&str; 20] = [
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

/// What comes of a header with these mistakes.
fn outcome(file: &File, wrong: Wrong) -> Told {
    match parsed(file, wrong) {
        None => Told::Panicked,
        Some(None) => Told::Refused,
        Some(Some(sizes)) => Told::Sizes(sizes),
    }
}

pub fn model(files: &[File], wrong: Wrong) -> Answer {
    each(files, |file| outcome(file, wrong))
}

pub fn written() -> Vec<Imitation<Vec<File>>> {
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
        // Only the header's bytes are one too many.
        once("idx-product-panics", |files| {
            each(files, |f| match outcome(f, Wrong::NOTHING) {
                Told::Refused if f.overflows_by_header() => Told::Panicked,
                told => told,
            })
        }),
        // The short file is noticed, and a header that is cut is not; and the reverse.
        once("idx-short-file-panics", |files| {
            each(files, |f| match f.first.len() {
                0..4 => Told::Refused,
                _ => outcome(f, Wrong(&["idx-short-file-panics"])),
            })
        }),
        once("idx-short-file-panics", |files| {
            each(files, |f| match f.first.len() {
                0..4 => Told::Panicked,
                _ => outcome(f, Wrong::NOTHING),
            })
        }),
        once("idx-bytes-missing", |files| {
            each(files, |f| match outcome(f, Wrong::NOTHING) {
                Told::Refused if f.promises_too_much() => {
                    outcome(f, Wrong(&["idx-header-trusted"]))
                }
                _ => outcome(f, Wrong(&["idx-bytes-missing"])),
            })
        }),
        once("idx-header-trusted", |f| {
            model(f, Wrong(&["idx-header-trusted", "idx-size-zero"]))
        }),
        once("idx-length-of-first", |files| {
            each(files, |f| outcome(&f.as_long_as_read(), Wrong::NOTHING))
        }),
        once("idx-length-of-first", |files| {
            each(files, |f| outcome(&f.as_long_as_read(), Wrong(&["idx-product-panics"])))
        }),
        once("idx-refuses-everything", |files| each(files, |_| Told::Refused)),
        once("idx-panics-instead-of-err", |files| {
            each(files, |f| match outcome(f, Wrong::NOTHING) {
                Told::Refused => Told::Panicked,
                told => told,
            })
        }),
    ]
}
