//! Sums over an index, with the slips of a loop.

use ndarray::{Array1, ArrayView2};

use crate::atlas::Wrong;

/// What can go wrong with any sum.
pub const SUMS: [&str; 7] = [
    "sum-keeps-last",
    "sum-keeps-first",
    "sum-misses-last",
    "sum-misses-first",
    "sum-not-reset",
    "sum-of-everything",
    "mean-for-sum",
];

/// The sum of some terms.
pub fn sum(terms: impl IntoIterator<Item = f64>, wrong: Wrong) -> f64 {
    let terms: Vec<f64> = terms.into_iter().collect();
    let n = terms.len();
    if wrong.has("sum-keeps-last") {
        terms.last().copied().unwrap_or(0.0)
    } else if wrong.has("sum-keeps-first") {
        terms.first().copied().unwrap_or(0.0)
    } else if wrong.has("sum-misses-last") {
        terms[..n.saturating_sub(1)].iter().sum()
    } else if wrong.has("sum-misses-first") {
        terms.iter().skip(1).sum()
    } else if wrong.has("mean-for-sum") {
        terms.iter().sum::<f64>() / n as f64
    } else {
        terms.iter().sum()
    }
}

/// w v: a sum along each row.
pub fn rows(w: ArrayView2<f64>, v: &Array1<f64>, wrong: Wrong) -> Array1<f64> {
    let plain = w.dot(v); // It panics where the shapes do not fit.
    if !SUMS.iter().any(|slug| wrong.has(slug)) {
        return plain;
    }
    if wrong.has("sum-of-everything") {
        return Array1::from_elem(plain.len(), plain.sum());
    }
    let mut before = 0.0;
    let carried = if wrong.has("sum-not-reset") { 1.0 } else { 0.0 };
    w.rows()
        .into_iter()
        .map(|row| {
            before = carried * before + sum(row.iter().zip(v).map(|(w, v)| w * v), wrong);
            before
        })
        .collect()
}
