//! Any bytes as a model file: a network that runs, or refused, never a panic.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use backprop::model_file::load;
use libfuzzer_sys::fuzz_target;
use ndarray::Array1;

static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    tempfile::tempdir().expect("a directory for the file").keep().join("model.json")
});

fuzz_target!(|bytes: &[u8]| {
    fs::write(&*FILE, bytes).expect("the file");
    if let Ok((network, _)) = load::<f64>(&FILE) {
        let x = Array1::zeros(network.sizes()[0]);
        assert_eq!(network.feedforward(x.view()).len(), *network.sizes().last().unwrap());
    }
});
