//! Chapter 6: the four equations for a whole mini-batch at once.
//!
//! The columns of every matrix are the samples. [`given`](super::given) has σ and σ′.

use ndarray::{Array1, Array2, ArrayView2};

/// The product of two matrices: (A, B) → A B.
pub type Dot<'a> = dyn Fn(ArrayView2<f64>, ArrayView2<f64>) -> Array2<f64> + 'a;

/// Exercise 6.1 ★: samples as the columns of a matrix.
///
/// Shapes: `samples` are m ≥ 1 vectors of n numbers. Returns (n, m): column s is sample s.
pub fn stack_columns(samples: &[Array1<f64>]) -> Array2<f64> {
    todo!("6.1")
}

/// Exercise 6.2 ★★: the forward pass of a mini-batch.
///
/// A¹ = X, and for l = 2 … L: Z^l = w^l A^(l−1) + b^l, with b^l added to every column, and
/// A^l = σ(Z^l)
///
/// Shapes: per layer `weights` (n_out, n_in) and `biases` (n_out); `x` (inputs, m). Returns
/// Z² … Z^L and A¹ … A^L, each with m columns; there is one A more than there are Z.
pub fn feedforward_batch(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView2<f64>,
) -> (Vec<Array2<f64>>, Vec<Array2<f64>>) {
    todo!("6.2")
}

/// Exercise 6.3 ★: the error of the output layer for a mini-batch (BP1).
///
/// Δ^L = ∇_A C ⊙ σ′(Z^L)
///
/// Shapes: `nabla_a` is ∇_A C, `z` is Z^L; both and the result are (outputs, m). Column s of Δ^L
/// is the error of sample s; the factor 1/m comes later, in BP3 and BP4.
pub fn bp1_batch(nabla_a: ArrayView2<f64>, z: ArrayView2<f64>) -> Array2<f64> {
    todo!("6.3")
}

/// Exercise 6.4 ★★: the errors of layer l from those of layer l + 1 (BP2).
///
/// Δ^l = ((w^(l+1))ᵀ Δ^(l+1)) ⊙ σ′(Z^l)
///
/// Shapes: `w_next` is w^(l+1), (n_next, n); `delta_next` is Δ^(l+1), (n_next, m); `z` is Z^l,
/// (n, m). Returns Δ^l, (n, m).
pub fn bp2_batch(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView2<f64>,
    z: ArrayView2<f64>,
) -> Array2<f64> {
    todo!("6.4")
}

/// Exercise 6.5 ★★: the gradient of the mean cost with respect to the biases (BP3).
///
/// ∂C/∂b^l_j = (1/m) Σ_s Δ^l_js, with C = (1/m) Σ_s C_s
///
/// Shapes: `delta` is Δ^l, (n, m); returns ∇b^l, (n).
pub fn bp3_batch(delta: ArrayView2<f64>) -> Array1<f64> {
    todo!("6.5")
}

/// Exercise 6.6 ★★: the gradient of the mean cost with respect to the weights (BP4).
///
/// ∇w^l = (1/m) Δ^l (A^(l−1))ᵀ
///
/// Shapes: `activation` is A^(l−1), (n_in, m); `delta` is Δ^l, (n_out, m). Returns ∇w^l, shaped
/// like w^l: (n_out, n_in).
pub fn bp4_batch(activation: ArrayView2<f64>, delta: ArrayView2<f64>) -> Array2<f64> {
    todo!("6.6")
}

/// Exercise 6.7 ★★★★: backpropagation for a whole mini-batch, without a loop over the samples.
///
/// The gradient of the mean cost C = (1/m) Σ_s ½ ‖y_s − a^L_s‖², by the equations of exercises
/// 6.2 to 6.6. The only loops are over the layers. Take every product of matrices with
/// `dot(a, b)`. The calls are counted, and their number must not depend on m.
///
/// Shapes: per layer `weights` (n_out, n_in) and `biases` (n_out); `x` (inputs, m), `y`
/// (outputs, m). Returns ∇b² … ∇b^L and ∇w² … ∇w^L.
pub fn backprop_batch(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
    dot: &Dot,
) -> (Vec<Array1<f64>>, Vec<Array2<f64>>) {
    todo!("6.7")
}

/// Exercise 6.8 ★★: gather the samples of a mini-batch, each copied once.
///
/// Copies the columns of `data` whose numbers are `indices`, in that order, into the first columns
/// of `buffer`, and returns a view of these columns. Columns that a larger mini-batch has left
/// behind in the buffer are not part of the result.
///
/// Shapes: `data` (n, samples), `buffer` (n, capacity) with room enough; returns (n, m) for m
/// `indices`. `T` is any type that can be cloned. The grader's counts how often it is: n · m times.
pub fn gather<'a, T: Clone>(
    data: ArrayView2<T>,
    indices: &[usize],
    buffer: &'a mut Array2<T>,
) -> ArrayView2<'a, T> {
    todo!("6.8")
}
