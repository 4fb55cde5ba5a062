//! Backpropagation for a mini-batch in both ways, to compare their times.

use ndarray::{Array1, Array2, Axis};

use crate::chapters::per_sample::Gradients;
use crate::chapters::sgd::batch::Batch;
use crate::witness::Real;

fn sigma_prime(z: f64) -> f64 {
    z.sigmoid() * (1.0 - z.sigmoid())
}

/// By matrices: the loops are over the layers only.
pub fn at_once(batch: &Batch) -> Gradients {
    let (mut zs, mut activations) = (Vec::new(), vec![batch.x.clone()]);
    for (l, (w, b)) in batch.weights.iter().zip(&batch.biases).enumerate() {
        zs.push(w.dot(&activations[l]) + b.view().insert_axis(Axis(1)));
        activations.push(zs[l].mapv(Real::sigmoid));
    }
    let m = batch.size() as f64;
    let mut gradients = (Vec::new(), Vec::new());
    let mut nabla_a = &activations[zs.len()] - &batch.y;
    for l in (0..zs.len()).rev() {
        let delta = nabla_a * zs[l].mapv(sigma_prime);
        gradients.0.insert(0, delta.sum_axis(Axis(1)) / m);
        gradients.1.insert(0, delta.dot(&activations[l].t()) / m);
        nabla_a = batch.weights[l].t().dot(&delta);
    }
    gradients
}

/// Sample by sample, as in chapter 3, adding up the gradients.
pub fn by_sample(batch: &Batch) -> Gradients {
    let zero = |l: usize| {
        (Array1::zeros(batch.biases[l].len()), Array2::zeros(batch.weights[l].dim()))
    };
    let mut mean: Gradients = (0..batch.weights.len()).map(zero).unzip();
    let share = 1.0 / batch.size() as f64;
    for (x, y) in batch.x.columns().into_iter().zip(batch.y.columns()) {
        let (mut zs, mut activations) = (Vec::new(), vec![x.to_owned()]);
        for (l, (w, b)) in batch.weights.iter().zip(&batch.biases).enumerate() {
            zs.push(w.dot(&activations[l]) + b);
            activations.push(zs[l].mapv(Real::sigmoid));
        }
        let mut nabla_a = &activations[zs.len()] - &y;
        for l in (0..zs.len()).rev() {
            let delta = nabla_a * zs[l].mapv(sigma_prime);
            let row = activations[l].view().insert_axis(Axis(0));
            mean.0[l].scaled_add(share, &delta);
            mean.1[l].scaled_add(share, &delta.view().insert_axis(Axis(1)).dot(&row));
            nabla_a = batch.weights[l].t().dot(&delta);
        }
    }
    mean
}
