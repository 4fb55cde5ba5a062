//! What is another format is told by its name, whatever the file is called.

use std::fs;
use std::path::Path;

use backprop::data::idx;

use super::{IMAGES, directory, small_set, unzipped, zipped};

/// The beginnings are those that the programs of these formats write.
const OTHERS: [(&[u8], &str); 22] = [
    (b"<!DOCTYPE html><html><body>404 Not Found", "HTML"),
    (b"\n <HTML><head>", "HTML"),
    (b"\x80\x02(cnumpy.core.multiarray\n_reconstruct\nq\x01", "pickle"),
    (b"((lp1\ncnumpy.core.multiarray\n_reconstruct\np2\n", "pickle"),
    (b"\x93NUMPY\x01\0v\0{'descr': '|u1', ", "NumPy array"),
    (
        b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x0b\0\x14\0x_train.npy",
        ".npz",
    ),
    (b"PK\x03\x04\x14\0\0\0\x08\0archive/train-images", "zip"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xfd7zXZ\0\0\x04", "xz"),
    (b"\x28\xb5\x2f\xfd\x04\0", "zstd"),
    (b"7z\xbc\xaf\x27\x1c\0\x04", "7z"),
    (b"label,pixel0,pixel1,pixel2\n5,0,0,0\n", "CSV"),
    (b"5,0,0,0,0,12,255\n0,0,0,0,0,0,1\n", "CSV"),
    (b"\x89HDF\r\n\x1a\n\0\0", "HDF5"),
    (b"MATLAB 5.0 MAT-file, Platform: GLNXA64", "MATLAB"),
    (b"PAR1\x15\x04\x15", "Parquet"),
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:", "git lfs pull"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
    (b"\0\0\x0d\x03\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\0", "floating-point"),
    (b"\0\0\x0c\x03\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\0", "32-bit"),
    (b"\x03\x08\0\0\x07\0\0\0\x04\0\0\0\x04\0\0\0", "reverse byte order"),
    (b"{\"images\": [[0, 0]]}", "JSON"),
];

fn error(directory: &Path) -> String {
    let error = idx::read_digits(directory, "train").unwrap_err().to_string();
    assert!(!error.contains('\n') && error.len() < 400, "more than a line: {error}");
    error
}

#[test]
fn other_formats_are_told_by_name() {
    for (bytes, name) in OTHERS {
        let directory = directory();
        for content in [bytes.to_vec(), zipped(bytes)] {
            fs::write(directory.path().join(IMAGES), content).unwrap();
            let error = error(directory.path());
            assert!(error.contains(name) && error.contains(IMAGES), "{name}: {error}");
        }
    }
}

#[test]
fn gzip_within_gzip_and_tar_are_told_by_name() {
    let directory = directory();
    let images = directory.path().join(IMAGES);
    let idx = unzipped(&images);
    fs::write(&images, zipped(&zipped(&idx))).unwrap();
    assert!(error(directory.path()).contains("gzip within gzip"));
    let mut tar = vec![0; 512];
    tar[..5].copy_from_slice(b"train");
    tar[257..262].copy_from_slice(b"ustar");
    fs::write(&images, zipped(&tar)).unwrap();
    assert!(error(directory.path()).contains("tar archive"));
}

/// Labels where images were expected, and the other way round.
#[test]
fn exchanged_files_are_told() {
    let directory = directory();
    let labels = directory.path().join("train-labels-idx1-ubyte.gz");
    fs::copy(&labels, directory.path().join(IMAGES)).unwrap();
    assert!(error(directory.path()).contains("images have three dimensions, labels one"));
}

/// A directory without the files, but with the digits in another form.
#[test]
fn what_is_there_instead_is_named() {
    let pickle = b"\x80\x02(cnumpy.core.multiarray\n";
    for (name, content, format) in [
        ("mnist.pkl.gz", zipped(pickle), "a Python pickle"),
        ("mnist_train.csv", b"5,0,0,0,0,0\n".to_vec(), "CSV text"),
        ("archive.zip", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), "a zip archive"),
    ] {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join(name), content).unwrap();
        fs::write(directory.path().join("README"), "Handwritten digits").unwrap();
        let found = error(directory.path());
        assert!(found.contains("found neither train-images-idx3-ubyte"), "{found}");
        assert!(found.contains(name) && found.contains(format), "{found}");
        let found = error(&directory.path().join(name));
        assert!(
            found.contains("expected a directory") && found.contains(format),
            "{found}"
        );
    }
}

/// As gzip itself reads them: streams one after the other, and zeros at the end.
#[test]
fn gzip_streams_may_be_several_and_padded() {
    let directory = directory();
    let images = directory.path().join(IMAGES);
    let idx = unzipped(&images);
    for middle in [0, 3, 40, idx.len()] {
        let (first, second) = idx.split_at(middle);
        let padding = vec![0; 1000];
        fs::write(&images, [zipped(first), zipped(second), padding].concat()).unwrap();
        assert_eq!(idx::read_digits(directory.path(), "train").unwrap(), small_set());
    }
    fs::write(&images, [zipped(&idx), b"and more".to_vec()].concat()).unwrap();
    assert!(error(directory.path()).contains("follow the end of the gzip stream"));
}
