//! Chapter 3: the four equations for one sample, and backpropagation made of them.

mod equations;
mod mistakes;

use ndarray::{Array1, ArrayView1, ArrayView2};

use crate::exercise::Exercise;

/// The answers to be judged.
pub struct Answers {
    /// (w^(l+1), δ^(l+1), z^l) → δ^l
    pub bp2: fn(ArrayView2<f64>, ArrayView1<f64>, ArrayView1<f64>) -> Array1<f64>,
}

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![Box::new(equations::bp2())]
}
