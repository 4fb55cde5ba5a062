//! σ for many numbers at once.

/// σ(z) with an absolute error below 10⁻⁷, in a form that a compiler turns into vector
/// instructions: no branch, no call.
///
/// e^−z = 2ⁿ e^r with a whole n and |r| ≤ ½ ln 2. There the Taylor series of e^r up to r⁶ has a
/// relative error below 1.7 · 10⁻⁷, its value at r = −½ ln 2. σ divides it by 4 or more. The bits of a
/// floating-point number hold n itself.
#[inline(always)]
pub fn sigmoid(z: f32) -> f32 {
    use std::f32::consts::{LN_2, LOG2_E};
    // Adding 1.5 · 2²³ leaves no bit for a fraction: it rounds.
    const ROUND: f32 = 12_582_912.0;

    // Beyond ±87, 2ⁿ would leave the range of f32.
    let x = (-z).clamp(-87.0, 87.0);
    let shifted = x * LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * LN_2;
    let series = 1.0
        + r * (1.0
            + r / 2.0
                * (1.0 + r / 3.0 * (1.0 + r / 4.0 * (1.0 + r / 5.0 * (1.0 + r / 6.0)))));
    // The lowest bits of `shifted` are n; moved into the exponent, whose zero is 127, they are 2ⁿ.
    let power = f32::from_bits(shifted.to_bits().wrapping_add(127) << 23);
    1.0 / (1.0 + power * series)
}

/// The forms have to compute one σ, and this file spells it out a second time. So whoever changes
/// the other is told at the first step, here and not by results that nobody can explain.
///
/// # Panics
/// If [`network::sigmoid`](crate::network::sigmoid) is no longer what is computed above.
pub fn assert_same_as_in_chapter_1() {
    for z in [-6.0, -1.0, 0.0, 0.5, 3.0] {
        let error = (sigmoid(z) - crate::network::sigmoid(z)).abs();
        // Twice the error above: that of σ in single precision is as large.
        assert!(error <= 2e-7, "lanes compute another sigmoid than network.rs does");
    }
}

#[cfg(test)]
mod tests {
    use super::sigmoid;

    #[test]
    fn is_sigmoid_within_its_error_and_finite() {
        for i in -2_000_000..=2_000_000 {
            let z = i as f32 * 1e-4;
            let exact = crate::network::sigmoid(f64::from(z));
            let error = (f64::from(sigmoid(z)) - exact).abs();
            assert!(error <= 1e-7, "σ({z}) is {}, not {exact}", sigmoid(z));
        }
        for z in [f32::MAX, f32::MIN, 1e30, -1e30] {
            assert!((sigmoid(z) - if z > 0.0 { 1.0 } else { 0.0 }).abs() <= 1e-7);
        }
    }
}
