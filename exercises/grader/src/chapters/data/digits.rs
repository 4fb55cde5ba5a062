//! Digits to learn from and to be judged by: the first of those that the book's crate draws.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use ndarray::{Array2, s};

/// The entries of an image: 28 × 28 pixels.
pub const PIXELS: usize = 784;

/// Images and their labels as IDX files, zipped.
pub struct Files {
    images: &'static [u8],
    labels: &'static [u8],
}

/// 2,000 digits.
pub const TRAINING: Files = Files {
    images: include_bytes!("../../../digits/train-images-idx3-ubyte.gz"),
    labels: include_bytes!("../../../digits/train-labels-idx1-ubyte.gz"),
};

/// 500 others.
pub const TEST: Files = Files {
    images: include_bytes!("../../../digits/t10k-images-idx3-ubyte.gz"),
    labels: include_bytes!("../../../digits/t10k-labels-idx1-ubyte.gz"),
};

/// Images (n, 784), a byte per pixel, and their labels (n).
#[derive(Clone)]
pub struct Digits {
    pub images: Array2<u8>,
    pub labels: Vec<u8>,
}

impl Files {
    /// The two files as they are unzipped: images and labels.
    pub fn unzipped(&self) -> [Vec<u8>; 2] {
        [self.images, self.labels].map(|zipped| {
            let mut bytes = Vec::new();
            MultiGzDecoder::new(zipped)
                .read_to_end(&mut bytes)
                .expect("the files in this crate are not damaged");
            bytes
        })
    }

    /// What is in them. Their headers are known: 16 and 8 bytes.
    pub fn digits(&self) -> Digits {
        let [images, labels] = self.unzipped();
        let labels = labels[8..].to_vec();
        let images =
            Array2::from_shape_vec((labels.len(), PIXELS), images[16..].to_vec());
        Digits { images: images.expect("an image for every label"), labels }
    }
}

impl Digits {
    pub fn part(&self, from: usize, to: usize) -> Digits {
        Digits {
            images: self.images.slice(s![from..to, ..]).to_owned(),
            labels: self.labels[from..to].to_vec(),
        }
    }
}
