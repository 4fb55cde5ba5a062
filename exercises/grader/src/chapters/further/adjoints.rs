//! Exercises 11.6 and 11.7: adjoints of whole matrices.

use ndarray::{Array2, Axis};
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::function::{Function, Special, once};
use crate::sample::{filled, widths};
use crate::witness::{Cost, Real};

/// P and Q, and the adjoint of R = P Q.
pub type Product = (Array2<f64>, Array2<f64>, Array2<f64>);

/// The cost Σ δ(R)_ij R_ij, in which the adjoint of R is δ(R), as a function of P and Q.
struct OfProduct<'a>(&'a Product);

impl Cost for OfProduct<'_> {
    fn at<T: Real>(&self, factors: &[T]) -> T {
        let (p, q, delta) = self.0;
        let (of_p, of_q) = factors.split_at(p.len());
        let mut cost = T::from(0.0);
        for ((i, j), &delta) in delta.indexed_iter() {
            for k in 0..p.ncols() {
                let term = of_p[i * p.ncols() + k] * of_q[k * q.ncols() + j];
                cost = cost + T::from(delta) * term;
            }
        }
        cost
    }
}

fn both(of_p: Array2<f64>, of_q: Array2<f64>) -> Answer {
    vec![part("δ(P)", of_p), part("δ(Q)", of_q)]
}

fn sent_back((p, q, delta): &Product, wrong: Wrong) -> Answer {
    let ones = Array2::ones(delta.dim());
    let delta = if wrong.has("product-without-adjoint") { &ones } else { delta };
    let of_p = match () {
        () if wrong.has("product-own-factor") => delta.dot(&p.t()),
        () if wrong.has("product-p-not-transposed") => delta.dot(q),
        () if wrong.has("product-p-other-side") => q.t().dot(delta),
        () => delta.dot(&q.t()),
    };
    let of_q = match () {
        () if wrong.has("product-own-factor") => q.t().dot(delta),
        () if wrong.has("product-q-not-transposed") => p.dot(delta),
        () if wrong.has("product-q-other-side") => delta.dot(&p.t()),
        () => p.t().dot(delta),
    };
    match wrong.has("product-results-exchanged") {
        true => both(of_q, of_p),
        false => both(of_p, of_q),
    }
}

pub fn product_adjoints() -> Function<Product> {
    Function {
        name: "product_adjoints",
        inputs: || {
            filled(widths(3), |n, numbers| {
                let (p, q) = (numbers.matrix(n[0], n[1]), numbers.matrix(n[1], n[2]));
                (p, q, numbers.matrix(n[0], n[2]))
            })
            .boxed()
        },
        show: |(p, q, delta)| {
            vec![part("P", p.clone()), part("Q", q.clone()), part("δ(R)", delta.clone())]
        },
        ask: |worker, (p, q, delta)| {
            let (of_p, of_q) = worker.call("product_adjoints", args![p, q, delta])?;
            Ok(both(of_p, of_q))
        },
        truth: |i, witness| {
            let (p, q, _) = i;
            let factors: Vec<f64> = p.iter().chain(q).copied().collect();
            let mut gradient = witness.gradient(&OfProduct(i), &factors).into_iter();
            let mut shaped = |like: &Array2<f64>| {
                let next = || gradient.next().expect("one for each entry");
                Array2::from_shape_simple_fn(like.dim(), next)
            };
            let of_p = shaped(p);
            both(of_p, shaped(q))
        },
        model: sent_back,
        mistakes: vec![
            "product-own-factor",
            "product-p-not-transposed",
            "product-p-other-side",
            "product-q-not-transposed",
            "product-q-other-side",
            "product-results-exchanged",
            "product-without-adjoint",
        ],
        special: Special {
            written: vec![
                once("product-entry-by-entry", |(p, q, delta)| {
                    both(delta * q, delta * p)
                }),
                once("product-adjoints-transposed", |(p, q, delta)| {
                    let of_q = delta.t().dot(p);
                    both(q.dot(&delta.t()), of_q)
                }),
                once("product-one-transposed", |(p, q, delta)| {
                    both(delta.dot(&q.t()), delta.t().dot(p))
                }),
                once("product-one-transposed", |(p, q, delta)| {
                    both(q.dot(&delta.t()), p.t().dot(delta))
                }),
                once("product-last-term", |(p, q, delta)| {
                    let (row, column) = (delta.nrows() - 1, delta.ncols() - 1);
                    both(
                        Array2::from_shape_fn(p.dim(), |(i, k)| {
                            delta[[i, column]] * q[[k, column]]
                        }),
                        Array2::from_shape_fn(q.dim(), |(k, j)| {
                            delta[[row, j]] * p[[row, k]]
                        }),
                    )
                }),
                once("product-averaged", |(p, q, delta)| {
                    let m = delta.ncols() as f64;
                    both(delta.dot(&q.t()) / m, p.t().dot(delta) / m)
                }),
                once("product-local-rates", |(p, q, _)| {
                    both(q.t().to_owned(), p.t().to_owned())
                }),
            ],
            ..Special::none()
        },
    }
}

