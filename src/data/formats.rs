//! What a file is that is not the expected one, told by its first bytes.

/// How to get from another form of the digits to the four files.
const THE_FOUR: &str = "the same digits as four IDX files: \
                        https://ossci-datasets.s3.amazonaws.com/mnist/";
const UNPACK: &str = "unpack it first";

/// The beginnings of formats, and where in a file they stand.
const MAGIC: [(usize, &[u8], &str, &str); 21] = [
    (0, b"\x1f\x8b", "gzip within gzip", "unzip it once"),
    (0, b"BZh", "bzip2", UNPACK),
    (0, b"\xfd7zXZ\0", "xz", UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "zstd", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (0, b"Rar!", "a rar archive", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"PK\x03\x04", "a zip archive", UNPACK),
    (0, b"\x93NUMPY", "a NumPy array (.npy)", THE_FOUR),
    (0, b"\x89HDF\r\n\x1a\n", "HDF5", THE_FOUR),
    (0, b"MATLAB 5.0", "a MATLAB file", THE_FOUR),
    (0, b"PAR1", "Parquet", THE_FOUR),
    (0, b"version https://git-lfs", "a Git LFS pointer", "run `git lfs pull`"),
    (0, b"\x89PNG", "a PNG picture", "read it with `backprop read`"),
    (0, b"\xff\xd8\xff", "a JPEG picture", "read it with `backprop read`"),
    (0, b"%PDF", "a PDF document", THE_FOUR),
    (0, b"{\"interrupted\":", "an interrupted training", "go on with train --resume"),
    (0, b"{\"sizes\":", "a saved network", "name it with --model"),
    (0, b"{", "JSON", THE_FOUR),
    (0, b"[", "JSON", THE_FOUR),
    (0, b"\0\0\x08", "IDX bytes", "images have three dimensions, labels one"),
];

/// The types of IDX other than bytes.
const IDX_TYPES: [(u8, &str); 5] = [
    (0x09, "signed bytes"),
    (0x0b, "16-bit numbers"),
    (0x0c, "32-bit numbers"),
    (0x0d, "floating-point numbers"),
    (0x0e, "double-precision numbers"),
];

/// As many as are enough to tell.
pub const FIRST_BYTES: u64 = 512;

/// What begins with these bytes, and what to do about it.
pub fn name(first: &[u8]) -> Option<String> {
    if first.is_empty() {
        return Some("an empty file".into());
    }
    let say = |what: &str, remedy: &str| Some(format!("{what} ({remedy})"));
    if is_html(first) {
        return say(
            "a web page (HTML), as servers answer wrong addresses",
            "download again",
        );
    }
    if first.starts_with(b"PK\x03\x04")
        && contains(&first[..first.len().min(80)], b".npy")
    {
        return say("a NumPy archive (.npz)", THE_FOUR);
    }
    if is_pickle(first) {
        return say("a Python pickle", THE_FOUR);
    }
    for (at, magic, what, remedy) in MAGIC {
        if first.get(at..).is_some_and(|bytes| bytes.starts_with(magic)) {
            return say(what, remedy);
        }
    }
    match *first {
        [0, 0, code, _, ..] => {
            let (_, numbers) = IDX_TYPES.iter().find(|(c, _)| *c == code)?;
            say(&format!("IDX of {numbers}"), "it has to be of unsigned bytes")
        }
        [1..=3, 8, 0, 0, ..] => {
            say("IDX in reverse byte order", "it has to be big-endian")
        }
        _ if is_csv(first) => say("CSV text", THE_FOUR),
        _ => None,
    }
}

/// Whether these bytes begin what digits come in, though not in the form that is read here.
pub fn holds_digits(first: &[u8]) -> bool {
    name(first).is_some_and(|name| name.contains(THE_FOUR) || name.contains(UNPACK))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn is_html(first: &[u8]) -> bool {
    let text = first.trim_ascii_start();
    let starts = |tag: &str| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
    };
    starts("<!doctype html") || starts("<html") || starts("<head") || starts("<?xml")
}

/// Protocols 2 to 5 begin with their number, older ones with an opcode and what it loads.
fn is_pickle(first: &[u8]) -> bool {
    let head = &first[..first.len().min(200)];
    matches!(first, [0x80, 2..=5, ..]) || (first[0] == b'(' && contains(head, b"numpy"))
}

/// A line of fields between commas: numbers, or their names.
fn is_csv(first: &[u8]) -> bool {
    let line = first.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let text = |byte: &u8| byte.is_ascii_graphic() || b" \t\r".contains(byte);
    line.iter().all(text) && line.iter().filter(|&&byte| byte == b',').count() >= 2
}
