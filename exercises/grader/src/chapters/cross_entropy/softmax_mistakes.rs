//! What goes wrong with softmax and the log-likelihood.

use crate::atlas::Mistake;

pub static SOFTMAX_OVERFLOW: Mistake = Mistake {
    slug: "softmax-overflow",
    name: "the exponentials of softmax leave the range of f64",
    what: "e^z is infinite from z = 710 on and 0 below −745, and ∞/∞ and 0/0 are NaN. With the \
           largest z subtracted first, all exponentials lie between 0 and 1 and one of them is 1.",
    why: "It is the formula as printed, and right for the numbers of the first epochs.",
    symptom: "Training runs well, then every number is NaN.",
    page: "cross_entropy.html#ex-7-5",
};

pub static SOFTMAX_NOT_NORMALISED: Mistake = Mistake {
    slug: "softmax-not-normalised",
    name: "softmax is not divided by the sum",
    what: "The code returns the exponentials. Divided by their sum they add up to 1.",
    why: "The order of the outputs is right already, and so is the class that is read.",
    symptom: "Outputs are no probabilities: their logarithm has no upper bound for the cost.",
    page: "cross_entropy.html#ex-7-5",
};

pub static SOFTMAX_SHIFTED_ONCE: Mistake = Mistake {
    slug: "softmax-shifted-once",
    name: "the largest z is subtracted above the fraction bar only",
    what: "The code returns e^(z − max z)/Σ e^z. The shift must be in both, or it does not cancel.",
    why: "The numerator is made safe, and the sum is written as in the formula.",
    symptom: "The outputs add up to e^(−max z), not to 1.",
    page: "cross_entropy.html#ex-7-5",
};

pub static SOFTMAX_OF_SIGMOID: Mistake = Mistake {
    slug: "softmax-of-sigmoid",
    name: "softmax is taken of the activations, not of z",
    what: "The code puts σ(z) into softmax. Softmax takes the place of σ in the output layer, \
           and its argument is z.",
    why: "The layer of chapter 1 is kept as it is, and softmax is put behind it.",
    symptom: "With ten classes no output exceeds 0.24, and the cost never gets below 1.46.",
    page: "cross_entropy.html#ex-7-5",
};

pub static SOFTMAX_WITHOUT_EXP: Mistake = Mistake {
    slug: "softmax-without-exp",
    name: "z is normalised without the exponential",
    what: "The code returns z/Σz. z has both signs, so that its sum can be 0 and its share \
           negative; e^z is positive.",
    why: "Dividing by the sum is what makes shares of numbers.",
    symptom: "Negative outputs, and NaN from their logarithm.",
    page: "cross_entropy.html#ex-7-5",
};

pub static SIGMOID_FOR_SOFTMAX: Mistake = Mistake {
    slug: "sigmoid-for-softmax",
    name: "σ of each z stands in the place of softmax",
    what: "The code returns σ(z_j), for which the other neurons do not count. Softmax divides by \
           the sum over all of them.",
    why: "Both turn numbers into something between 0 and 1.",
    symptom: "The outputs do not add up to 1, and the log-likelihood is lowest when all are near 1.",
    page: "cross_entropy.html#ex-7-5",
};

pub static LL_OVERFLOW: Mistake = Mistake {
    slug: "log-likelihood-overflow",
    name: "the exponentials of the log-likelihood leave the range of f64",
    what: "ln Σ e^z is infinite as soon as one z is above 710, and −∞ if all are below −745. The \
           largest z can be pulled out of the logarithm: c + ln Σ e^(z − c).",
    why: "The cost is taken from the formula of softmax as printed.",
    symptom: "An infinite cost or NaN where outputs are most certain.",
    page: "cross_entropy.html#ex-7-6",
};

pub static LL_LOG_OF_ZERO: Mistake = Mistake {
    slug: "log-likelihood-log-of-zero",
    name: "the logarithm of an output that has become 0",
    what: "Softmax of a z far below the largest is e^(−800) or less, and f64 makes it 0. The \
           cost is then ∞ in the place of 800. The logarithm of the quotient, ln e^z − ln Σ, \
           needs no such number.",
    why: "Softmax is there already, and the cost is its logarithm.",
    symptom: "The cost is infinite for the worst mistakes only, and with it the mean.",
    page: "cross_entropy.html#ex-7-6",
};

