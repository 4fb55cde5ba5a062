//! Files from outside: what is right comes back bit for bit, what is wrong is named.

use std::fs;
use std::path::{Path, PathBuf};

use backprop::cost::Cost;
use backprop::data::{DataSet, Splits, idx};
use backprop::model_file;
use backprop::network::{Initialiser, Network};
use flate2::{Compression, write::GzEncoder};
use ndarray::Array2;
use proptest::prelude::*;
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
        error.contains("magic number: expected [0, 0, 8, 3], found [0, 0, 8, 1]"),
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
    assert!(error.contains("cut short"), "{error}");
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
    assert!(error.contains("label 2: expected 0 to 9, found 10"), "{error}");
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

#[test]
fn training_and_test_images_must_have_one_size() {
    let directory = directory();
    let other = DataSet::of_digits(Array2::zeros((2, 25)), vec![1, 2]);
    idx::write_digits(directory.path(), "t10k", &other).unwrap();
    let error = Splits::read(directory.path()).unwrap_err().to_string();
    assert!(error.contains("16 pixels, test images 25"), "{error}");
}

fn network(seed: u64) -> Network<f64> {
    Network::new(&[3, 4, 2], Initialiser::Large, &mut ChaCha8Rng::seed_from_u64(seed))
}

fn saved(directory: &TempDir) -> PathBuf {
    let file = directory.path().join("model.json");
    model_file::save(&network(1), Cost::CrossEntropy, &file).unwrap();
    file
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_model_returns_bit_for_bit(sizes in prop::collection::vec(1..6_usize, 2..5), seed: u64) {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("model.json");
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut network = Network::<f64>::new(&sizes, Initialiser::Large, &mut rng);
        // Numbers of every size, down to the subnormal ones, and −0.
        network.layers[0].weights.mapv_inplace(|w| w * 10_f64.powi(rng.random_range(-320..300)));
        network.layers[0].biases[0] = -0.0;
        model_file::save(&network, Cost::Quadratic, &file).unwrap();
        let (back, cost) = model_file::load::<f64>(&file).unwrap();
        let bits = |n: &Network<f64>| -> Vec<u64> {
            let layers = n.layers.iter();
            layers.flat_map(|l| l.weights.iter().chain(&l.biases)).map(|x| x.to_bits()).collect()
        };
        prop_assert_eq!(bits(&back), bits(&network));
        prop_assert_eq!(back.sizes(), sizes);
        prop_assert_eq!(cost, Cost::Quadratic);
    }

    #[test]
    fn a_model_in_single_precision_returns_bit_for_bit(seed: u64) {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("model.json");
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let network = Network::<f32>::new(&[5, 6, 2], Initialiser::Scaled, &mut rng);
        model_file::save(&network, Cost::CrossEntropy, &file).unwrap();
        prop_assert_eq!(model_file::load::<f32>(&file).unwrap().0, network);
    }

    /// Bytes changed, removed or added anywhere in valid files: an error or a reading of the
    /// right shape, never a panic.
    #[test]
    fn mutated_files_are_refused_or_read(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6),
        unzip: bool,
    ) {
        let directory = directory();
        let model = saved(&directory);
        for (path, plain) in [(directory.path().join(IMAGES), unzip), (model.clone(), false)] {
            let mut bytes = if plain { unzipped(&path) } else { fs::read(&path).unwrap() };
            for (place, byte, kind) in &edits {
                let at = place.index(bytes.len());
                match kind {
                    0 => bytes[at] = *byte,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, *byte),
                }
            }
            fs::write(&path, if plain { zipped(&bytes) } else { bytes }).unwrap();
        }
        if let Ok(data) = idx::read_digits(directory.path(), "train") {
            prop_assert_eq!(data.inputs().nrows(), 7);
        }
        if let Ok((network, _)) = model_file::load::<f64>(&model) {
            prop_assert!(network.layers.iter().all(|l| l.weights.nrows() == l.biases.len()));
        }
    }
}

/// What loading says after `from` has been replaced by `to` in a model file.
fn model_error(from: &str, to: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let file = saved(&directory);
    let json = fs::read_to_string(&file).unwrap();
    assert!(json.contains(from), "nothing to replace in {json}");
    fs::write(&file, json.replacen(from, to, 1)).unwrap();
    let error = model_file::load::<f64>(&file).unwrap_err().to_string();
    assert!(error.contains("model.json") && !error.contains('\n'), "{error}");
    error
}

#[test]
fn damaged_models_are_named() {
    let error = model_error("\"sizes\":[3,4,2]", "\"sizes\":[3,5,2]");
    assert!(error.contains("biases[0]: expected 5 entries, found 4"), "{error}");
    let error = model_error("\"sizes\":[3,4,2]", "\"sizes\":[2,4,2]");
    assert!(error.contains("weights[0][0]: expected 2 entries, found 3"), "{error}");
    let error = model_error("\"sizes\":[3,4,2]", "\"sizes\":[4294967296,4294967296]");
    assert!(error.contains("weights: expected 1 entries, found 2"), "{error}");
    let error = model_error("\"sizes\":[3,4,2]", "\"sizes\":[3,0,2]");
    assert!(error.contains("none of them 0"), "{error}");
    let error = model_error("\"sizes\":[3,4,2]", "\"sizes\":[]");
    assert!(error.contains("sizes"), "{error}");
    let error = model_error("[[[", "[[[null,");
    assert!(error.contains("null"), "NaN as JSON writers put it: {error}");
    let error = model_error("[[[", "[[[NaN,");
    assert!(error.contains("line 1"), "{error}");
    let error = model_error("[[[", "[[[1e999,");
    assert!(error.contains("out of range"), "{error}");
    let error = model_error("cross-entropy", "hinge");
    assert!(error.contains("hinge"), "{error}");
    let error = model_error("}", "");
    assert!(error.contains("EOF"), "cut short: {error}");
    let error = model_error("}", "} and more");
    assert!(error.contains("trailing"), "{error}");
}

#[test]
fn a_model_too_large_for_single_precision_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("model.json");
    let mut network = network(1);
    network.layers[1].biases[0] = 1e39;
    model_file::save(&network, Cost::Quadratic, &file).unwrap();
    assert!(model_file::load::<f64>(&file).is_ok());
    assert!(
        model_file::load::<f32>(&file)
            .unwrap_err()
            .to_string()
            .contains("single precision")
    );
}

#[test]
fn a_model_that_json_cannot_hold_leaves_the_old_file_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let file = saved(&directory);
    let before = fs::read(&file).unwrap();
    let mut broken = network(2);
    broken.layers[0].weights[[1, 1]] = f64::NAN;
    let error =
        model_file::save(&broken, Cost::Quadratic, &file).unwrap_err().to_string();
    assert!(error.contains("not a finite number"), "{error}");
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(
        fs::read_dir(directory.path()).unwrap().count(),
        1,
        "a file was left behind"
    );
}
