//! Shuffles that are not fair, or lose samples, as people write them.

use std::convert::Infallible;

use ndarray::Array1;

use super::fairness::{Shuffles, observed};
use crate::answer::Answer;
use crate::function::{Imitation, once};

/// Both lists in the order of some indices.
fn put(images: &mut [Array1<f64>], labels: &mut [usize], indices: &[usize]) {
    let before = (images.to_vec(), labels.to_vec());
    for (place, &k) in indices.iter().enumerate() {
        images[place] = before.0[k].clone();
        labels[place] = before.1[k];
    }
}

/// A fair order of the numbers below n.
fn permutation(n: usize, below: &mut dyn FnMut(usize) -> usize) -> Vec<usize> {
    let mut order: Vec<_> = (0..n).collect();
    for last in (1..n).rev() {
        order.swap(last, below(last + 1));
    }
    order
}

type Both<'a> = (&'a mut [Array1<f64>], &'a mut [usize]);

/// What an imitation does.
fn imitated(i: &Shuffles, shuffle: fn(Both, &mut dyn FnMut(usize) -> usize)) -> Answer {
    let observed: Result<_, Infallible> =
        observed(i, &mut |(mut images, mut labels), below| {
            shuffle((&mut images, &mut labels), below);
            Ok((images, labels))
        });
    let Ok(observed) = observed;
    observed
}

fn swap(images: &mut [Array1<f64>], labels: &mut [usize], j: usize, k: usize) {
    images.swap(j, k);
    labels.swap(j, k);
}

/// The mistakes that are written in another way than by a loop with switches.
pub fn written() -> Vec<Imitation<Shuffles>> {
    vec![
        once("shuffle-swaps-with-any", |i| {
            imitated(i, |(images, labels), below| {
                for k in 0..images.len() {
                    swap(images, labels, k, below(images.len()));
                }
            })
        }),
        once("shuffle-swaps-with-any", |i| {
            imitated(i, |(images, labels), below| {
                for k in (0..images.len()).rev() {
                    swap(images, labels, k, below(images.len()));
                }
            })
        }),
        once("shuffle-swaps-with-any", |i| {
            imitated(i, |(images, labels), below| {
                for k in 1..images.len() {
                    swap(images, labels, k, below(images.len()));
                }
            })
        }),
        once("shuffle-swaps-with-any", |i| {
            imitated(i, |(images, labels), below| {
                for k in 0..images.len().saturating_sub(1) {
                    swap(images, labels, k, below(images.len()));
                }
            })
        }),
        once("shuffle-swaps-with-any", |i| {
            imitated(i, |(images, labels), below| {
                for _ in 0..images.len() {
                    let (j, k) = (below(images.len()), below(images.len()));
                    swap(images, labels, j, k);
                }
            })
        }),
        once("shuffle-never-stays", |i| {
            imitated(i, |(images, labels), below| {
                let n = images.len();
                for k in 0..n.saturating_sub(1) {
                    swap(images, labels, k, k + 1 + below(n - k - 1));
                }
            })
        }),
        once("shuffle-offset-missing", |i| {
            imitated(i, |(images, labels), below| {
                let n = images.len();
                for k in 0..n {
                    swap(images, labels, k, below(n - k));
                }
            })
        }),
        once("shuffle-offset-missing", |i| {
            imitated(i, |(images, labels), below| {
                let n = images.len();
                for k in 0..n.saturating_sub(1) {
                    swap(images, labels, k, below(n - k));
                }
            })
        }),
        once("shuffle-one-place-left-out", |i| {
            imitated(i, |(images, labels), below| {
                for last in (1..images.len().saturating_sub(1)).rev() {
                    swap(images, labels, last, below(last + 1));
                }
            })
        }),
        once("shuffle-one-place-left-out", |i| {
            imitated(i, |(images, labels), below| {
                let n = images.len();
                for k in 1..n {
                    swap(images, labels, k, k + below(n - k));
                }
            })
        }),
        once("shuffle-one-swap", |i| {
            imitated(i, |(images, labels), below| {
                let (j, k) = (below(images.len()), below(images.len()));
                swap(images, labels, j, k);
            })
        }),
        once("shuffle-one-swap", |i| {
            imitated(i, |(images, labels), below| {
                let last = images.len() - 1;
                swap(images, labels, last, below(last + 1));
            })
        }),
        once("shuffle-rotates", |i| {
            imitated(i, |(images, labels), below| {
                let by = below(images.len());
                images.rotate_left(by);
                labels.rotate_left(by);
            })
        }),
        once("shuffle-keys-tie", |i| {
            imitated(i, |(images, labels), below| {
                let n = images.len();
                let keys: Vec<_> = (0..n).map(|_| below(n)).collect();
                let mut order: Vec<_> = (0..n).collect();
                order.sort_by_key(|&k| keys[k]);
                put(images, labels, &order);
            })
        }),
        once("shuffle-overwrites", |i| {
            imitated(i, |(images, labels), below| {
                let order = permutation(images.len(), below);
                for (place, &k) in order.iter().enumerate() {
                    images[place] = images[k].clone();
                    labels[place] = labels[k];
                }
            })
        }),
        once("shuffle-overwrites", |i| {
            imitated(i, |(images, labels), below| {
                for last in (1..images.len()).rev() {
                    let k = below(last + 1);
                    images[last] = images[k].clone();
                    labels[last] = labels[k];
                }
            })
        }),
        once("labels-permuted-backwards", |i| {
            imitated(i, |(images, labels), below| {
                let order = permutation(images.len(), below);
                let before = labels.to_vec();
                let mut nothing = vec![0; order.len()];
                put(images, &mut nothing, &order);
                for (place, &k) in order.iter().enumerate() {
                    labels[k] = before[place];
                }
            })
        }),
        once("shuffled-apart", |i| {
            imitated(i, |(images, labels), below| {
                let n = images.len();
                let (of_images, of_labels) =
                    (permutation(n, below), permutation(n, below));
                let mut nothing = vec![0; n];
                put(images, &mut nothing, &of_images);
                let before = labels.to_vec();
                for (place, &k) in of_labels.iter().enumerate() {
                    labels[place] = before[k];
                }
            })
        }),
        once("labels-as-indices", |i| {
            imitated(i, |(images, labels), below| {
                let n = images.len();
                let order = permutation(n, below);
                let indices: Vec<_> = order.iter().map(|&k| labels[k] % n).collect();
                put(images, labels, &indices);
            })
        }),
        once("labels-as-indices", |i| {
            imitated(i, |(images, labels), below| {
                let order = permutation(images.len(), below);
                let indices: Vec<_> = order.iter().map(|&k| labels[k]).collect();
                put(images, labels, &indices);
            })
        }),
    ]
}