/// Q, which is stretched to the shape of the result, and the adjoint of the result.
pub type Stretched = (Array2<f64>, Array2<f64>);

/// The cost Σ δ(R)_ij R_ij with R = P + Q, as a function of Q. P is 0: it changes nothing.
struct OfSum<'a>(&'a Stretched);

impl Cost for OfSum<'_> {
    fn at<T: Real>(&self, q: &[T]) -> T {
        let (of, delta) = self.0;
        let (rows, columns) = of.dim();
        delta.indexed_iter().fold(T::from(0.0), |cost, ((i, j), &delta)| {
            let (i, j) = (i.min(rows - 1), j.min(columns - 1));
            cost + T::from(delta) * q[i * columns + j]
        })
    }
}

fn of_q(delta: Array2<f64>) -> Answer {
    vec![part("δ(Q)", delta)]
}

fn gathered((q, delta): &Stretched, wrong: Wrong) -> Answer {
    let mut sum = delta.clone();
    if wrong.has("broadcast-times-q") {
        sum = &sum * q;
    }
    let axes = match () {
        () if wrong.has("broadcast-only-columns") => vec![Axis(1)],
        () if wrong.has("broadcast-only-rows") => vec![Axis(0)],
        () => vec![Axis(0), Axis(1)],
    };
    for axis in axes {
        let other = Axis(1 - axis.index());
        let along = if wrong.has("broadcast-wrong-axis") { other } else { axis };
        if q.len_of(axis) > 1 {
            continue;
        }
        let n = sum.len_of(along) as f64;
        sum = match () {
            () if wrong.has("broadcast-first-only") => {
                sum.index_axis(along, 0).to_owned().insert_axis(along)
            }
            () => sum.sum_axis(along).insert_axis(along),
        };
        if wrong.has("broadcast-mean") {
            sum /= n;
        }
    }
    of_q(sum)
}

/// The sum along the first of the axes along which Q was stretched, and no other.
fn along_one(q: &Array2<f64>, delta: &Array2<f64>, axes: [usize; 2]) -> Answer {
    of_q(match axes.map(Axis).into_iter().find(|&axis| q.len_of(axis) == 1) {
        Some(axis) => delta.sum_axis(axis).insert_axis(axis),
        None => delta.clone(),
    })
}

pub fn broadcast_adjoint() -> Function<Stretched> {
    Function {
        name: "broadcast_adjoint",
        inputs: || {
            let kept = (any::<bool>(), any::<bool>());
            filled((widths(2), kept), |(n, (rows, columns)), numbers| {
                let rows = if *rows { n[0] } else { 1 };
                let columns = if *columns { n[1] } else { 1 };
                (numbers.matrix(rows, columns), numbers.matrix(n[0], n[1]))
            })
            .boxed()
        },
        show: |(q, delta)| vec![part("Q", q.clone()), part("δ(R)", delta.clone())],
        ask: |worker, (q, delta)| {
            Ok(of_q(worker.call("broadcast_adjoint", args![q, delta])?))
        },
        truth: |i, witness| {
            let q = i.0.iter().copied().collect::<Vec<_>>();
            let mut gradient = witness.gradient(&OfSum(i), &q).into_iter();
            let next = || gradient.next().expect("one for each entry");
            of_q(Array2::from_shape_simple_fn(i.0.dim(), next))
        },
        model: gathered,
        mistakes: vec![
            "broadcast-wrong-axis",
            "broadcast-only-columns",
            "broadcast-only-rows",
            "broadcast-first-only",
            "broadcast-mean",
            "broadcast-times-q",
        ],
        special: Special {
            written: vec![
                once("broadcast-not-summed", |(_, delta)| of_q(delta.clone())),
                once("broadcast-all-summed", |(q, delta)| {
                    of_q(Array2::from_elem(q.dim(), delta.sum()))
                }),
                once("broadcast-one-axis", |(q, delta)| along_one(q, delta, [1, 0])),
                once("broadcast-one-axis", |(q, delta)| along_one(q, delta, [0, 1])),
                once("broadcast-ones", |(q, _)| of_q(Array2::ones(q.dim()))),
                once("broadcast-counts", |(q, delta)| {
                    let copies = delta.len() / q.len();
                    of_q(Array2::from_elem(q.dim(), copies as f64))
                }),
                once("broadcast-first-only", |(q, delta)| {
                    of_q(Array2::from_shape_fn(q.dim(), |place| delta[place]))
                }),
            ],
            ..Special::none()
        },
    }
}
