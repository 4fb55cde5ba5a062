//! Chapter 0: two exercises for the hand.

use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::exercise::Exercise;
use crate::function::{Function, Special, once};
use crate::sample::filled;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![Box::new(point_between()), Box::new(centre_rows())]
}

#[derive(Clone, Debug)]
struct Ends {
    a: Array1<f64>,
    b: Array1<f64>,
    t: f64,
}

impl Ends {
    fn mixed(&self, of_a: f64, of_b: f64) -> Answer {
        vec![part("point", of_a * &self.a + of_b * &self.b)]
    }
}

fn point_between() -> Function<Ends> {
    Function {
        name: "point_between",
        inputs: || {
            let tenths = (-5..=15_i32).prop_map(|tenths| f64::from(tenths) / 10.0);
            filled((1..=4_usize, tenths), |&(n, t), numbers| Ends {
                a: numbers.vector(n),
                b: numbers.vector(n),
                t,
            })
            .boxed()
        },
        show: |i| vec![part("a", i.a.clone()), part("b", i.b.clone()), part("t", i.t)],
        ask: |worker, i| {
            let point: Array1<f64> =
                worker.call("point_between", args![&i.a, &i.b, i.t])?;
            Ok(vec![part("point", point)])
        },
        truth: |i, _| {
            let entry = |(a, b): (&f64, &f64)| a + i.t * (b - a);
            vec![part("point", i.a.iter().zip(&i.b).map(entry).collect::<Array1<_>>())]
        },
        model: |i, wrong| {
            let (of_a, of_b) = if wrong.has("point-ends-exchanged") {
                (i.t, 1.0 - i.t)
            } else {
                (1.0 - i.t, i.t)
            };
            let of_a = if wrong.has("point-first-whole") { 1.0 } else { of_a };
            let sign = if wrong.has("point-sign") { -1.0 } else { 1.0 };
            i.mixed(of_a, sign * of_b)
        },
        mistakes: vec!["point-ends-exchanged", "point-first-whole", "point-sign"],
        special: Special {
            written: vec![
                once("point-half-way", |i| i.mixed(0.5, 0.5)),
                once("point-one-term", |i| i.mixed(0.0, i.t)),
                once("point-one-term", |i| i.mixed(1.0 - i.t, 0.0)),
                once("point-only-the-way", |i| i.mixed(-i.t, i.t)),
                once("point-brackets", |i| {
                    vec![part("point", 1.0 - i.t * &i.a + i.t * &i.b)]
                }),
                once("point-brackets", |i| i.mixed(1.0 - i.t, 1.0)),
            ],
            ..Special::none()
        },
    }
}

fn centred(x: Array2<f64>) -> Answer {
    vec![part("result", x)]
}

/// Sums or means of rows as a column.
fn column(of_rows: Array1<f64>) -> Array2<f64> {
    of_rows.insert_axis(Axis(1))
}

fn centre_rows() -> Function<Array2<f64>> {
    Function {
        name: "centre_rows",
        inputs: || {
            // Square ones often: there, rows can be taken for columns.
            let shapes = prop_oneof![
                2 => (1..=4_usize, 1..=4_usize),
                1 => (2..=4_usize).prop_map(|n| (n, n)),
            ];
            filled(shapes, |&(m, n), numbers| numbers.matrix(m, n)).boxed()
        },
        show: |x| vec![part("x", x.clone())],
        ask: |worker, x| Ok(centred(worker.call("centre_rows", args![x])?)),
        truth: |x, _| {
            let (m, n) = x.dim();
            let mean = |j: usize| (0..n).map(|i| x[[j, i]]).sum::<f64>() / n as f64;
            centred(Array2::from_shape_fn((m, n), |(j, k)| x[[j, k]] - mean(j)))
        },
        model: |x, wrong| {
            let (m, n) = x.dim();
            let columns = wrong.has("centre-columns");
            let (axis, along) = if columns { (Axis(0), m) } else { (Axis(1), n) };
            let by = match () {
                _ if wrong.has("centre-sum") => 1,
                _ if wrong.has("centre-wrong-count") => m + n - along,
                _ => along,
            };
            let mut means = (x.sum_axis(axis) / by as f64).insert_axis(axis);
            if wrong.has("centre-added") {
                means *= -1.0;
            }
            centred(x - &means)
        },
        mistakes: vec![
            "centre-columns",
            "centre-sum",
            "centre-wrong-count",
            "centre-added",
        ],
        special: Special {
            written: vec![
                once("centre-means-as-row", |x| {
                    centred(x - &(x.sum_axis(Axis(1)) / x.ncols() as f64))
                }),
                once("centre-of-all", |x| centred(x - x.sum() / x.len() as f64)),
                once("centre-wrong-count", |x| {
                    centred(x - &column(x.sum_axis(Axis(1)) / x.len() as f64))
                }),
                once("centre-only-means", |x| {
                    let means = column(x.sum_axis(Axis(1)) / x.ncols() as f64);
                    centred(x * 0.0 + &means)
                }),
                once("centre-sign", |x| {
                    let means = column(x.sum_axis(Axis(1)) / x.ncols() as f64);
                    centred(&means - x)
                }),
                once("centre-first-row", |x| {
                    centred(x - x.row(0).sum() / x.ncols() as f64)
                }),
                once("centre-standardised", |x| {
                    let means = column(x.sum_axis(Axis(1)) / x.ncols() as f64);
                    let x = x - &means;
                    let squares = x.mapv(|x| x * x).sum_axis(Axis(1)) / x.ncols() as f64;
                    centred(x / &column(squares.mapv(f64::sqrt)))
                }),
            ],
            ..Special::none()
        },
    }
}
