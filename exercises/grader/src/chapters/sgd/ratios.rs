//! Exercise 5.7: the size of an update against the size of the weights.

use ndarray::{Array1, Array2};
use proptest::prelude::*;

use crate::answer::{Answer, part};
use crate::function::{Function, Special, once};
use crate::sample::{filled, widths};

/// The weights of each layer before and after.
type Update = (Vec<Array2<f64>>, Vec<Array2<f64>>);

fn inputs() -> impl Strategy<Value = Update> {
    filled(prop_oneof![widths(2), widths(3)], |widths, numbers| {
        let mut weights = || -> Vec<Array2<f64>> {
            let layers = widths.windows(2);
            layers.map(|n| numbers.matrix(n[1], n[0])).collect()
        };
        let (mut before, steps) = (weights(), weights());
        // A layer of nothing but zeros has no size to compare with.
        before.iter_mut().for_each(|w| w[[0, 0]] = w[[0, 0]].abs() + 0.5);
        let after = before.iter().zip(&steps).map(|(w, step)| w + &(step * 0.1));
        let after = after.collect();
        (before, after)
    })
}

fn ratios(of_layers: Vec<f64>) -> Answer {
    vec![part("ratios", Array1::from(of_layers))]
}

/// What `ratio` makes of each layer's weights before and after.
fn each(
    (before, after): &Update,
    ratio: fn(&Array2<f64>, &Array2<f64>) -> f64,
) -> Answer {
    ratios(before.iter().zip(after).map(|(before, after)| ratio(before, after)).collect())
}

fn norm(w: &Array2<f64>) -> f64 {
    w.pow2().sum().sqrt()
}

fn total(weights: &[Array2<f64>]) -> f64 {
    weights.iter().map(|w| w.pow2().sum()).sum::<f64>().sqrt()
}

pub fn update_ratios() -> Function<Update> {
    Function {
        name: "update_ratios",
        inputs: || inputs().boxed(),
        show: |(before, after)| {
            let named = |name: &str, weights: &[Array2<f64>]| {
                crate::answer::layers(name, 2, weights)
            };
            [named("w before ", before), named("w after ", after)].concat()
        },
        ask: |worker, (before, after)| {
            Ok(ratios(worker.call("update_ratios", args![before, after])?))
        },
        // The lengths of the steps by hypot, entry by entry.
        truth: |i, _| {
            each(i, |before, after| {
                let length = |w: Array2<f64>| w.fold(0.0_f64, |sum, w| sum.hypot(*w));
                length(after - before) / length(before.clone())
            })
        },
        model: |i, wrong| {
            let (before, after) = i;
            if wrong.has("update-ratio-inverted") {
                each(i, |before, after| norm(before) / norm(&(after - before)))
            } else if wrong.has("update-ratio-of-after") {
                each(i, |before, after| norm(&(after - before)) / norm(after))
            } else if wrong.has("update-ratio-of-lengths") {
                each(i, |before, after| (norm(after) - norm(before)) / norm(before))
            } else if wrong.has("update-ratio-not-rooted") {
                each(i, |before, after| {
                    (after - before).pow2().sum() / before.pow2().sum()
                })
            } else if wrong.has("update-ratio-of-network") {
                let steps: Vec<_> =
                    before.iter().zip(after).map(|(b, a)| a - b).collect();
                ratios(vec![total(&steps) / total(before); before.len()])
            } else if wrong.has("update-ratio-not-divided") {
                each(i, |before, after| norm(&(after - before)))
            } else {
                each(i, |before, after| norm(&(after - before)) / norm(before))
            }
        },
        mistakes: vec![
            "update-ratio-inverted",
            "update-ratio-of-after",
            "update-ratio-of-lengths",
            "update-ratio-not-rooted",
            "update-ratio-of-network",
            "update-ratio-not-divided",
        ],
        special: Special {
            written: vec![
                once("update-ratio-of-lengths", |i| {
                    each(i, |before, after| {
                        (norm(after) - norm(before)).abs() / norm(before)
                    })
                }),
                once("update-ratio-of-lengths", |i| {
                    each(i, |before, after| norm(after) / norm(before))
                }),
                once("update-ratio-by-entries", |i| {
                    each(i, |before, after| {
                        let ratios = (after - before) / before;
                        ratios.mapv(f64::abs).sum() / before.len() as f64
                    })
                }),
                once("update-ratio-other-norm", |i| {
                    each(i, |before, after| {
                        (after - before).mapv(f64::abs).sum()
                            / before.mapv(f64::abs).sum()
                    })
                }),
                once("update-ratio-other-norm", |i| {
                    let most =
                        |w: Array2<f64>| w.fold(0.0_f64, |most, w| most.max(w.abs()));
                    let (before, after) = i;
                    let layers = before.iter().zip(after);
                    ratios(layers.map(|(b, a)| most(a - b) / most(b.clone())).collect())
                }),
                once("update-ratio-without-absolute", |i| {
                    each(i, |before, after| (after - before).sum() / before.sum())
                }),
            ],
            ..Special::none()
        },
    }
}
