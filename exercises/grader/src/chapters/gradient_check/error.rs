//! Exercise 4.3: the relative error.

use ndarray::{Array1, ArrayView1};
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Tolerance, norm, part};
use crate::atlas::Wrong;
use crate::exercise::Info;
use crate::function::Function;
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
    let difference = if wrong.has(&ERROR_OF_LENGTHS) {
        (first - second).abs()
    } else if wrong.has(&ERRORS_CANCEL) {
        (&g - &other).sum().abs()
    } else {
        length((&g - &other).view())
    };
    if wrong.has(&ERROR_ABSOLUTE) {
        return difference;
    }
    let size = if wrong.has(&ERROR_ONE_NORM) {
        first
    } else if wrong.has(&ERROR_SUM_OF_NORMS) {
        first + second
    } else {
        first.max(second)
    };
    if wrong.has(&ERROR_EPSILON) {
        difference / (size + 1e-8)
    } else if first.max(second) == 0.0 && !wrong.has(&ERROR_NO_GUARD) {
        0.0
    } else {
        difference / size
    }
}

pub fn relative_error() -> Function<Gradients> {
    Function {
        info: Info {
            id: "4.3",
            name: "relative_error",
            title: "the relative error between two gradients",
            stars: 2,
            hints: [
                "An error of 0.001: is that much? For a gradient of norm 1000, for one of norm \
                 0.001? And what is 0/0 in f64?",
                "‖g − g′‖ / max(‖g‖, ‖g′‖), and 0 where both norms are 0",
                "A closure for the norm, `x.dot(&x).sqrt()`; the larger of two norms; an `if` \
                 for 0. A small number in the denominator changes tiny gradients.",
            ],
        },
        inputs: || inputs().boxed(),
        show: |(g, other)| vec![part("g", g.clone()), part("other", other.clone())],
        reader: |answers, (g, other)| {
            let error = answers.gradient_check.relative_error;
            vec![part("error", error(g.view(), other.view()))]
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
                if wrong.has(&ERROR_SQUARED) { error * error } else { error },
            )]
        },
        mistakes: vec![
            &ERROR_NO_GUARD,
            &ERROR_EPSILON,
            &ERROR_ABSOLUTE,
            &ERROR_ONE_NORM,
            &ERROR_SUM_OF_NORMS,
            &ERROR_OF_LENGTHS,
            &ERROR_SQUARED,
        ],
        stub: None,
        tolerance: PRECISE,
        first_wrong: None,
    }
}

/// A difference of two nearly equal numbers is exact in floating point, but the inputs of 1e-6
/// apart differ by rounding of 1e-16 / 1e-6 = 1e-10 where they are scaled first. Errors as small as
/// 1e-7 are compared as precisely as large ones.
const PRECISE: Tolerance = Tolerance { relative: 1e-8, floor: 1e-9 };
