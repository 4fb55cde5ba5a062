//! What goes wrong with penalties.

use crate::atlas::Mistake;

pub static L2_WITHOUT_HALF: Mistake = Mistake {
    slug: "l2-without-half",
    name: "the ½ of the L2 penalty is missing",
    what: "The code has λ/n in the place of λ/2n. The 2 is there to cancel that of the derivative \
           of w².",
    why: "In the update there is no 2, and the penalty is written from there.",
    symptom: "The gradient check finds the gradient of the penalty too small by half.",
    page: "l2.html#ex-8-1",
};

pub static L2_WITHOUT_N: Mistake = Mistake {
    slug: "l2-without-n",
    name: "the penalty is not divided by n",
    what: "The code has λ/2 in the place of λ/2n.",
    why: "Many libraries define weight decay without n, and λ takes up the factor.",
    symptom: "The cost consists of the penalty almost alone, and a λ from a book is far too \
              strong.",
    page: "l2.html#ex-8-1",
};

pub static L2_BIASES_PENALISED: Mistake = Mistake {
    slug: "l2-biases-penalised",
    name: "the biases are penalised too",
    what: "The squares of the biases are in the sum. Only weights make a neuron sensitive to its \
           inputs; biases stay free.",
    why: "A loop over all parameters is shorter.",
    symptom: "Little changes, but the cost no longer fits an update that leaves biases alone.",
    page: "l2.html#ex-8-1",
};

pub static L2_NORM_NOT_SQUARED: Mistake = Mistake {
    slug: "l2-norm-not-squared",
    name: "the penalty has the norm, not its square",
    what: "The code takes the root of the sum of squares. The penalty is the sum itself.",
    why: "It is called the L2 norm, and norms come with a root.",
    symptom: "The penalty grows in proportion to the weights, and large ones are not shrunk faster.",
    page: "l2.html#ex-8-1",
};

pub static L2_ABSOLUTE: Mistake = Mistake {
    slug: "l2-absolute",
    name: "absolute values stand in the place of squares",
    what: "The code sums |w|, which is the L1 penalty. L2 sums w².",
    why: "Both make a positive number of a weight.",
    symptom: "Many weights become small, a few stay large: the picture of L1.",
    page: "l2.html#ex-8-1",
};

pub static L2_PENALTY_SIGN: Mistake = Mistake {
    slug: "l2-penalty-sign",
    name: "the penalty is negative",
    what: "The penalty is to be added to the cost, so it must be positive: it makes large weights \
           dear.",
    why: "Weight decay subtracts, and the minus is carried over to the cost.",
    symptom: "The total cost falls below 0 while weights grow.",
    page: "l2.html#ex-8-1",
};

pub static L2_LAMBDA_OVER_M: Mistake = Mistake {
    slug: "l2-lambda-over-m",
    name: "λ is divided by m in the place of n",
    what: "The decay is 1 − ηλ/m. The penalty belongs to the whole training set and is divided by \
           its size n; m is the size of the mini-batch.",
    why: "The other term of the same line has η/m.",
    symptom: "The decay is n/m times too strong, and the weights collapse to 0 within an epoch.",
    page: "l2.html#ex-8-2",
};

pub static BIASES_DECAYED: Mistake = Mistake {
    slug: "l2-biases-decayed",
    name: "the biases are decayed too",
    what: "The factor 1 − ηλ/n is applied to b. The penalty does not contain b, so that its \
           derivative with respect to b is 0.",
    why: "The line for w is copied for b.",
    symptom: "Little at first; with a strong λ neurons lose their thresholds.",
    page: "l2.html#ex-8-2",
};

pub static DECAY_SIGN: Mistake = Mistake {
    slug: "l2-decay-sign",
    name: "the weights grow in the place of decaying",
    what: "The factor is 1 + ηλ/n. A step goes down the gradient of the penalty, (λ/n) w: the \
           factor is 1 − ηλ/n.",
    why: "The penalty is added to the cost, and its plus is carried over to the update.",
    symptom: "Weights grow exponentially, and neurons saturate.",
    page: "l2.html#ex-8-2",
};

pub static DECAY_WITHOUT_ETA: Mistake = Mistake {
    slug: "l2-decay-without-eta",
    name: "the learning rate is missing from the penalty's step",
    what: "The code moves by λ/n times the slope of the penalty. It is part of the gradient, and \
           the whole gradient is multiplied by η.",
    why: "The gradient has its η, and the penalty is put in front of it later.",
    symptom: "A smaller learning rate makes the regularisation stronger against the data.",
    page: "l2.html#ex-8-2",
};

pub static DECAY_TWICE: Mistake = Mistake {
    slug: "l2-decay-twice",
    name: "the decay is twice as strong",
    what: "The factor is 1 − 2ηλ/n. The 2 from the derivative of w² cancels the ½ of λ/2n.",
    why: "The derivative of w² is 2w, and the ½ in the penalty is overlooked.",
    symptom: "The best λ is half of what others find.",
    page: "l2.html#ex-8-2",
};

pub static DECAY_PER_SAMPLE: Mistake = Mistake {
    slug: "l2-decay-per-sample",
    name: "the weights decay once per sample",
    what: "The factor 1 − ηλ/n is applied in the loop over the samples, m times. It belongs to \
           the step, once.",
    why: "It stands one line too far down, inside the loop.",
    symptom: "Larger mini-batches regularise more strongly.",
    page: "l2.html#ex-8-2",
};

