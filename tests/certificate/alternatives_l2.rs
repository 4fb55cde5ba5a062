//! Chapter 8, written in another way.

use ndarray::{Array1, Array2, ArrayView2, Zip};

/// Weight by weight, divided at the end.
pub fn l2_penalty(network: &[(Array2<f64>, Array1<f64>)], lambda: f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for (w, _) in network.iter().rev() {
        for w in w {
            sum += lambda * w.powi(2) / 2.0;
        }
    }
    sum / n as f64
}

/// The gradient of everything first, then one step.
pub fn l2_update(
    w: &mut Array2<f64>,
    b: &mut Array1<f64>,
    gradients: &[(Array2<f64>, Array1<f64>)],
    eta: f64,
    lambda: f64,
    n: usize,
) {
    let (mut nabla_w, mut nabla_b) = (&*w * 0.0, &*b * 0.0);
    for (of_w, of_b) in gradients.iter().rev() {
        nabla_w += of_w;
        nabla_b += of_b;
    }
    let m = gradients.len() as f64;
    nabla_w = nabla_w / m + &*w * (lambda / n as f64);
    *w -= &(eta * nabla_w);
    *b -= &(eta * nabla_b / m);
}

/// |w|/w is the sign, where w is not 0.
pub fn l1_update(
    w: ArrayView2<f64>,
    nabla_w: ArrayView2<f64>,
    eta: f64,
    lambda: f64,
    n: usize,
) -> Array2<f64> {
    Zip::from(&w).and(&nabla_w).map_collect(|&w, &nabla| {
        let sign = if w == 0.0 { w } else { w.abs() / w };
        w - eta * nabla - eta * lambda * sign / n as f64
    })
}

/// A loop over samples, with the penalty shared out between them.
pub fn total_cost(
    a: ArrayView2<f64>,
    y: ArrayView2<f64>,
    weights: &[Array2<f64>],
    lambda: f64,
) -> f64 {
    let n = a.ncols() as f64;
    let mut total = 0.0;
    for (a, y) in a.columns().into_iter().zip(y.columns()) {
        let error = &a - &y;
        total += error.dot(&error) / (2.0 * n);
        total +=
            weights.iter().flatten().map(|w| w * w).sum::<f64>() * lambda / (2.0 * n * n);
    }
    total
}
