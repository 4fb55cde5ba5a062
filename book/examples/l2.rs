//! What weight decay leaves of a weight after one epoch. Change λ, or divide by m.

use backprop::l2::decay;

fn main() {
    let (eta, lambda, n, m) = (0.5, 1.0, 10_000, 10);
    let steps = (n / m) as i32;
    println!("with λ/n: {:.3}", decay(eta, lambda, n).powi(steps));
    println!("with λ/m: {:.0e}", decay(eta, lambda, m).powi(steps));
}
