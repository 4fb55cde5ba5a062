//! The IDX files that MNIST comes in, plain or gzipped.
//!
//! ```text
//! 0  0  8  d                d dimensions of unsigned bytes (8)
//! n  [rows  columns]        each dimension as a big-endian u32
//! bytes                     n labels, or n · rows · columns pixels
//! ```
//!
//! Which files these are, `names` knows, and `formats` what a file is that is none.
//!
//! A file may claim anything, so every length is checked before it is believed, and memory grows
//! with what is there and not with what was promised.

use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use flate2::{Compression, write::GzEncoder};
use ndarray::Array3;

use super::formats::{self, FIRST_BYTES};
use super::{CLASSES, DataSet, PIXEL, gzip, names};
use crate::files;

/// No file is taken that holds more than this; MNIST's largest has 47 million bytes.
const MOST_BYTES: usize = 1 << 30;

/// A data file that could not be read, written or believed.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", file.display())]
pub struct DataError {
    file: PathBuf,
    problem: String,
}

impl DataError {
    pub(super) fn new(file: &Path, problem: impl ToString) -> Self {
        DataError { file: file.to_owned(), problem: problem.to_string() }
    }
}

/// The images and labels of `part` ("train" or "t10k") in `directory`: the files
/// `<part>-images-idx3-ubyte` and `<part>-labels-idx1-ubyte`, with or without `.gz`, under any
/// of the names that copies of them have.
///
/// There are as many classes as the largest label asks for.
///
/// # Errors
/// If a file is missing, there twice or damaged, images and labels differ in number, there are
/// none, or the labels do not count the classes.
pub fn read_digits(directory: &Path, part: &str) -> Result<DataSet<u8>, DataError> {
    let images_file = names::find(directory, part, "images")?;
    let labels_file = names::find(directory, part, "labels")?;
    let (dimensions, pixels) = read(&images_file, BYTES, ["images", "rows", "columns"])?;
    let labels = read_labels(&labels_file)?;

    if labels.len() != dimensions[0] {
        let (n_images, n_labels) = (dimensions[0], labels.len());
        let problem =
            format!("expected a label for each of {n_images} images, found {n_labels}");
        return Err(DataError::new(&labels_file, problem));
    }
    let classes =
        classes(&labels).map_err(|problem| DataError::new(&labels_file, problem))?;
    let mut images =
        Array3::from_shape_vec(dimensions, pixels).expect("the length has been checked");
    if names::is_on_its_side(&images_file) {
        images.swap_axes(1, 2);
    }
    let pixels = (images.dim().0, images.dim().1 * images.dim().2);
    let pixels = images.to_shape(pixels).expect("a row per image").into_owned();
    Ok(DataSet::new(pixels, labels, classes, PIXEL))
}

/// One more than the largest label. Above that of the digits it is believed if all labels below
/// it occur (but 0, for letters are counted from 1), as no damage would have it.
fn classes(labels: &[u8]) -> Result<usize, String> {
    let largest = *labels.iter().max().expect("there is a label");
    let missing = (1..largest).find(|label| !labels.contains(label));
    if usize::from(largest) >= CLASSES
        && let Some(missing) = missing
    {
        let at = labels.iter().position(|&label| label == largest);
        let at = at.expect("the largest is one of them");
        return Err(format!(
            "label {at}: expected 0 to {}, or all labels up to the largest, found {largest} and \
             no {missing}",
            CLASSES - 1
        ));
    }
    match largest {
        0 => Err("all labels are 0: there is nothing to tell apart".into()),
        largest => Ok(usize::from(largest) + 1),
    }
}

/// Labels of one byte each; or QMNIST's, a row of 32-bit numbers for each image, the label first.
fn read_labels(file: &Path) -> Result<Vec<u8>, DataError> {
    if !names::has_more_than_labels(file) {
        return Ok(read(file, BYTES, ["labels"])?.1);
    }
    let ([_, columns], bytes) = read(file, NUMBERS, ["labels", "columns"])?;
    let rows = bytes.chunks_exact(4 * columns).enumerate();
    let label = |(i, row): (usize, &[u8])| match row[..4] {
        [0, 0, 0, label] => Ok(label),
        _ => Err(DataError::new(file, format!("label {i}: expected 0 to 255"))),
    };
    rows.map(label).collect()
}

