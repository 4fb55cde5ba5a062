//! Chapter 11: gradients on a tape.
//!
//! A tape holds the numbers of a computation in the order in which they were made. A number is
//! known by its place on it, counted from 0. [`given`](super::given) has σ and σ′.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// A number on a tape: its value, and for each number that it was made from the place of that
/// number and the local rate. An input, a weight or a constant was made from none.
pub type Node = (f64, Vec<(usize, f64)>);

/// Exercise 11.1 ★★: a neuron on the tape.
///
/// Records σ(b + Σ_k w_k a_k) by additions, multiplications and σ, and returns the place of the
/// result. `w`, `a` and `b` are places of numbers that are on the tape already; they need not
/// differ. What is on the tape stays as it is, and what is new comes behind it, each number after
/// those that it is made from.
///
/// Rates: of u + v 1 and 1; of u v they are v for u, and u for v; of σ(u) it is σ′(u).
///
/// Shapes: as many `w` as `a`, at least one. The grader carries out the sweep on your tape, and
/// asks whether it finds the derivatives. Which numbers you record on the way is up to you.
pub fn record_neuron(tape: &mut Vec<Node>, w: &[usize], a: &[usize], b: usize) -> usize {
    todo!("11.1")
}

/// Exercise 11.2 ★★: the sweep.
///
/// δ(u_K) = 1 for the number at the place `output`, and δ(u_k) = Σ_i δ(u_i) ∂f_i/∂u_k, where the
/// sum is over all u_i that are made from u_k. A number may be made twice from the same one.
///
/// Returns δ(u_0), δ(u_1), …, one for each number on the tape. Those on which the output does not
/// depend, such as any after it, have the adjoint 0.
pub fn sweep(tape: &[Node], output: usize) -> Vec<f64> {
    todo!("11.2")
}

/// Exercise 11.3 ★: what other operations need.
///
/// Returns eight local rates: those of u − v for u and for v, those of u / v for u and for v, and
/// those of tanh u, max(0, u), e^u and ln v. At u = 0, where max(0, u) has no slope, it is
/// taken as 0.
///
/// v > 0.
pub fn local_rates(u: f64, v: f64) -> [f64; 8] {
    todo!("11.3")
}

/// Exercise 11.4 ★★★: the gradient of any program.
///
/// The program computes with numbers in a row: first those of `x`, and then one with each step. A
/// step is the name of an operation with the places of its arguments, each of them a number before
/// it: "add" (u + v), "sub" (u − v), "mul" (u v) or "sigmoid" (σ(u)).
///
/// Returns the derivatives of the last number with respect to each entry of `x`.
///
/// Shapes: at least one `x` and at least one step. `("sub", [3, 0])` is u_3 − u_0.
pub fn program_gradient(program: &[(String, Vec<usize>)], x: &[f64]) -> Vec<f64> {
    todo!("11.4")
}

