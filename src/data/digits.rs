//! The embedded digits: 28×28 grey images that look handwritten, drawn by this module.
//!
//! A digit starts as a skeleton (`strokes`) and is written as a person would: unsteadily,
//! aslant, with some pen. It is then framed as MNIST frames its digits, so that what a
//! network learns on one set says something about the other. How far each random quantity
//! ranges was chosen by looking at sheets and statistics of both, and so that a small
//! network still misreads a few digits in a hundred.
//!
//! One seed gives the same pixels on every machine: IEEE 754 fixes the four operations,
//! the square root and rounding to the last bit, and no other function is used (one
//! library's sine may differ from another's).

use std::array;
use std::iter::{once, repeat_n};

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::strokes::{STYLES, Stroke, Style};

/// Width and height of an image.
pub const SIDE: usize = 28;
/// Width and height of the box in the image that the ink fills, as in MNIST.
pub const BOX: usize = 20;
/// How far, in pixels, the edge of the ink strays on rough paper.
const ROUGHNESS: f64 = 0.3;

/// Draws `count` digits from `seed`, the labels 0 to 9 balanced and in shuffled order.
///
/// Returns the pixels, (count, 784) in row-major order with 0 for paper and 255 for full
/// ink, and the labels, (count).
pub fn draw(count: usize, seed: u64) -> (Vec<u8>, Vec<u8>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut labels: Vec<u8> = (0..10).cycle().take(count).collect();
    labels.shuffle(&mut rng);
    let pixels = labels.iter().flat_map(|&label| draw_digit(label, &mut rng)).collect();
    (pixels, labels)
}

/// From skeleton to image.
fn draw_digit(label: u8, rng: &mut impl Rng) -> [u8; SIDE * SIDE] {
    let style = STYLES[usize::from(label)]
        .choose_weighted(rng, |style| style.share)
        .expect("every digit has a style with a share");
    let mut strokes = write(style, rng);
    lean(&mut strokes, rng);
    warp(&mut strokes, rng);
    let blur = 0.8 + 0.5 * rng.random::<f64>();
    fit(&mut strokes, blur);
    centre(&ink(&strokes, blur, rng))
}

/// The pen at one moment: where it is, and how far its ink reaches.
#[derive(Clone, Copy)]
struct Pen {
    x: f64,
    y: f64,
    radius: f64,
}

impl Pen {
    /// The pen on its way from `self` (t = 0) to `other` (t = 1).
    fn towards(self, other: Pen, t: f64) -> Pen {
        let mix = |a, b| a + t * (b - a);
        Pen {
            x: mix(self.x, other.x),
            y: mix(self.y, other.y),
            radius: mix(self.radius, other.radius),
        }
    }
}

/// A number with mean 0 and standard deviation 1, nearly Gaussian: a sum of uniform ones.
fn about_zero(rng: &mut impl Rng) -> f64 {
    let sum: f64 = (0..3).map(|_| rng.random::<f64>()).sum();
    2.0 * sum - 3.0
}

/// An unsteady hand follows the skeleton: it misses every point a little, presses more
/// here and less there, and cuts corners. Each writer has a pen width and a roundness.
fn write(style: &Style, rng: &mut impl Rng) -> Vec<Vec<Pen>> {
    let radius = 4.0 + 8.0 * rng.random::<f64>();
    let roundness = 0.16 + 0.12 * rng.random::<f64>();
    let follow = |stroke: &Stroke| {
        let mut path = Vec::new();
        // A point given twice stays one sharp corner: both are missed alike.
        for corner in stroke.chunk_by(|a, b| a == b) {
            let pen = Pen {
                x: f64::from(corner[0].0) + 3.6 * about_zero(rng),
                y: f64::from(corner[0].1) + 3.6 * about_zero(rng),
                radius: radius * (1.0 + 0.1 * about_zero(rng)),
            };
            path.extend(repeat_n(pen, corner.len()));
        }
        cut_corners(&cut_corners(&path, roundness), 0.25)
    };
    style.strokes.iter().map(follow).collect()
}

/// Chaikin's corner cutting: each edge keeps its middle, from `cut` to 1 − `cut`.
/// Repeated with a cut of 1/4, it makes the path a smooth curve, a quadratic B-spline.
fn cut_corners(path: &[Pen], cut: f64) -> Vec<Pen> {
    let (first, last) = (path[0], path[path.len() - 1]);
    let middles = path
        .windows(2)
        .flat_map(|edge| [cut, 1.0 - cut].map(|t| edge[0].towards(edge[1], t)));
    once(first).chain(middles).chain([last]).collect()
}

/// Moves the pen by `map`, in coordinates from about −1 to 1 with the origin mid-digit.
fn transform(strokes: &mut [Vec<Pen>], map: impl Fn(f64, f64) -> (f64, f64)) {
    for pen in strokes.iter_mut().flatten() {
        let (x, y) = map((pen.x - 35.0) / 50.0, (pen.y - 50.0) / 50.0);
        (pen.x, pen.y) = (35.0 + 50.0 * x, 50.0 + 50.0 * y);
    }
}

