//! Files from outside: what is right comes back bit for bit, what is wrong is named.

mod formats;
mod links;
mod models;
mod names;

use std::fs;
use std::path::Path;

use backprop::data::{DataSet, Splits, idx};
use flate2::{Compression, write::GzEncoder};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

/// Seven images of 4 × 4 pixels.
fn small_set() -> DataSet<u8> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let pixels = Array2::from_shape_simple_fn((7, 16), || rng.random());
    DataSet::of_digits(pixels, vec![3, 0, 9, 1, 1, 5, 8])
}

/// A directory with the small set as training and as test files.
fn directory() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for part in ["train", "t10k"] {
        idx::write_digits(directory.path(), part, &small_set()).unwrap();
    }
    directory
}

fn unzipped(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(fs::File::open(file).unwrap());
    std::io::Read::read_to_end(&mut decoder, &mut bytes).unwrap();
    bytes
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

const IMAGES: &str = "train-images-idx3-ubyte.gz";
const LABELS: &str = "train-labels-idx1-ubyte.gz";

/// What reading says after `change` has been applied to the unzipped `file`.
fn error_after(file: &str, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let directory = directory();
    let path = directory.path().join(file);
    let mut bytes = unzipped(&path);
    change(&mut bytes);
    fs::write(&path, zipped(&bytes)).unwrap();
    let error = idx::read_digits(directory.path(), "train").unwrap_err().to_string();
    assert!(error.contains(file), "the file is not named: {error}");
    assert!(!error.contains('\n'), "more than a line: {error}");
    error
}

#[test]
fn digits_return_from_their_files() {
    let directory = directory();
    assert_eq!(idx::read_digits(directory.path(), "train").unwrap(), small_set());

    for name in [IMAGES, LABELS] {
        let zipped = directory.path().join(name);
        fs::write(zipped.with_extension(""), unzipped(&zipped)).unwrap();
        fs::remove_file(zipped).unwrap();
    }
    assert_eq!(
        idx::read_digits(directory.path(), "train").unwrap(),
        small_set(),
        "plain files"
    );
}

#[test]
fn drawn_digits_return_from_their_files_and_are_split_alike() {
    let directory = tempfile::tempdir().unwrap();
    let [training, test] = Splits::embedded_files();
    idx::write_digits(directory.path(), "train", &training).unwrap();
    idx::write_digits(directory.path(), "t10k", &test).unwrap();
    let (read, embedded) = (Splits::read(directory.path()).unwrap(), Splits::embedded());
    assert_eq!(read.training, embedded.training);
    assert_eq!(read.evaluation, embedded.evaluation);
    assert_eq!(read.test, embedded.test);
    let sizes = [&read.training, &read.evaluation, &read.test].map(DataSet::len);
    assert_eq!(sizes, [10_000, 2_000, 2_000]);
}

#[test]
fn the_last_sixth_of_the_training_files_is_held_out() {
    let splits = Splits::read(directory().path()).unwrap();
    assert_eq!(splits.training.labels(), [3, 0, 9, 1, 1, 5]);
    assert_eq!(splits.evaluation.labels(), [8]);
    assert_eq!(splits.test.len(), 7);
}

#[test]
fn a_missing_file_is_named() {
    let directory = directory();
    fs::remove_file(directory.path().join(LABELS)).unwrap();
    let error = idx::read_digits(directory.path(), "train").unwrap_err().to_string();
    assert!(error.contains(LABELS), "{error}");
}

#[test]
fn damaged_headers_are_named() {
    let error = error_after(IMAGES, |bytes| bytes[3] = 1);
    assert!(
        error.contains("magic number [0, 0, 8, 3] of IDX images, found IDX bytes"),
        "{error}"
    );
    let error = error_after(LABELS, |bytes| bytes[2] = 13);
    assert!(error.contains("magic number"), "{error}");
    let error = error_after(IMAGES, |bytes| bytes[4] = 0x80);
    assert!(error.contains("more than"), "2^31 images: {error}");
    let error = error_after(IMAGES, |bytes| bytes[4..16].fill(0xff));
    assert!(error.contains("more than"), "a product that overflows: {error}");
    let error = error_after(IMAGES, |bytes| bytes[8..12].fill(0));
    assert!(error.contains("rows: expected at least 1, found 0"), "{error}");
    let error = error_after(LABELS, |bytes| bytes.truncate(6));
    assert!(error.contains("cut short"), "{error}");
    let error = error_after(LABELS, |bytes| bytes.clear());
    assert!(error.contains("an empty file"), "{error}");
}

/// 2^20 images of 16 bytes are few enough to be believed; memory must not follow the promise.
#[test]
fn damaged_contents_are_named() {
    let error = error_after(IMAGES, |bytes| bytes[5] = 16);
    assert!(error.contains("promises 16777328 bytes, found 112"), "{error}");
    let error = error_after(IMAGES, |bytes| bytes.truncate(100));
    assert!(error.contains("promises 112 bytes, found 84"), "{error}");
    let error = error_after(IMAGES, |bytes| bytes.push(0));
    assert!(error.contains("left over"), "{error}");
    let error = error_after(LABELS, |bytes| bytes[10] = 10);
    assert!(error.contains("label 2: expected 0 to 9, or all labels up to"), "{error}");
    assert!(error.contains("found 10 and no 2"), "{error}");
    let error = error_after(LABELS, |bytes| bytes[8..].fill(0));
    assert!(error.contains("nothing to tell apart"), "{error}");
    let error = error_after(LABELS, |bytes| {
        bytes.pop();
        bytes[7] = 6;
    });
    assert!(error.contains("a label for each of 7 images, found 6"), "{error}");
    let error = error_after(LABELS, |bytes| {
        bytes.truncate(8);
        bytes[7] = 0;
    });
    assert!(error.contains("labels: expected at least 1, found 0"), "{error}");
}

#[test]
fn a_damaged_gzip_stream_is_named() {
    for damage in [
        (|bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2)) as fn(&mut Vec<u8>),
        |bytes| bytes.extend(b"and more"),
        |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x55;
        },
    ] {
        let directory = directory();
        let path = directory.path().join(IMAGES);
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let error = idx::read_digits(directory.path(), "train").unwrap_err().to_string();
        assert!(error.contains(IMAGES) && !error.contains('\n'), "{error}");
    }
}

/// 0 images to hold out would leave nothing to watch training by.
#[test]
fn too_few_images_to_hold_some_out_are_refused() {
    for (n, enough) in [(5, false), (6, true)] {
        let directory = directory();
        idx::write_digits(directory.path(), "train", &small_set().first(n)).unwrap();
        match Splits::read(directory.path()) {
            Ok(splits) => assert!(enough && splits.evaluation.len() == 1),
            Err(error) => assert!(!enough && error.to_string().contains("at least 6")),
        }
    }
}

#[test]
fn training_and_test_images_must_have_one_size() {
    let directory = directory();
    let other = DataSet::of_digits(Array2::zeros((2, 25)), vec![1, 2]);
    idx::write_digits(directory.path(), "t10k", &other).unwrap();
    let error = Splits::read(directory.path()).unwrap_err().to_string();
    assert!(error.contains("16 pixels, test images 25"), "{error}");
}
