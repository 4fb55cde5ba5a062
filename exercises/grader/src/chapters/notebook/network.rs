//! Exercises 10.1 to 10.3 and 10.10: the cells that make a network and run it.

use ndarray::{Array1, Array2};
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::function::{Function, Special};
use crate::sample::{filled, widths};
use crate::witness::Real;

/// w, b and the activation of the layer before.
type Layer = (Array2<f64>, Array1<f64>, Array1<f64>);

pub fn sigmoid_variable() -> Function<Layer> {
    Function {
        name: "sigmoid_variable",
        inputs: || {
            filled(widths(2), |n, numbers| {
                (numbers.matrix(n[1], n[0]), numbers.vector(n[1]), numbers.vector(n[0]))
            })
            .boxed()
        },
        show: |(w, b, a)| {
            vec![part("w", w.clone()), part("b", b.clone()), part("a", a.clone())]
        },
        ask: |worker, (w, b, a)| {
            Ok(vec![part("σ(z)", worker.call::<Array1<f64>>("sigmoid_variable", args![w, b, a])?)])
        },
        truth: |(w, b, a), _| {
            let sigma = |j: usize| {
                let terms = a.iter().enumerate().map(|(k, a)| w[[j, k]] * a);
                terms.fold(b[j], |z, term| z + term).sigmoid()
            };
            vec![part("σ(z)", Array1::from_shape_fn(b.len(), sigma))]
        },
        model: |(w, b, a), wrong| {
            let z = w.dot(a) + b;
            let sigma = if wrong.has("notebook-wrong-variable") {
                Array1::from_shape_fn(b.len(), |j| a[j].sigmoid())
            } else if wrong.has("notebook-bias-only") {
                b.mapv(f64::sigmoid)
            } else if wrong.has("notebook-sigma-of-inputs") {
                a.mapv(f64::sigmoid)
            } else if wrong.has("notebook-without-sigma") {
                z
            } else {
                z.mapv(f64::sigmoid)
            };
            vec![part("σ(z)", sigma)]
        },
        mistakes: vec![
            "notebook-wrong-variable",
            "notebook-bias-only",
            "notebook-sigma-of-inputs",
            "notebook-without-sigma",
        ],
        special: Special { stub: Some("notebook-wrong-variable"), ..Special::none() },
    }
}

/// Output and target of a sample.
type Pair = (Array1<f64>, Array1<f64>);

pub fn half_norm() -> Function<Pair> {
    Function {
        name: "half_norm",
        inputs: || {
            filled(1..=4_usize, |&n, numbers| (numbers.vector(n), numbers.vector(n)))
                .boxed()
        },
        show: |(a, y)| vec![part("a", a.clone()), part("y", y.clone())],
        ask: |worker, (a, y)| {
            Ok(vec![part("C", worker.call::<f64>("half_norm", args![a, y])?)])
        },
        truth: |(a, y), _| {
            let cost =
                a.iter().zip(y).fold(0.0, |sum, (a, y)| sum + (a - y).powi(2) / 2.0);
            vec![part("C", cost)]
        },
        model: |(a, y), wrong| {
            let error = a - y;
            let norm = error.dot(&error).sqrt();
            let cost = if wrong.has("norm-half-squared") {
                0.25 * norm
            } else if wrong.has("cost-norm-not-squared") {
                0.5 * norm
            } else if wrong.has("cost-without-half") {
                norm.powi(2)
            } else if wrong.has("norm-both-squared") {
                (0.5 * norm).powi(2)
            } else {
                0.5 * norm.powi(2)
            };
            vec![part("C", cost)]
        },
        mistakes: vec![
            "norm-half-squared",
            "cost-norm-not-squared",
            "cost-without-half",
            "norm-both-squared",
        ],
        special: Special { stub: Some("norm-half-squared"), ..Special::none() },
    }
}

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
                worker.call_with("resize", args![sizes, ()], |_| Ok(vec![next()].into()))?;
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
        special: Special { stub: Some("resize-square"), ..Special::none() },
    }
}

pub fn variance_promise() -> Function<Array2<f64>> {
    Function {
        name: "variance_promise",
        inputs: || filled(widths(2), |n, numbers| numbers.matrix(n[1], n[0])).boxed(),
        show: |normal| vec![part("normal", normal.clone())],
        ask: |worker, normal| {
            Ok(vec![part("w", worker.call::<Array2<f64>>("variance_promise", args![normal])?)])
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
        special: Special { stub: Some("variance-scaled"), ..Special::none() },
    }
}
