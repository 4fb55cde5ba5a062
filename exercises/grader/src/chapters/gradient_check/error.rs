//! Exercise 4.3: the relative error.

use ndarray::{Array1, ArrayView1};
use proptest::prelude::*;

use crate::answer::{Tolerance, norm, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special};
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
        3 => Just(Alike::NotAtAll),
    ];
    let scale = prop::sample::select(vec![1.0, 1.0, 1.0, 1e-9, 1e9, 1e-100, 1e100]);
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

/// The relative error with the mistakes that a checker shares.
pub fn error(g: ArrayView1<f64>, other: ArrayView1<f64>, wrong: Wrong) -> f64 {
    let (first, second) = (length(g), length(other));
    let difference = if wrong.has("error-of-lengths") {
        (first - second).abs()
    } else if wrong.has("checker-errors-cancel") {
        (&g - &other).sum().abs()
    } else {
        length((&g - &other).view())
    };
    if wrong.has("error-absolute") {
        return difference;
    }
    let size = if wrong.has("relative-error-one-norm") {
        first
    } else if wrong.has("relative-error-sum-of-norms") {
        first + second
    } else {
        first.max(second)
    };
    if wrong.has("relative-error-plus-epsilon") {
        difference / (size + 1e-8)
    } else if first.max(second) == 0.0 && !wrong.has("relative-error-0-over-0") {
        0.0
    } else {
        difference / size
    }
}

pub fn relative_error() -> Function<Gradients> {
    Function {
        name: "relative_error",
        inputs: || inputs().boxed(),
        show: |(g, other)| vec![part("g", g.clone()), part("other", other.clone())],
        ask: |worker, (g, other)| {
            Ok(vec![part("error", worker.call::<f64>("relative_error", args![g, other])?)])
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
            vec![part("error", error.sqrt())]
        },
        model: |(g, other), wrong| {
            let error = error(g.view(), other.view(), wrong);
            vec![part(
                "error",
                if wrong.has("relative-error-squared") { error * error } else { error },
            )]
        },
        mistakes: vec![
            "relative-error-0-over-0",
            "relative-error-plus-epsilon",
            "error-absolute",
            "relative-error-one-norm",
            "relative-error-sum-of-norms",
            "error-of-lengths",
            "relative-error-squared",
        ],
        special: Special { tolerance: PRECISE, ..Special::none() },
    }
}

/// A difference of two nearly equal numbers is exact in floating point, but the inputs of 1e-6
/// apart differ by rounding of 1e-16 / 1e-6 = 1e-10 where they are scaled first. Errors as small as
/// 1e-7 are compared as precisely as large ones.
const PRECISE: Tolerance = Tolerance { relative: 1e-8, floor: 1e-9 };