/// Exercise 11.5 ★★★: what BP1 to BP4 find, without them.
///
/// The gradient of C = ½ ‖y − a^L‖² for one sample, by a tape: record the forward pass and the
/// cost, sweep, and read off the adjoints of the weights and biases. It has to be right to
/// rounding, to which no difference quotient comes.
///
/// Shapes: per layer `weights` (n_out, n_in) and `biases` (n_out); `x` (inputs), `y` (outputs).
/// Returns ∇b² … ∇b^L and ∇w² … ∇w^L.
pub fn tape_backprop(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> (Vec<Array1<f64>>, Vec<Array2<f64>>) {
    todo!("11.5")
}

/// Exercise 11.6 ★★: the adjoints of two matrices from that of their product.
///
/// R = P Q is one entry of a tape of matrices. From δ(R), with δ(R)_ij = ∂C/∂R_ij, find δ(P)
/// and δ(Q): R_ij = Σ_k P_ik Q_kj
///
/// Shapes: `p` (n, k), `q` (k, m), `delta_r` (n, m). Returns δ(P) and δ(Q), shaped like P and Q.
pub fn product_adjoints(
    p: ArrayView2<f64>,
    q: ArrayView2<f64>,
    delta_r: ArrayView2<f64>,
) -> (Array2<f64>, Array2<f64>) {
    todo!("11.6")
}

/// Exercise 11.7 ★★: the adjoint of a matrix that was stretched in a sum.
///
/// In R = P + Q, ndarray repeats Q along each axis where it has the length 1 and P has not. A
/// bias is such a Q: a column that is added to the column of every sample. From δ(R) find δ(Q).
///
/// Shapes: `delta_r` (n, m); `q` is (n, m), (n, 1), (1, m) or (1, 1). Returns δ(Q), shaped like Q.
pub fn broadcast_adjoint(q: ArrayView2<f64>, delta_r: ArrayView2<f64>) -> Array2<f64> {
    todo!("11.7")
}

/// Exercise 11.8 ★★★★: digits learned through your own tape.
///
/// One epoch of stochastic gradient descent: the columns of `x` and `y` in order, in mini-batches of
/// `m`, of which the last may be smaller. Each step subtracts η times the gradient of the mean
/// quadratic cost of its samples. Find that gradient by a tape: a new one for each sample, or a tape
/// of matrices with the rules of exercises 11.6 and 11.7.
///
/// Shapes: per layer `weights` (n_out, n_in) and `biases` (n_out), which are changed; `x` (inputs,
/// n), `y` (outputs, n). The grader tries small networks first. Then it lets you train one with
/// 49 inputs on 2,000 digits for six epochs, within a minute, beside the plain form of chapter 3.
pub fn train_on_tape(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
    m: usize,
    eta: f64,
) {
    todo!("11.8")
}

/// Exercise 11.9 ★★: BP2 for a layer of rectified linear units.
///
/// δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ relu′(z^l), where relu(z) = max(0, z). At z = 0, where there is no
/// slope, it is taken as 0.
///
/// Shapes: `w_next` is w^(l+1), (n_next, n); `delta_next` is δ^(l+1), (n_next); `z` is z^l, (n).
/// Returns δ^l, (n).
pub fn relu_backward(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView1<f64>,
    z: ArrayView1<f64>,
) -> Array1<f64> {
    todo!("11.9")
}

/// Exercise 11.10 ★: first weights for ReLU.
///
/// Independent, of mean 0, and of the variance that keeps that of z from layer to layer: ReLU
/// halves the mean square of what goes through it.
///
/// `normal()` returns a number of mean 0 and variance 1; take one for each weight. Returns the
/// weights, (n_out, n_in).
pub fn he_weights(
    n_out: usize,
    n_in: usize,
    normal: &mut dyn FnMut() -> f64,
) -> Array2<f64> {
    todo!("11.10")
}

/// Exercise 11.11 ★★★: backwards through softmax, whatever comes after it.
///
/// a_j = e^(z_j) / Σ_k e^(z_k). The z are the natural parameters of the distribution a: the
/// logarithms of its probabilities, up to a constant. From δ(a), with δ(a)_j = ∂C/∂a_j for a cost
/// of which nothing else is known, find δ(z). Every z_k changes every a_j: ∂a_j/∂z_k is
/// a_j (1 − a_j) for k = j, and −a_j a_k for k ≠ j.
///
/// Shapes: `z` and `delta_a` (n), n ≥ 1; entries of `z` between −2 and 2. Returns δ(z), (n).
pub fn softmax_adjoint(z: ArrayView1<f64>, delta_a: ArrayView1<f64>) -> Array1<f64> {
    todo!("11.11")
}

/// Exercise 11.12 ★★: inverted dropout.
///
/// In training each activation is dropped, that is set to 0, with the probability p, and the others
/// are divided by 1 − p, so that the mean stays. In evaluation all stay as they are.
///
/// Take one number of `random()` for each entry, in order; an entry is dropped if its number is
/// below p. The numbers are from 0 up to 1, 1 excluded.
///
/// Shapes: `a` (n), 0 ≤ p < 1. Returns what becomes of a, and the n factors by which its entries
/// were multiplied: on the way back δ is multiplied by the same.
pub fn dropout(
    a: ArrayView1<f64>,
    p: f64,
    training: bool,
    random: &mut dyn FnMut() -> f64,
) -> (Array1<f64>, Array1<f64>) {
    todo!("11.12")
}

/// Exercise 11.13 ★: a step with momentum.
///
/// v → μ v − η ∇C, and then θ → θ + v
///
/// Shapes: `theta`, `v` and `gradient` have the same length. The velocity v outlives the step: the
/// next one begins with it.
pub fn momentum_update(
    theta: &mut Array1<f64>,
    v: &mut Array1<f64>,
    gradient: ArrayView1<f64>,
    eta: f64,
    mu: f64,
) {
    todo!("11.13")
}
