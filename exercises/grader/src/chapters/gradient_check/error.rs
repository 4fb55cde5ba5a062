//! Exercise 4.3: the relative error.

use ndarray::{Array1, ArrayView1};
use proptest::prelude::*;

use crate::answer::{Answer, Tolerance, norm, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once, with};
use crate::sample::filled;

/// Two gradients.
type Gradients = (Array1<f64>, Array1<f64>);

/// How two gradients are alike.
#[derive(Clone, Copy, Debug)]
enum Alike {
    BothZero,
    Equal,
    Nearly,
    OneZero,
    OtherZero,
    NotAtAll,
}

fn inputs() -> impl Strategy<Value = Gradients> {
    let alike = prop_oneof![
        5 => prop::sample::select(vec![
            Alike::BothZero,
            Alike::Equal,
            Alike::Nearly,
            Alike::OneZero,
            Alike::OtherZero,
        ]),
        4 => Just(Alike::NotAtAll),
    ];
    // Of every size that somebody may take for 0, and beyond.
    let scale = prop_oneof![
        2 => Just(1.0),
        4 => (-34..=2_i32).prop_map(|exponent| 10.0_f64.powi(exponent)),
        1 => prop::sample::select(vec![1e9, 1e-100, 1e100]),
    ];
    filled((1..=4_usize, alike, scale), |&(n, alike, scale), numbers| {
        let (g, other) = (numbers.vector(n) * scale, numbers.vector(n) * scale);
        let zero = Array1::zeros(n);
        match alike {
            Alike::BothZero => (zero.clone(), zero),
            Alike::Equal => (g.clone(), g),
            Alike::Nearly => (g.clone(), g + other * 1e-6),
            Alike::OneZero => (zero, other),
            Alike::OtherZero => (g, zero),
            Alike::NotAtAll => (g, other),
        }
    })
}

fn length(vector: ArrayView1<f64>) -> f64 {
    norm(&vector.to_owned().into_dyn())
}

/// What a relative error, and a checker with it, can have wrong.
pub const ERRORS: [&str; 7] = [
    "error-absolute",
    "error-of-lengths",
    "checker-errors-cancel",
    "relative-error-0-over-0",
    "relative-error-0-if-one-is-0",
    "relative-error-of-the-sum",
    "relative-error-brackets-missing",
];

/// What is taken for the larger norm.
pub const SIZES: [&str; 7] = [
    "relative-error-one-norm",
    "relative-error-second-norm",
    "relative-error-smaller-norm",
    "relative-error-sum-of-norms",
    "relative-error-mean-of-norms",
    "relative-error-geometric-mean",
    "relative-error-root-of-squares",
];

const NORMS: [&str; 2] = ["norm-of-absolute-values", "norm-of-largest-entry"];

fn norm_with(x: ArrayView1<f64>, wrong: Wrong) -> f64 {
    if wrong.has("norm-of-absolute-values") {
        x.iter().map(|x| x.abs()).sum()
    } else if wrong.has("norm-of-largest-entry") {
        x.iter().fold(0.0_f64, |most, x| most.max(x.abs()))
    } else {
        length(x)
    }
}

/// ‖g − g′‖ and the norm that it is divided by, with the mistakes of both.
pub fn fraction(g: ArrayView1<f64>, other: ArrayView1<f64>, wrong: Wrong) -> (f64, f64) {
    let (first, second) = (norm_with(g, wrong), norm_with(other, wrong));
    let difference = if wrong.has("error-of-lengths") {
        (first - second).abs()
    } else if wrong.has("checker-errors-cancel") {
        (&g - &other).sum().abs()
    } else if wrong.has("relative-error-of-the-sum") {
        norm_with((&g + &other).view(), wrong)
    } else {
        norm_with((&g - &other).view(), wrong)
    };
    let size = match SIZES.iter().find(|slug| wrong.has(slug)).copied() {
        Some("relative-error-one-norm") => first,
        Some("relative-error-second-norm") => second,
        Some("relative-error-smaller-norm") => first.min(second),
        Some("relative-error-sum-of-norms") => first + second,
        Some("relative-error-mean-of-norms") => (first + second) / 2.0,
        Some("relative-error-geometric-mean") => first.sqrt() * second.sqrt(),
        Some("relative-error-root-of-squares") => first.hypot(second),
        _ => first.max(second),
    };
    (difference, size)
}

/// The relative error with the mistakes that a checker shares.
pub fn error(g: ArrayView1<f64>, other: ArrayView1<f64>, wrong: Wrong) -> f64 {
    let (difference, size) = fraction(g, other, wrong);
    let (first, second) = (length(g), length(other));
    if wrong.has("error-absolute") {
        difference
    } else if first.max(second) == 0.0 && !wrong.has("relative-error-0-over-0")
        || first.min(second) == 0.0 && wrong.has("relative-error-0-if-one-is-0")
    {
        0.0
    } else if wrong.has("relative-error-brackets-missing") {
        difference / first + second
    } else {
        difference / size
    }
}

/// How the errors of entries are put together, times what each is relative to, times what is
/// done about 0/0.
pub const ENTRYWISE: &[f64] = &[
    0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0,
    16.0, 17.0, 18.0, 19.0, 20.0, 21.0, 22.0, 23.0, 24.0, 25.0, 26.0, 27.0, 28.0, 29.0,
    30.0, 31.0,
];

