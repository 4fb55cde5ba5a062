//! Exercises 4.1 and 4.2: derivatives by differences.
//!
//! The functions are polynomials of so low a degree that what a difference gives is known without
//! computing one. So h may be large, and every mistake shows in the first digits.

use ndarray::{Array1, Array2, ArrayView1};
use proptest::collection::vec;
use proptest::prelude::*;
use worker::value::FromValue;

use crate::answer::{part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, asked};
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
    if wrong.has("second-difference") {
        return (f(1.0) - 2.0 * f(0.0) + f(-1.0)) / (h * h);
    }
    let one_sided = wrong.has("forward-difference") || wrong.has("forward-difference-over-2h");
    let difference = if one_sided { f(1.0) - f(0.0) } else { f(1.0) - f(-1.0) };
    let difference = if wrong.has("difference-sign") { -difference } else { difference };
    // Without its 2 the half-sided difference would be the forward one.
    let two_missing = wrong.has("central-difference-without-2") && !wrong.has("forward-difference-over-2h");
    let two = if wrong.has("forward-difference") || two_missing { 1.0 } else { 2.0 };
    if wrong.has("central-difference-times-h") {
        difference / two * h
    } else if wrong.has("central-difference-h-squared") {
        difference / (two * h * h)
    } else {
        difference / (two * h)
    }
}

pub fn central_difference() -> Function<AtPoint> {
    Function {
        name: "central_difference",
        inputs: || (vec(number(), 4), number(), step()).boxed(),
        show: |(c, x, h)| {
            let f = format!("{} + {} x + {} x² + {} x³", c[0], c[1], c[2], c[3]);
            vec![part("f(x)", f), part("x", *x), part("h", *h)]
        },
        ask: |worker, (c, x, h)| {
            let slope: f64 = worker.call_with("central_difference", args![(), *x, *h], |question| {
                let [x] = asked(question)?;
                Ok(cubic(c, f64::from_value(x)?).into())
            })?;
            Ok(vec![part("f′(x)", slope)])
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
            "forward-difference",
            "forward-difference-over-2h",
            "central-difference-without-2",
            "central-difference-h-squared",
            "central-difference-times-h",
            "difference-sign",
            "second-difference",
        ],
        special: Special::none(),
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
        name: "numerical_gradient",
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
        ask: |worker, i| {
            let arguments = args![(), &i.v, i.h];
            let gradient: Array1<f64> = worker.call_with("numerical_gradient", arguments, |question| {
                let [v] = asked(question)?;
                Ok(i.cost(Array1::from_value(v)?.view()).into())
            })?;
            Ok(vec![part("∇C", gradient)])
        },
        truth: |i, witness| {
            vec![part("∇C", Array1::from(witness.gradient(i, &i.v.to_vec())))]
        },
        model: |i, wrong| {
            let mut from = i.v.clone();
            let gradient = (0..i.v.len()).map(|k| {
                let h = if wrong.has("step-times-entry") { i.h * i.v[k] } else { i.h };
                let along = |s: f64| {
                    let mut moved = from.clone();
                    if wrong.has("all-entries-moved") {
                        moved += s * h;
                    } else {
                        moved[k] += s * h;
                    }
                    i.cost(moved.view())
                };
                let slope = quotient(along, h, wrong);
                if wrong.has("point-not-put-back") {
                    from[k] -= h;
                }
                slope
            });
            vec![part("∇C", gradient.collect::<Array1<f64>>())]
        },
        mistakes: vec![
            "forward-difference",
            "forward-difference-over-2h",
            "central-difference-without-2",
            "difference-sign",
            "point-not-put-back",
            "all-entries-moved",
            "step-times-entry",
        ],
        special: Special::none(),
    }
}
