//! Exercise 9.1: the header of an IDX file, and whether to believe it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special};

/// The beginning of a file, and the length of all of it. Only its header is ever there, so a file
/// may be larger than any memory.
#[derive(Clone, Debug)]
struct File {
    first: Vec<u8>,
    length: u64,
}

impl File {
    /// A file whose length is what these sizes ask for. Where their product leaves u64, it is what
    /// is left of it.
    fn of(sizes: &[u32]) -> File {
        let mut first = vec![0, 0, 8, sizes.len() as u8];
        first.extend(sizes.iter().flat_map(|n| n.to_be_bytes()));
        let data = sizes.iter().fold(1_u64, |bytes, &n| bytes.wrapping_mul(n.into()));
        let length = data.wrapping_add(first.len() as u64);
        // As much of the data as is read along with a header.
        let data = [7; 12].into_iter().take(data.min(12) as usize);
        first.extend(data);
        first.truncate(16);
        File { first, length }
    }

    /// The same header before another number of bytes.
    fn with_length(mut self, length: u64) -> File {
        self.first.truncate(length.min(16) as usize);
        File { length, ..self }
    }

    fn hexadecimal(&self) -> String {
        let bytes: Vec<_> = self.first.iter().map(|byte| format!("{byte:02x}")).collect();
        if bytes.is_empty() { "(no bytes)".into() } else { bytes.join(" ") }
    }
}

/// Sizes of labels (one) or of images (three).
fn sizes(size: impl Strategy<Value = u32> + Clone) -> impl Strategy<Value = Vec<u32>> {
    prop_oneof![vec(size.clone(), 1), vec(size, 3)]
}

fn files() -> impl Strategy<Value = File> {
    let small = || sizes(1..=6_u32);
    let sound = small().prop_map(|sizes| File::of(&sizes));
    let large =
        (small(), any::<Index>(), (1_u32 << 31)..).prop_map(|(mut sizes, at, n)| {
            *at.get_mut(&mut sizes) = n;
            File::of(&sizes)
        });
    let too_large = vec((1_u32 << 24).., 3).prop_map(|sizes| File::of(&sizes));
    let empty = (small(), any::<Index>()).prop_map(|(mut sizes, at)| {
        *at.get_mut(&mut sizes) = 0;
        File::of(&sizes)
    });
    let other_length =
        (small(), prop_oneof![-5..=-1_i64, 1..=5_i64]).prop_map(|(sizes, by)| {
            let (file, header) = (File::of(&sizes), 4 + 4 * sizes.len() as u64);
            let length = file.length.saturating_add_signed(by).max(header);
            file.with_length(length)
        });
    let without_header = sizes(9..=20_u32).prop_map(|sizes| {
        File::of(&sizes).with_length(sizes.iter().map(|&n| u64::from(n)).product())
    });
    let reversed = small().prop_map(|sizes| {
        let mut file = File::of(&sizes);
        let header = 4 + 4 * sizes.len();
        file.first[4..header].chunks_mut(4).for_each(<[u8]>::reverse);
        file
    });
    let other_magic =
        (small(), 0..3_usize, 1..=255_u8).prop_map(|(sizes, at, change)| {
            let mut file = File::of(&sizes);
            file.first[at] ^= change;
            file
        });
    let dimensions = prop_oneof![Just(0), Just(2), 4..=255_usize];
    let other_dimensions = dimensions.prop_map(|d| File::of(&vec![1; d]));
    let cut = (small(), any::<Index>()).prop_map(|(sizes, at)| {
        let header = 4 + 4 * sizes.len();
        File::of(&sizes).with_length(at.index(header) as u64)
    });
    prop_oneof![
        4 => sound,
        2 => large,
        3 => too_large,
        2 => empty,
        4 => other_length,
        2 => without_header,
        2 => reversed,
        2 => other_magic,
        1 => other_dimensions,
        2 => cut,
    ]
}

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

/// Errors are told in the reader's own words, and all of them count alike.
fn told(sizes: Result<Vec<usize>, String>) -> Answer {
    let text = match sizes {
        Ok(sizes) => format!("Ok({sizes:?})"),
        Err(_) => "Err(…)".into(),
    };
    vec![part("result", text)]
}

fn parsed(File { first, length }: &File, wrong: Wrong) -> Result<Vec<usize>, String> {
    let no = || Err(String::new());
    let Some((&[a, b, c, d], rest)) = first.split_first_chunk() else { return no() };
    if !wrong.has("idx-magic-unchecked") && [a, b, c] != [0, 0, 8] || ![1, 3].contains(&d) {
        return no();
    }
    if wrong.has("idx-always-sixteen-bytes") && first.len() < 16 {
        return no();
    }
    let (fields, _) = rest.as_chunks();
    let Some(fields) = fields.get(..d.into()) else { return no() };
    let size = |&bytes: &[u8; 4]| {
        let n = if wrong.has("idx-little-endian") {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        if wrong.has("idx-size-signed") { i64::from(n as i32) as u64 } else { n.into() }
    };
    let sizes: Vec<u64> = fields.iter().map(size).collect();
    if !wrong.has("idx-size-zero") && sizes.contains(&0) {
        return no();
    }
    let product = sizes.iter().try_fold(1_u64, |bytes, &n| {
        if wrong.has("idx-product-wraps") {
            Some(bytes.wrapping_mul(n))
        } else {
            bytes.checked_mul(n)
        }
    });
    let header = if wrong.has("idx-header-counted-as-data") { 0 } else { 4 + 4 * u64::from(d) };
    let fits = match product.and_then(|bytes| bytes.checked_add(header)) {
        _ if wrong.has("idx-header-trusted") => true,
        Some(promised) if wrong.has("idx-bytes-left-over") => promised <= *length,
        promised => promised == Some(*length),
    };
    if fits { Ok(sizes.into_iter().map(|n| n as usize).collect()) } else { no() }
}

pub fn idx_header() -> Function<impl Clone + std::fmt::Debug + 'static> {
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
        ask: |worker, file| {
            Ok(told(worker.call("idx_header", args![&file.first, file.length])?))
        },
        truth: |file, _| told(believed(file)),
        model: |file, wrong| told(parsed(file, wrong)),
        mistakes: vec![
            "idx-header-trusted",
            "idx-little-endian",
            "idx-bytes-left-over",
            "idx-size-zero",
            "idx-magic-unchecked",
            "idx-product-wraps",
            "idx-size-signed",
            "idx-header-counted-as-data",
            "idx-always-sixteen-bytes",
        ],
        special: Special::none(),
    }
}