/// Entry by entry, in one of the ways of [`ENTRYWISE`].
pub fn entry_by_entry(g: ArrayView1<f64>, other: ArrayView1<f64>, way: f64) -> f64 {
    let way = way as usize;
    let error = |(a, b): (&f64, &f64)| {
        let size = match way / 4 % 4 {
            0 => a.abs().max(b.abs()),
            1 => a.abs() + b.abs(),
            2 => a.abs(),
            _ => b.abs(),
        };
        // A NaN beside a 0 is not the larger of the two.
        if way < 16 && size == 0.0 { 0.0 } else { (a - b).abs() / size }
    };
    let errors: Vec<f64> = g.iter().zip(other).map(error).collect();
    match way % 4 {
        0 if errors.iter().any(|e| e.is_nan()) => f64::NAN,
        0 => errors.iter().copied().fold(0.0, f64::max),
        1 => errors.iter().sum::<f64>() / errors.len() as f64,
        2 => errors.iter().sum(),
        _ => errors.iter().map(|e| e * e).sum::<f64>().sqrt(),
    }
}

/// What people add to a denominator, or take for 0, as far as the inputs show it.
const SMALL_NUMBERS: &[f64] = &[
    1.0,
    0.1,
    0.01,
    1e-3,
    1e-4,
    1e-5,
    1e-6,
    1e-7,
    1e-8,
    1e-9,
    1e-10,
    1e-11,
    1e-12,
    1e-13,
    1e-14,
    1e-15,
    1e-16,
    f64::EPSILON,
    f32::EPSILON as f64,
    1e-20,
    1e-30,
];

fn of(error: f64) -> Answer {
    vec![part("error", error)]
}

/// ‖g − g′‖ and max(‖g‖, ‖g′‖).
fn right((g, other): &Gradients) -> (f64, f64) {
    fraction(g.view(), other.view(), Wrong::NOTHING)
}

/// The norms are added, as some do, before a small number comes in.
fn by_sum((g, other): &Gradients) -> (f64, f64) {
    fraction(g.view(), other.view(), Wrong(&["relative-error-sum-of-norms"]))
}

pub fn relative_error() -> Function<Gradients> {
    Function {
        name: "relative_error",
        inputs: || inputs().boxed(),
        show: |(g, other)| vec![part("g", g.clone()), part("other", other.clone())],
        ask: |worker, (g, other)| {
            Ok(of(worker.call::<f64>("relative_error", args![g, other])?))
        },
        truth: |(g, other), _| {
            // Scaled first: the norms lie between 1 and 2 then.
            let size = g.iter().chain(other).fold(0.0_f64, |most, x| most.max(x.abs()));
            let scaled = |x: &Array1<f64>| if size > 0.0 { x / size } else { x.clone() };
            let (g, other) = (scaled(g), scaled(other));
            let squares = |x: &Array1<f64>| x.iter().map(|x| x * x).sum::<f64>();
            let largest = squares(&g).max(squares(&other));
            let error =
                if largest > 0.0 { squares(&(&g - &other)) / largest } else { 0.0 };
            of(error.sqrt())
        },
        model: |(g, other), wrong| {
            let error = error(g.view(), other.view(), wrong);
            let squared = wrong.has("relative-error-squared");
            let error = if squared { error * error } else { error };
            of(if wrong.has("relative-error-percent") { 100.0 * error } else { error })
        },
        mistakes: [
            &ERRORS[..],
            &SIZES,
            &NORMS,
            &["relative-error-squared", "relative-error-percent"],
        ]
        .concat(),
        special: Special {
            tolerance: PRECISE,
            written: vec![
                with("relative-error-plus-epsilon", SMALL_NUMBERS, |i, c| {
                    let (difference, size) = right(i);
                    of(difference / (size + c))
                }),
                with("relative-error-plus-epsilon", SMALL_NUMBERS, |i, c| {
                    let (difference, size) = by_sum(i);
                    of(difference / (size + c))
                }),
                with("relative-error-floor", SMALL_NUMBERS, |i, c| {
                    let (difference, size) = right(i);
                    of(difference / size.max(c))
                }),
                with("relative-error-floor", SMALL_NUMBERS, |i, c| {
                    let (difference, size) = by_sum(i);
                    of(difference / size.max(c))
                }),
                with("relative-error-small-counts-as-0", SMALL_NUMBERS, |i, c| {
                    let (difference, size) = right(i);
                    of(if size < c { 0.0 } else { difference / size })
                }),
                with("relative-error-of-zeros", &[1.0, f64::INFINITY, 2.0], |i, c| {
                    let (difference, size) = right(i);
                    of(if size == 0.0 { c } else { difference / size })
                }),
                with("error-entry-by-entry", ENTRYWISE, |(g, other), way| {
                    of(entry_by_entry(g.view(), other.view(), way))
                }),
                once("relative-error-root-below-missing", |i| {
                    let (difference, size) = right(i);
                    of(if size == 0.0 { 0.0 } else { difference / (size * size) })
                }),
                once("relative-error-root-above-missing", |i| {
                    let (difference, size) = right(i);
                    of(if size == 0.0 { 0.0 } else { difference * difference / size })
                }),
                once("error-of-lengths", |(g, other)| {
                    let (first, second) = (length(g.view()), length(other.view()));
                    let size = first.max(second);
                    of(if size == 0.0 { 0.0 } else { (first - second) / size })
                }),
                once("error-of-directions", |(g, other)| {
                    let lengths = length(g.view()) * length(other.view());
                    of(if lengths == 0.0 { 0.0 } else { 1.0 - g.dot(other) / lengths })
                }),
                once("relative-error-clipped", |i| {
                    let (difference, size) = right(i);
                    of(if size == 0.0 { 0.0 } else { (difference / size).min(1.0) })
                }),
            ],
            ..Special::none()
        },
    }
}

/// A difference of two nearly equal numbers is exact in floating point, but the inputs of 1e-6
/// apart differ by rounding of 1e-16 / 1e-6 = 1e-10 where they are scaled first. Errors as small as
/// 1e-7 are compared as precisely as large ones.
const PRECISE: Tolerance = Tolerance { relative: 1e-8, floor: 1e-9 };
