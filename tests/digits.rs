//! The drawn digits: the same everywhere, balanced, and framed as MNIST frames its digits.

use std::collections::HashSet;

use backprop::data::digits::{SIDE, draw};

fn images(pixels: &[u8]) -> impl Iterator<Item = &[u8]> {
    pixels.chunks_exact(SIDE * SIDE)
}

/// Rows and columns of the inked pixels, with their grey.
fn inked(image: &[u8]) -> impl Iterator<Item = (usize, usize, usize)> {
    let pixels = image.iter().enumerate().filter(|(_, grey)| **grey > 0);
    pixels.map(|(i, &grey)| (i / SIDE, i % SIDE, usize::from(grey)))
}

/// The checksum is FNV-1a with 64 bits. It changes with any change to any pixel.
#[test]
fn one_seed_gives_the_same_pixels_everywhere() {
    let (pixels, labels) = draw(200, 1);
    let checksum =
        pixels.iter().chain(&labels).fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    assert_eq!(checksum, 0x6f2d_5a4d_e073_da77, "{checksum:#x}");
}

#[test]
fn labels_are_balanced_and_shuffled() {
    let (_, labels) = draw(1234, 2);
    for digit in 0..10 {
        let n = labels.iter().filter(|&&label| label == digit).count();
        assert!(n == 123 || n == 124, "{n} times {digit}");
    }
    assert_ne!(labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

/// The box ends where the soft edge ends. Rough paper may leave the outermost pixels
/// white, whose middles lie half a pixel from there, but not the next ones: so 18 to
/// 20 pixels.
#[test]
fn ink_fills_the_box() {
    for image in images(&draw(1000, 3).0) {
        let extent = |of: fn((usize, usize, usize)) -> usize| {
            let (low, high) = (inked(image).map(of).min(), inked(image).map(of).max());
            high.unwrap() - low.unwrap() + 1
        };
        let (height, width) = (extent(|pixel| pixel.0), extent(|pixel| pixel.1));
        let longer = height.max(width);
        assert!((18..=20).contains(&longer), "{height} × {width} pixels");
    }
}

/// Half a pixel from the middle of pixel (14, 14) at most, unless the box is held at the
/// edge of the image; its ink then reaches one of the two outermost rows or columns.
#[test]
fn centre_of_mass_falls_into_the_middle_pixel() {
    for image in images(&draw(14_000, 1).0) {
        let centred = |of: fn((usize, usize, usize)) -> usize| {
            let moment: usize = inked(image).map(|pixel| pixel.2 * of(pixel)).sum();
            let mass: usize = inked(image).map(|pixel| pixel.2).sum();
            let held = inked(image).any(|pixel| !(2..26).contains(&of(pixel)));
            held || (moment as f64 / mass as f64 - 14.0).abs() <= 0.5
        };
        assert!(centred(|pixel| pixel.0) && centred(|pixel| pixel.1), "{image:?}");
    }
}

#[test]
fn no_two_digits_are_alike() {
    let (pixels, _) = draw(2000, 5);
    assert_eq!(images(&pixels).collect::<HashSet<_>>().len(), 2000);
}
