//! Chapter 5, written in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

type Gradients = (Vec<Array1<f64>>, Vec<Array2<f64>>);

type Backprop<'a> = dyn Fn(&[Array2<f64>], &[Array1<f64>], ArrayView1<f64>, ArrayView1<f64>) -> Gradients
    + 'a;

type GradientSum<'a> = dyn Fn(&[Array2<f64>], &[Array1<f64>], &[usize]) -> Gradients + 'a;

/// A new mini-batch whenever the last one is full.
pub fn mini_batches(order: &[usize], m: usize) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for &sample in order {
        match batches.last_mut() {
            Some(last) if last.len() < m => last.push(sample),
            _ => batches.push(vec![sample]),
        }
    }
    batches
}

/// Moves every weight and bias against its gradient, which is `share` of what is given.
fn step(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    gradients: &Gradients,
    share: f64,
) {
    for l in 0..weights.len() {
        weights[l] = &weights[l] - &(&gradients.1[l] * share);
        biases[l] = &biases[l] - &(&gradients.0[l] * share);
    }
}

/// All gradients at the weights before the update, taken from a copy; the last sample first.
pub fn update_mini_batch(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    mini_batch: &[(Array1<f64>, Array1<f64>)],
    eta: f64,
    backprop: &Backprop,
) {
    let (at_weights, at_biases) = (weights.to_vec(), biases.to_vec());
    for (x, y) in mini_batch.iter().rev() {
        let gradients = backprop(&at_weights, &at_biases, x.view(), y.view());
        step(weights, biases, &gradients, eta / mini_batch.len() as f64);
    }
}

/// A sample is right if no output is larger than that of its label.
pub fn accuracy(outputs: ArrayView2<f64>, labels: &[usize]) -> f64 {
    let mut accuracy = 0.0;
    for (sample, &label) in labels.iter().enumerate() {
        if outputs.column(sample).iter().all(|&a| a <= outputs[[label, sample]]) {
            accuracy += 1.0 / labels.len() as f64;
        }
    }
    accuracy
}

/// By positions, sample by sample.
pub fn epoch(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    order: &[usize],
    m: usize,
    eta: f64,
    gradient_sum: &GradientSum,
) {
    let mut start = 0;
    while start < order.len() {
        let samples = &order[start..order.len().min(start + m)];
        let gradients: Vec<_> =
            samples.iter().map(|&k| gradient_sum(weights, biases, &[k])).collect();
        for gradient in &gradients {
            step(weights, biases, gradient, eta / samples.len() as f64);
        }
        start += m;
    }
}

/// From front to back, by drawing until a sample comes that is still left: there is no end to the
/// ways that this can go.
pub fn shuffle_together(
    images: &mut [Array1<f64>],
    labels: &mut [usize],
    random_below: &mut dyn FnMut(usize) -> usize,
) {
    let mut left: Vec<_> =
        images.iter().cloned().zip(labels.iter().copied()).map(Some).collect();
    for place in 0..images.len() {
        let drawn = loop {
            if let Some(drawn) = left[random_below(images.len())].take() {
                break drawn;
            }
        };
        (images[place], labels[place]) = drawn;
    }
}

/// All δ first, from the last to the first and by sums over the neurons; then the steps, from the
/// first layer to the last, entry by entry.
pub fn online_step(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    zs: &[Array1<f64>],
    activations: &[Array1<f64>],
    y: ArrayView1<f64>,
    eta: f64,
) {
    let mut nabla_a = (&activations[zs.len()] - &y).to_vec();
    let mut deltas = Vec::new();
    for (w, z) in weights.iter().zip(zs).rev() {
        let slope = |z: f64| 1.0 / (2.0 + z.exp() + (-z).exp());
        let delta: Vec<_> = nabla_a.iter().zip(z).map(|(c, &z)| c * slope(z)).collect();
        let back = |k: usize| delta.iter().zip(w.column(k)).map(|(d, w)| d * w).sum();
        nabla_a = (0..w.ncols()).map(back).collect();
        deltas.push(delta);
    }
    for (l, delta) in deltas.iter().rev().enumerate() {
        for (j, delta) in delta.iter().enumerate() {
            biases[l][j] -= eta * delta;
            for (k, a) in activations[l].iter().enumerate() {
                weights[l][[j, k]] -= eta * delta * a;
            }
        }
    }
}

/// Entry by entry.
pub fn update_ratios(before: &[Array2<f64>], after: &[Array2<f64>]) -> Vec<f64> {
    let mut ratios = Vec::new();
    for l in 0..before.len() {
        let (mut moved, mut size) = (0.0, 0.0);
        for (&b, &a) in before[l].iter().zip(&after[l]) {
            moved += (a - b) * (a - b);
            size += b * b;
        }
        ratios.push((moved / size).sqrt());
    }
    ratios
}

/// By sorting what is finite.
pub fn best_learning_rate(etas: &[f64], cost_after: &dyn Fn(f64) -> f64) -> f64 {
    let tried = etas.iter().map(|&eta| (cost_after(eta), eta));
    let mut finite: Vec<_> = tried.filter(|(cost, _)| cost.is_finite()).collect();
    finite.sort_by(|a, b| a.0.total_cmp(&b.0));
    finite[0].1
}
