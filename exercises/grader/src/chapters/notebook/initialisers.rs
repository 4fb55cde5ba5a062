//! Exercises 10.3 and 10.10: the cells that make a network.

use ndarray::{Array1, Array2};
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::constants::FACTORS;
use crate::function::{Function, Imitation, Special, once, with};
use crate::sample::{filled, widths};

/// The shapes, and all numbers in order: each must have been asked for once.
fn initialised(biases: &[Array1<f64>], weights: &[Array2<f64>]) -> Answer {
    let b: Vec<_> = biases.iter().map(|b| format!("({})", b.len())).collect();
    let w: Vec<_> =
        weights.iter().map(|w| format!("({}, {})", w.nrows(), w.ncols())).collect();
    let mut numbers: Vec<f64> = biases.iter().flatten().copied().collect();
    numbers.extend(weights.iter().flatten());
    numbers.sort_by(f64::total_cmp);
    vec![
        part("shapes b", b.join(" ")),
        part("shapes w", w.join(" ")),
        part("numbers", Array1::from(numbers)),
    ]
}

/// 1, 2, 3 …: the numbers that the grader gives for random ones.
fn counter() -> impl FnMut() -> f64 {
    let mut count = 0.0;
    move || {
        count += 1.0;
        count
    }
}

pub fn resize() -> Function<Vec<usize>> {
    Function {
        name: "resize",
        inputs: || prop_oneof![widths(2), widths(3), widths(4)].boxed(),
        show: |sizes| vec![part("sizes", format!("{sizes:?}"))],
        ask: |worker, sizes| {
            let mut next = counter();
            let (biases, weights): (Vec<_>, Vec<_>) =
                worker
                    .call_with("resize", args![sizes, ()], |_| Ok(vec![next()].into()))?;
            Ok(initialised(&biases, &weights))
        },
        truth: |sizes, _| {
            let mut next = counter();
            let pairs = sizes.windows(2);
            let (biases, weights): (Vec<_>, Vec<_>) = pairs
                .map(|n| {
                    let b = Array1::from_shape_simple_fn(n[1], &mut next);
                    (b, Array2::from_shape_simple_fn((n[1], n[0]), &mut next))
                })
                .unzip();
            initialised(&biases, &weights)
        },
        model: |sizes, wrong| {
            let mut next = counter();
            let all = wrong.has("resize-input-biases");
            let biases: Vec<_> = sizes[usize::from(!all)..]
                .iter()
                .map(|&n| Array1::from_shape_simple_fn(n, &mut next))
                .collect();
            let tail = &sizes[1..];
            let pairs: Vec<_> = if wrong.has("resize-square") {
                sizes.iter().zip(sizes).collect()
            } else if wrong.has("resize-square-tail") {
                tail.iter().zip(tail).collect()
            } else if wrong.has("resize-transposed") {
                tail.iter().zip(sizes).collect()
            } else {
                sizes.iter().zip(tail).collect()
            };
            let mut source = || if wrong.has("resize-zeros") { 0.0 } else { next() };
            let weights: Vec<_> = pairs
                .into_iter()
                .map(|(&n_in, &n_out)| {
                    Array2::from_shape_simple_fn((n_out, n_in), &mut source)
                })
                .collect();
            initialised(&biases, &weights)
        },
        mistakes: vec![
            "resize-square",
            "resize-square-tail",
            "resize-transposed",
            "resize-input-biases",
            "resize-zeros",
        ],
        special: Special {
            written: resize_repairs(),
            stub: Some("resize-square"),
            ..Special::none()
        },
    }
}

