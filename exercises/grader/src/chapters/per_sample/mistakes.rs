//! What goes wrong in the backward pass.

use crate::atlas::Mistake;

pub static BP2_WITHOUT_SIGMA_PRIME: Mistake = Mistake {
    slug: "bp2-without-sigma-prime",
    name: "σ′ is missing from BP2",
    what: "The code returns (w^(l+1))ᵀ δ^(l+1). That is the derivative with respect to a^l; the \
           error is the one with respect to z^l, so each entry still needs its factor σ′(z^l).",
    why: "The transposed product feels like the whole step back through a layer.",
    symptom: "The network learns, but hidden layers move at least four times too far.",
    page: "per_sample.html#ex-3-2",
};

pub static BP2_NOT_TRANSPOSED: Mistake = Mistake {
    slug: "bp2-not-transposed",
    name: "the weights in BP2 are not transposed",
    what: "The code computes w δ. Errors travel from the outputs of w back to its inputs, so \
           that the sum runs over the rows: wᵀ δ.",
    why: "The forward pass has w·a, and the line is copied from there.",
    symptom: "A panic about shapes, but wrong numbers without a panic where both layers are \
              equally wide.",
    page: "per_sample.html#ex-3-2",
};

pub static BP2_SIGMA_FOR_SIGMA_PRIME: Mistake = Mistake {
    slug: "bp2-sigma-for-sigma-prime",
    name: "BP2 multiplies by σ(z) in the place of σ′(z)",
    what: "The factor must be the slope of σ at z^l, not its value.",
    why: "The two names differ in one word, or the activation is at hand and σ′ is not.",
    symptom: "Learning goes the right way on average, but saturated neurons are not slowed down.",
    page: "per_sample.html#ex-3-2",
};

pub static BP2_SIGMA_PRIME_OF_A: Mistake = Mistake {
    slug: "bp2-sigma-prime-of-a",
    name: "BP2 takes σ′ at the activation in the place of z",
    what: "The code computes σ′(a^l) = σ′(σ(z^l)). The slope belongs to the weighted input z^l.",
    why: "Activations are stored, z is thrown away or forgotten.",
    symptom: "The slope lies between 0.19 and 0.25 whatever z is: no neuron ever saturates.",
    page: "per_sample.html#ex-3-2",
};
