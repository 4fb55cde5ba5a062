//! Digits of 14 × 14 pixels: small enough that a whole training run takes a tenth of a second.

use std::sync::LazyLock;

use ndarray::{Array2, s};

use grader::data::digits::{Digits, Files, TEST, TRAINING};

/// Pixels along a side.
pub const SIDE: usize = 14;
/// The entries of an image.
pub const PIXELS: usize = SIDE * SIDE;

/// 504 digits to learn from. The last mini-batch of ten has only four.
pub static LEARNT: LazyLock<Digits> = LazyLock::new(|| shrunk(&TRAINING, 504));
/// 250 others, by which a network is measured.
pub static NEW: LazyLock<Digits> = LazyLock::new(|| shrunk(&TEST, 250));

/// The first `n` of them, each pixel the mean of four.
fn shrunk(files: &Files, n: usize) -> Digits {
    let large = files.digits().part(0, n);
    let images = Array2::from_shape_fn((n, PIXELS), |(k, pixel)| {
        let (row, column) = (2 * (pixel / SIDE), 2 * (pixel % SIDE));
        let at = |row: usize| 2 * SIDE * row + column;
        let of = |row: usize| large.images.slice(s![k, at(row)..at(row) + 2]);
        let ink: u32 = of(row).iter().chain(of(row + 1)).map(|&p| u32::from(p)).sum();
        (ink / 4) as u8
    });
    Digits { images, labels: large.labels }
}