pub fn variance_promise() -> Function<Array2<f64>> {
    Function {
        name: "variance_promise",
        inputs: || filled(widths(2), |n, numbers| numbers.matrix(n[1], n[0])).boxed(),
        show: |normal| vec![part("normal", normal.clone())],
        ask: |worker, normal| {
            Ok(vec![part(
                "w",
                worker.call::<Array2<f64>>("variance_promise", args![normal])?,
            )])
        },
        truth: |normal, _| vec![part("w", normal.clone())],
        model: |normal, wrong| {
            let (n_out, n_in) = normal.dim();
            let factor = if wrong.has("variance-scaled") {
                1.0 / (n_in as f64).sqrt()
            } else if wrong.has("variance-divided-by-n") {
                1.0 / n_in as f64
            } else if wrong.has("variance-by-outputs") {
                1.0 / (n_out as f64).sqrt()
            } else if wrong.has("variance-multiplied") {
                (n_in as f64).sqrt()
            } else {
                1.0
            };
            vec![part("w", factor * normal)]
        },
        mistakes: vec![
            "variance-scaled",
            "variance-divided-by-n",
            "variance-by-outputs",
            "variance-multiplied",
        ],
        special: Special {
            written: variance_repairs(),
            stub: Some("variance-scaled"),
            ..Special::none()
        },
    }
}

/// Biases of these sizes, then weights of these (rows, columns), of new numbers.
fn filled_with(
    biases: &[usize],
    weights: impl Iterator<Item = (usize, usize)>,
) -> Answer {
    let mut next = counter();
    let biases: Vec<_> =
        biases.iter().map(|&n| Array1::from_shape_simple_fn(n, &mut next)).collect();
    let weights: Vec<_> =
        weights.map(|shape| Array2::from_shape_simple_fn(shape, &mut next)).collect();
    initialised(&biases, &weights)
}

/// (n_out, n_in) of each layer.
fn shapes(sizes: &[usize]) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    sizes.windows(2).map(|n| (n[1], n[0]))
}

/// Every matrix is one number, or every vector is.
fn repeated(sizes: &[usize], biases_too: bool, weights_too: bool) -> Answer {
    let mut next = counter();
    let biases: Vec<_> = sizes[1..]
        .iter()
        .map(|&n| match biases_too {
            true => Array1::from_elem(n, next()),
            false => Array1::from_shape_simple_fn(n, &mut next),
        })
        .collect();
    let weights: Vec<_> = shapes(sizes)
        .map(|shape| match weights_too {
            true => Array2::from_elem(shape, next()),
            false => Array2::from_shape_simple_fn(shape, &mut next),
        })
        .collect();
    initialised(&biases, &weights)
}

