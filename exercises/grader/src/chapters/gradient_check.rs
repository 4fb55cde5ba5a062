//! Chapter 4: central differences, the gradient checker, dual numbers.

mod checker;
mod claims;
mod differences;
mod dual_mistakes;
mod duals;
mod error;
pub mod mistakes;

use ndarray::{Array1, ArrayView1};

use crate::exercise::Exercise;

/// The answers to be judged.
pub struct Answers {
    /// (f, x, h) → f′(x)
    pub central_difference: fn(&dyn Fn(f64) -> f64, f64, f64) -> f64,
    /// (C, v, h) → ∇C
    pub numerical_gradient: fn(&Cost, ArrayView1<f64>, f64) -> Array1<f64>,
    pub relative_error: fn(ArrayView1<f64>, ArrayView1<f64>) -> f64,
    /// (C, v, claimed gradient) → right or wrong
    pub gradient_checker: GradientChecker,
    /// (u, u′), (v, v′) → (uv, its derivative)
    pub dual_product: fn(Dual, Dual) -> Dual,
    /// (w, b, x, k) → (a^L, ∂a^L/∂w_k)
    pub dual_chain: fn(&[f64], &[f64], f64, usize) -> Dual,
}

/// A dual number: value and derivative.
pub type Dual = (f64, f64);

pub type Cost<'a> = dyn Fn(ArrayView1<f64>) -> f64 + 'a;

pub type GradientChecker = fn(&Cost, ArrayView1<f64>, ArrayView1<f64>) -> bool;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(differences::central_difference()),
        Box::new(differences::numerical_gradient()),
        Box::new(error::relative_error()),
        Box::new(checker::gradient_checker()),
        Box::new(duals::dual_product()),
        Box::new(duals::dual_chain()),
    ]
}
