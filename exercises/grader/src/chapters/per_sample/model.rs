//! A backward pass with switches: the mistakes of chapter 3, and any mixture of them.

use ndarray::{Array1, Array2, Axis};

use super::Gradients;
use crate::atlas::Wrong;
use crate::sample::{Activation, Sample};

/// σ or tanh, whichever the network has.
fn value(activation: Activation, z: f64) -> f64 {
    activation.of(z)
}

/// Its derivative at z.
fn slope(activation: Activation, z: f64, wrong: Wrong) -> f64 {
    let a = value(activation, z);
    match activation {
        Activation::Sigmoid => a * (1.0 - a),
        Activation::Tanh if wrong.has("tanh-sigmoid-prime") => {
            slope(Activation::Sigmoid, z, Wrong::NOTHING)
        }
        Activation::Tanh if wrong.has("tanh-a-one-minus-a") => a * (1.0 - a),
        Activation::Tanh if wrong.has("tanh-without-square") => 1.0 - a,
        Activation::Tanh => 1.0 - a * a,
    }
}

/// δ^L from ∇_a C.
pub fn bp1(
    nabla_a: &Array1<f64>,
    z: &Array1<f64>,
    activation: Activation,
    wrong: Wrong,
) -> Array1<f64> {
    let factor = z.mapv(|z| {
        if wrong.has("bp1-without-sigma-prime") {
            1.0
        } else if wrong.has("bp1-sigma-for-sigma-prime") {
            value(activation, z)
        } else if wrong.has("bp1-sigma-prime-of-a") {
            slope(activation, value(activation, z), wrong)
        } else {
            slope(activation, z, wrong)
        }
    });
    nabla_a * factor
}

/// δ^l from δ^(l+1).
pub fn bp2(
    w_next: &Array2<f64>,
    delta_next: &Array1<f64>,
    z: &Array1<f64>,
    activation: Activation,
    wrong: Wrong,
) -> Array1<f64> {
    let back = if wrong.has("chain-without-weight") {
        delta_next.clone()
    } else if wrong.has("bp2-not-transposed") {
        w_next.dot(delta_next)
    } else {
        w_next.t().dot(delta_next)
    };
    let factor = z.mapv(|z| {
        if wrong.has("bp2-without-sigma-prime") {
            1.0
        } else if wrong.has("bp2-sigma-for-sigma-prime") {
            value(activation, z)
        } else if wrong.has("bp2-sigma-prime-of-a") {
            slope(activation, value(activation, z), wrong)
        } else {
            slope(activation, z, wrong)
        }
    });
    // A product of vectors of different lengths must not broadcast.
    assert_eq!(back.len(), factor.len(), "shapes");
    back * factor
}

/// ∂C/∂w^l from a^(l−1) and δ^l.
pub fn bp4(activation: &Array1<f64>, delta: &Array1<f64>, wrong: Wrong) -> Array2<f64> {
    let activation = if wrong.has("bp4-sigma-twice") {
        activation.mapv(sigma)
    } else {
        activation.clone()
    };
    let (column, row) = if wrong.has("bp4-wrong-way-round") {
        (&activation, delta)
    } else {
        (delta, &activation)
    };
    column.view().insert_axis(Axis(1)).dot(&row.view().insert_axis(Axis(0)))
}

pub fn sigma(z: f64) -> f64 {
    value(Activation::Sigmoid, z)
}

/// All z and all activations.
pub fn forward(
    i: &Sample,
    activation: Activation,
    wrong: Wrong,
) -> (Vec<Array1<f64>>, Vec<Array1<f64>>) {
    let activation =
        if wrong.has("tanh-sigmoid-forward") { Activation::Sigmoid } else { activation };
    let (mut zs, mut activations) = (Vec::new(), vec![i.x.clone()]);
    let mut fed = i.x.clone();
    for (l, (w, b)) in i.weights.iter().zip(&i.biases).enumerate() {
        let mut z = w.dot(&fed);
        if !wrong.has("forward-without-bias") {
            z += b;
        }
        let linear = wrong.has("forward-linear-output") && l + 1 == i.weights.len();
        let a = if linear { z.clone() } else { z.mapv(|z| value(activation, z)) };
        fed = if wrong.has("forward-feeds-z") { z.clone() } else { a.clone() };
        zs.push(z);
        activations.push(a);
    }
    (zs, activations)
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
    let output = &activations[last + 1];
    let nabla_a = if wrong.has("cost-derivative-sign") { y - output } else { output - y };
    let mut delta = bp1(&nabla_a, &zs[last], activation, wrong);
    let output_delta = delta.clone();
    let (mut nabla_b, mut nabla_w) = (Vec::new(), Vec::new());
    for l in (0..=last).rev() {
        if l < last {
            let w =
                if wrong.has("bp2-own-weights") { &weights[l] } else { &weights[l + 1] };
            let z = if wrong.has("bp2-next-z") { &zs[l + 1] } else { &zs[l] };
            let next = if wrong.has("bp2-from-output") { &output_delta } else { &delta };
            delta = bp2(w, next, z, activation, wrong);
        }
        let bias = if wrong.has("bp3-sigma-prime-again") {
            &delta * zs[l].mapv(|z| slope(activation, z, wrong))
        } else {
            delta.clone()
        };
        let before = if wrong.has("bp4-own-activation") {
            &activations[l + 1]
        } else if wrong.has("bp4-input-for-all") {
            &activations[0]
        } else if wrong.has("bp4-z-for-a") && l > 0 {
            &zs[l - 1]
        } else {
            &activations[l]
        };
        nabla_b.push(bias);
        nabla_w.push(bp4(before, &delta, wrong));
    }
    if !wrong.has("gradients-back-to-front") {
        nabla_b.reverse();
        nabla_w.reverse();
    }
    (nabla_b, nabla_w)
}
