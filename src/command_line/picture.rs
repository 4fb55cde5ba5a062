//! From a picture of a digit to what a network was trained on.
//!
//! Paper is what most of the picture's rim shows, ink what differs from it most, whichever of the
//! two is darker. Then the digit is framed as MNIST frames its own: scaled into a box of 20 × 20
//! pixels, and put into 28 × 28 so that its centre of mass is in the middle.

use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use backprop::data::digits::{BOX, SIDE, centre};
use backprop::files;
use image::imageops::{FilterType, crop_imm, resize};
use image::{DynamicImage, GrayImage, ImageDecoder, ImageReader, Luma};

/// Fainter ink than this share of the darkest is a shadow or a grain of the paper.
const FAINT: f64 = 0.25;

/// The digit in `file`, SIDE × SIDE pixels with 255 for ink.
///
/// # Errors
/// If the file is no PNG or JPEG picture, or shows nothing.
pub fn digit(file: &Path) -> Result<[u8; SIDE * SIDE]> {
    let read = || -> Result<[u8; SIDE * SIDE]> {
        let reader = ImageReader::new(BufReader::new(files::open(file)?));
        let reader = reader.with_guessed_format()?;
        ensure!(reader.format().is_some(), "expected a PNG or JPEG picture");
        let mut decoder = reader.into_decoder()?;
        // A camera that is turned writes so beside the pixels.
        let orientation = decoder.orientation()?;
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(orientation);
        framed(&ink(&picture)?)
    };
    read().with_context(|| file.display().to_string())
}

/// 255 where there is most ink, 0 where there is none.
fn ink(picture: &DynamicImage) -> Result<GrayImage> {
    let pixels = picture.to_luma_alpha8();
    let (width, height) = pixels.dimensions();
    let all = || (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let grey_on = |ground: f64, (x, y): (u32, u32)| {
        let [grey, alpha] = pixels.get_pixel(x, y).0.map(|v| f64::from(v) / 255.0);
        alpha * grey + (1.0 - alpha) * ground
    };
    // White ink on a transparent ground shows on black only.
    let shows = |&ground: &f64| {
        let contrast = |at| (grey_on(ground, at) - grey_on(ground, (0, 0))).abs();
        all().any(|at| contrast(at) > 0.02)
    };
    let ground =
        [1.0, 0.0].into_iter().find(shows).context("the picture shows nothing")?;
    let grey = |x, y| grey_on(ground, (x, y));

    let rim = (0..width).flat_map(|x| [(x, 0), (x, height - 1)]);
    let rim = rim.chain((0..height).flat_map(|y| [(0, y), (width - 1, y)]));
    let mut rim: Vec<f64> = rim.map(|(x, y)| grey(x, y)).collect();
    rim.sort_by(f64::total_cmp);
    let paper = rim[rim.len() / 2];

    let darkest = all().map(|(x, y)| paper - grey(x, y)).fold(0.0, f64::max);
    let lightest = all().map(|(x, y)| grey(x, y) - paper).fold(0.0, f64::max);
    let (sign, most) =
        if darkest >= lightest { (-1.0, darkest) } else { (1.0, lightest) };
    Ok(GrayImage::from_fn(width, height, |x, y| {
        let share = sign * (grey(x, y) - paper) / most;
        Luma([if share < FAINT { 0 } else { (255.0 * share).round() as u8 }])
    }))
}

/// The ink in the frame of MNIST's digits.
fn framed(ink: &GrayImage) -> Result<[u8; SIDE * SIDE]> {
    let inked = || ink.enumerate_pixels().filter(|(.., pixel)| pixel.0[0] > 0);
    let extent = |of: fn((u32, u32)) -> u32| {
        let places = || inked().map(|(x, y, _)| of((x, y)));
        (places().min().unwrap_or(0), places().max().unwrap_or(0))
    };
    let ((left, right), (top, bottom)) = (extent(|(x, _)| x), extent(|(_, y)| y));
    let (width, height) = (right - left + 1, bottom - top + 1);
    let longer = f64::from(width.max(height));
    let scaled = |n: u32| (BOX as f64 * f64::from(n) / longer).round().max(1.0) as u32;
    let (w, h) = (scaled(width), scaled(height));
    let cropped = crop_imm(ink, left, top, width, height).to_image();
    let small = resize(&cropped, w, h, FilterType::Triangle);

    // A thin line in a large picture has become faint.
    let most = small.pixels().map(|pixel| pixel.0[0]).max().unwrap_or(0);
    ensure!(most > 0, "the picture shows nothing");
    let mut in_box = [[0; BOX]; BOX];
    let (x0, y0) = ((BOX - w as usize) / 2, (BOX - h as usize) / 2);
    for (x, y, pixel) in small.enumerate_pixels() {
        let grey = 255.0 * f64::from(pixel.0[0]) / f64::from(most);
        in_box[y0 + y as usize][x0 + x as usize] = grey.round() as u8;
    }
    Ok(centre(&in_box))
}
