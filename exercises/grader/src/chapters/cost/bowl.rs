//! The costs of exercise 2.4.

use ndarray::{Array1, Array2, ArrayView1};
use proptest::prelude::*;

use crate::function::HANGS;
use crate::sample::{filled, positive};

/// A bowl q(v) = ‖A v + c‖² + ‖v‖². With ripples on it, the cost is not q but levels off at 4 far
/// from the bowl's ground: C = 4q/(1 + q) + r (1 − cos ωs), s = Σ v. Then a shorter step may be
/// worse than a longer one. Beyond an edge there is no cost, as there is none where a logarithm is
/// taken of a negative number.
#[derive(Clone, Debug)]
pub struct Bowl {
    a: Array2<f64>,
    c: Array1<f64>,
    /// Where to stand.
    pub v: Array1<f64>,
    /// r.
    ripple: f64,
    /// No entry of v may be larger, or the cost is `beyond`.
    pub edge: f64,
    beyond: f64,
    /// The first η to try.
    pub eta: f64,
}

/// ω.
const RIPPLES: f64 = 3.0;

impl Bowl {
    fn q(&self, v: ArrayView1<f64>) -> f64 {
        let u = self.a.dot(&v) + &self.c;
        u.dot(&u) + v.dot(&v)
    }

    pub fn cost(&self, v: ArrayView1<f64>) -> f64 {
        if v.iter().any(|v| v.abs() > self.edge) {
            return self.beyond;
        }
        let q = self.q(v);
        match self.ripple {
            0.0 => q,
            height => 4.0 * q / (1.0 + q) + height * (1.0 - (RIPPLES * v.sum()).cos()),
        }
    }

    pub fn gradient(&self) -> Array1<f64> {
        let of_q = 2.0 * (self.a.t().dot(&(self.a.dot(&self.v) + &self.c)) + &self.v);
        match self.ripple {
            0.0 => of_q,
            height => {
                let slope = 4.0 / (1.0 + self.q(self.v.view())).powi(2);
                of_q * slope + height * RIPPLES * (RIPPLES * self.v.sum()).sin()
            }
        }
    }

    /// Where a step of size η leads.
    fn there(&self, eta: f64) -> Array1<f64> {
        &self.v - eta * self.gradient()
    }

    /// The cost there.
    pub fn after(&self, eta: f64) -> f64 {
        self.cost(self.there(eta).view())
    }

    pub fn here(&self) -> f64 {
        self.cost(self.v.view())
    }

    /// η, η/2, η/4 …
    fn halvings(&self) -> impl Iterator<Item = f64> {
        std::iter::successors(Some(self.eta), |eta| Some(eta / 2.0))
    }

    /// The first η tried that is accepted.
    pub fn first(&self, mut accepted: impl FnMut(f64) -> bool) -> f64 {
        // Below the least number there are only zeros.
        self.halvings()
            .take(1100)
            .find(|&eta| accepted(eta))
            .unwrap_or_else(|| panic!("{HANGS}"))
    }

    pub fn lowers(&self, eta: f64) -> bool {
        self.after(eta) < self.here()
    }

    /// Somewhere on the slope, and no step of those tried changes the cost by so little that
    /// rounding decides: what is asked has one answer. In a round bowl, η = 1 leads to the point
    /// opposite, where the cost is the same to the last bit.
    fn is_clear(&self) -> bool {
        let here = self.here();
        let gradient = self.gradient();
        let clear = |eta: f64| {
            let rise = self.after(eta) - here;
            rise.is_nan()
                || rise.abs() > 1e-6 * (1.0 + here)
                || self.is_round() && eta == 1.0 && rise == 0.0
        };
        gradient.dot(&gradient) > 0.01
            && self.halvings().take_while(|&eta| eta > 1e-3).all(clear)
    }

    /// What it is to a comparison that takes NaN for lower.
    pub fn low_where_nan(&self) -> Bowl {
        Bowl { beyond: f64::NEG_INFINITY, ..self.clone() }
    }

    fn is_round(&self) -> bool {
        self.ripple == 0.0 && self.a.iter().all(|&a| a == 0.0)
    }
}

pub fn bowl() -> impl Strategy<Value = Bowl> {
    let eta = prop_oneof![
        1 => (0..=4_i32).prop_map(|k| 2.0_f64.powi(k - 1)),
        2 => (0..=18_i32).prop_map(|k| 2.0_f64.powi(k - 1)),
        1 => positive(),
        1 => positive().prop_map(|eta| 0.1 * eta),
    ];
    let ripple = prop_oneof![Just(0.0), Just(0.5), Just(1.0)];
    let round = proptest::bool::weighted(0.2);
    let room = prop_oneof![2 => Just(f64::INFINITY), 1 => (1..=3_u8).prop_map(f64::from)];
    let drawn = (1..=3_usize, eta, ripple, round, room);
    filled(drawn, |&(n, eta, ripple, round, room), numbers| {
        let (a, c, v) = (numbers.matrix(n, n), numbers.vector(n), numbers.vector(n));
        let farthest = v.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
        Bowl {
            a: if round { 0.0 * a } else { a },
            c,
            v,
            ripple: if round { 0.0 } else { ripple },
            edge: farthest + room,
            beyond: f64::NAN,
            eta,
        }
    })
    .prop_filter("the answer must be clear", Bowl::is_clear)
}
