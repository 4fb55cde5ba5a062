//! What goes wrong with targets and with the cross-entropy.

use crate::atlas::Mistake;

pub static ONE_HOT_TEN: Mistake = Mistake {
    slug: "one-hot-of-ten",
    name: "the target always has ten entries",
    what: "The length is written into the code. It is the argument n.",
    why: "The digits have ten classes, and every example is about digits.",
    symptom: "A panic about shapes at the first data set with another number of classes.",
    page: "cross_entropy.html#ex-7-1",
};

pub static ONE_HOT_FROM_ONE: Mistake = Mistake {
    slug: "one-hot-from-one",
    name: "labels are counted from 1",
    what: "The 1 stands at label − 1. Classes and indices are both counted from 0.",
    why: "Class 1 is thought of as the first class.",
    symptom: "A panic at label 0; without one, the network learns to be wrong by one.",
    page: "cross_entropy.html#ex-7-1",
};

pub static ONE_HOT_TOO_FAR: Mistake = Mistake {
    slug: "one-hot-too-far",
    name: "the 1 stands one place too far",
    what: "The code sets entry label + 1. Classes are counted from 0, as indices are, so that \
           label and index are the same number.",
    why: "Places are counted from 1 in everyday life: label 0 stands in the first.",
    symptom: "A panic at the last class; without one, the network learns to be wrong by one.",
    page: "cross_entropy.html#ex-7-1",
};

pub static ONE_HOT_LABEL: Mistake = Mistake {
    slug: "one-hot-holds-label",
    name: "the label itself is written into the target",
    what: "The entry is set to the label, a number such as 7. It should be 1.",
    why: "`y[label] = label` reads well.",
    symptom: "Outputs of a sigmoid layer saturate at 1, and digit 0 is never learned: its target \
              is all zeros.",
    page: "cross_entropy.html#ex-7-1",
};

pub static ONE_HOT_INVERTED: Mistake = Mistake {
    slug: "one-hot-inverted",
    name: "the target has 0 at the label and 1 everywhere else",
    what: "Ones and zeros are exchanged. The one 1 belongs to the label.",
    why: "The vector is filled with ones first, and the one entry that differs is cleared.",
    symptom: "The cost falls as it should, and the accuracy falls below guessing.",
    page: "cross_entropy.html#ex-7-1",
};

pub static CE_ZERO_LOG_ZERO: Mistake = Mistake {
    slug: "cross-entropy-zero-log-zero",
    name: "0 · ln 0 is computed, and it is NaN",
    what: "Where a = 0 and y = 0, the code multiplies 0 by ln 0 = −∞, and f64 makes NaN of it. The \
           term has the factor 0 and should count as 0. The same happens at a = 1 and y = 1.",
    why: "On paper the term with the factor 0 is not even written down.",
    symptom: "The better the network gets, the likelier its cost is NaN.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_SIGN: Mistake = Mistake {
    slug: "cross-entropy-sign",
    name: "the cross-entropy has the wrong sign",
    what: "Logarithms of numbers below 1 are negative. The minus in front of the sum makes a cost \
           of them; without it, a worse answer has a lower cost.",
    why: "The minus stands far from the terms, outside the bracket.",
    symptom: "The cost is negative and gets more so as the outputs get worse.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_ONE_TERM: Mistake = Mistake {
    slug: "cross-entropy-one-term",
    name: "the term with 1 − y is missing",
    what: "The code sums −y ln a only. Sigmoid neurons are independent of each other: the ones \
           with y = 0 need the term −(1 − y) ln(1 − a), or an output of 1 costs them nothing.",
    why: "Behind a softmax, −Σ y ln a is the whole cost, and many texts call that the \
          cross-entropy.",
    symptom: "All outputs drift to 1, and the cost to 0, while nothing is told apart.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_EXCHANGED: Mistake = Mistake {
    slug: "cross-entropy-exchanged",
    name: "outputs and targets are exchanged",
    what: "The code takes the logarithm of y and multiplies it by a. The targets weigh the \
           logarithms of the outputs: y ln a.",
    why: "For the quadratic cost the order of a and y does not matter.",
    symptom: "The cost is infinite, because targets are exactly 0 or 1.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_CLIPPED: Mistake = Mistake {
    slug: "cross-entropy-clipped",
    name: "the outputs are clipped to [1e-7, 1 − 1e-7]",
    what: "The cost of a = 1e-12 where y = 1 is 27.6, the code says 16.1; and a perfect output \
           costs 1e-7 in the place of 0. Only 0 · ln 0 needs care.",
    why: "Libraries for f32 clip like this, and it keeps every NaN away.",
    symptom: "The cost of confident mistakes has a ceiling. Numerical gradients there are 0, and \
              the gradient check rejects a right δ.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_EPSILON: Mistake = Mistake {
    slug: "cross-entropy-epsilon",
    name: "1e-8 is added to the argument of the logarithm",
    what: "ln(a + 1e-8) is finite at a = 0, but it is another function: −18.4 for every a far \
           below 1e-8. Only 0 · ln 0 needs care.",
    why: "It is the shortest way to get rid of −∞.",
    symptom: "The cost of confident mistakes has a ceiling, and a perfect network has a cost \
              slightly below 0.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_LOG2: Mistake = Mistake {
    slug: "cross-entropy-log2",
    name: "the logarithm has base 2",
    what: "The code takes log₂, which is larger by the factor 1/ln 2 = 1.44. The cost is defined \
           by the natural logarithm, and so is δ = a − y.",
    why: "Information theory measures entropy in bits.",
    symptom: "The gradient check finds every δ too small by the same factor.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_MEAN: Mistake = Mistake {
    slug: "cross-entropy-mean-of-neurons",
    name: "the cost is divided by the number of output neurons",
    what: "The costs of the neurons are added up. The mean is taken over samples, not neurons.",
    why: "Libraries average over all entries of a tensor by default.",
    symptom: "The learning rate seems to be n_out times too large for the cost shown.",
    page: "cross_entropy.html#ex-7-2",
};

