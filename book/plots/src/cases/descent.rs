//! Steps and short descents on the cost surface.

use rand::{Rng, RngExt};
use serde_json::{Value, json};

use crate::cost_surface::{W1, W2, cost, descent, gradient};

const CASES: usize = 150;
/// Steps of a descent, and the largest η for one: below it steps shrink differences, while beyond
/// they let rounding grow without end.
const STEPS: usize = 20;
const CALM: f64 = 8.0;

pub fn cases(rng: &mut impl Rng) -> Vec<Value> {
    let case = |_| {
        let w = (rng.random_range(W1.0..W1.1), rng.random_range(W2.0..W2.1));
        // As the slider goes: equal factors are equally likely.
        let eta: f64 = 10_f64.powf(rng.random_range(-1.0..30_f64.log10()));
        let slope = gradient(w);
        let to = (w.0 - eta * slope.0, w.1 - eta * slope.1);
        let calm = eta.min(CALM);
        json!({
            "w": w,
            "eta": eta,
            "cost": cost(w),
            "gradient": slope,
            "to": to,
            "promised": -eta * (slope.0 * slope.0 + slope.1 * slope.1),
            "real": cost(to) - cost(w),
            "calm": calm,
            "path": descent(w, calm).take(STEPS + 1).collect::<Vec<_>>(),
        })
    };
    (0..CASES).map(case).collect()
}