pub static DECAY_AFTER_STEP: Mistake = Mistake {
    slug: "l2-decay-after-step",
    name: "the step is decayed too",
    what: "The code computes (1 − ηλ/n)(w − η∇w). Both terms belong to the gradient at the old w: \
           the decay concerns the old w alone.",
    why: "The two operations are written one after the other, in the wrong order.",
    symptom: "Almost nothing, since ηλ/n is small: the results differ in late digits.",
    page: "l2.html#ex-8-2",
};

pub static DECAY_STEP_NOT_MEAN: Mistake = Mistake {
    slug: "l2-step-not-mean",
    name: "the gradients are summed over the mini-batch, not averaged",
    what: "The code subtracts η times each sample's gradient. The cost is a mean: η/m.",
    why: "The decay has taken all the attention, and m appears nowhere else.",
    symptom: "The learning rate depends on the size of the mini-batch.",
    page: "l2.html#ex-8-2",
};

pub static L1_SIGN_OF_ZERO: Mistake = Mistake {
    slug: "l1-sign-of-zero",
    name: "the penalty moves weights that are 0",
    what: "`signum` returns 1 for 0.0, and the penalty pushes a weight of 0 away from 0. There the \
           sign must count as 0.",
    why: "In mathematics sgn(0) = 0, and in most other languages too.",
    symptom: "Weights that are not needed jump to and fro around 0.",
    page: "l2.html#ex-8-3",
};

pub static L1_AS_L2: Mistake = Mistake {
    slug: "l1-as-l2",
    name: "the L1 step shrinks in proportion to w",
    what: "The code subtracts (ηλ/n) w, as for L2. The slope of |w| is 1 or −1, whatever the size \
           of w.",
    why: "The update of L2 is copied, and the penalty is thought to differ in the cost only.",
    symptom: "No weight reaches 0; training is that of L2.",
    page: "l2.html#ex-8-3",
};

pub static L1_WITHOUT_SIGN: Mistake = Mistake {
    slug: "l1-without-sign",
    name: "the sign of w is missing from the L1 step",
    what: "The code subtracts ηλ/n from every weight. Negative weights must move up to 0, so it \
           is ηλ/n · sgn(w).",
    why: "The derivative of |w| is remembered as 1.",
    symptom: "All weights drift down, and negative ones grow without end.",
    page: "l2.html#ex-8-3",
};

pub static L1_SIGN_AFTER_STEP: Mistake = Mistake {
    slug: "l1-sign-after-step",
    name: "the sign is that of the weight after the step",
    what: "The code takes sgn(w − η∇w). The gradient, penalty included, is taken at the old w.",
    why: "w is changed in place, and the penalty comes on the next line.",
    symptom: "Only weights that cross 0 in a step are wrong.",
    page: "l2.html#ex-8-3",
};

pub static L1_GROWS: Mistake = Mistake {
    slug: "l1-grows",
    name: "the L1 penalty pushes away from 0",
    what: "The code adds (ηλ/n) sgn(w). A step goes down the gradient: it subtracts.",
    why: "The penalty is added to the cost, and its plus is carried over to the update.",
    symptom: "All weights grow, the small ones too.",
    page: "l2.html#ex-8-3",
};

pub static L1_HALVED: Mistake = Mistake {
    slug: "l1-halved",
    name: "the L1 step has λ/2n in the place of λ/n",
    what: "The ½ belongs to L2, where the derivative of w² brings a 2. |w| brings none.",
    why: "The factor of the L2 penalty is copied.",
    symptom: "The regularisation is half as strong as λ says.",
    page: "l2.html#ex-8-3",
};

pub static TOTAL_SUM: Mistake = Mistake {
    slug: "total-cost-sum",
    name: "the costs of the samples are summed, not averaged",
    what: "The factor 1/n is missing from the first term. The cost of a data set is the mean cost \
           of its samples, plus the penalty.",
    why: "The loop adds the costs up, and the division after it is forgotten.",
    symptom: "The cost of 50,000 training digits cannot be compared with that of 10,000 others.",
    page: "l2.html#ex-8-4",
};

pub static PENALTY_PER_SAMPLE: Mistake = Mistake {
    slug: "penalty-per-sample",
    name: "the penalty is added once per sample",
    what: "The penalty (λ/2n) Σ‖w‖² is in the loop over the samples, so it counts n times and \
           its n cancels. It belongs after the loop, once.",
    why: "It stands one line too far up, or is indented too far.",
    symptom: "The cost is huge as soon as λ is not 0, and more data do not make the penalty less.",
    page: "l2.html#ex-8-4",
};

pub static PENALTY_AVERAGED: Mistake = Mistake {
    slug: "penalty-averaged",
    name: "the penalty is divided by n twice",
    what: "The code divides the sum of costs and penalty by n, but λ/2n has its n already.",
    why: "Everything is added up first, and the mean is taken at the end.",
    symptom: "The penalty vanishes from the cost curve, while the update still has it.",
    page: "l2.html#ex-8-4",
};

pub static WITHOUT_PENALTY: Mistake = Mistake {
    slug: "total-cost-without-penalty",
    name: "the penalty is not part of the cost",
    what: "The code returns the mean cost of the samples. The total cost has (λ/2n) Σ‖w‖² too.",
    why: "The update has the decay, and the cost is only looked at.",
    symptom: "The cost shown is not what training lowers: it may rise while all is well.",
    page: "l2.html#ex-8-4",
};

pub static TOTAL_BY_OUTPUTS: Mistake = Mistake {
    slug: "total-cost-by-outputs",
    name: "n is taken from the wrong axis",
    what: "The code divides by the number of rows, the output neurons. The samples are the columns.",
    why: "`len_of(Axis(0))`, `nrows()` or `len()` is the first thing that comes to mind.",
    symptom: "The cost grows with the number of samples.",
    page: "l2.html#ex-8-4",
};
