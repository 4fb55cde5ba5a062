//! Chapter 10, repaired in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Row by row.
pub fn sigmoid_variable(
    w: ArrayView2<f64>,
    b: ArrayView1<f64>,
    a: ArrayView1<f64>,
) -> Array1<f64> {
    let z = w.rows().into_iter().zip(b).map(|(row, b)| row.dot(&a) + b);
    z.map(|z| ((z / 2.0).tanh() + 1.0) / 2.0).collect()
}

/// Without a root.
pub fn half_norm(a: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    (&a - &y).mapv(|error| error * error).sum() / 2.0
}

/// By windows, the weights of a layer before its biases.
pub fn resize(
    sizes: &[usize],
    normal: &mut dyn FnMut() -> f64,
) -> (Vec<Array1<f64>>, Vec<Array2<f64>>) {
    let (mut biases, mut weights) = (Vec::new(), Vec::new());
    for pair in sizes.windows(2) {
        weights.push(Array2::from_shape_fn((pair[1], pair[0]), |_| normal()));
        biases.push(Array1::from_shape_fn(pair[1], |_| normal()));
    }
    (biases, weights)
}

/// List by list.
pub fn monitor_accuracy(epochs: &[[f64; 4]], monitor: [bool; 4]) -> [Vec<f64>; 4] {
    [0, 1, 2, 3].map(|k| {
        if monitor[k] { epochs.iter().map(|epoch| epoch[k]).collect() } else { vec![] }
    })
}

/// All of them, and then without those that nobody wants.
pub fn monitor_cost(epochs: &[[f64; 4]], monitor: [bool; 4]) -> [Vec<f64>; 4] {
    let mut lists = [vec![], vec![], vec![], vec![]];
    for epoch in epochs {
        for (list, value) in lists.iter_mut().zip(epoch) {
            list.push(*value);
        }
    }
    for (list, wanted) in lists.iter_mut().zip(monitor) {
        if !wanted {
            list.clear();
        }
    }
    lists
}

/// The share as a mean of ones and zeros.
pub fn evaluation_accuracy(
    training: &[(usize, usize)],
    evaluation: &[(usize, usize)],
) -> (f64, f64) {
    let share = |data: &[(usize, usize)]| {
        let hits = data.iter().map(|(read, label)| f64::from(u8::from(read == label)));
        hits.collect::<Array1<f64>>().mean().unwrap_or(0.0)
    };
    (share(training), share(evaluation))
}

/// The length of a target says what it is.
pub fn label_conversion(
    training: &[(Array1<f64>, Array1<f64>)],
    evaluation: &[(Array1<f64>, Array1<f64>)],
) -> (usize, usize) {
    let arg_max = |v: &Array1<f64>| {
        let best = v.iter().enumerate().max_by(|p, q| p.1.total_cmp(q.1));
        best.map_or(0, |(j, _)| j)
    };
    let correct = |data: &[(Array1<f64>, Array1<f64>)]| {
        let label =
            |y: &Array1<f64>| if y.len() == 1 { y[0] as usize } else { arg_max(y) };
        data.iter().map(|(a, y)| usize::from(arg_max(a) == label(y))).sum()
    };
    (correct(training), correct(evaluation))
}

/// Counted while they pass.
pub fn consumed_iterator(
    samples: &mut dyn Iterator<Item = usize>,
    m: usize,
) -> (usize, Vec<Vec<usize>>) {
    let (mut n, mut mini_batches) = (0, Vec::new());
    for sample in samples {
        if n % m == 0 {
            mini_batches.push(Vec::with_capacity(m));
        }
        mini_batches[n / m].push(sample);
        n += 1;
    }
    (n, mini_batches)
}

/// The penalty first, shared out by n at the end.
pub fn penalty_per_sample(costs: &[f64], weights: &[Array2<f64>], lambda: f64) -> f64 {
    let mut total = 0.0;
    for w in weights.iter().flatten() {
        total += lambda * w * w / 2.0;
    }
    for cost in costs.iter().rev() {
        total += cost;
    }
    total / costs.len() as f64
}

/// One number after another.
pub fn variance_promise(normal: ArrayView2<f64>) -> Array2<f64> {
    Array2::from_shape_fn(normal.dim(), |at| normal[at])
}
