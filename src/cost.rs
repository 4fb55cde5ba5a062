//! Chapter 2: the cost says how wrong an output is, and its gradient says what to do about it.
//!
//! Both costs of this crate are sums over the output neurons, so one function of one weighted
//! input z^L_j and one target y_j defines each. It is given z rather than a = σ(z): in f64, a
//! rounds to 1 from z = 37 on, while the cost of chapter 7 still depends on z.

use ndarray::{ArrayView, Dimension, NdFloat, Zip};
use serde::{Deserialize, Serialize};

use crate::{cross_entropy, network::sigmoid};

/// Which cost a network is trained to lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cost {
    /// C = ½ ‖a^L − y‖².
    Quadratic,
    /// C = −Σ_j [y_j ln a^L_j + (1 − y_j) ln(1 − a^L_j)], chapter 7.
    CrossEntropy,
}

impl Cost {
    /// C for weighted inputs `z` and targets `y` of the output layer, summed over all entries.
    ///
    /// Shapes: both (n_out) for the cost of one sample, or both (n_out, m) for the sum of the
    /// costs of the m samples in the columns. Each entry's share is finite for finite `z` and `y` in [0, 1]; so is
    /// the sum, unless it is larger than any number that `F` has.
    ///
    /// # Panics
    /// If the shapes differ.
    pub fn value<F, D>(self, z: ArrayView<F, D>, y: ArrayView<F, D>) -> F
    where
        F: NdFloat,
        D: Dimension,
    {
        let of_neuron = match self {
            Cost::Quadratic => quadratic,
            Cost::CrossEntropy => cross_entropy::cross_entropy,
        };
        Zip::from(z).and(y).fold(F::zero(), |sum, &z, &y| sum + of_neuron(z, y))
    }
}

/// One output neuron's share of the quadratic cost, ½ (σ(z) − y)².
pub fn quadratic<F: NdFloat>(z: F, y: F) -> F {
    let distance = sigmoid(z) - y;
    distance * distance / (F::one() + F::one())
}

/// One entry of ∇_a C for the quadratic cost, ∂C/∂a = a − y.
pub fn quadratic_derivative<F: NdFloat>(a: F, y: F) -> F {
    a - y
}
