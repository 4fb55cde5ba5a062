//! Exercises 11.9 and 11.10: backwards through ReLU, and weights for it.

use ndarray::{Array1, Array2};
use proptest::strategy::Strategy;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::chapters::per_sample::equations::{Backward, before, show_backward, slope};
use crate::function::{Function, Special, once};
use crate::sample::{filled, widths};
use crate::witness::{Cost, Real};

/// The cost Σ_j δ_j z_j with z = w relu(z^l): its error in layer l + 1 is δ. Each entry of z^l stays
/// on the side of 0 on which it lies; at 0 itself the slope is 0.
struct BehindRelu<'a>(&'a Backward);

impl Cost for BehindRelu<'_> {
    fn at<T: Real>(&self, z: &[T]) -> T {
        let (w, delta, at) = self.0;
        let active = w.indexed_iter().filter(|((_, k), _)| at[*k] > 0.0);
        active.fold(T::from(0.0), |sum, ((j, k), &w)| sum + T::from(delta[j] * w) * z[k])
    }
}

fn sent_back((w, delta, z): &Backward, wrong: Wrong) -> Answer {
    let back = match wrong.has("bp2-not-transposed") {
        true => w.dot(delta),
        false => w.t().dot(delta),
    };
    let rate = |z: f64| match () {
        () if wrong.has("relu-value-for-slope") => z.max(0.0),
        () if wrong.has("relu-slope-missing") => 1.0,
        () if wrong.has("relu-slope-at-zero") && z == 0.0 => 1.0,
        () if wrong.has("relu-sides-exchanged") => f64::from(z <= 0.0),
        () if wrong.has("relu-slope-negative") && z < 0.0 => -1.0,
        () => f64::from(z > 0.0),
    };
    before(back * z.mapv(rate))
}

pub fn relu_backward() -> Function<Backward> {
    Function {
        name: "relu_backward",
        inputs: || {
            filled(widths(2), |n, numbers| {
                let (w, delta) = (numbers.matrix(n[1], n[0]), numbers.vector(n[1]));
                // Exactly 0 often enough for a `>=` to show.
                let z =
                    numbers.vector(n[0]).mapv(|z| if z.abs() < 0.25 { 0.0 } else { z });
                (w, delta, z)
            })
            .boxed()
        },
        show: show_backward,
        ask: |worker, (w, delta, z)| {
            Ok(before(worker.call("relu_backward", args![w, delta, z])?))
        },
        truth: |i, witness| {
            before(witness.gradient(&BehindRelu(i), &i.2.to_vec()).into())
        },
        model: sent_back,
        mistakes: vec![
            "bp2-not-transposed",
            "relu-value-for-slope",
            "relu-slope-missing",
            "relu-slope-at-zero",
            "relu-sides-exchanged",
            "relu-slope-negative",
        ],
        special: Special {
            written: vec![
                once("relu-of-the-error", |(w, delta, _)| {
                    before(w.t().dot(delta).mapv(|back| back.max(0.0)))
                }),
                once("relu-of-the-error", |(w, delta, z)| {
                    let active = z.mapv(|z| f64::from(z > 0.0));
                    before(w.t().dot(delta).mapv(|back| back.max(0.0)) * active)
                }),
                once("relu-still-sigmoid", |(w, delta, z)| {
                    before(w.t().dot(delta) * slope(z))
                }),
                once("relu-slope-alone", |(_, _, z)| {
                    before(z.mapv(|z| f64::from(z > 0.0)))
                }),
            ],
            ..Special::none()
        },
    }
}

/// (n_out, n_in)
pub type Shape = (usize, usize);

/// The shape, and all entries in order: each number must have been asked for once.
fn initialised(w: &Array2<f64>) -> Answer {
    let mut numbers: Vec<f64> = w.iter().copied().collect();
    numbers.sort_by(f64::total_cmp);
    vec![
        part("the shape", format!("{:?}", w.dim())),
        part("the entries, sorted,", Array1::from(numbers)),
    ]
}

/// What the grader gives for normally distributed numbers: −0.7, 0.4, 1.5 …
fn source() -> impl FnMut() -> f64 {
    let mut next = -1.8;
    move || {
        next += 1.1;
        next
    }
}

/// Numbers of the source times a factor.
fn scaled((n_out, n_in): Shape, factor: f64) -> Answer {
    let mut next = source();
    initialised(&Array2::from_shape_simple_fn((n_out, n_in), || factor * next()))
}

/// n_in as a number.
fn inputs_of((_, n_in): Shape) -> f64 {
    n_in as f64
}

pub fn he_weights() -> Function<Shape> {
    Function {
        name: "he_weights",
        inputs: || widths(2).prop_map(|n| (n[0], n[1])).boxed(),
        show: |(n_out, n_in)| {
            vec![part("n_out", n_out.to_string()), part("n_in", n_in.to_string())]
        },
        ask: |worker, &(n_out, n_in)| {
            let mut next = source();
            let w: Array2<f64> =
                worker.call_with("he_weights", args![n_out, n_in, ()], |_| {
                    Ok(vec![next()].into())
                })?;
            Ok(initialised(&w))
        },
        truth: |&shape, _| scaled(shape, (2.0 / inputs_of(shape)).sqrt()),
        model: |&shape, wrong| {
            let (n_out, n_in) = (shape.0 as f64, inputs_of(shape));
            let factor = match () {
                () if wrong.has("he-without-two") => (1.0 / n_in).sqrt(),
                () if wrong.has("he-by-outputs") => (2.0 / n_out).sqrt(),
                () if wrong.has("he-by-both") => (2.0 / (n_in + n_out)).sqrt(),
                () if wrong.has("he-variance-for-deviation") => 2.0 / n_in,
                () if wrong.has("he-root-of-one-part") => 2.0 / n_in.sqrt(),
                () if wrong.has("he-divided") => (n_in / 2.0).sqrt(),
                () if wrong.has("he-unscaled") => 1.0,
                () => (2.0 / n_in).sqrt(),
            };
            scaled(shape, factor)
        },
        mistakes: vec![
            "he-without-two",
            "he-by-outputs",
            "he-by-both",
            "he-variance-for-deviation",
            "he-root-of-one-part",
            "he-divided",
            "he-unscaled",
        ],
        special: Special {
            written: vec![
                once("he-root-of-one-part", |&shape| {
                    scaled(shape, 2.0_f64.sqrt() / inputs_of(shape))
                }),
                once("he-transposed", |&shape| {
                    scaled((shape.1, shape.0), (2.0 / inputs_of(shape)).sqrt())
                }),
                once("he-one-number", |&shape| {
                    let number = (2.0 / inputs_of(shape)).sqrt() * source()();
                    initialised(&Array2::from_elem(shape, number))
                }),
                once("he-zeros", |&shape| initialised(&Array2::zeros(shape))),
                once("he-factor-alone", |&shape| {
                    let factor = (2.0 / inputs_of(shape)).sqrt();
                    initialised(&Array2::from_elem(shape, factor))
                }),
            ],
            ..Special::none()
        },
    }
}
