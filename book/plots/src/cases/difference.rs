//! Differences of x³, which take nothing but additions, products and quotients: IEEE 754 fixes every
//! bit of them, rounding errors included.

use backprop::gradient_check::central_difference;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

const CASES: usize = 300;

pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let f = |x: f64| x * x * x;
    let case = |_| {
        let x: f64 = rng.random_range(0.5..1.5);
        let h: f64 = 10_f64.powf(rng.random_range(-16.0..0.0));
        json!({
            "x": x,
            "h": h,
            "exact": 3.0 * x * x,
            "central": central_difference(f, x, h),
            "forward": (f(x + h) - f(x)) / h,
        })
    };
    (0..CASES).map(case).collect()
}