/// The affine part of a handwriting: narrow or wide, slanted (mostly right), turned.
fn lean(strokes: &mut [Vec<Pen>], rng: &mut impl Rng) {
    let aspect = 0.82 + 0.48 * rng.random::<f64>();
    let slant = 0.16 + 0.22 * about_zero(rng);
    // With t the tangent of half the angle, (cos, sin) = (1 − t², 2t) / (1 + t²).
    let t = 0.05 * about_zero(rng);
    let (cos, sin) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
    transform(strokes, |x, y| {
        let x = aspect * x - slant * y;
        (cos * x - sin * y, sin * x + cos * y)
    });
}

/// The elastic part: a smooth displacement, a polynomial with random coefficients.
fn warp(strokes: &mut [Vec<Pen>], rng: &mut impl Rng) {
    let mut coefficients = || array::from_fn::<f64, 7, _>(|_| 0.08 * about_zero(rng));
    let (in_x, in_y) = (coefficients(), coefficients());
    transform(strokes, |x, y| {
        let powers = [x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y];
        let sum = |c: [f64; 7]| -> f64 { c.iter().zip(powers).map(|(c, p)| c * p).sum() };
        (x + sum(in_x), y + sum(in_y))
    });
}

/// Scales and shifts the digit into the middle of the box, so that its ink, soft edge
/// included, just fits.
fn fit(strokes: &mut [Vec<Pen>], blur: f64) {
    let extent = |of: fn(&Pen) -> f64| {
        let pens = || strokes.iter().flatten();
        let low = pens().map(|pen| of(pen) - pen.radius).fold(f64::INFINITY, f64::min);
        let high = pens().map(|pen| of(pen) + pen.radius).fold(-f64::INFINITY, f64::max);
        ((low + high) / 2.0, high - low)
    };
    let ((x, width), (y, height)) = (extent(|pen| pen.x), extent(|pen| pen.y));
    let scale = (BOX as f64 - blur) / width.max(height);
    let middle = BOX as f64 / 2.0;
    for pen in strokes.iter_mut().flatten() {
        pen.x = middle + scale * (pen.x - x);
        pen.y = middle + scale * (pen.y - y);
        pen.radius *= scale;
    }
}

/// Inks the box: a pixel is black inside the stroke, white outside, and grey in a band of
/// width `blur` around the edge. Paper is rough: the edge wavers from pixel to pixel.
fn ink(strokes: &[Vec<Pen>], blur: f64, rng: &mut impl Rng) -> [[u8; BOX]; BOX] {
    let mut waver = || ROUGHNESS * (2.0 * rng.random::<f64>() - 1.0);
    let rough = [[(); BOX]; BOX].map(|row| row.map(|()| waver()));
    let mut image = [[0; BOX]; BOX];
    for piece in strokes.iter().flat_map(|stroke| stroke.windows(2)) {
        let (a, b) = (piece[0], piece[1]);
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let squared_length = (dx * dx + dy * dy).max(f64::MIN_POSITIVE);
        // Look only at the pixels in reach. `as` makes 0 of what lies before the box.
        let reach = a.radius.max(b.radius) + blur / 2.0 + ROUGHNESS;
        let span = |from: f64, to: f64| {
            let first = (from.min(to) - reach) as usize;
            first..BOX.min((from.max(to) + reach) as usize + 1)
        };
        for row in span(a.y, b.y) {
            for column in span(a.x, b.x) {
                let (x, y) = (column as f64 + 0.5, row as f64 + 0.5);
                let along = ((x - a.x) * dx + (y - a.y) * dy) / squared_length;
                let nearest = a.towards(b, along.clamp(0.0, 1.0));
                let (x, y) = (x - nearest.x, y - nearest.y);
                let inside = nearest.radius + rough[row][column] - (x * x + y * y).sqrt();
                let grey = (inside / blur + 0.5).clamp(0.0, 1.0);
                image[row][column] = image[row][column].max((255.0 * grey).round() as u8);
            }
        }
    }
    image
}

/// Puts the box so that the centre of mass falls into pixel (14, 14), as in MNIST.
///
/// # Panics
/// If there is no ink.
pub fn centre(ink: &[[u8; BOX]; BOX]) -> [u8; SIDE * SIDE] {
    let (mut mass, mut x_mass, mut y_mass) = (0, 0, 0);
    for (y, row) in ink.iter().enumerate() {
        for (x, &grey) in row.iter().enumerate() {
            mass += usize::from(grey);
            x_mass += usize::from(grey) * x;
            y_mass += usize::from(grey) * y;
        }
    }
    // The pixel x spans x − 1/2 to x + 1/2. However lopsided, the box stays in the image.
    let offset = |moment: usize| {
        (SIDE / 2).saturating_sub((moment + mass / 2) / mass).min(SIDE - BOX)
    };
    let (left, top) = (offset(x_mass), offset(y_mass));
    let mut image = [0; SIDE * SIDE];
    for (y, row) in ink.iter().enumerate() {
        let start = (top + y) * SIDE + left;
        image[start..start + BOX].copy_from_slice(row);
    }
    image
}
