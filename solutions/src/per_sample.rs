//! Chapter 3: the four equations for one sample, and backpropagation made of them.
//!
//! [`given`](super::given) has σ and σ′.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// The gradients of a network: ∇b² … ∇b^L and ∇w² … ∇w^L.
pub type Gradients = (Vec<Array1<f64>>, Vec<Array2<f64>>);

/// Exercise 3.1 ★: the error of the output layer (BP1).
///
/// δ^L = ∇_a C ⊙ σ′(z^L)
///
/// Shapes: `nabla_a` is ∇_a C, `z` is z^L; both and the result have one entry per output.
pub fn bp1(nabla_a: ArrayView1<f64>, z: ArrayView1<f64>) -> Array1<f64> {
    // BEGIN SOLUTION 3.1
    &nabla_a * z.mapv(super::given::sigmoid_prime)
    // END SOLUTION
}

/// Exercise 3.2 ★★: the error of layer l from the error of layer l + 1 (BP2).
///
/// δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l)
///
/// Shapes: `w_next` is w^(l+1), (n_next, n); `delta_next` is δ^(l+1), (n_next); `z` is z^l, (n).
/// Returns δ^l, (n).
pub fn bp2(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView1<f64>,
    z: ArrayView1<f64>,
) -> Array1<f64> {
    // BEGIN SOLUTION 3.2
    w_next.t().dot(&delta_next) * z.mapv(super::given::sigmoid_prime)
    // END SOLUTION
}

/// Exercise 3.3 ★: the gradient with respect to the biases (BP3).
///
/// ∂C/∂b^l_j = δ^l_j
///
/// Shapes: `delta` is δ^l, (n); returns ∇b^l, (n).
pub fn bp3(delta: ArrayView1<f64>) -> Array1<f64> {
    // BEGIN SOLUTION 3.3
    delta.to_owned()
    // END SOLUTION
}

/// Exercise 3.4 ★★: the gradient with respect to the weights (BP4).
///
/// ∂C/∂w^l_jk = a^(l−1)_k δ^l_j
///
/// Shapes: `activation` is a^(l−1), (n_in); `delta` is δ^l, (n_out). Returns ∇w^l, shaped like
/// w^l: (n_out, n_in).
pub fn bp4(activation: ArrayView1<f64>, delta: ArrayView1<f64>) -> Array2<f64> {
    // BEGIN SOLUTION 3.4
    use ndarray::Axis;
    delta.insert_axis(Axis(1)).dot(&activation.insert_axis(Axis(0)))
    // END SOLUTION
}

/// Exercise 3.5 ★★★: the backward pass, from given z and activations.
///
/// For one sample with the quadratic cost C = ½ ‖y − a^L‖². BP1 gives δ^L, BP2 each δ before it,
/// BP3 and BP4 the gradients of each layer.
///
/// Shapes: `weights` are w² … w^L, each (n_out, n_in); `zs` are z² … z^L; `activations` are
/// a¹ = x … a^L, one more than there are z. Returns ∇b² … ∇b^L and ∇w² … ∇w^L.
pub fn backward_pass(
    weights: &[Array2<f64>],
    zs: &[Array1<f64>],
    activations: &[Array1<f64>],
    y: ArrayView1<f64>,
) -> Gradients {
    // BEGIN SOLUTION 3.5
    let last = zs.len() - 1;
    let mut delta = bp1((&activations[last + 1] - &y).view(), zs[last].view());
    let (mut nabla_b, mut nabla_w) = (Vec::new(), Vec::new());
    for l in (0..=last).rev() {
        if l < last {
            delta = bp2(weights[l + 1].view(), delta.view(), zs[l].view());
        }
        nabla_b.push(bp3(delta.view()));
        nabla_w.push(bp4(activations[l].view(), delta.view()));
    }
    nabla_b.reverse();
    nabla_w.reverse();
    (nabla_b, nabla_w)
    // END SOLUTION
}

/// Exercise 3.6 ★★★: backpropagation for one sample.
///
/// The gradient of C = ½ ‖y − a^L‖² with respect to every weight and bias: the forward pass of
/// exercise 1.4, then the backward pass of exercise 3.5. The network has σ in every layer.
///
/// Shapes: per layer `weights` (n_out, n_in) and `biases` (n_out); `x` (inputs), `y` (outputs).
/// Returns ∇b² … ∇b^L and ∇w² … ∇w^L.
pub fn backprop(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> Gradients {
    // BEGIN SOLUTION 3.6
    let (mut zs, mut activations) = (Vec::new(), vec![x.to_owned()]);
    for (w, b) in weights.iter().zip(biases) {
        let z = w.dot(&activations[zs.len()]) + b;
        activations.push(z.mapv(super::given::sigmoid));
        zs.push(z);
    }
    backward_pass(weights, &zs, &activations, y)
    // END SOLUTION
}

/// Exercise 3.7 ★★★: backpropagation through tanh.
///
/// As exercise 3.6, for a network with a = tanh(z) in every layer.
pub fn backprop_tanh(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> Gradients {
    // BEGIN SOLUTION 3.7
    let mut activations = vec![x.to_owned()];
    for (l, (w, b)) in weights.iter().zip(biases).enumerate() {
        activations.push((w.dot(&activations[l]) + b).mapv(f64::tanh));
    }
    let mut gradients = (Vec::new(), Vec::new());
    let mut nabla_a = &activations[weights.len()] - &y;
    for l in (0..weights.len()).rev() {
        let delta = nabla_a * activations[l + 1].mapv(|a| 1.0 - a * a);
        nabla_a = weights[l].t().dot(&delta);
        gradients.1.insert(0, bp4(activations[l].view(), delta.view()));
        gradients.0.insert(0, delta);
    }
    gradients
    // END SOLUTION
}

/// Exercise 3.8 ★★: the backward pass through a chain of neurons, by hand.
///
/// One neuron per layer, so that every weight, bias and activation is a number:
/// a¹ = x, z^l = w^l a^(l−1) + b^l, a^l = σ(z^l), C = ½ (y − a^L)².
///
/// `w` are w² … w^L and `b` are b² … b^L. Returns (∂C/∂b², …, ∂C/∂b^L) and
/// (∂C/∂w², …, ∂C/∂w^L).
pub fn neuron_chain(w: &[f64], b: &[f64], x: f64, y: f64) -> (Vec<f64>, Vec<f64>) {
    // BEGIN SOLUTION 3.8
    use super::given::{sigmoid, sigmoid_prime};
    let (mut zs, mut a) = (Vec::new(), vec![x]);
    for l in 0..w.len() {
        zs.push(w[l] * a[l] + b[l]);
        a.push(sigmoid(zs[l]));
    }
    let (mut nabla_b, mut nabla_w) = (vec![0.0; w.len()], vec![0.0; w.len()]);
    let mut slope = a[w.len()] - y;
    for l in (0..w.len()).rev() {
        let delta = slope * sigmoid_prime(zs[l]);
        (nabla_b[l], nabla_w[l]) = (delta, a[l] * delta);
        slope = w[l] * delta;
    }
    (nabla_b, nabla_w)
    // END SOLUTION
}
