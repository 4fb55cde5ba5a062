//! What goes wrong in a forward pass.

use crate::atlas::Mistake;

pub static SIGMOID_SIGN: Mistake = Mistake {
    slug: "sigmoid-sign",
    name: "the minus in the exponent of σ is missing",
    what: "The code computes 1/(1 + e^z), which is 1 − σ(z): it falls where σ rises.",
    why: "The minus is easily lost, because both curves are S-shaped and stay between 0 and 1.",
    symptom: "The network still learns, with weights of the opposite sign, unless σ′ or saved \
              weights come from elsewhere.",
    page: "network.html#ex-1-1",
};

pub static SIGMOID_BRACKETS: Mistake = Mistake {
    slug: "sigmoid-brackets",
    name: "brackets are missing in the denominator of σ",
    what: "`1.0 / 1.0 + (-z).exp()` is 1 + e^(−z): the quotient ends before the sum.",
    why: "On paper the fraction bar is the bracket. In code nothing stands for it.",
    symptom: "Activations are greater than 1 and explode for negative z.",
    page: "network.html#ex-1-1",
};

pub static PRIME_OF_ACTIVATION: Mistake = Mistake {
    slug: "sigmoid-prime-of-activation",
    name: "σ′ takes its argument for an activation",
    what: "The code returns z(1 − z), which is σ′ only if the argument is already a = σ(z).",
    why: "Many programs define the derivative in terms of a, to save an exponential.",
    symptom: "σ′ is negative or larger than 1/4 for many z; the updates point the wrong way.",
    page: "network.html#ex-1-2",
};

pub static PRIME_MIXED: Mistake = Mistake {
    slug: "sigmoid-prime-mixed",
    name: "one factor of σ′ has z in the place of σ(z)",
    what: "The code returns σ(z)(1 − z). Both factors need σ(z).",
    why: "The second σ is forgotten while typing the product.",
    symptom: "Right at no z but one, and negative for z > 1.",
    page: "network.html#ex-1-2",
};

pub static PRIME_PLUS: Mistake = Mistake {
    slug: "sigmoid-prime-plus",
    name: "σ′ has 1 + σ in the place of 1 − σ",
    what: "The code returns σ(z)(1 + σ(z)), which rises to 2. σ′ falls to 0 on both sides.",
    why: "The sign is taken from the denominator of σ.",
    symptom: "Saturated neurons learn fastest, and learning does not settle.",
    page: "network.html#ex-1-2",
};

pub static WITHOUT_BIAS: Mistake = Mistake {
    slug: "forward-without-bias",
    name: "the bias is not added",
    what: "z is w·a alone. It should be w·a + b.",
    why: "The matrix product is the larger part of the work, and with b = 0 nothing shows.",
    symptom: "The network learns, but worse: every neuron's threshold is fixed at 0.",
    page: "network.html#ex-1-3",
};

pub static INPUT_TRANSPOSED: Mistake = Mistake {
    slug: "forward-transposed",
    name: "the weights are transposed in the forward pass",
    what: "The code computes wᵀa. Row j of w holds the weights into neuron j, so z = w·a.",
    why: "Other books store w as (n_in, n_out), and the backward pass has a transpose.",
    symptom: "A panic about shapes, but wrong numbers without a panic where a layer is as wide \
              as the one before.",
    page: "network.html#ex-1-3",
};

pub static INPUT_ACTIVATED: Mistake = Mistake {
    slug: "weighted-input-activated",
    name: "σ is applied already to the weighted input",
    what: "The code returns σ(w·a + b). The weighted input z is what σ is applied to.",
    why: "A layer is thought of as one step from activation to activation.",
    symptom: "σ is applied twice later on, and σ′ is taken at the wrong place.",
    page: "network.html#ex-1-3",
};

pub static LINEAR_OUTPUT: Mistake = Mistake {
    slug: "forward-linear-output",
    name: "σ is not applied in the last layer",
    what: "The output is z^L. It should be a^L = σ(z^L), as in every other layer.",
    why: "Networks for regression have a linear output, or the loop ends one step too soon.",
    symptom: "Outputs leave the interval from 0 to 1, and BP1 no longer fits the network.",
    page: "network.html#ex-1-4",
};

pub static Z_FED_FORWARD: Mistake = Mistake {
    slug: "forward-feeds-z",
    name: "the next layer is fed z in the place of a",
    what: "σ(z) is stored, but the loop goes on with z. Layer l + 1 must see a^l.",
    why: "Two variables are alive in the loop, and the wrong one is kept for the next round.",
    symptom: "Only networks with a hidden layer are wrong; the hidden layers act as linear ones.",
    page: "network.html#ex-1-4",
};

pub static INPUT_NOT_KEPT: Mistake = Mistake {
    slug: "forward-input-not-kept",
    name: "the input x is not among the activations",
    what: "The list begins with a². It must begin with a¹ = x, one entry more than there are z.",
    why: "x comes from outside and is not computed in the loop.",
    symptom: "BP4 has nothing for the first layer, or takes each layer's activation for the one \
              before it.",
    page: "network.html#ex-1-4",
};

pub static STABLE_OVERFLOW: Mistake = Mistake {
    slug: "sigmoid-overflows",
    name: "e^z overflows and ∞/∞ is NaN",
    what: "The code computes e^z/(1 + e^z). From z = 710 on both are infinite.",
    why: "The two forms of σ are equal on paper, and this one has fewer signs.",
    symptom: "Training runs well for hours, then every number is NaN.",
    page: "network.html#ex-1-5",
};

pub static STABLE_CANCELS: Mistake = Mistake {
    slug: "sigmoid-complement-cancels",
    name: "1 − σ is computed by subtracting",
    what: "For z = 40, σ(z) rounds to 1 and the difference is 0. The true value is 4e-18.",
    why: "It is the definition of 1 − σ, and exact on paper.",
    symptom: "The logarithm of 1 − σ in the cross-entropy is −∞, or the gradient is exactly 0.",
    page: "network.html#ex-1-5",
};

pub static STABLE_CLAMPED: Mistake = Mistake {
    slug: "sigmoid-clamped",
    name: "z is clamped before σ",
    what: "Beyond ±500 the result stays at σ(±500) in the place of the true value.",
    why: "It silences the overflow with one call and without thinking about the formula.",
    symptom: "The function is flat where it should fall on: derivatives by differences are 0.",
    page: "network.html#ex-1-5",
};

pub static STABLE_EPSILON: Mistake = Mistake {
    slug: "sigmoid-clipped-output",
    name: "σ is clipped to [1e-15, 1 − 1e-15]",
    what: "Everything smaller than 1e-15 is replaced by it. σ(−100) is 3.7e-44.",
    why: "Clipping avoids log 0 in many programs. It also hides the true cost.",
    symptom: "The cost of a confidently wrong answer stops growing at about 34.5.",
    page: "network.html#ex-1-5",
};
