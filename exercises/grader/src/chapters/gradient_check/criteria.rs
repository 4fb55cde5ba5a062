//! How a checker may decide, as people write it.

use ndarray::{Array1, ArrayView1, Axis};

use super::checker::judged;
use super::error::{ENTRYWISE, entry_by_entry, error, fraction};
use crate::answer::Answer;
use crate::atlas::Wrong;
use crate::function::{Imitation, once, with};
use crate::sample::Sample;

/// The mistakes that [`accepts`], or the differences, can make.
pub const CRITERIA: [&str; 27] = [
    "error-absolute",
    "relative-error-0-over-0",
    "relative-error-0-if-one-is-0",
    "error-of-lengths",
    "checker-errors-cancel",
    "checker-first-entry",
    "checker-last-entry",
    "checker-signs-only",
    "checker-too-loose",
    "checker-too-strict",
    "checker-accepts-nan",
    "checker-accepts-everything",
    "checker-rejects-everything",
    "checker-inverted",
    "checker-any-entry",
    "forward-difference",
    "backward-difference",
    "forward-difference-over-2h",
    "central-difference-without-2",
    "central-difference-times-h",
    "difference-brackets-missing",
    "difference-not-divided",
    "difference-sign",
    "difference-plus",
    "step-times-entry",
    "all-entries-moved",
    "step-replaces-entry",
];

/// Whether a checker with these mistakes takes `claimed` for `numerical`.
pub fn accepts(numerical: &Array1<f64>, claimed: ArrayView1<f64>, wrong: Wrong) -> bool {
    if wrong.has("checker-accepts-everything") {
        return true;
    }
    if wrong.has("checker-rejects-everything") {
        return false;
    }
    let n = claimed.len();
    let of = |from: usize, to: usize, wrong: Wrong| {
        let part = |x: ArrayView1<f64>| {
            x.split_at(Axis(0), to).0.split_at(Axis(0), from).1.to_owned()
        };
        let error = error(part(claimed).view(), part(numerical.view()).view(), wrong);
        error <= tolerance(wrong) || wrong.has("checker-accepts-nan") && error.is_nan()
    };
    let accepted = if wrong.has("checker-signs-only") {
        claimed.iter().zip(numerical).all(|(g, other)| g * other >= 0.0)
    } else if wrong.has("checker-any-entry") {
        (0..n).any(|k| of(k, k + 1, wrong))
    } else if wrong.has("checker-first-entry") {
        of(0, 1, wrong)
    } else if wrong.has("checker-last-entry") {
        of(n - 1, n, wrong)
    } else {
        of(0, n, wrong)
    };
    accepted != wrong.has("checker-inverted")
}

fn tolerance(wrong: Wrong) -> f64 {
    if wrong.has("checker-too-loose") {
        0.1
    } else if wrong.has("checker-too-strict") {
        1e-13
    } else {
        1e-5
    }
}

/// Tolerances that people choose.
const TOLERANCES: &[f64] =
    &[1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12];
/// Tolerances that wrong gradients pass. A relative error is at most 2.
const LOOSE: &[f64] = &[
    0.02, 0.03, 0.0316, 0.04, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.316, 0.5, 0.9, 1.0, 1.5,
];
const STRICT: &[f64] = &[0.0, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10];
const SMALL_STEPS: &[f64] = &[1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16];
const LARGE_STEPS: &[f64] = &[1.0, 0.5, 0.1, 0.05];
const HARDLY_ADDED: &[f64] = &[1e-6, 1e-7, 1e-8];
const ADDED: &[f64] = &[1.0, 1e-2, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9];

/// Some of the ways of [`ENTRYWISE`].
const WORST: f64 = 0.0;
const MEAN: f64 = 1.0;
const WORST_OF_SUM: f64 = 4.0;
const WORST_OR_NAN: f64 = 16.0;

/// With central differences of 1e-5, and the rest as `accepts` does it.
fn by(i: &Sample, accepts: impl Fn(&Array1<f64>, ArrayView1<f64>) -> bool) -> Answer {
    judged(i, 1e-5, Wrong::NOTHING, accepts)
}

/// ‖g − g′‖ ≤ tolerance · max(‖g‖, ‖g′‖), with differences that may be wrong.
fn within(i: &Sample, h: f64, tolerance: f64, wrong: Wrong) -> Answer {
    judged(i, h, wrong, |numerical, claimed| {
        let (difference, size) = fraction(claimed, numerical.view(), Wrong::NOTHING);
        difference <= tolerance * size
    })
}

/// With a norm that is not the larger one.
fn relative(i: &Sample, tolerance: f64, size: &'static str) -> Answer {
    by(i, |numerical, claimed| {
        let (difference, size) = fraction(claimed, numerical.view(), Wrong(&[size]));
        difference <= tolerance * size
    })
}