/// Repairs of 10.3 that do not hold.
fn resize_repairs() -> Vec<Imitation<Vec<usize>>> {
    vec![
        once("resize-transposed", |sizes| {
            // Layer by layer, so that the numbers come in another order; they are sorted.
            filled_with(&sizes[1..], shapes(sizes).map(|(n_out, n_in)| (n_in, n_out)))
        }),
        once("resize-biases-of-inputs", |sizes| {
            filled_with(&sizes[..sizes.len() - 1], shapes(sizes))
        }),
        once("resize-square-tail", |sizes| {
            let head = &sizes[..sizes.len() - 1];
            filled_with(&sizes[1..], head.iter().map(|&n| (n, n)))
        }),
        once("resize-last-layer-missing", |sizes| {
            let pairs = sizes.len() - 1;
            filled_with(&sizes[1..], shapes(sizes).take(pairs - 1))
        }),
        once("resize-last-layer-missing", |sizes| {
            filled_with(&sizes[1..], shapes(sizes).skip(1))
        }),
        once("resize-one-size-for-all", |sizes| {
            filled_with(&sizes[1..], sizes[1..].iter().map(|&n| (n, sizes[0])))
        }),
        once("resize-one-size-for-all", |sizes| {
            let last = sizes[sizes.len() - 1];
            filled_with(&sizes[1..], sizes[..sizes.len() - 1].iter().map(|&n| (last, n)))
        }),
        once("resize-reversed", |sizes| {
            let reversed: Vec<_> = sizes[1..].iter().copied().rev().collect();
            filled_with(&reversed, shapes(sizes).rev())
        }),
        once("resize-reversed", |sizes| filled_with(&sizes[1..], shapes(sizes).rev())),
        once("resize-wrapped", |sizes| {
            let pairs = sizes.iter().zip(sizes.iter().cycle().skip(1));
            filled_with(&sizes[1..], pairs.map(|(&n_in, &n_out)| (n_out, n_in)))
        }),
        once("resize-bias-in-matrix", |sizes| {
            filled_with(&sizes[1..], shapes(sizes).map(|(n_out, n_in)| (n_out, n_in + 1)))
        }),
        once("resize-same-number", |sizes| repeated(sizes, false, true)),
        once("resize-same-number", |sizes| repeated(sizes, true, true)),
        once("resize-same-number", |sizes| repeated(sizes, true, false)),
        once("resize-biases-zero", |sizes| {
            let mut next = counter();
            let biases: Vec<_> = sizes[1..].iter().map(|&n| Array1::zeros(n)).collect();
            let weights: Vec<_> = shapes(sizes)
                .map(|shape| Array2::from_shape_simple_fn(shape, &mut next))
                .collect();
            initialised(&biases, &weights)
        }),
        once("resize-zeros", |sizes| {
            let biases: Vec<_> = sizes[1..].iter().map(|&n| Array1::zeros(n)).collect();
            let weights: Vec<_> = shapes(sizes).map(Array2::zeros).collect();
            initialised(&biases, &weights)
        }),
    ]
}

fn weights(w: Array2<f64>) -> Answer {
    vec![part("w", w)]
}

/// Repairs of 10.10 that do not hold.
fn variance_repairs() -> Vec<Imitation<Array2<f64>>> {
    vec![
        once("variance-multiplied-by-n", |normal| {
            weights(normal.ncols() as f64 * normal)
        }),
        once("variance-by-outputs", |normal| weights(normal / normal.nrows() as f64)),
        once("variance-by-all", |normal| weights(normal / normal.len() as f64)),
        once("variance-by-all", |normal| weights(normal / (normal.len() as f64).sqrt())),
        once("variance-he", |normal| {
            weights((2.0 / normal.ncols() as f64).sqrt() * normal)
        }),
        once("variance-xavier", |normal| {
            let ends = (normal.ncols() + normal.nrows()) as f64;
            weights((2.0 / ends).sqrt() * normal)
        }),
        once("variance-xavier", |normal| {
            let ends = (normal.ncols() + normal.nrows()) as f64;
            weights((1.0 / ends).sqrt() * normal)
        }),
        with("variance-factor", FACTORS, |normal, c| weights(c * normal)),
        with(
            "variance-factor",
            &[
                0.0,
                2.0,
                0.5,
                -1.0,
                std::f64::consts::SQRT_2,
                std::f64::consts::FRAC_1_SQRT_2,
            ],
            |normal, c| weights(c * normal),
        ),
        once("variance-transposed", |normal| weights(normal.t().to_owned())),
        once("variance-standardised", |normal| {
            let mean = normal.sum() / normal.len() as f64;
            let deviations = normal - mean;
            let deviation =
                (deviations.mapv(|d| d * d).sum() / normal.len() as f64).sqrt();
            weights(deviations / deviation)
        }),
        once("variance-standardised", |normal| {
            let mean = normal.sum() / normal.len() as f64;
            let deviations = normal - mean;
            let deviation =
                (deviations.mapv(|d| d * d).sum() / (normal.len() as f64 - 1.0)).sqrt();
            weights(deviations / deviation)
        }),
        once("variance-standardised", |normal| {
            weights(normal - normal.sum() / normal.len() as f64)
        }),
        once("variance-of-squares", |normal| weights(normal * normal)),
        once("variance-of-squares", |normal| weights(normal.mapv(f64::abs))),
    ]
}