pub static CE_SIGMA_PRIME: Mistake = Mistake {
    slug: "cross-entropy-sigma-prime",
    name: "σ′ stands in the δ of the cross-entropy",
    what: "The code returns (a − y) ⊙ σ′(z). That is BP1 for the quadratic cost. Here ∂C/∂a has \
           a (1 − a) in its denominator, and it cancels σ′(z).",
    why: "BP1 is taken over from chapter 3, and a − y is taken for ∂C/∂a.",
    symptom: "Training works, but output neurons that are badly wrong learn slowly again: the \
              very thing that the cross-entropy was made for is lost.",
    page: "cross_entropy.html#ex-7-3",
};

pub static CE_SIGMA_PRIME_OF_A: Mistake = Mistake {
    slug: "cross-entropy-sigma-prime-of-a",
    name: "σ′(a) stands in the δ of the cross-entropy",
    what: "The code returns (a − y) ⊙ σ′(a). No σ′ belongs here at all; and its argument would be \
           z, not a.",
    why: "BP1 is taken over from chapter 3, and σ′ is called with what is at hand.",
    symptom: "Every δ is four to five times too small, as if the learning rate were.",
    page: "cross_entropy.html#ex-7-3",
};

pub static CE_ONLY_NABLA_A: Mistake = Mistake {
    slug: "cross-entropy-only-nabla-a",
    name: "δ is ∂C/∂a, without the step from a to z",
    what: "The code returns (a − y)/(a(1 − a)). δ is the derivative with respect to z, so the \
           factor σ′(z) = a(1 − a) is still to come, and cancels the denominator.",
    why: "The derivative of the cost looks like the result, and σ′ should not appear in it.",
    symptom: "Gradients explode for saturated neurons and are NaN for a = 0.",
    page: "cross_entropy.html#ex-7-3",
};

pub static CE_DELTA_SIGN: Mistake = Mistake {
    slug: "cross-entropy-delta-sign",
    name: "δ has the wrong sign: y − a",
    what: "An output that is too large must have a positive error: δ = a − y, and the update \
           subtracts it.",
    why: "\"Error\" is read as what is missing to the target, as in older texts.",
    symptom: "Training goes uphill: the cost rises from the first step on.",
    page: "cross_entropy.html#ex-7-3",
};

pub static CE_DELTA_ONE_TERM: Mistake = Mistake {
    slug: "cross-entropy-delta-one-term",
    name: "δ is that of −y ln a alone",
    what: "The code returns y(a − 1). The term −(1 − y) ln(1 − a) adds (1 − y)a to it; together \
           they are a − y.",
    why: "The cost is remembered by its first term.",
    symptom: "Neurons with target 0 have no error at all, and all outputs go to 1.",
    page: "cross_entropy.html#ex-7-3",
};

pub static CE_NABLA_SUM: Mistake = Mistake {
    slug: "cross-entropy-nabla-sum",
    name: "the gradient is summed over the samples, not averaged",
    what: "The factor 1/m is missing. The matrix product adds up the samples; the cost is their \
           mean.",
    why: "The product hides the sum, and a sum that is not seen is not divided.",
    symptom: "The step grows with the mini-batch, and large mini-batches diverge.",
    page: "cross_entropy.html#ex-7-4",
};

pub static CE_NABLA_TRANSPOSED: Mistake = Mistake {
    slug: "cross-entropy-nabla-transposed",
    name: "the gradient is transposed",
    what: "The code has inputs as rows and neurons as columns. ∇w^L has the shape of w^L, \
           (n_out, n_in): δ on the left, (a^(L−1))ᵀ on the right.",
    why: "Both orders of the product can be made to fit by a transpose.",
    symptom: "A panic when the weights are updated, but silent nonsense in a square layer.",
    page: "cross_entropy.html#ex-7-4",
};
