//! What goes wrong in the backward pass.

use crate::atlas::Mistake;

pub static BP1_WITHOUT_SIGMA_PRIME: Mistake = Mistake {
    slug: "bp1-without-sigma-prime",
    name: "σ′ is missing from BP1",
    what: "The code returns ∇_a C, the derivative with respect to a^L. The error is the one with \
           respect to z^L, so each entry still needs its factor σ′(z^L).",
    why: "With the cross-entropy cost the factor cancels, and code for it is everywhere.",
    symptom: "The network learns, faster than it should: it has the output error of another cost.",
    page: "per_sample.html#ex-3-1",
};

pub static BP1_SIGMA_FOR_SIGMA_PRIME: Mistake = Mistake {
    slug: "bp1-sigma-for-sigma-prime",
    name: "BP1 multiplies by σ(z) in the place of σ′(z)",
    what: "The factor must be the slope of σ at z^L, not its value.",
    why: "The two names differ in one word, or a^L is at hand and σ′ is not.",
    symptom: "An output near 1 is corrected four times too strongly, one near 0 hardly at all.",
    page: "per_sample.html#ex-3-1",
};

pub static BP1_SIGMA_PRIME_OF_A: Mistake = Mistake {
    slug: "bp1-sigma-prime-of-a",
    name: "BP1 takes σ′ at the activation in the place of z",
    what: "The code computes σ′(a^L) = σ′(σ(z^L)). The slope belongs to the weighted input z^L.",
    why: "The activation is what the forward pass returns; z has to be kept on purpose.",
    symptom: "The slope lies between 0.19 and 0.25 whatever z is: no output ever saturates.",
    page: "per_sample.html#ex-3-1",
};

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

pub static BP2_OWN_WEIGHTS: Mistake = Mistake {
    slug: "bp2-own-weights",
    name: "BP2 uses the weights w^l in the place of w^(l+1)",
    what: "The error of layer l comes back through the weights that lead out of it, w^(l+1). w^l \
           leads into it.",
    why: "The index l is taken for everything in the line; in a list without input layer the \
          indices are shifted besides.",
    symptom: "A panic about shapes, but wrong numbers without a panic where the widths agree.",
    page: "per_sample.html#ex-3-5",
};

pub static BP2_NEXT_Z: Mistake = Mistake {
    slug: "bp2-next-z",
    name: "BP2 takes σ′ at z^(l+1) in the place of z^l",
    what: "The weights and the error are those of layer l + 1; the slope is that of layer l.",
    why: "Two of the three factors have the index l + 1, and the third gets it too.",
    symptom: "A panic about shapes, but wrong numbers without a panic where the widths agree.",
    page: "per_sample.html#ex-3-5",
};

pub static BP2_FROM_OUTPUT: Mistake = Mistake {
    slug: "bp2-from-output",
    name: "every layer's error is computed from δ^L",
    what: "The error of layer l comes from that of layer l + 1, which the loop has just made.",
    why: "The variable `delta` is not replaced in the loop: `let delta = …` makes a new one.",
    symptom: "Right with one hidden layer, wrong with two.",
    page: "per_sample.html#ex-3-5",
};

pub static BP3_NEGATIVE: Mistake = Mistake {
    slug: "bp3-negative",
    name: "the gradient of the biases has the sign of the update",
    what: "The code returns −δ. The gradient is δ; the minus belongs to the step against it.",
    why: "The purpose is to lower the cost, and the sign is put in early.",
    symptom: "The update subtracts once more: the biases go uphill.",
    page: "per_sample.html#ex-3-3",
};

pub static BP3_AVERAGED: Mistake = Mistake {
    slug: "bp3-averaged",
    name: "the gradient of the biases is divided by the number of neurons",
    what: "Each neuron has a bias of its own, and its derivative is δ_j. Nothing is averaged.",
    why: "Gradients are averaged over samples, and the axes are mixed up.",
    symptom: "Biases learn more slowly the wider their layer is.",
    page: "per_sample.html#ex-3-3",
};

pub static BP3_SIGMA_PRIME_AGAIN: Mistake = Mistake {
    slug: "bp3-sigma-prime-again",
    name: "the gradient of the biases has σ′ once too often",
    what: "The code returns δ ⊙ σ′(z). δ contains σ′(z) already, and ∂z/∂b is 1.",
    why: "Every step back seems to need its σ′.",
    symptom: "The biases learn at least four times too slowly; the weights are right.",
    page: "per_sample.html#ex-3-3",
};

pub static BP4_WRONG_WAY: Mistake = Mistake {
    slug: "bp4-wrong-way-round",
    name: "the outer product in BP4 is the wrong way round",
    what: "The code computes a δᵀ, of shape (n_in, n_out). It should be δ aᵀ: row j belongs to \
           neuron j of layer l, like row j of w^l.",
    why: "The formula is read a^(l−1)_k δ^l_j, and the product written in that order.",
    symptom: "A panic when the weights are updated, unless both layers are equally wide.",
    page: "per_sample.html#ex-3-4",
};

