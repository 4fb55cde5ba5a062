//! Two independent witnesses of a gradient: dual numbers and central differences.
//!
//! Both differentiate the same [`Cost`], written once for any [`Real`] type. Neither knows the
//! chain rule of a network, so neither can share a mistake with an answer.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// What a cost may do with its variables.
pub trait Real:
    Copy
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    fn exp(self) -> Self;
    fn ln(self) -> Self;

    fn sigmoid(self) -> Self {
        Self::from(1.0) / (Self::from(1.0) + (-self).exp())
    }

    fn tanh(self) -> Self {
        Self::from(2.0) * (self + self).sigmoid() - Self::from(1.0)
    }
}

impl Real for f64 {
    fn exp(self) -> f64 {
        f64::exp(self)
    }

    fn ln(self) -> f64 {
        f64::ln(self)
    }
}

/// value + slope · ε with ε² = 0: arithmetic that carries a derivative along.
#[derive(Clone, Copy, Debug)]
pub struct Dual {
    pub value: f64,
    pub slope: f64,
}

impl From<f64> for Dual {
    fn from(value: f64) -> Dual {
        Dual { value, slope: 0.0 }
    }
}

impl Add for Dual {
    type Output = Dual;
    fn add(self, other: Dual) -> Dual {
        Dual { value: self.value + other.value, slope: self.slope + other.slope }
    }
}

impl Sub for Dual {
    type Output = Dual;
    fn sub(self, other: Dual) -> Dual {
        Dual { value: self.value - other.value, slope: self.slope - other.slope }
    }
}

impl Mul for Dual {
    type Output = Dual;
    fn mul(self, other: Dual) -> Dual {
        let slope = self.slope * other.value + self.value * other.slope;
        Dual { value: self.value * other.value, slope }
    }
}

impl Div for Dual {
    type Output = Dual;
    fn div(self, other: Dual) -> Dual {
        let value = self.value / other.value;
        Dual { value, slope: (self.slope - value * other.slope) / other.value }
    }
}

impl Neg for Dual {
    type Output = Dual;
    fn neg(self) -> Dual {
        Dual { value: -self.value, slope: -self.slope }
    }
}

impl Real for Dual {
    fn exp(self) -> Dual {
        let value = self.value.exp();
        Dual { value, slope: value * self.slope }
    }

    fn ln(self) -> Dual {
        Dual { value: self.value.ln(), slope: self.slope / self.value }
    }
}

/// A function of many variables whose gradient is asked for.
pub trait Cost {
    fn at<T: Real>(&self, variables: &[T]) -> T;
}

/// Who tells the gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness {
    /// Exact to rounding. The judge goes by it.
    Duals,
    /// C(v + h) − C(v − h) over 2h, with h = ∛ε: errors of about ε^(2/3) ≈ 4e-11.
    Differences,
}

impl Witness {
    /// ∂C/∂v for each of the `variables`.
    pub fn gradient(self, cost: &impl Cost, variables: &[f64]) -> Vec<f64> {
        let indices = 0..variables.len();
        match self {
            Witness::Duals => {
                let mut at: Vec<Dual> = variables.iter().map(|&v| v.into()).collect();
                let slope = |k: usize| {
                    at[k].slope = 1.0;
                    let slope = cost.at(&at).slope;
                    at[k].slope = 0.0;
                    slope
                };
                indices.map(slope).collect()
            }
            Witness::Differences => {
                let h = f64::EPSILON.cbrt();
                let mut at = variables.to_vec();
                let slope = |k: usize| {
                    at[k] = variables[k] + h;
                    let above = cost.at(&at);
                    at[k] = variables[k] - h;
                    let below = cost.at(&at);
                    at[k] = variables[k];
                    (above - below) / (2.0 * h)
                };
                indices.map(slope).collect()
            }
        }
    }
}
