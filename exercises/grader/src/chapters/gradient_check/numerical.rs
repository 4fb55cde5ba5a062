//! Exercise 4.2: the gradient by differences, entry by entry.

use ndarray::{Array1, Array2};
use proptest::strategy::Strategy;
use worker::value::FromValue;

use super::differences::{QUOTIENT, STEPS, VISIBLE_STEPS, quotient, step};
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, asked, once, with};
use crate::sample::filled;
use crate::witness::{self, Real};

/// C(v) = vᵀQv + c·v + Σ_k r_k v_k⁵, of which central differences miss only what is in the last
/// term: they are off by r_k (10 v_k² h² + h⁴).
#[derive(Clone, Debug)]
pub struct Quintic {
    q: Array2<f64>,
    c: Array1<f64>,
    r: Array1<f64>,
    v: Array1<f64>,
    h: f64,
}

impl witness::Cost for Quintic {
    fn at<T: Real>(&self, v: &[T]) -> T {
        let squares = self
            .q
            .indexed_iter()
            .fold(T::from(0.0), |sum, ((j, k), &q)| sum + T::from(q) * v[j] * v[k]);
        let terms = self.c.iter().zip(&self.r).zip(v);
        terms.fold(squares, |sum, ((&c, &r), &v)| {
            sum + T::from(c) * v + T::from(r) * v * v * v * v * v
        })
    }
}

impl Quintic {
    fn cost(&self, v: &Array1<f64>) -> f64 {
        witness::Cost::at(self, &v.to_vec())
    }
}

/// What can go wrong with the point that moves, beside the quotient.
const MOVED: [&str; 10] = [
    "all-entries-moved",
    "first-entry-moved",
    "moved-from-zero",
    "step-replaces-entry",
    "same-point-twice",
    "step-times-entry",
    "first-entry-not-differentiated",
    "last-entry-not-differentiated",
    "numerical-gradient-reversed",
    "numerical-gradient-over-n",
];

/// The gradient of `cost` at `v` by differences. Each entry of the point is left at v + `left` h.
pub fn numerical(
    cost: &dyn Fn(&Array1<f64>) -> f64,
    v: &Array1<f64>,
    step: &dyn Fn(f64) -> f64,
    left: f64,
    wrong: Wrong,
) -> Array1<f64> {
    let n = v.len();
    let mut from = if wrong.has("moved-from-zero") { v * 0.0 } else { v.clone() };
    let mut gradient = Array1::zeros(n);
    for k in 0..n {
        if wrong.has("first-entry-not-differentiated") && k == 0
            || wrong.has("last-entry-not-differentiated") && k + 1 == n
        {
            continue;
        }
        let h =
            if wrong.has("step-times-entry") { step(v[k]) * v[k] } else { step(v[k]) };
        let along = |s: f64| {
            let mut moved = from.clone();
            let s = if wrong.has("same-point-twice") { -1.0 } else { s };
            if wrong.has("all-entries-moved") {
                moved += s * h;
            } else if wrong.has("step-replaces-entry") {
                moved[k] = s * h;
            } else {
                moved[if wrong.has("first-entry-moved") { 0 } else { k }] += s * h;
            }
            cost(&moved)
        };
        gradient[k] = quotient(along, h, wrong);
        from[k] += left * h;
    }
    if wrong.has("numerical-gradient-over-n") {
        gradient /= n as f64;
    }
    if wrong.has("numerical-gradient-reversed") {
        gradient.invert_axis(ndarray::Axis(0));
    }
    gradient
}

fn gradient(i: &Quintic, step: &dyn Fn(f64) -> f64, left: f64, wrong: Wrong) -> Answer {
    vec![part("∇C", numerical(&|v| i.cost(v), &i.v, step, left, wrong))]
}

