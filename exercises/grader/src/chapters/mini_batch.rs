//! Chapter 6: the four equations for a whole mini-batch.

mod equations;
mod gather;
pub mod mistakes;
mod stack;
mod whole;

use ndarray::{Array1, Array2, ArrayView2};

use super::per_sample::Gradients;
use crate::exercise::Exercise;
pub use gather::Counted;

/// The answers to be judged.
pub struct Answers {
    /// samples → the matrix whose columns they are
    pub stack_columns: fn(&[Array1<f64>]) -> Array2<f64>,
    pub feedforward_batch: FeedforwardBatch,
    /// (∇_A C, Z^L) → Δ^L
    pub bp1_batch: fn(ArrayView2<f64>, ArrayView2<f64>) -> Array2<f64>,
    /// (W^(l+1), Δ^(l+1), Z^l) → Δ^l
    pub bp2_batch: fn(ArrayView2<f64>, ArrayView2<f64>, ArrayView2<f64>) -> Array2<f64>,
    /// Δ^l → ∇b^l
    pub bp3_batch: fn(ArrayView2<f64>) -> Array1<f64>,
    /// (A^(l−1), Δ^l) → ∇W^l
    pub bp4_batch: fn(ArrayView2<f64>, ArrayView2<f64>) -> Array2<f64>,
    pub backprop_batch: BackpropBatch,
    /// (data, indices, buffer) → the columns `indices`, in the buffer
    pub gather: Gather,
}

/// (weights, biases, X) → (all Z, all A)
pub type FeedforwardBatch = fn(
    &[Array2<f64>],
    &[Array1<f64>],
    ArrayView2<f64>,
) -> (Vec<Array2<f64>>, Vec<Array2<f64>>);

/// (A, B) → A B, and it counts
pub type Dot<'a> = dyn Fn(ArrayView2<f64>, ArrayView2<f64>) -> Array2<f64> + 'a;

/// (weights, biases, X, Y, dot) → (∇b, ∇W)
pub type BackpropBatch = fn(
    &[Array2<f64>],
    &[Array1<f64>],
    ArrayView2<f64>,
    ArrayView2<f64>,
    &Dot,
) -> Gradients;

pub type Gather = for<'a> fn(
    ArrayView2<Counted>,
    &[usize],
    &'a mut Array2<Counted>,
) -> ArrayView2<'a, Counted>;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(stack::stack_columns()),
        Box::new(stack::feedforward_batch()),
        Box::new(equations::bp1_batch()),
        Box::new(equations::bp2_batch()),
        Box::new(equations::bp3_batch()),
        Box::new(equations::bp4_batch()),
        Box::new(whole::backprop_batch()),
        Box::new(gather::gather()),
    ]
}
