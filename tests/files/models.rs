//! Networks on disk.

use std::fs;
use std::path::PathBuf;

use backprop::cost::Cost;
use backprop::data::idx;
use backprop::model_file;
use backprop::network::{Initialiser, Network};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use super::{IMAGES, directory, unzipped, zipped};

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
    let error = model_error("{\"sizes\"", "\u{89}PNG {");
    assert!(error.contains("no network"), "{error}");
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
