//! A backward pass with switches: the mistakes of chapter 3, and any mixture of them.
//!
//! Products are ndarray's, which stretch a vector of length 1. With [`IN_LOOPS`] they are loops
//! over the indices of the result, which panic at other shapes.

use ndarray::{Array1, Array2, Axis};

pub use super::forward::forward;
pub use super::slopes::sigma;
use super::slopes::{at_hidden, at_output, slope};
use super::{Gradients, sums};
use crate::atlas::Wrong;
use crate::chapters::cost::derivative;
use crate::sample::Activation;

/// Ways to write mistakes: each with something that says how or where it is made.
macro_rules! ways {
    ($answer:path; $($slug:literal $modifier:path),* $(,)?) => {
        vec![$(
            $crate::function::once($slug, |i| $answer(i, $crate::atlas::Wrong(&[$slug, $modifier])))
        ),*]
    };
}
pub(crate) use ways;

/// How and where a mistake is made. No mistakes by themselves, they stand beside one.
pub const IN_LOOPS: &str = "in loops over indices";
pub const ONLY_FORWARD: &str = "only in the forward pass";
pub const ONLY_BACKWARD: &str = "only in the backward pass";
pub const ONLY_OUTPUT: &str = "only in the output layer";
pub const ONLY_HIDDEN: &str = "only in hidden layers";
pub const ONLY_LAST_HIDDEN: &str = "only in the last hidden layer";
pub const ONLY_FIRST: &str = "only in the first layer";
pub const ONLY_BIASES: &str = "only for biases";
pub const ONLY_WEIGHTS: &str = "only for weights";
/// ∇w is filled in loops, in the shape of w; the rest is as ndarray has it.
pub const SHAPED_LIKE_W: &str = "in the shape of w";
/// The first layer is left out even if it is the output layer.
pub const OUTPUT_TOO: &str = "the output layer too";
/// Layers that are left out are not in the lists, instead of 0 in them.
pub const SHORTER: &str = "in shorter lists";

/// What goes wrong in layer l of 0 … last.
pub fn in_layer(wrong: Wrong, l: usize, last: usize) -> Wrong {
    let elsewhere = wrong.has(ONLY_OUTPUT) && l < last
        || wrong.has(ONLY_HIDDEN) && l == last
        || wrong.has(ONLY_LAST_HIDDEN) && l + 1 != last
        || wrong.has(ONLY_FIRST) && l > 0;
    if elsewhere { Wrong::NOTHING } else { wrong }
}

/// u ⊙ v, where v has the length of the result.
fn hadamard(u: &Array1<f64>, v: &Array1<f64>, wrong: Wrong) -> Array1<f64> {
    if wrong.has("hadamard-as-dot") {
        Array1::from_elem(v.len(), u.dot(v))
    } else if wrong.has("hadamard-as-sum") {
        u + v
    } else if wrong.has("hadamard-as-quotient") {
        u / v
    } else if wrong.has(IN_LOOPS) {
        Array1::from_shape_fn(v.len(), |j| u[j] * v[j])
    } else {
        u * v
    }
}

/// δ^L from ∇_a C.
pub fn bp1(
    nabla_a: &Array1<f64>,
    z: &Array1<f64>,
    activation: Activation,
    wrong: Wrong,
) -> Array1<f64> {
    hadamard(nabla_a, &z.mapv(|z| at_output(activation, z, wrong)), wrong)
}

/// (w^(l+1))ᵀ δ^(l+1), for n neurons in layer l.
fn sent_back(
    w: &Array2<f64>,
    delta: &Array1<f64>,
    n: usize,
    wrong: Wrong,
) -> Array1<f64> {
    let w = if wrong.has("bp2-not-transposed") { w.view() } else { w.t() };
    if wrong.has("chain-without-weight") {
        delta.clone()
    } else if wrong.has(IN_LOOPS) {
        let term = |j: usize| (0..delta.len()).map(move |k| (j, k));
        Array1::from_shape_fn(n, |j| term(j).map(|(j, k)| w[[j, k]] * delta[k]).sum())
    } else {
        sums::rows(w, delta, if wrong.has(ONLY_FORWARD) { Wrong::NOTHING } else { wrong })
    }
}

/// δ^l from δ^(l+1).
pub fn bp2(
    w_next: &Array2<f64>,
    delta_next: &Array1<f64>,
    z: &Array1<f64>,
    activation: Activation,
    wrong: Wrong,
) -> Array1<f64> {
    let factor = z.mapv(|z| at_hidden(activation, z, wrong));
    if wrong.has("bp2-slope-inside") {
        return sent_back(w_next, &(delta_next * factor), z.len(), wrong);
    }
    let mut back = sent_back(w_next, delta_next, z.len(), wrong);
    if wrong.has("bp2-negative") {
        back *= -1.0;
    }
    if wrong.has("bp2-without-sigma-prime") {
        back
    } else {
        hadamard(&back, &factor, wrong)
    }
}

/// ∂C/∂w^l from a^(l−1) and δ^l.
pub fn bp4(activation: &Array1<f64>, delta: &Array1<f64>, wrong: Wrong) -> Array2<f64> {
    let mut activation = activation.clone();
    let mut delta = delta.clone();
    let shape = (delta.len(), activation.len());
    if wrong.has("bp4-inner-product") {
        return Array2::from_elem(shape, delta.dot(&activation));
    }
    if wrong.has("bp4-added") {
        return Array2::from_shape_fn(shape, |(j, k)| delta[j] + activation[k]);
    }
    if wrong.has("bp4-sigma-twice") {
        activation.mapv_inplace(sigma);
    }
    if wrong.has("bp4-without-activation") {
        activation.fill(1.0);
    }
    if wrong.has("bp4-without-error") {
        delta.fill(1.0);
    }
    let (column, row) = if wrong.has("bp4-wrong-way-round") {
        (&activation, &delta)
    } else {
        (&delta, &activation)
    };
    let mut gradient =
        column.view().insert_axis(Axis(1)).dot(&row.view().insert_axis(Axis(0)));
    if wrong.has("bp4-averaged") {
        gradient /= activation.len() as f64;
    }
    if wrong.has("bp4-negative") {
        gradient *= -1.0;
    }
    gradient
}

