//! Chapter 4, continued: dual numbers, which carry their derivative with them.
//!
//! A dual number v + d·ε has ε² = 0. Arithmetic then obeys the rules of differentiation:
//! (v + dε)(v′ + d′ε) = vv′ + (vd′ + dv′)ε is the product rule. Start one weight as w + 1·ε, run
//! the forward pass, and the ε part of the cost is ∂C/∂w, exact up to rounding. There is no step
//! to choose, and no equation of backpropagation in it.

use std::ops::{Add, Div, Mul, Sub};

use ndarray::{ArrayView1, ArrayView2, indices_of};
use num_traits::{One, Zero};

use crate::cost::Cost;
use crate::network::{Layer, Network};
use crate::per_sample::{Gradient, zero_gradient};

/// `value` + `derivative` · ε.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual {
    pub value: f64,
    pub derivative: f64,
}

impl Dual {
    /// A number that does not depend on the variable.
    pub fn constant(value: f64) -> Self {
        Dual { value, derivative: 0.0 }
    }

    /// The variable itself, dx/dx = 1.
    pub fn variable(value: f64) -> Self {
        Dual { value, derivative: 1.0 }
    }

    /// f(x) for a function with f(v) and f′(v) given: the chain rule.
    fn chain(self, value: f64, slope: f64) -> Self {
        Dual { value, derivative: slope * self.derivative }
    }

    pub fn exp(self) -> Self {
        self.chain(self.value.exp(), self.value.exp())
    }

    /// ln(1 + x).
    pub fn ln_1p(self) -> Self {
        self.chain(self.value.ln_1p(), 1.0 / (1.0 + self.value))
    }

    /// σ(x), put together from exp and division, so that σ′ is found and not stated.
    pub fn sigmoid(self) -> Self {
        let one = Dual::one();
        one / (one + (Dual::zero() - self).exp())
    }
}

impl Add for Dual {
    type Output = Dual;
    fn add(self, other: Dual) -> Dual {
        Dual {
            value: self.value + other.value,
            derivative: self.derivative + other.derivative,
        }
    }
}

impl Sub for Dual {
    type Output = Dual;
    fn sub(self, other: Dual) -> Dual {
        Dual {
            value: self.value - other.value,
            derivative: self.derivative - other.derivative,
        }
    }
}

impl Mul for Dual {
    type Output = Dual;
    fn mul(self, other: Dual) -> Dual {
        let derivative = self.derivative * other.value + self.value * other.derivative;
        Dual { value: self.value * other.value, derivative }
    }
}

impl Div for Dual {
    type Output = Dual;
    fn div(self, other: Dual) -> Dual {
        let value = self.value / other.value;
        Dual {
            value,
            derivative: (self.derivative - value * other.derivative) / other.value,
        }
    }
}

impl Zero for Dual {
    fn zero() -> Self {
        Dual::constant(0.0)
    }
    fn is_zero(&self) -> bool {
        *self == Dual::zero()
    }
}

impl One for Dual {
    fn one() -> Self {
        Dual::constant(1.0)
    }
}

/// One sample's cost, computed in dual numbers straight from the definition.
fn dual_cost(
    network: &Network<Dual>,
    cost: Cost,
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> Dual {
    let mut activation = x.mapv(Dual::constant);
    let mut z = activation.clone();
    for layer in &network.layers {
        z = layer.weights.dot(&activation) + &layer.biases;
        activation = z.mapv(Dual::sigmoid);
    }
    z.iter().zip(activation).zip(y).fold(Dual::zero(), |sum, ((&z, a), &y)| {
        let (y, half) = (Dual::constant(y), Dual::constant(0.5));
        sum + match cost {
            Cost::Quadratic => half * (a - y) * (a - y),
            Cost::CrossEntropy => softplus(z) - y * z,
        }
    })
}

/// ln(1 + e^z), which is −ln(1 − σ(z)), without overflow.
fn softplus(z: Dual) -> Dual {
    let zero = Dual::zero();
    if z.value > 0.0 { z + (zero - z).exp().ln_1p() } else { z.exp().ln_1p() }
}

/// The gradient of the mean cost of the samples in the columns of `x` (n_in, m) and `y`
/// (n_out, m), by one forward pass in dual numbers per parameter and sample.
///
/// # Panics
/// If `x` or `y` does not fit the network, or there is no column.
pub fn dual_gradient(
    network: &Network<f64>,
    cost: Cost,
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
) -> Gradient<f64> {
    let (inputs, outputs) = (network.layers[0].weights.ncols(), network.layers.last());
    assert_eq!(x.nrows(), inputs, "rows of x");
    assert_eq!(outputs.map(|layer| layer.biases.len()), Some(y.nrows()), "rows of y");
    assert_eq!(x.ncols(), y.ncols(), "samples of x and y");
    assert!(x.ncols() > 0, "there is no sample");
    let as_constants = |layer: &Layer<f64>| Layer {
        weights: layer.weights.mapv(Dual::constant),
        biases: layer.biases.mapv(Dual::constant),
    };
    let mut dual = Network { layers: network.layers.iter().map(as_constants).collect() };
    let slope = |network: &Network<Dual>| {
        let samples = x.columns().into_iter().zip(y.columns());
        let slopes = samples.map(|(x, y)| dual_cost(network, cost, x, y).derivative);
        slopes.sum::<f64>() / x.ncols() as f64
    };

    let mut gradient = zero_gradient(network);
    for (l, layer) in network.layers.iter().enumerate() {
        for jk in indices_of(&layer.weights) {
            dual.layers[l].weights[jk].derivative = 1.0;
            gradient[l].nabla_w[jk] = slope(&dual);
            dual.layers[l].weights[jk].derivative = 0.0;
        }
        for j in 0..layer.biases.len() {
            dual.layers[l].biases[j].derivative = 1.0;
            gradient[l].nabla_b[j] = slope(&dual);
            dual.layers[l].biases[j].derivative = 0.0;
        }
    }
    gradient
}
