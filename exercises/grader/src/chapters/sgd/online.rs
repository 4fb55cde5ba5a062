//! Exercise 5.6: a step for one sample, layer by layer while the backward pass goes on.

use ndarray::Array1;
use proptest::prelude::*;

use super::batch::mean_gradient;
use super::mistakes::*;
use super::step::{network, parts};
use crate::answer::{Answer, Tolerance, layers, part};
use crate::atlas::Wrong;
use crate::chapters::cost::mistakes::STEP_UPHILL;
use crate::chapters::per_sample::mistakes::*;
use crate::chapters::per_sample::model;
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{Activation, Sample, positive, sample};

/// A network with one sample, and η.
type Step = (Sample, f64);

fn stepped((i, eta): &Step, wrong: Wrong) -> Answer {
    let (zs, activations) = i.forward(Activation::Sigmoid);
    let (mut weights, mut biases) = (i.weights.clone(), i.biases.clone());
    let rate = if wrong.has(&STEP_UPHILL) { *eta } else { -eta };
    let last = weights.len() - 1;
    let nabla_a = &activations[last + 1] - &i.y;
    let mut delta = model::bp1(&nabla_a, &zs[last], Activation::Sigmoid, wrong);
    for l in (0..=last).rev() {
        if l < last {
            let w = if wrong.has(&UPDATED_BEFORE_PROPAGATED) {
                &weights[l + 1]
            } else if wrong.has(&BP2_OWN_WEIGHTS) {
                &i.weights[l]
            } else {
                &i.weights[l + 1]
            };
            delta = model::bp2(w, &delta, &zs[l], Activation::Sigmoid, wrong);
        }
        let own = usize::from(wrong.has(&BP4_OWN_ACTIVATION));
        weights[l].scaled_add(rate, &model::bp4(&activations[l + own], &delta, wrong));
        if !wrong.has(&BIASES_FORGOTTEN) {
            biases[l].scaled_add(rate, &delta);
        }
    }
    parts(&weights, &biases)
}

pub fn online_step() -> Function<Step> {
    Function {
        info: Info {
            id: "5.6",
            name: "online_step",
            title: "a step for one sample, taken during the backward pass",
            stars: 3,
            hints: [
                "Two lines use w^(l+1): the one that changes it, and the one that finds δ^l. \
                 Which comes first in your code, and which has to?",
                "δ^L = (a^L − y) ⊙ σ′(z^L); δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l) with w^(l+1) \
                 before the step; then w^l → w^l − η δ^l (a^(l−1))ᵀ and b^l → b^l − η δ^l",
                "A loop over the layers from the last to the first, with ∇_a C as its variable, \
                 a^L − y at first. Inside: δ = ∇_a C ⊙ σ′(z), then the next ∇_a C = wᵀ δ, and only \
                 then `scaled_add(-eta, …)` to w and b.",
            ],
        },
        inputs: || (sample(), positive()).boxed(),
        show: |(i, eta)| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            let mut shown = parts(&i.weights, &i.biases);
            shown.extend(layers("z", 2, &zs));
            shown.extend(layers("a", 1, &activations));
            shown.extend([part("y", i.y.clone()), part("η", *eta)]);
            shown
        },
        reader: |answers, (i, eta)| {
            let (zs, activations) = i.forward(Activation::Sigmoid);
            let (mut weights, mut biases) = (i.weights.clone(), i.biases.clone());
            (answers.sgd.online_step)(
                &mut weights,
                &mut biases,
                &zs,
                &activations,
                i.y.view(),
                *eta,
            );
            parts(&weights, &biases)
        },
        truth: |(i, eta), witness| {
            let start = i.parameters();
            let gradient = mean_gradient(std::slice::from_ref(i), &start, witness);
            network(i, &(Array1::from(start) - gradient * *eta))
        },
        model: stepped,
        mistakes: vec![
            &UPDATED_BEFORE_PROPAGATED,
            &STEP_UPHILL,
            &BIASES_FORGOTTEN,
            &BP1_WITHOUT_SIGMA_PRIME,
            &BP2_WITHOUT_SIGMA_PRIME,
            &BP2_NOT_TRANSPOSED,
            &BP2_OWN_WEIGHTS,
            &BP4_OWN_ACTIVATION,
            &BP4_WRONG_WAY,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