pub fn numerical_gradient() -> Function<Quintic> {
    Function {
        name: "numerical_gradient",
        inputs: || {
            filled((1..=4_usize, step()), |&(n, h), numbers| Quintic {
                q: numbers.matrix(n, n),
                c: numbers.vector(n),
                r: numbers.vector(n),
                v: numbers.vector(n),
                h,
            })
            .boxed()
        },
        show: |i| {
            vec![
                part("C(v)", "vᵀQv + c·v + Σ_k r_k v_k⁵".to_owned()),
                part("Q", i.q.clone()),
                part("c", i.c.clone()),
                part("r", i.r.clone()),
                part("v", i.v.clone()),
                part("h", i.h),
            ]
        },
        ask: |worker, i| {
            let arguments = args![(), &i.v, i.h];
            let gradient: Array1<f64> =
                worker.call_with("numerical_gradient", arguments, |question| {
                    let [v] = asked(question)?;
                    Ok(i.cost(&Array1::from_value(v)?).into())
                })?;
            Ok(vec![part("∇C", gradient)])
        },
        truth: |i, witness| {
            let gradient = Array1::from(witness.gradient(i, &i.v.to_vec()));
            let h = i.h * i.h;
            vec![part("∇C", gradient + &i.r * i.v.mapv(|v| 10.0 * v * v * h + h * h))]
        },
        model: |i, wrong| {
            let left = if wrong.has("point-not-put-back") { -1.0 } else { 0.0 };
            gradient(i, &|_| i.h, left, wrong)
        },
        mistakes: [&QUOTIENT[..], &MOVED, &["point-not-put-back"]].concat(),
        special: Special {
            written: vec![
                with("point-not-put-back", &[1.0, -2.0, 2.0, -3.0, 3.0], |i, left| {
                    gradient(i, &|_| i.h, left, Wrong::NOTHING)
                }),
                once("point-not-put-back", |i| {
                    gradient(i, &|_| i.h, 1.0, Wrong(&["forward-difference"]))
                }),
                with("step-of-its-own", STEPS, |i, h| {
                    gradient(i, &|_| h, 0.0, Wrong::NOTHING)
                }),
                with("two-steps", VISIBLE_STEPS, |i, step| {
                    let gradient =
                        numerical(&|v| i.cost(v), &i.v, &|_| step, 0.0, Wrong::NOTHING);
                    vec![part("∇C", gradient * (step / i.h))]
                }),
                with("two-steps", VISIBLE_STEPS, |i, step| {
                    times(i, i.h / step, Wrong::NOTHING)
                }),
                once("step-grows-with-entry", |i| {
                    gradient(i, &|v| i.h * v.abs().max(1.0), 0.0, Wrong::NOTHING)
                }),
                once("step-grows-with-entry", |i| {
                    gradient(i, &|v| i.h * (1.0 + v.abs()), 0.0, Wrong::NOTHING)
                }),
                once("step-times-entry", |i| {
                    gradient(i, &|v| i.h * v.abs(), 0.0, Wrong::NOTHING)
                }),
                once("entry-multiplied", |i| {
                    let along = |k: usize, s: f64| {
                        let mut moved = i.v.clone();
                        moved[k] *= 1.0 + s * i.h;
                        i.cost(&moved)
                    };
                    let slope = |k| quotient(|s| along(k, s), i.h, Wrong::NOTHING);
                    vec![part("∇C", Array1::from_shape_fn(i.v.len(), slope))]
                }),
                once("difference-not-divided-by-h", |i| {
                    times(i, 0.5, Wrong(&["difference-not-divided"]))
                }),
                once("central-difference-times-h", |i| {
                    times(i, 2.0 * i.h, Wrong(&["difference-not-divided"]))
                }),
                once("forward-difference-over-2h", |i| {
                    times(i, 0.5, Wrong(&["backward-difference"]))
                }),
            ],
            ..Special::none()
        },
    }
}

/// A multiple of what a mistake gives.
fn times(i: &Quintic, factor: f64, wrong: Wrong) -> Answer {
    let gradient = numerical(&|v| i.cost(v), &i.v, &|_| i.h, 0.0, wrong);
    vec![part("∇C", gradient * factor)]
}
