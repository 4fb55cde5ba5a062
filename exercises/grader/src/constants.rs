//! The constants that people write, for families of mistakes.

/// What is added or clipped to keep a number from 0, from the largest to the smallest.
pub const SMALL: &[f64] = &[
    0.1, 0.05, 0.03, 0.02, 0.01, 5e-3, 3e-3, 2e-3, 1e-3, 5e-4, 3e-4, 2e-4, 1e-4, 5e-5, 3e-5, 2e-5,
    1e-5, 5e-6, 2e-6, 1e-6, 5e-7, 2e-7, f32::EPSILON as f64, 1e-7, 5e-8, 2e-8, 1e-8, 5e-9, 1e-9,
    5e-10, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, f64::EPSILON, f64::EPSILON / 2.0, 1e-16, 1e-17,
    1e-18, 1e-20, 1e-24, 1e-30, 1e-32, 1e-38, 1e-45, 1e-50, 1e-64, 1e-100, 1e-150, 1e-200, 1e-250,
    1e-300,
];

/// Those of [`SMALL`] that a number of size 1 shows, to twelve digits.
pub const SHOWING: &[f64] = SMALL.split_at(32).0;

/// Steps of a difference that are too long for it to be a derivative, to six digits.
pub const COARSE: &[f64] =
    &[1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 5e-3, 2e-3, 1e-3, 5e-4, 2e-4, 1e-4, 5e-5, 1e-5];

/// Factors that are too many, but for −1.
pub const FACTORS: &[f64] = &[
    2.0, 0.5, 3.0, 4.0, 5.0, 8.0, 10.0, 16.0, 100.0, 1000.0, 0.25, 0.2, 0.125, 0.1, 0.0625, 0.01,
    1e-3, 1.0 / 3.0, 1.5, -2.0, -0.5, -4.0, -0.25, -0.1, -10.0,
];

/// What large arguments are cut to.
pub const LIMITS: &[f64] = &[
    1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 13.0, 14.0, 15.0, 16.0, 18.0, 20.0, 24.0,
    25.0, 30.0, 32.0, 34.0, 35.0, 36.0, 36.7, 37.0, 38.0, 40.0, 45.0, 50.0, 60.0, 64.0, 70.0, 80.0,
    85.0, 87.0, 88.0, 88.7, 89.0, 90.0, 99.0, 100.0, 120.0, 128.0, 150.0, 200.0, 250.0, 256.0, 300.0,
    350.0, 400.0, 500.0, 512.0, 600.0, 650.0, 690.0, 700.0,
];
