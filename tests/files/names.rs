//! The four files under the names that people's copies have.

use std::fs;
use std::path::Path;

use backprop::data::{DataSet, Splits, idx};
use tempfile::TempDir;

use super::{directory, small_set, unzipped, zipped};

const USUAL: [&str; 4] = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
];

/// The small set in files that `name` makes of the usual names, gzipped if they end so.
fn renamed(name: impl Fn(&str) -> String) -> TempDir {
    let (from, to) = (directory(), tempfile::tempdir().unwrap());
    for usual in USUAL {
        let bytes = unzipped(&from.path().join(format!("{usual}.gz")));
        let file = to.path().join(name(usual));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let gzipped = file.extension().is_some_and(|extension| extension == "gz");
        fs::write(file, if gzipped { zipped(&bytes) } else { bytes }).unwrap();
    }
    to
}

type Rename = fn(&str) -> String;

fn in_part(usual: &str, test: &str) -> String {
    usual.replace("t10k", test)
}

#[test]
fn every_common_layout_is_found() {
    let layouts: [(&str, Rename); 14] = [
        ("plain", |name| name.into()),
        ("gzipped", |name| format!("{name}.gz")),
        ("dots", |name| name.replace("-idx", ".idx")),
        ("dots, gzipped", |name| format!("{}.gz", name.replace("-idx", ".idx"))),
        ("underscores", |name| name.replace('-', "_")),
        ("upper case", |name| name.to_uppercase()),
        ("a second download", |name| format!("{name} (1).gz")),
        ("each in a folder of its name", |name| format!("{name}/{name}")),
        ("dots, in such folders", |name| {
            let dots = name.replace("-idx", ".idx");
            format!("{dots}/{dots}")
        }),
        ("torchvision's root", |name| format!("MNIST/raw/{name}")),
        ("Fashion-MNIST's root", |name| format!("FashionMNIST/raw/{name}.gz")),
        ("test for t10k", |name| in_part(name, "test")),
        ("Keras's kin", |name| format!("digits/{}.gz", in_part(name, "test"))),
        ("mixed", |name| match name.contains("images") {
            true => format!("{name}.gz"),
            false => format!("labels/{name}"),
        }),
    ];
    for (layout, name) in layouts {
        let directory = renamed(name);
        for part in ["train", "t10k"] {
            let read = idx::read_digits(directory.path(), part);
            assert_eq!(read.expect(layout), small_set(), "{layout}");
        }
    }
}

/// As torchvision leaves them.
#[test]
fn a_file_beside_itself_gzipped_is_read_once() {
    let directory = renamed(|name| format!("MNIST/raw/{name}.gz"));
    for usual in USUAL {
        let gzipped = directory.path().join(format!("MNIST/raw/{usual}.gz"));
        fs::write(gzipped.with_extension(""), unzipped(&gzipped)).unwrap();
    }
    assert_eq!(idx::read_digits(directory.path(), "train").unwrap(), small_set());
}

fn error(directory: &Path) -> String {
    let error = idx::read_digits(directory, "train").unwrap_err().to_string();
    assert!(!error.contains('\n'), "more than a line: {error}");
    error
}

#[test]
fn two_candidates_are_both_named() {
    for other in ["copy/train-images-idx3-ubyte", "train-images-idx3-ubyte (1).gz"] {
        let directory = renamed(|name| name.into());
        let file = directory.path().join(other);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, b"").unwrap();
        let error = error(directory.path());
        assert!(error.contains(other), "{error}");
        assert!(error.contains("train-images-idx3-ubyte and"), "{error}");
    }
}

/// EMNIST comes with six sets in one directory.
#[test]
fn the_beginning_of_names_chooses_a_set() {
    let directory =
        renamed(|name| format!("gzip/emnist-digits-{}.gz", in_part(name, "test")));
    let gzip = directory.path().join("gzip");
    for usual in USUAL {
        let name = format!("emnist-letters-{}.gz", in_part(usual, "test"));
        fs::write(gzip.join(name), b"").unwrap();
    }
    let error = error(&gzip);
    assert!(
        error.contains("emnist-digits") && error.contains("emnist-letters"),
        "{error}"
    );
    let read = idx::read_digits(&gzip.join("emnist-digits"), "train").unwrap();
    assert_eq!(read, upright(&small_set()));
}

/// EMNIST's images lie on their side: rows are columns.
fn upright(data: &DataSet<u8>) -> DataSet<u8> {
    let images = data.inputs().to_shape((data.len(), 4, 4)).unwrap();
    let turned = images.permuted_axes([0, 2, 1]);
    let pixels = turned.to_shape((data.len(), 16)).unwrap().to_owned();
    DataSet::of_digits(pixels, data.labels().to_vec())
}

#[test]
fn emnist_is_set_upright() {
    let directory = renamed(|name| format!("emnist-digits-{}", in_part(name, "test")));
    let read = idx::read_digits(directory.path(), "t10k").unwrap();
    assert_eq!(read, upright(&small_set()));
    assert_ne!(read, small_set());
}

/// QMNIST's labels are rows of eight 32-bit numbers, of which the first is the label.
#[test]
fn qmnist_is_read() {
    let directory = renamed(|name| format!("qmnist-{}", in_part(name, "test")));
    let mut bytes = vec![0, 0, 12, 2, 0, 0, 0, 7, 0, 0, 0, 8];
    for &label in small_set().labels() {
        let row = [u32::from(label), 4, 38, 1, 2, 3, 4, 5];
        bytes.extend(row.iter().flat_map(|number| number.to_be_bytes()));
    }
    let labels = directory.path().join("qmnist-train-labels-idx2-int");
    fs::remove_file(directory.path().join("qmnist-train-labels-idx1-ubyte")).unwrap();
    fs::write(&labels, &bytes).unwrap();
    assert_eq!(idx::read_digits(directory.path(), "train").unwrap(), small_set());

    bytes[12] = 1;
    fs::write(&labels, &bytes).unwrap();
    assert!(error(directory.path()).contains("label 0: expected 0 to 255"));
}

#[test]
fn the_test_part_needs_no_training_files() {
    let directory = renamed(|name| name.into());
    for training in &USUAL[..2] {
        fs::remove_file(directory.path().join(training)).unwrap();
    }
    assert_eq!(Splits::read_test(directory.path()).unwrap(), small_set());
    assert!(Splits::read(directory.path()).is_err());
}

#[test]
fn what_is_no_directory_is_told() {
    let directory = renamed(|name| name.into());
    let file = directory.path().join(USUAL[0]);
    assert!(error(&file).contains("expected a directory"));
    assert!(error(&directory.path().join("nowhere")).contains("no such directory"));
    assert!(error(&directory.path().join("no/where")).contains("no such directory"));
}

/// Letters of EMNIST are counted from 1 to 26; two classes are two.
#[test]
fn the_labels_say_how_many_classes_there_are() {
    for (labels, classes) in
        [(vec![0, 1, 1], 2), ((1..=26).collect(), 27), (vec![4, 0], 5)]
    {
        let directory = tempfile::tempdir().unwrap();
        let pixels = ndarray::Array2::zeros((labels.len(), 4));
        let data = DataSet::new(pixels, labels, classes, 1.0 / 255.0);
        idx::write_digits(directory.path(), "train", &data).unwrap();
        assert_eq!(idx::read_digits(directory.path(), "train").unwrap(), data);
    }
}