/// ∂C/∂b^l from δ^l.
pub fn bp3(delta: &Array1<f64>, wrong: Wrong) -> Array1<f64> {
    if wrong.has("bp3-negative") {
        -delta
    } else if wrong.has("bp3-averaged") {
        delta / delta.len() as f64
    } else if wrong.has("bp3-summed") {
        Array1::from_elem(delta.len(), delta.sum())
    } else if wrong.has("bp3-zero") {
        Array1::zeros(delta.len())
    } else {
        delta.clone()
    }
}

/// BP1, then BP2 from layer to layer, with BP3 and BP4 in each.
pub fn backward(
    weights: &[Array2<f64>],
    zs: &[Array1<f64>],
    activations: &[Array1<f64>],
    y: &Array1<f64>,
    activation: Activation,
    wrong: Wrong,
) -> Gradients {
    let last = zs.len() - 1;
    let nabla_a = derivative(&activations[last + 1], y, wrong);
    let at = if wrong.has("bp1-previous-z") { last - 1 } else { last };
    let mut delta = bp1(&nabla_a, &zs[at], activation, in_layer(wrong, last, last));
    let output_delta = delta.clone();
    // What goes back to the layer before.
    let mut sent = if wrong.has("bp2-raw-errors") { nabla_a } else { delta.clone() };
    let (mut nabla_b, mut nabla_w) = (Vec::new(), Vec::new());
    for l in (0..=last).rev() {
        let wrong = in_layer(wrong, l, last);
        if l < last {
            let w =
                if wrong.has("bp2-own-weights") { &weights[l] } else { &weights[l + 1] };
            let z = if wrong.has("bp2-next-z") { &zs[l + 1] } else { &zs[l] };
            let next = if wrong.has("bp2-from-output") { &output_delta } else { &sent };
            delta = bp2(w, next, z, activation, wrong);
            sent = match wrong.has("bp2-raw-errors") {
                true => sent_back(w, next, z.len(), wrong),
                false => delta.clone(),
            };
        }
        let again = || &delta * zs[l].mapv(|z| slope(activation, z, wrong));
        let before = if wrong.has("bp4-own-activation") {
            activations[l + 1].clone()
        } else if wrong.has("bp4-input-for-all") {
            activations[0].clone()
        } else if wrong.has("bp4-z-for-a") && l > 0 {
            zs[l - 1].clone()
        } else if wrong.has("bp4-slope-for-a") && l > 0 {
            zs[l - 1].mapv(|z| slope(activation, z, wrong))
        } else {
            activations[l].clone()
        };
        let of_w = if wrong.has("bp4-output-error") {
            output_delta.clone()
        } else if wrong.has("bp4-sigma-prime-again") {
            again()
        } else {
            delta.clone()
        };
        let w = &weights[l];
        let gradient = if wrong.has("bp4-weights-for-a") {
            Array2::from_shape_fn(w.dim(), |(j, k)| of_w[j] * w[[j, k]])
        } else if wrong.has(IN_LOOPS) && wrong.has("bp4-wrong-way-round") {
            Array2::from_shape_fn(w.dim(), |(j, k)| of_w[k] * before[j])
        } else if wrong.has(IN_LOOPS) || wrong.has(SHAPED_LIKE_W) {
            Array2::from_shape_fn(w.dim(), |(j, k)| of_w[j] * before[k])
        } else {
            bp4(&before, &of_w, wrong)
        };
        nabla_b.push(if wrong.has("bp3-sigma-prime-again") {
            again()
        } else if wrong.has("bp3-output-error") {
            output_delta.clone()
        } else if wrong.has("bp3-row-sums") {
            gradient.sum_axis(Axis(1))
        } else {
            bp3(&delta, wrong)
        });
        nabla_w.push(gradient);
    }
    nabla_b.reverse();
    nabla_w.reverse();
    if !wrong.has(ONLY_WEIGHTS) {
        in_list(&mut nabla_b, |b| b.fill(0.0), wrong);
    }
    if !wrong.has(ONLY_BIASES) {
        in_list(&mut nabla_w, |w| w.fill(0.0), wrong);
    }
    (nabla_b, nabla_w)
}

/// What can happen to the list of gradients.
fn in_list<T>(gradients: &mut Vec<T>, clear: fn(&mut T), wrong: Wrong) {
    let last = gradients.len() - 1;
    let left_out = |l: usize| {
        wrong.has("backward-first-left-out")
            && l == 0
            && (l < last || wrong.has(OUTPUT_TOO))
            || wrong.has("backward-output-left-out") && l == last
            || wrong.has("backward-output-only") && l < last
    };
    for (l, gradient) in gradients.iter_mut().enumerate() {
        if left_out(l) {
            clear(gradient);
        }
    }
    if wrong.has(SHORTER) {
        let mut l = 0..;
        gradients.retain(|_| !left_out(l.next().unwrap_or_default()));
    }
    if wrong.has("gradients-back-to-front") {
        gradients.reverse();
    }
}
