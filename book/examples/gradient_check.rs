//! The V of chapter 4: the error of a central difference for ever smaller steps.

use backprop::gradient_check::{best_step, central_difference};

fn main() {
    // e^x is its own derivative.
    let error = |h: f64| (central_difference(f64::exp, 1.0, h) - f64::exp(1.0)).abs();
    println!("the best step is about {:.0e}", best_step());
    for exponent in (-20..=-2).step_by(2) {
        let h = 10_f64.powi(exponent);
        println!("h = {h:.0e}   error {:.1e}", error(h));
    }
}
