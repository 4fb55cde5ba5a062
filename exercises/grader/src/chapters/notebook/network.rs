//! Exercises 10.1 to 10.3 and 10.10: the cells that make a network and run it.

use ndarray::{Array1, Array2};
use proptest::prelude::*;

use super::mistakes::network::*;
use crate::answer::{Answer, Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{matrix, vector, widths};
use crate::witness::Real;

/// w, b and the activation of the layer before.
type Layer = (Array2<f64>, Array1<f64>, Array1<f64>);

pub fn sigmoid_variable() -> Function<Layer> {
    Function {
        info: Info {
            id: "10.1",
            name: "sigmoid_variable",
            title: "a layer that does not care about its weights",
            stars: 1,
            hints: [
                "Which numbers does the result depend on? Follow w and b from the arguments: \
                 where do they end?",
                "z_j = Σ_k w_jk a_k + b_j, and the result is σ(z_j)",
                "One name in the closure is that of the layer before.",
            ],
        },
        inputs: || {
            widths(2)
                .prop_flat_map(|n| (matrix(n[1], n[0]), vector(n[1]), vector(n[0])))
                .boxed()
        },
        show: |(w, b, a)| {
            vec![part("w", w.clone()), part("b", b.clone()), part("a", a.clone())]
        },
        reader: |answers, (w, b, a)| {
            let sigma = (answers.notebook.sigmoid_variable)(w.view(), b.view(), a.view());
            vec![part("σ(z)", sigma)]
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
            let sigma = if wrong.has(&NOTEBOOK_WRONG_VARIABLE) {
                Array1::from_shape_fn(b.len(), |j| a[j].sigmoid())
            } else if wrong.has(&NOTEBOOK_BIAS_ONLY) {
                b.mapv(f64::sigmoid)
            } else if wrong.has(&NOTEBOOK_SIGMA_OF_INPUTS) {
                a.mapv(f64::sigmoid)
            } else if wrong.has(&NOTEBOOK_WITHOUT_SIGMA) {
                z
            } else {
                z.mapv(f64::sigmoid)
            };
            vec![part("σ(z)", sigma)]
        },
        mistakes: vec![
            &NOTEBOOK_WRONG_VARIABLE,
            &NOTEBOOK_BIAS_ONLY,
            &NOTEBOOK_SIGMA_OF_INPUTS,
            &NOTEBOOK_WITHOUT_SIGMA,
        ],
        stub: Some(&NOTEBOOK_WRONG_VARIABLE),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// Output and target of a sample.
type Pair = (Array1<f64>, Array1<f64>);

pub fn half_norm() -> Function<Pair> {
    Function {
        info: Info {
            id: "10.2",
            name: "half_norm",
            title: "a cost that grows too slowly",
            stars: 1,
            hints: [
                "What is squared in the formula, and what is squared in the code?",
                "C = ½ ‖a − y‖² = ½ · (norm)²",
                "The exponent 2 changes places; the ½ stays as it is.",
            ],
        },
        inputs: || (1..=4_usize).prop_flat_map(|n| (vector(n), vector(n))).boxed(),
        show: |(a, y)| vec![part("a", a.clone()), part("y", y.clone())],
        reader: |answers, (a, y)| {
            vec![part("C", (answers.notebook.half_norm)(a.view(), y.view()))]
        },
        truth: |(a, y), _| {
            let cost =
                a.iter().zip(y).fold(0.0, |sum, (a, y)| sum + (a - y).powi(2) / 2.0);
            vec![part("C", cost)]
        },
        model: |(a, y), wrong| {
            let error = a - y;
            let norm = error.dot(&error).sqrt();
            let cost = if wrong.has(&NORM_HALF_SQUARED) {
                0.25 * norm
            } else if wrong.has(&NORM_NOT_SQUARED) {
                0.5 * norm
            } else if wrong.has(&NORM_WITHOUT_HALF) {
                norm.powi(2)
            } else if wrong.has(&NORM_BOTH_SQUARED) {
                (0.5 * norm).powi(2)
            } else {
                0.5 * norm.powi(2)
            };
            vec![part("C", cost)]
        },
        mistakes: vec![
            &NORM_HALF_SQUARED,
            &NORM_NOT_SQUARED,
            &NORM_WITHOUT_HALF,
            &NORM_BOTH_SQUARED,
        ],
        stub: Some(&NORM_HALF_SQUARED),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
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
        info: Info {
            id: "10.3",
            name: "resize",
            title: "new sizes, and matrices that do not fit",
            stars: 2,
            hints: [
                "How many weight matrices does a network with three layers have, and how many are \
                 made here? Write down their shapes for the sizes 5, 3, 2.",
                "w^l is (size of layer l, size of layer l − 1), for l = 2 … L",
                "Pair each size with the next one: `sizes` zipped with `&sizes[1..]`.",
            ],
        },
        inputs: || (2..=4_usize).prop_flat_map(widths).boxed(),
        show: |sizes| vec![part("sizes", format!("{sizes:?}"))],
        reader: |answers, sizes| {
            let (biases, weights) = (answers.notebook.resize)(sizes, &mut counter());
            initialised(&biases, &weights)
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
            let all = wrong.has(&RESIZE_INPUT_BIASES);
            let biases: Vec<_> = sizes[usize::from(!all)..]
                .iter()
                .map(|&n| Array1::from_shape_simple_fn(n, &mut next))
                .collect();
            let tail = &sizes[1..];
            let pairs: Vec<_> = if wrong.has(&RESIZE_SQUARE) {
                sizes.iter().zip(sizes).collect()
            } else if wrong.has(&RESIZE_SQUARE_TAIL) {
                tail.iter().zip(tail).collect()
            } else if wrong.has(&RESIZE_TRANSPOSED) {
                tail.iter().zip(sizes).collect()
            } else {
                sizes.iter().zip(tail).collect()
            };
            let mut source = || if wrong.has(&RESIZE_ZEROS) { 0.0 } else { next() };
            let weights: Vec<_> = pairs
                .into_iter()
                .map(|(&n_in, &n_out)| {
                    Array2::from_shape_simple_fn((n_out, n_in), &mut source)
                })
                .collect();
            initialised(&biases, &weights)
        },
        mistakes: vec![
            &RESIZE_SQUARE,
            &RESIZE_SQUARE_TAIL,
            &RESIZE_TRANSPOSED,
            &RESIZE_INPUT_BIASES,
            &RESIZE_ZEROS,
        ],
        stub: Some(&RESIZE_SQUARE),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

pub fn variance_promise() -> Function<Array2<f64>> {
    Function {
        info: Info {
            id: "10.10",
            name: "variance_promise",
            title: "two initialisers that give the same",
            stars: 1,
            hints: [
                "What is the variance of the numbers that come in, and what becomes of it when \
                 each is divided by √n_in?",
                "Var(c · x) = c² Var(x): divided by √n_in, the variance is 1/n_in",
                "The numbers that come in have the variance that the comment promises.",
            ],
        },
        inputs: || widths(2).prop_flat_map(|n| matrix(n[1], n[0])).boxed(),
        show: |normal| vec![part("normal", normal.clone())],
        reader: |answers, normal| {
            vec![part("w", (answers.notebook.variance_promise)(normal.view()))]
        },
        truth: |normal, _| vec![part("w", normal.clone())],
        model: |normal, wrong| {
            let (n_out, n_in) = normal.dim();
            let factor = if wrong.has(&VARIANCE_SCALED) {
                1.0 / (n_in as f64).sqrt()
            } else if wrong.has(&VARIANCE_BY_N) {
                1.0 / n_in as f64
            } else if wrong.has(&VARIANCE_BY_OUTPUTS) {
                1.0 / (n_out as f64).sqrt()
            } else if wrong.has(&VARIANCE_MULTIPLIED) {
                (n_in as f64).sqrt()
            } else {
                1.0
            };
            vec![part("w", factor * normal)]
        },
        mistakes: vec![
            &VARIANCE_SCALED,
            &VARIANCE_BY_N,
            &VARIANCE_BY_OUTPUTS,
            &VARIANCE_MULTIPLIED,
        ],
        stub: Some(&VARIANCE_SCALED),
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