/// Writes square images and their labels to the gzipped files that [`read_digits`] reads, and
/// returns their paths.
///
/// # Errors
/// If a file cannot be written; none is left half-written.
///
/// # Panics
/// If the images are not square.
pub fn write_digits(
    directory: &Path,
    part: &str,
    data: &DataSet<u8>,
) -> Result<[PathBuf; 2], DataError> {
    let side = data.input_size().isqrt();
    assert_eq!(side * side, data.input_size(), "the images are not square");
    let [images_file, labels_file] = digits_files(directory, part);
    write(&images_file, &[data.len(), side, side], data.inputs().iter())?;
    write(&labels_file, &[data.len()], data.labels().iter())?;
    Ok([images_file, labels_file])
}

/// The files that [`write_digits`] writes.
pub fn digits_files(directory: &Path, part: &str) -> [PathBuf; 2] {
    ["images-idx3", "labels-idx1"]
        .map(|content| directory.join(format!("{part}-{content}-ubyte.gz")))
}

/// What an IDX file holds: its code, and the number of bytes of an entry.
type Entries = (u8, usize);
const BYTES: Entries = (0x08, 1);
const NUMBERS: Entries = (0x0c, 4);

/// The D dimensions of an IDX file, each named for messages, and the bytes of its entries.
fn read<const D: usize>(
    file: &Path,
    (code, size): Entries,
    names: [&str; D],
) -> Result<([usize; D], Vec<u8>), DataError> {
    let fail = |problem: String| DataError::new(file, problem);
    let unreadable = |error: std::io::Error| match error.kind() {
        ErrorKind::UnexpectedEof => fail("the file is cut short".into()),
        _ => fail(error.to_string()),
    };
    let mut input = files::open(file).and_then(gzip::unzipped).map_err(unreadable)?;

    let expected = [0, 0, code, D as u8];
    let mut first = Vec::new();
    input.by_ref().take(FIRST_BYTES).read_to_end(&mut first).map_err(unreadable)?;
    if !first.starts_with(&expected) {
        let found = match formats::name(&first) {
            Some(name) => name,
            None => format!("{:?}", &first[..first.len().min(4)]),
        };
        return Err(fail(format!(
            "expected the magic number {expected:?} of IDX {}, found {found}",
            names[0]
        )));
    }
    let mut input = first[expected.len()..].chain(input);
    let mut dimensions = [0; D];
    for (dimension, name) in dimensions.iter_mut().zip(names) {
        let mut bytes = [0; 4];
        input.read_exact(&mut bytes).map_err(unreadable)?;
        *dimension = u32::from_be_bytes(bytes) as usize;
        if *dimension == 0 {
            return Err(fail(format!("number of {name}: expected at least 1, found 0")));
        }
    }

    let promised = dimensions.iter().try_fold(size, |product, &d| product.checked_mul(d));
    let promised = promised.filter(|&bytes| bytes <= MOST_BYTES).ok_or_else(|| {
        fail(format!(
            "the header promises {dimensions:?} entries, more than {MOST_BYTES} bytes in all"
        ))
    })?;
    let mut bytes = Vec::new();
    input.take(promised as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() < promised {
        let found = bytes.len();
        return Err(fail(format!(
            "cut short: the header promises {promised} bytes, found {found}"
        )));
    }
    if bytes.len() > promised {
        return Err(fail(format!(
            "bytes left over after the {promised} that the header promises"
        )));
    }
    Ok((dimensions, bytes))
}

fn write<'a>(
    file: &Path,
    dimensions: &[usize],
    bytes: impl Iterator<Item = &'a u8>,
) -> Result<(), DataError> {
    let mut content = vec![0, 0, 8, dimensions.len() as u8];
    for &dimension in dimensions {
        let dimension =
            u32::try_from(dimension).map_err(|error| DataError::new(file, error))?;
        content.extend(dimension.to_be_bytes());
    }
    content.extend(bytes);

    let written = files::write(file, |to| {
        let mut output = GzEncoder::new(to, Compression::best());
        output.write_all(&content)?;
        output.finish().map(drop)
    });
    written.map_err(|error| DataError::new(file, format!("not written: {error}")))
}