pub static BP4_SIGMA_TWICE: Mistake = Mistake {
    slug: "bp4-sigma-twice",
    name: "σ is applied to the activation once more",
    what: "The code uses σ(a^(l−1)). The activation is the result of σ already.",
    why: "The argument is taken for z.",
    symptom: "∇w varies too little: all factors lie between 0.5 and 0.74.",
    page: "per_sample.html#ex-3-4",
};

pub static BP4_AVERAGED: Mistake = Mistake {
    slug: "bp4-averaged",
    name: "the gradient of the weights is divided by the number of inputs",
    what: "Each weight has a derivative of its own, a_k δ_j. Nothing is averaged.",
    why: "Gradients are averaged over samples, and the axes are mixed up.",
    symptom: "The weights of wide layers hardly learn.",
    page: "per_sample.html#ex-3-4",
};

pub static BP4_OWN_ACTIVATION: Mistake = Mistake {
    slug: "bp4-own-activation",
    name: "BP4 uses the activation a^l in the place of a^(l−1)",
    what: "w^l is multiplied by what comes into the layer, a^(l−1).",
    why: "The list of activations begins with x and is one longer than the list of z: the same \
          index means another layer.",
    symptom: "∇w has a wrong shape, or wrong numbers without a panic where the widths agree.",
    page: "per_sample.html#ex-3-5",
};

pub static BP4_Z_FOR_A: Mistake = Mistake {
    slug: "bp4-z-for-a",
    name: "BP4 uses z^(l−1) in the place of a^(l−1)",
    what: "The layer is fed the activation σ(z^(l−1)), and that is the factor of w^l.",
    why: "z is what BP1 and BP2 need, so that list is in use.",
    symptom: "The first layer is right, because it is fed x; the others are not.",
    page: "per_sample.html#ex-3-5",
};

pub static BP4_INPUT_FOR_ALL: Mistake = Mistake {
    slug: "bp4-input-for-all",
    name: "BP4 uses the input x in every layer",
    what: "Only the first layer is fed x. Layer l is fed a^(l−1).",
    why: "In a derivation for a single neuron, the input is x.",
    symptom: "The first layer is right, the others are not.",
    page: "per_sample.html#ex-3-8",
};

pub static BACK_TO_FRONT: Mistake = Mistake {
    slug: "gradients-back-to-front",
    name: "the gradients are in the order of the backward pass",
    what: "The list begins with the last layer. It must begin with layer 2, as the weights do.",
    why: "The backward pass pushes the last layer first.",
    symptom: "A panic about shapes in the update, or layers that get each other's gradients.",
    page: "per_sample.html#ex-3-5",
};

pub static CHAIN_WITHOUT_WEIGHT: Mistake = Mistake {
    slug: "chain-without-weight",
    name: "the weight between two neurons is missing from the chain",
    what: "The code has δ^l = δ^(l+1) σ′(z^l). A push at a^l arrives at z^(l+1) multiplied by \
           w^(l+1).",
    why: "The chain rule is remembered as a product of slopes of σ.",
    symptom: "Right only where the weight happens to be 1.",
    page: "per_sample.html#ex-3-8",
};

pub static TANH_SIGMOID_PRIME: Mistake = Mistake {
    slug: "tanh-sigmoid-prime",
    name: "the backward pass still has the derivative of the sigmoid",
    what: "The network computes tanh, and the code multiplies by σ(z)(1 − σ(z)). The factor is \
           the slope of what the forward pass applied: 1 − tanh²(z).",
    why: "Only the forward pass was changed; σ′ is hidden in a function.",
    symptom: "Learning is about four times too slow, and a gradient check fails.",
    page: "per_sample.html#ex-3-7",
};

pub static TANH_SIGMOID_FORWARD: Mistake = Mistake {
    slug: "tanh-sigmoid-forward",
    name: "the forward pass still applies the sigmoid",
    what: "The activations are σ(z). This network has a = tanh(z).",
    why: "The forward pass was copied.",
    symptom: "All activations are positive, and the slopes do not belong to them.",
    page: "per_sample.html#ex-3-7",
};

pub static TANH_A_ONE_MINUS_A: Mistake = Mistake {
    slug: "tanh-a-one-minus-a",
    name: "the slope of tanh is taken to be a(1 − a)",
    what: "a(1 − a) is the slope of the sigmoid in terms of its value. That of tanh is 1 − a².",
    why: "The formula is remembered without the function that it belongs to.",
    symptom: "The slope is negative wherever a is: errors change their sign.",
    page: "per_sample.html#ex-3-7",
};

pub static TANH_WITHOUT_SQUARE: Mistake = Mistake {
    slug: "tanh-without-square",
    name: "the square is missing in the slope of tanh",
    what: "The code has 1 − tanh(z). The slope is 1 − tanh²(z).",
    why: "The square is lost on the way from paper to code.",
    symptom: "For negative z the slope is up to 2, where tanh is flat.",
    page: "per_sample.html#ex-3-7",
};
