//! Chapter 6: the same four equations for a whole mini-batch at once.
//!
//! Put the m samples side by side as the columns of a matrix X. Then Z = w X + b, with b added
//! to every column, is m forward passes, and the four equations keep their form:
//!
//! ```text
//! BP1   Δ^L = ∇_A C ⊙ σ′(Z^L)
//! BP2   Δ^l = ((w^(l+1))ᵀ Δ^(l+1)) ⊙ σ′(Z^l)
//! BP3   ∂C/∂b^l = (1/m) Δ^l 1            the mean of the columns
//! BP4   ∂C/∂w^l = (1/m) Δ^l (A^(l−1))ᵀ   the product sums over the samples
//! ```
//!
//! C is here the mean cost of the mini-batch. [`backprop`] says this as plainly as it can be
//! said; [`Workspace`] says it in matrices that are kept from step to step.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, Axis, NdFloat, ShapeBuilder, Zip, s};

use crate::cost::Cost;
use crate::network::{Network, sigmoid, sigmoid_prime, sigmoid_prime_at};
use crate::per_sample::{Gradient, LayerGradient, bp1};

/// The gradient of the mean cost of a mini-batch whose columns are the samples.
///
/// Shapes: `x` (n_in, m), `y` (n_out, m).
///
/// # Panics
/// If `x` or `y` does not fit the network, or there is no column.
pub fn backprop<F: NdFloat>(
    network: &Network<F>,
    cost: Cost,
    x: ArrayView2<F>,
    y: ArrayView2<F>,
) -> Gradient<F> {
    assert!(x.ncols() > 0, "there is no sample");
    let m = F::from(x.ncols()).expect("F is a float");
    let mut activations = vec![x.to_owned()];
    let mut zs = Vec::new();
    for (l, layer) in network.layers.iter().enumerate() {
        zs.push(layer.weighted_input_batch(activations[l].view()));
        activations.push(zs[l].mapv(sigmoid));
    }

    let last = network.layers.len() - 1;
    let mut delta = bp1(cost, zs[last].view(), y);
    let mut gradient = Vec::new();
    for l in (0..=last).rev() {
        if l < last {
            let back = network.layers[l + 1].weights.t().dot(&delta);
            delta = back * zs[l].mapv(sigmoid_prime);
        }
        gradient.push(LayerGradient {
            nabla_w: delta.dot(&activations[l].t()) / m,
            nabla_b: delta.sum_axis(Axis(1)) / m,
        });
    }
    gradient.reverse();
    gradient
}

/// Room for every matrix that [`backprop`] makes, so that a training loop makes none.
///
/// Matrices are in column-major order: each sample is one contiguous run of memory, and the
/// first k columns serve a smaller mini-batch.
#[derive(Clone, Debug)]
pub struct Workspace<F> {
    /// A^l of every layer but the input, shape (n_l, capacity).
    activations: Vec<Array2<F>>,
    /// Δ^l, in the same shapes.
    deltas: Vec<Array2<F>>,
}

impl<F: NdFloat> Workspace<F> {
    /// Room for mini-batches of up to `capacity` samples.
    pub fn new(network: &Network<F>, capacity: usize) -> Self {
        let sizes = network.sizes();
        let room =
            || sizes[1..].iter().map(|&n| Array2::zeros((n, capacity).f())).collect();
        Workspace { activations: room(), deltas: room() }
    }

    /// [`backprop`], written into `gradient`.
    ///
    /// σ′(Z) is found [from the activations](sigmoid_prime_at).
    ///
    /// # Panics
    /// If `x`, `y`, `gradient` or the workspace does not fit the network, or `x` has no column
    /// or more columns than the capacity.
    pub fn backprop(
        &mut self,
        network: &Network<F>,
        cost: Cost,
        x: ArrayView2<F>,
        y: ArrayView2<F>,
        gradient: &mut Gradient<F>,
    ) {
        let m = x.ncols();
        assert!(m > 0, "there is no sample");
        assert_eq!(gradient.len(), network.layers.len(), "layers of the gradient");
        assert_eq!(self.deltas.len(), network.layers.len(), "layers of the workspace");
        let (one, zero) = (F::one(), F::zero());
        let mean = one / F::from(m).expect("F is a float");
        let columns = s![.., ..m];
        let last = network.layers.len() - 1;

        for (l, layer) in network.layers.iter().enumerate() {
            let (before, after) = self.activations.split_at_mut(l);
            let input = before.last().map_or(x, |a| a.slice(columns));
            let mut output = after[0].slice_mut(columns);
            general_mat_mul(one, &layer.weights, &input, zero, &mut output);
            output += &layer.biases.view().insert_axis(Axis(1));
            output.mapv_inplace(sigmoid);
        }

        for l in (0..=last).rev() {
            let (here, after) = self.deltas.split_at_mut(l + 1);
            let mut delta = here[l].slice_mut(columns);
            let activation = self.activations[l].slice(columns);
            if l == last {
                // BP1. Both costs begin with a − y; only the quadratic one keeps its σ′.
                Zip::from(&mut delta)
                    .and(activation)
                    .and(y)
                    .for_each(|d, &a, &y| *d = a - y);
            } else {
                let weights = network.layers[l + 1].weights.t();
                general_mat_mul(
                    one,
                    &weights,
                    &after[0].slice(columns),
                    zero,
                    &mut delta,
                );
            }
            let has_sigma_prime = match cost {
                Cost::Quadratic => true,
                Cost::CrossEntropy => l < last,
            };
            if has_sigma_prime {
                Zip::from(&mut delta)
                    .and(activation)
                    .for_each(|d, &a| *d *= sigmoid_prime_at(a));
            }
            let input = if l == 0 { x } else { self.activations[l - 1].slice(columns) };
            let LayerGradient { nabla_w, nabla_b } = &mut gradient[l];
            general_mat_mul(mean, &delta, &input.t(), zero, nabla_w);
            Zip::from(nabla_b).and(delta.rows()).for_each(|b, row| *b = row.sum() * mean);
        }
    }
}
