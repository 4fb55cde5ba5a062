//! The neuron of chapter 7 under two costs. Change the start, the target or η.

use backprop::cost::quadratic_derivative;
use backprop::cross_entropy::cross_entropy_delta;
use backprop::network::{sigmoid, sigmoid_prime};

const Y: f64 = 0.0;
const ETA: f64 = 0.15;

/// Steps until a < 1/2, where `slope` is ∂C/∂z. As x = 1, that is ∂C/∂w and ∂C/∂b too.
fn steps(start: f64, slope: impl Fn(f64) -> f64) -> usize {
    let (mut w, mut b) = (start, start);
    let mut taken = 0;
    while sigmoid(w + b) >= 0.5 {
        let nabla = slope(w + b);
        w -= ETA * nabla;
        b -= ETA * nabla;
        taken += 1;
    }
    taken
}

fn main() {
    let quadratic = |z| quadratic_derivative(sigmoid(z), Y) * sigmoid_prime(z);
    let cross_entropy = |z| cross_entropy_delta(sigmoid(z), Y);
    for start in [0.5, 2.0] {
        println!(
            "from w = b = {start}: {} steps under the quadratic cost, {} under the cross-entropy",
            steps(start, quadratic),
            steps(start, cross_entropy)
        );
    }
}