/// Whether x is above y, if that can be said: of NaN it cannot.
fn above(x: f64, y: f64) -> Option<bool> {
    x.partial_cmp(&y).map(|order| order.is_gt())
}

fn all(
    numerical: &Array1<f64>,
    claimed: ArrayView1<f64>,
    of: impl Fn(f64, f64) -> bool,
) -> bool {
    numerical.iter().zip(claimed).all(|(&a, &b)| of(a, b))
}

/// A small number in the denominator, with the larger norm or the sum.
fn padded(i: &Sample, tolerance: f64, size: Wrong, pad: impl Fn(f64) -> f64) -> Answer {
    by(i, |numerical, claimed| {
        let (difference, size) = fraction(claimed, numerical.view(), size);
        difference / pad(size) <= tolerance
    })
}

const SUM: Wrong = Wrong(&["relative-error-sum-of-norms"]);
const LARGER: Wrong = Wrong::NOTHING;

/// What depends on constants.
pub fn written() -> Vec<Imitation<Sample>> {
    vec![
        with("error-absolute", TOLERANCES, |i, c| {
            by(i, |g, other| (g - &other).mapv(|x| x * x).sum().sqrt() <= c)
        }),
        with("error-absolute", TOLERANCES, |i, c| {
            by(i, |g, other| all(g, other, |a, b| (a - b).abs() <= c))
        }),
        with("error-absolute", TOLERANCES, |i, c| {
            by(i, |g, other| (g - &other).mapv(|x| x * x).sum() <= c)
        }),
        with("error-absolute", TOLERANCES, |i, c| {
            by(i, |g, other| (g - &other).mapv(|x| x * x).mean() <= Some(c))
        }),
        with("error-absolute", TOLERANCES, |i, c| {
            by(i, |g, other| (g - &other).mapv(f64::abs).mean() <= Some(c))
        }),
        with("checker-allclose", TOLERANCES, |i, c| {
            by(i, |g, other| all(g, other, |a, b| (a - b).abs() <= c + 1e-5 * b.abs()))
        }),
        with("checker-allclose", TOLERANCES, |i, c| {
            by(i, |g, other| all(g, other, |a, b| (a - b).abs() <= c + 1e-5 * a.abs()))
        }),
        with("checker-one-direction", TOLERANCES, |i, c| {
            judged(i, 1e-5, Wrong(&["all-entries-moved"]), |along, claimed| {
                let (slope, expected) = (along[0], claimed.sum());
                (slope - expected).abs() <= c * slope.abs().max(expected.abs())
            })
        }),
        with("checker-entry-by-entry", ENTRYWISE, |i, way| {
            by(i, |g, other| entry_by_entry(g.view(), other, way) <= 1e-5)
        }),
        with("checker-entry-by-entry", ENTRYWISE, |i, way| {
            by(i, |g, other| entry_by_entry(g.view(), other, way) <= 1e-3)
        }),
        with("checker-entry-by-entry", ENTRYWISE, |i, way| {
            by(i, |g, other| entry_by_entry(g.view(), other, way) <= 1e-7)
        }),
        with("checker-entry-by-entry", TOLERANCES, |i, c| {
            by(i, |g, other| entry_by_entry(g.view(), other, WORST) <= c)
        }),
        with("checker-entry-by-entry", TOLERANCES, |i, c| {
            by(i, |g, other| entry_by_entry(g.view(), other, WORST_OR_NAN) <= c)
        }),
        with("checker-entry-by-entry", TOLERANCES, |i, c| {
            by(i, |g, other| entry_by_entry(g.view(), other, WORST_OF_SUM) <= c)
        }),
        with("checker-entry-by-entry", TOLERANCES, |i, c| {
            by(i, |g, other| entry_by_entry(g.view(), other, MEAN) <= c)
        }),
        with("checker-accepts-nan", ENTRYWISE, |i, way| {
            by(i, |g, other| {
                entry_by_entry(g.view(), other, way)
                    .partial_cmp(&1e-4)
                    .is_none_or(|o| o.is_lt())
            })
        }),
        with("checker-accepts-nan", TOLERANCES, |i, c| {
            by(i, |g, other| {
                all(g, other, |a, b| {
                    above((a - b).abs() / a.abs().max(b.abs()), c) != Some(true)
                })
            })
        }),
        with("checker-too-loose", LOOSE, |i, c| within(i, 1e-5, c, Wrong::NOTHING)),
        with("checker-too-loose", LOOSE, |i, c| {
            relative(i, c, "relative-error-sum-of-norms")
        }),
        with("checker-too-loose", LOOSE, |i, c| {
            relative(i, c, "relative-error-one-norm")
        }),
        with("checker-too-loose", LOOSE, |i, c| {
            relative(i, c, "relative-error-second-norm")
        }),
        with("checker-too-strict", STRICT, |i, c| within(i, 1e-5, c, Wrong::NOTHING)),
        with("checker-too-strict", STRICT, |i, c| within(i, 1e-6, c, Wrong::NOTHING)),
        with("checker-too-strict", STRICT, |i, c| within(i, 1e-4, c, Wrong::NOTHING)),
        with("checker-step-too-small", SMALL_STEPS, |i, h| {
            within(i, h, 1e-5, Wrong::NOTHING)
        }),
        with("checker-step-too-small", SMALL_STEPS, |i, h| {
            within(i, h, 1e-6, Wrong::NOTHING)
        }),
        with("checker-step-too-small", SMALL_STEPS, |i, h| {
            within(i, h, 1e-7, Wrong::NOTHING)
        }),
        with("checker-step-too-large", LARGE_STEPS, |i, h| {
            within(i, h, 1e-5, Wrong::NOTHING)
        }),
        with("checker-step-too-large", LARGE_STEPS, |i, h| {
            within(i, h, 1e-4, Wrong::NOTHING)
        }),
        with("checker-step-too-large", LARGE_STEPS, |i, h| {
            within(i, h, 1e-6, Wrong::NOTHING)
        }),
        with("checker-step-too-large", LARGE_STEPS, |i, h| {
            within(i, h, 1e-7, Wrong::NOTHING)
        }),
        with("forward-difference", &[1e-6, 1e-7, 1e-8, 1e-9], |i, c| {
            within(i, 1e-5, c, Wrong(&["forward-difference"]))
        }),
        with("forward-difference", &[1e-5, 1e-6, 1e-7], |i, c| {
            within(i, 1e-4, c, Wrong(&["forward-difference"]))
        }),
        with("backward-difference", &[1e-6, 1e-7, 1e-8, 1e-9], |i, c| {
            within(i, 1e-5, c, Wrong(&["backward-difference"]))
        }),
        with("checker-first-entries", &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0], |i, n| {
            by(i, |g, other| {
                let (_, size) = fraction(other, g.view(), Wrong::NOTHING);
                let mut errors = g.iter().zip(other).take(n as usize);
                errors.all(|(a, b)| (a - b).abs() <= 1e-4 * size)
            })
        }),
        once("checker-first-entry", |i| {
            by(i, |g, other| {
                let (_, size) = fraction(other, g.view(), Wrong::NOTHING);
                (g[0] - other[0]).abs() <= 1e-5 * size
            })
        }),
        once("checker-any-entry", |i| {
            by(i, |g, other| {
                let (_, size) = fraction(other, g.view(), Wrong::NOTHING);
                g.iter().zip(other).any(|(a, b)| (a - b).abs() <= 1e-5 * size)
            })
        }),
        with(
            "checker-direction-only",
            &[0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999],
            |i, c| {
                by(i, |g, other| {
                    let norm = |x: ArrayView1<f64>| x.dot(&x).sqrt();
                    g.dot(&other) / (norm(g.view()) * norm(other)) >= c
                })
            },
        ),
        with(
            "checker-direction-only",
            &[0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999],
            |i, c| {
                by(i, |g, other| {
                    let norm = |x: ArrayView1<f64>| x.dot(&x).sqrt();
                    let lengths = norm(g.view()) * norm(other);
                    lengths == 0.0 && norm(g.view()) == norm(other)
                        || g.dot(&other) / lengths >= c
                })
            },
        ),
        with("relative-error-plus-epsilon", ADDED, |i, c| {
            padded(i, 1e-4, LARGER, |s| s + c)
        }),
        with("relative-error-plus-epsilon", ADDED, |i, c| {
            padded(i, 1e-5, LARGER, |s| s + c)
        }),
        with("relative-error-plus-epsilon", ADDED, |i, c| {
            padded(i, 1e-6, LARGER, |s| s + c)
        }),
        with("relative-error-plus-epsilon", HARDLY_ADDED, |i, c| {
            padded(i, 1e-7, LARGER, |s| s + c)
        }),
        with("relative-error-plus-epsilon", HARDLY_ADDED, |i, c| {
            padded(i, 1e-7, SUM, |s| s + c)
        }),
        with("relative-error-plus-epsilon", ADDED, |i, c| {
            padded(i, 1e-5, SUM, |s| s + c)
        }),
        with("relative-error-plus-epsilon", ADDED, |i, c| {
            padded(i, 1e-4, SUM, |s| s + c)
        }),
        with("relative-error-floor", ADDED, |i, c| padded(i, 1e-4, LARGER, |s| s.max(c))),
        with("relative-error-floor", ADDED, |i, c| padded(i, 1e-5, LARGER, |s| s.max(c))),
        with("relative-error-floor", ADDED, |i, c| padded(i, 1e-6, LARGER, |s| s.max(c))),
        with("relative-error-floor", ADDED, |i, c| padded(i, 1e-5, SUM, |s| s.max(c))),
    ]
}
