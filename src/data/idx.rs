//! The IDX files that MNIST comes in, plain or gzipped.
//!
//! ```text
//! 0  0  8  d                d dimensions of unsigned bytes (8)
//! n  [rows  columns]        each dimension as a big-endian u32
//! bytes                     n labels, or n · rows · columns pixels
//! ```
//!
//! A file may claim anything, so every length is checked before it is believed, and memory grows
//! with what is there and not with what was promised.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use flate2::{Compression, bufread::MultiGzDecoder, write::GzEncoder};
use ndarray::Array2;

use super::{CLASSES, DataSet};

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
/// `<part>-images-idx3-ubyte` and `<part>-labels-idx1-ubyte`, with or without `.gz`.
///
/// # Errors
/// If a file is missing or damaged, images and labels differ in number, there are none, or a
/// label is above 9.
pub fn read_digits(directory: &Path, part: &str) -> Result<DataSet<u8>, DataError> {
    let images_file = find(directory, &format!("{part}-images-idx3-ubyte"))?;
    let labels_file = find(directory, &format!("{part}-labels-idx1-ubyte"))?;
    let (dimensions, pixels) = read(&images_file, ["images", "rows", "columns"])?;
    let ([n_labels], labels) = read(&labels_file, ["labels"])?;
    let [n_images, rows, columns] = dimensions;

    if n_labels != n_images {
        let problem =
            format!("expected a label for each of {n_images} images, found {n_labels}");
        return Err(DataError::new(&labels_file, problem));
    }
    if let Some(i) = labels.iter().position(|&label| usize::from(label) >= CLASSES) {
        let problem = format!("label {i}: expected 0 to 9, found {}", labels[i]);
        return Err(DataError::new(&labels_file, problem));
    }
    let pixels = Array2::from_shape_vec((n_images, rows * columns), pixels);
    Ok(DataSet::of_digits(pixels.expect("the length has been checked"), labels))
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
    let images_file = directory.join(format!("{part}-images-idx3-ubyte.gz"));
    let labels_file = directory.join(format!("{part}-labels-idx1-ubyte.gz"));
    write(&images_file, &[data.len(), side, side], data.inputs().iter())?;
    write(&labels_file, &[data.len()], data.labels().iter())?;
    Ok([images_file, labels_file])
}

fn find(directory: &Path, name: &str) -> Result<PathBuf, DataError> {
    let candidates = [directory.join(format!("{name}.gz")), directory.join(name)];
    candidates.into_iter().find(|file| file.exists()).ok_or_else(|| {
        DataError::new(directory, format!("found neither {name}.gz nor {name}"))
    })
}

/// The D dimensions of an IDX file of bytes, each named for messages, and the bytes.
fn read<const D: usize>(
    file: &Path,
    names: [&str; D],
) -> Result<([usize; D], Vec<u8>), DataError> {
    let fail = |problem: String| DataError::new(file, problem);
    let unreadable = |error: std::io::Error| match error.kind() {
        ErrorKind::UnexpectedEof => fail("the file is cut short".into()),
        _ => fail(error.to_string()),
    };
    let mut raw = BufReader::new(File::open(file).map_err(unreadable)?);
    let gzipped = raw.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
    let mut input: Box<dyn Read> =
        if gzipped { Box::new(MultiGzDecoder::new(raw)) } else { Box::new(raw) };

    let mut magic = [0; 4];
    input.read_exact(&mut magic).map_err(unreadable)?;
    let expected = [0, 0, 8, D as u8];
    if magic != expected {
        return Err(fail(format!(
            "magic number: expected {expected:?}, found {magic:?}"
        )));
    }
    let mut dimensions = [0; D];
    for (dimension, name) in dimensions.iter_mut().zip(names) {
        let mut bytes = [0; 4];
        input.read_exact(&mut bytes).map_err(unreadable)?;
        *dimension = u32::from_be_bytes(bytes) as usize;
        if *dimension == 0 {
            return Err(fail(format!("number of {name}: expected at least 1, found 0")));
        }
    }

    let promised =
        dimensions.iter().try_fold(1_usize, |product, &d| product.checked_mul(d));
    let promised = promised.filter(|&bytes| bytes <= MOST_BYTES).ok_or_else(|| {
        fail(format!(
            "the header promises {dimensions:?} bytes, more than {MOST_BYTES} in all"
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

    let attempt = || -> std::io::Result<()> {
        let mut output =
            GzEncoder::new(AtomicWriteFile::open(file)?, Compression::best());
        output.write_all(&content)?;
        output.finish()?.commit()
    };
    attempt().map_err(|error| DataError::new(file, error))
}
