//! Any bytes as a file of images, beside one valid label: read or refused, never a panic.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use backprop::data::idx::read_digits;
use libfuzzer_sys::fuzz_target;

static DIRECTORY: LazyLock<PathBuf> = LazyLock::new(|| {
    let directory = tempfile::tempdir().expect("a directory for the files").keep();
    let labels = [0, 0, 8, 1, 0, 0, 0, 1, 7];
    fs::write(directory.join("train-labels-idx1-ubyte"), labels).expect("the labels");
    directory
});

fuzz_target!(|bytes: &[u8]| {
    fs::write(DIRECTORY.join("train-images-idx3-ubyte"), bytes).expect("the images");
    if let Ok(data) = read_digits(&DIRECTORY, "train") {
        assert_eq!(data.inputs().nrows(), 1);
    }
});
