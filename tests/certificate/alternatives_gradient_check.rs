//! Chapter 4, written in another way.

use ndarray::{Array1, ArrayView1};

/// As the mean of the forward and the backward difference.
pub fn central_difference(f: &dyn Fn(f64) -> f64, x: f64, h: f64) -> f64 {
    let (forward, backward) = ((f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h);
    (forward + backward) / 2.0
}

/// With a fresh point for each value, the last entry first.
pub fn numerical_gradient(
    cost: &dyn Fn(ArrayView1<f64>) -> f64,
    v: ArrayView1<f64>,
    h: f64,
) -> Array1<f64> {
    let cost_at = |k: usize, step: f64| {
        cost(
            Array1::from_shape_fn(v.len(), |j| v[j] + if j == k { step } else { 0.0 })
                .view(),
        )
    };
    let mut gradient: Vec<_> = (0..v.len())
        .rev()
        .map(|k| cost_at(k, h) / (2.0 * h) - cost_at(k, -h) / (2.0 * h))
        .collect();
    gradient.reverse();
    gradient.into()
}

/// The norm of a vector, by scaling with its largest entry.
fn norm(x: ArrayView1<f64>) -> f64 {
    let largest = x.fold(0.0_f64, |most, x| most.max(x.abs()));
    if largest == 0.0 {
        return 0.0;
    }
    largest * x.iter().map(|x| (x / largest).powi(2)).sum::<f64>().sqrt()
}

/// Scaled before it is subtracted.
pub fn relative_error(g: ArrayView1<f64>, other: ArrayView1<f64>) -> f64 {
    let scale = norm(g).max(norm(other));
    if scale > 0.0 {
        norm((&g.mapv(|x| x / scale) - &other.mapv(|x| x / scale)).view())
    } else {
        scale
    }
}

/// In some directions in the place of every entry: the difference along d is the product of d with
/// the gradient. A wrong gradient would have to be orthogonal to all of them by chance.
pub fn gradient_checker(
    cost: &dyn Fn(ArrayView1<f64>) -> f64,
    v: ArrayView1<f64>,
    claimed: ArrayView1<f64>,
) -> bool {
    let h = 1e-5;
    let claimed_length = norm(claimed);
    (0..2 * v.len()).all(|k| {
        let d = Array1::from_shape_fn(v.len(), |j| ((7 * j + 3 * k + 1) as f64).sin());
        let difference =
            (cost((&v + &(&d * h)).view()) - cost((&v - &(&d * h)).view())) / (2.0 * h);
        let off = (claimed.dot(&d) - difference).abs();
        off <= 1e-5 * claimed_length * norm(d.view())
    })
}

/// From (u + v)² = u² + 2uv + v² and the derivative of a square.
pub fn dual_product(u: (f64, f64), v: (f64, f64)) -> (f64, f64) {
    let square = |x: f64, slope: f64| (x * x, 2.0 * x * slope);
    let (sum, u, v) = (square(u.0 + v.0, u.1 + v.1), square(u.0, u.1), square(v.0, v.1));
    ((sum.0 - u.0 - v.0) / 2.0, (sum.1 - u.1 - v.1) / 2.0)
}

/// The activations first; then the derivative from the weight on as a product of factors.
pub fn dual_chain(w: &[f64], b: &[f64], x: f64, k: usize) -> (f64, f64) {
    let mut a = vec![x];
    for (w, b) in w.iter().zip(b) {
        a.push(1.0 / (1.0 + (-(w * a[a.len() - 1] + b)).exp()));
    }
    let slope = |l: usize| a[l + 1] * (1.0 - a[l + 1]);
    let behind: f64 = (k + 1..w.len()).map(|l| w[l] * slope(l)).product();
    (a[w.len()], a[k] * slope(k) * behind)
}

/// A larger step, the last entry first, and both values compared.
pub fn depends_on(cost: &dyn Fn(ArrayView1<f64>) -> f64, v: ArrayView1<f64>) -> bool {
    for k in (0..v.len()).rev() {
        let (mut above, mut below) = (v.to_owned(), v.to_owned());
        above[k] += 0.01;
        below[k] -= 0.01;
        if cost(above.view()) != cost(below.view()) {
            return true;
        }
    }
    false
}
