//! Chapter 11: gradients on a tape.
//!
//! A tape holds the numbers of a computation in the order in which they were made. A number is
//! known by its place on it, counted from 0. [`given`](super::given) has σ and σ′.

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