pub static LL_SIGN: Mistake = Mistake {
    slug: "log-likelihood-sign",
    name: "the log-likelihood cost has the wrong sign",
    what: "The code returns ln a_y, which is at most 0 and largest for the best answer. The cost \
           is −ln a_y.",
    why: "The likelihood is to be maximised, and the cost is to be minimised.",
    symptom: "The cost is negative, and rises as the network gets better.",
    page: "cross_entropy.html#ex-7-6",
};

pub static LL_SIGMOID: Mistake = Mistake {
    slug: "log-likelihood-of-sigmoid",
    name: "σ stands in the place of softmax",
    what: "The code returns −ln σ(z_y). It looks at one neuron; softmax compares it with all.",
    why: "Every other layer has σ.",
    symptom: "All outputs go to 1, and the cost to 0, while nothing is told apart.",
    page: "cross_entropy.html#ex-7-6",
};

pub static LL_EVERY_CLASS: Mistake = Mistake {
    slug: "log-likelihood-of-every-class",
    name: "the logarithms of all classes are summed",
    what: "The code returns −Σ_j ln a_j. Only the class of the label counts: −ln a_y.",
    why: "The sum of the cross-entropy is kept, and the factor y_j is lost.",
    symptom: "The cost is smallest when all classes are equally likely.",
    page: "cross_entropy.html#ex-7-6",
};

pub static LL_OF_LARGEST: Mistake = Mistake {
    slug: "log-likelihood-of-largest",
    name: "the largest output is taken in the place of the label's",
    what: "The code returns −ln max a. A certain answer is then cheap even if it is wrong.",
    why: "The largest output is what is read as the answer.",
    symptom: "The cost falls to 0, while the accuracy stays at that of guessing.",
    page: "cross_entropy.html#ex-7-6",
};

pub static LL_DELTA_SIGMA_PRIME: Mistake = Mistake {
    slug: "log-likelihood-delta-sigma-prime",
    name: "σ′ stands in the δ of a softmax layer",
    what: "The code returns (a − y) ⊙ a(1 − a). The derivatives of softmax are all in a − y \
           already.",
    why: "BP1 has a factor σ′, and a(1 − a) looks like the derivative of softmax too.",
    symptom: "Training works, but outputs that are badly wrong learn slowly.",
    page: "cross_entropy.html#ex-7-7",
};

pub static LL_DELTA_WITHOUT_JACOBIAN: Mistake = Mistake {
    slug: "log-likelihood-delta-without-jacobian",
    name: "δ is ∂C/∂a, without the derivatives of softmax",
    what: "The code returns −1/a_y at the label and 0 elsewhere. δ is the derivative with respect \
           to z, and every z_k changes a_y: it must be multiplied by ∂a_y/∂z_k.",
    why: "The derivative of −ln a is taken, and the chain rule ends there.",
    symptom: "The errors of unlikely labels explode, and the other outputs are never pushed down.",
    page: "cross_entropy.html#ex-7-7",
};

pub static LL_DELTA_DIAGONAL: Mistake = Mistake {
    slug: "log-likelihood-delta-diagonal",
    name: "only the diagonal of softmax's derivatives is used",
    what: "The code returns a_y − 1 at the label, which is right, and 0 elsewhere. The z of the \
           other neurons change a_y as well, through the sum: their error is a_k.",
    why: "For σ, each output depends on its own z alone, and −(1/a_y) a_y (1 − a_y) is complete.",
    symptom: "Wrong classes are never pushed down; z grows without bound.",
    page: "cross_entropy.html#ex-7-7",
};

pub static LL_DELTA_SIGN: Mistake = Mistake {
    slug: "log-likelihood-delta-sign",
    name: "the δ of the softmax layer has the wrong sign: y − a",
    what: "An output that is too large must have a positive error: δ = a − y, and the update \
           subtracts it.",
    why: "The minus of −ln a is forgotten, or \"error\" is read as what is missing.",
    symptom: "Training goes uphill: the cost rises from the first step on.",
    page: "cross_entropy.html#ex-7-7",
};

pub static LL_DELTA_MEAN: Mistake = Mistake {
    slug: "log-likelihood-delta-mean",
    name: "δ is divided by the size of the mini-batch",
    what: "A column of δ is the error of one sample, ∂C_x/∂z. The mean over the samples comes \
           with the gradients of weights and biases.",
    why: "Libraries return the gradient of the mean cost.",
    symptom: "The 1/m comes twice, and training is m times slower.",
    page: "cross_entropy.html#ex-7-7",
};
