//! Chapter 6, written in another way.

use ndarray::{Array1, Array2, ArrayView2, Axis, concatenate, stack};

fn sigma(z: f64) -> f64 {
    (1.0 + (z / 2.0).tanh()) / 2.0
}

/// σ′ is the product of both sides of σ.
fn slope(z: f64) -> f64 {
    sigma(z) * sigma(-z)
}

/// By ndarray's own function.
pub fn stack_columns(samples: &[Array1<f64>]) -> Array2<f64> {
    let views: Vec<_> = samples.iter().map(|sample| sample.view()).collect();
    stack(Axis(1), &views).expect("all samples have the same length")
}

/// With the biases as one more column of the weights, for an input that is always 1.
pub fn feedforward_batch(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView2<f64>,
) -> (Vec<Array2<f64>>, Vec<Array2<f64>>) {
    let (mut zs, mut activations): (Vec<Array2<f64>>, _) = (vec![], vec![x.to_owned()]);
    let ones = Array2::ones((1, x.ncols()));
    for (w, b) in weights.iter().zip(biases) {
        let wider = concatenate![Axis(1), w.view(), b.view().insert_axis(Axis(1))];
        let last = activations[zs.len()].view();
        let z = wider.dot(&concatenate![Axis(0), last, ones.view()]);
        activations.push(z.mapv(sigma));
        zs.push(z);
    }
    (zs, activations)
}

/// Sample by sample.
pub fn bp1_batch(nabla_a: ArrayView2<f64>, z: ArrayView2<f64>) -> Array2<f64> {
    let mut delta = nabla_a.to_owned();
    for (mut delta, z) in delta.columns_mut().into_iter().zip(z.columns()) {
        delta.zip_mut_with(&z, |delta, &z| *delta *= slope(z));
    }
    delta
}

/// By indices, from the last term of each sum to the first.
pub fn bp2_batch(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView2<f64>,
    z: ArrayView2<f64>,
) -> Array2<f64> {
    Array2::from_shape_fn(z.dim(), |(j, k)| {
        let terms =
            (0..w_next.nrows()).rev().map(|i| w_next[[i, j]] * delta_next[[i, k]]);
        terms.sum::<f64>() * slope(z[[j, k]])
    })
}

/// As a product with a vector of equal shares.
pub fn bp3_batch(delta: ArrayView2<f64>) -> Array1<f64> {
    delta.dot(&Array1::from_elem(delta.ncols(), 1.0 / delta.ncols() as f64))
}

/// As a sum of outer products, the last sample first.
pub fn bp4_batch(activation: ArrayView2<f64>, delta: ArrayView2<f64>) -> Array2<f64> {
    let mut sum = Array2::zeros((delta.nrows(), activation.nrows()));
    for k in (0..delta.ncols()).rev() {
        let column = delta.column(k).insert_axis(Axis(1));
        sum += &column.dot(&activation.column(k).insert_axis(Axis(0)));
    }
    sum / delta.ncols() as f64
}

/// By recursion on the layers, without storing any z; 1/m is in the error of the output already.
pub fn backprop_batch(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
    dot: &Dot,
) -> (Vec<Array1<f64>>, Vec<Array2<f64>>) {
    let (mut gradients, _) = back(weights, biases, x, y, dot);
    gradients.reverse();
    gradients.into_iter().unzip()
}

type Dot<'a> = dyn Fn(ArrayView2<f64>, ArrayView2<f64>) -> Array2<f64> + 'a;

/// ∇b and ∇w of one layer.
type Layer = (Array1<f64>, Array2<f64>);

/// The gradients of the layers, the last one first, and the derivative with respect to `a`.
fn back(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    a: ArrayView2<f64>,
    y: ArrayView2<f64>,
    dot: &Dot,
) -> (Vec<Layer>, Array2<f64>) {
    let ([w, weights @ ..], [b, biases @ ..]) = (weights, biases) else {
        return (vec![], (&a - &y) / a.ncols() as f64);
    };
    let column = b.view().insert_axis(Axis(1));
    let next = (dot(w.view(), a) + column).mapv(|z| 1.0 / (1.0 + (-z).exp()));
    let (mut gradients, nabla_a) = back(weights, biases, next.view(), y, dot);
    let delta = nabla_a * &next * (1.0 - &next);
    gradients.push((delta.sum_axis(Axis(1)), dot(delta.view(), a.t())));
    (gradients, dot(w.t(), delta.view()))
}

/// Entry by entry.
pub fn gather<'a, T: Clone>(
    data: ArrayView2<T>,
    indices: &[usize],
    buffer: &'a mut Array2<T>,
) -> ArrayView2<'a, T> {
    for row in 0..data.nrows() {
        for column in 0..indices.len() {
            buffer[[row, column]] = data[[row, indices[column]]].clone();
        }
    }
    buffer.view().split_at(Axis(1), indices.len()).0
}
