//! Exercises 4.1 and 4.2: derivatives by differences.
//!
//! The functions are polynomials of so low a degree that what a difference gives is known without
//! computing one. So h may be large, and every mistake shows in the first digits.

use ndarray::{Array1, Array2, ArrayView1};
use proptest::collection::vec;
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Tolerance, part};
use crate::atlas::Wrong;
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{filled, number};
use crate::witness::{self, Real};

/// The coefficients of a cubic polynomial, x and h.
type AtPoint = (Vec<f64>, f64, f64);

fn cubic(c: &[f64], x: f64) -> f64 {
    c[0] + x * (c[1] + x * (c[2] + x * c[3]))
}

fn step() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.5), Just(0.1), Just(0.01)]
}

/// The quotient for a function given along one line: `f(s)` is its value s steps from the point.
fn quotient(f: impl Fn(f64) -> f64, h: f64, wrong: Wrong) -> f64 {
    if wrong.has(&SECOND_DIFFERENCE) {
        return (f(1.0) - 2.0 * f(0.0) + f(-1.0)) / (h * h);
    }
    let one_sided = wrong.has(&FORWARD) || wrong.has(&HALF_SIDED);
    let difference = if one_sided { f(1.0) - f(0.0) } else { f(1.0) - f(-1.0) };
    let difference = if wrong.has(&DIFFERENCE_SIGN) { -difference } else { difference };
    // Without its 2 the half-sided difference would be the forward one.
    let two_missing = wrong.has(&TWO_MISSING) && !wrong.has(&HALF_SIDED);
    let two = if wrong.has(&FORWARD) || two_missing { 1.0 } else { 2.0 };
    if wrong.has(&TIMES_H) {
        difference / two * h
    } else if wrong.has(&H_SQUARED) {
        difference / (two * h * h)
    } else {
        difference / (two * h)
    }
}

pub fn central_difference() -> Function<AtPoint> {
    Function {
        info: Info {
            id: "4.1",
            name: "central_difference",
            title: "the derivative of a function by a central difference",
            stars: 1,
            hints: [
                "How far apart are the two points at which f is taken? And what does the \
                 quotient give for f(x) = x, whose derivative you know?",
                "f′(x) ≈ (f(x + h) − f(x − h)) / (2h)",
                "One line. Put the denominator in brackets: `/ (2.0 * h)`.",
            ],
        },
        inputs: || (vec(number(), 4), number(), step()).boxed(),
        show: |(c, x, h)| {
            let f = format!("{} + {} x + {} x² + {} x³", c[0], c[1], c[2], c[3]);
            vec![part("f(x)", f), part("x", *x), part("h", *h)]
        },
        reader: |answers, (c, x, h)| {
            let f = |x| cubic(c, x);
            vec![part("f′(x)", (answers.gradient_check.central_difference)(&f, *x, *h))]
        },
        truth: |(c, x, h), _| {
            // The cubic term, and no other, makes the quotient differ from f′: by c₃h².
            let slope = c[1] + x * (2.0 * c[2] + x * 3.0 * c[3]);
            vec![part("f′(x)", slope + c[3] * h * h)]
        },
        model: |(c, x, h), wrong| {
            vec![part("f′(x)", quotient(|s| cubic(c, x + s * h), *h, wrong))]
        },
        mistakes: vec![
            &FORWARD,
            &HALF_SIDED,
            &TWO_MISSING,
            &H_SQUARED,
            &TIMES_H,
            &DIFFERENCE_SIGN,
            &SECOND_DIFFERENCE,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// C(v) = vᵀQv + c·v, for which central differences are exact, whatever h is.
#[derive(Clone, Debug)]
pub struct Quadratic {
    q: Array2<f64>,
    c: Array1<f64>,
    v: Array1<f64>,
    h: f64,
}

impl witness::Cost for Quadratic {
    fn at<T: Real>(&self, v: &[T]) -> T {
        let squares = self
            .q
            .indexed_iter()
            .fold(T::from(0.0), |sum, ((j, k), &q)| sum + T::from(q) * v[j] * v[k]);
        let terms = self.c.iter().zip(v);
        terms.fold(squares, |sum, (&c, &v)| sum + T::from(c) * v)
    }
}

impl Quadratic {
    fn cost(&self, v: ArrayView1<f64>) -> f64 {
        witness::Cost::at(self, &v.to_vec())
    }
}

pub fn numerical_gradient() -> Function<Quadratic> {
    Function {
        info: Info {
            id: "4.2",
            name: "numerical_gradient",
            title: "the gradient of a function of many variables, by central differences",
            stars: 2,
            hints: [
                "For entry k only v_k moves. In what state is the point when entry k + 1 begins?",
                "∂C/∂v_k ≈ (C(v + h e_k) − C(v − h e_k)) / (2h)",
                "A copy of v and a loop over k: set `moved[k] = v[k] + h`, take the cost, set it \
                 to `v[k] - h`, take the cost, set it back to `v[k]`.",
            ],
        },
        inputs: || {
            filled((1..=4_usize, step()), |&(n, h), numbers| Quadratic {
                q: numbers.matrix(n, n),
                c: numbers.vector(n),
                v: numbers.vector(n),
                h,
            })
            .boxed()
        },
        show: |i| {
            vec![
                part("C(v)", "vᵀQv + c·v".to_owned()),
                part("Q", i.q.clone()),
                part("c", i.c.clone()),
                part("v", i.v.clone()),
                part("h", i.h),
            ]
        },
        reader: |answers, i| {
            let gradient = answers.gradient_check.numerical_gradient;
            vec![part("∇C", gradient(&|v| i.cost(v), i.v.view(), i.h))]
        },
        truth: |i, witness| {
            vec![part("∇C", Array1::from(witness.gradient(i, &i.v.to_vec())))]
        },
        model: |i, wrong| {
            let mut from = i.v.clone();
            let gradient = (0..i.v.len()).map(|k| {
                let h = if wrong.has(&STEP_TIMES_V) { i.h * i.v[k] } else { i.h };
                let along = |s: f64| {
                    let mut moved = from.clone();
                    if wrong.has(&ALL_MOVED) {
                        moved += s * h;
                    } else {
                        moved[k] += s * h;
                    }
                    i.cost(moved.view())
                };
                let slope = quotient(along, h, wrong);
                if wrong.has(&NOT_PUT_BACK) {
                    from[k] -= h;
                }
                slope
            });
            vec![part("∇C", gradient.collect::<Array1<f64>>())]
        },
        mistakes: vec![
            &FORWARD,
            &HALF_SIDED,
            &TWO_MISSING,
            &DIFFERENCE_SIGN,
            &NOT_PUT_BACK,
            &ALL_MOVED,
            &STEP_TIMES_V,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
