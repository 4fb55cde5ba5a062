//! What goes wrong in stochastic gradient descent.

use crate::atlas::Mistake;

pub static PARTIAL_DROPPED: Mistake = Mistake {
    slug: "partial-mini-batch-dropped",
    name: "the last mini-batch is dropped if it is not full",
    what: "With 10 samples and m = 4 the code makes 2 mini-batches and never sees the other 2 \
           samples. There are 3, the last with 2 samples.",
    why: "`chunks_exact`, or a loop over n / m in whole numbers, leaves the rest out in silence.",
    symptom: "None while the order is new in every epoch; otherwise some samples are never \
              learned from. With n < m the network does not learn at all.",
    page: "sgd.html#ex-5-1",
};

pub static PARTIAL_MERGED: Mistake = Mistake {
    slug: "partial-mini-batch-merged",
    name: "what is left over is put into the last full mini-batch",
    what: "With 10 samples and m = 4 the sizes are 4 and 6. They should be 4, 4 and 2.",
    why: "The number of mini-batches is taken to be n / m, rounded down.",
    symptom: "The last step of an epoch weighs each of its samples less than the other steps do; \
              buffers made for m samples are too small.",
    page: "sgd.html#ex-5-1",
};

pub static PARTIAL_FILLED: Mistake = Mistake {
    slug: "partial-mini-batch-filled",
    name: "the last mini-batch is filled up with samples from the start",
    what: "Some samples come twice in an epoch. Every sample should come once, and the last \
           mini-batch is simply smaller.",
    why: "It keeps all shapes the same.",
    symptom: "A slight preference for a few samples, most visible in a small training set.",
    page: "sgd.html#ex-5-1",
};

pub static M_BATCHES: Mistake = Mistake {
    slug: "m-mini-batches",
    name: "m is taken for the number of mini-batches",
    what: "The code makes about m mini-batches. m is the number of samples in each.",
    why: "One of the two is always at hand, and the other is computed from n by a division.",
    symptom: "A larger m makes training slower in place of faster, and η no longer fits.",
    page: "sgd.html#ex-5-1",
};

pub static ORDER_IGNORED: Mistake = Mistake {
    slug: "order-ignored",
    name: "the shuffled order is not used",
    what: "The mini-batches hold the positions 0, 1, 2, …. They should hold the numbers that \
           stand there in `order`.",
    why: "A loop over 0..n looks like a loop over the samples, and it is, before the shuffle.",
    symptom: "Every epoch has the same mini-batches; data sorted by class train badly.",
    page: "sgd.html#ex-5-1",
};

pub static WINDOWS: Mistake = Mistake {
    slug: "mini-batches-overlap",
    name: "the mini-batches overlap",
    what: "Each mini-batch begins one sample after the one before. It should begin m later.",
    why: "`windows(m)` stands next to `chunks(m)` in the documentation of slices.",
    symptom: "An epoch takes m times as long, and its result looks like that of m epochs.",
    page: "sgd.html#ex-5-1",
};

pub static SUM_NOT_MEAN: Mistake = Mistake {
    slug: "factor-1-m-missing",
    name: "the factor 1/m is missing",
    what: "The gradients of the samples are summed. The cost of a mini-batch is the mean cost of \
           its samples, so that its gradient is the sum divided by m.",
    why: "The sum is what the loop makes; the division is one more line, before or after it.",
    symptom: "The learning rate is in effect m times larger: training is unstable, and a good η \
              changes with m.",
    page: "sgd.html#ex-5-2",
};

pub static MEAN_TWICE: Mistake = Mistake {
    slug: "factor-1-m-twice",
    name: "the factor 1/m is there twice",
    what: "The sum of the gradients is divided by m². One division makes the mean.",
    why: "The mean is taken where the gradient is computed, and η/m is used in the update too.",
    symptom: "The network learns m times too slowly.",
    page: "sgd.html#ex-5-2",
};

pub static LAST_GRADIENT: Mistake = Mistake {
    slug: "last-gradient-only",
    name: "only the gradient of the last sample counts",
    what: "The gradients of the other samples are lost. All m of them must be added up.",
    why: "An assignment in the loop stands where `+=` should stand.",
    symptom: "The network learns, slowly and with much noise; larger mini-batches do not help.",
    page: "sgd.html#ex-5-2",
};

pub static UPDATED_WHILE_SUMMING: Mistake = Mistake {
    slug: "updated-while-summing",
    name: "the weights are updated before all gradients are taken",
    what: "The code takes a step after each sample, so that the next gradient is taken at other \
           weights. All gradients of a mini-batch belong to the weights before the update.",
    why: "It saves the room for the sum.",
    symptom: "Almost none with a small η. The result depends on the order in the mini-batch.",
    page: "sgd.html#ex-5-2",
};

pub static UPDATED_BEFORE_PROPAGATED: Mistake = Mistake {
    slug: "updated-before-propagated",
    name: "the weights are updated before δ is propagated through them",
    what: "The error of layer l is found with w^(l+1) after its step. The gradient belongs to the \
           weights with which the forward pass was made: take (w^(l+1))ᵀ δ^(l+1) first, then \
           change w^(l+1).",
    why: "The step follows at once on the gradient that it needs, and the line that goes back \
          through the weights comes after both.",
    symptom: "Almost none with a small η. The last layer is right; with a large η the others move \
              in directions that are no gradient.",
    page: "sgd.html#ex-5-6",
};

pub static BIASES_FIRST: Mistake = Mistake {
    slug: "biases-updated-first",
    name: "the biases move before the gradient of the weights is taken",
    what: "∇w is computed with the new biases. Both halves of a gradient belong to one point.",
    why: "The update is written as two loops, one for b and one for w, each with its own \
          backward pass.",
    symptom: "Almost none with a small η, and twice the time.",
    page: "sgd.html#ex-5-2",
};

pub static BIASES_FORGOTTEN: Mistake = Mistake {
    slug: "biases-not-updated",
    name: "the biases are not updated",
    what: "Only the weights take the step. The biases are parameters like them.",
    why: "The weights are in the foreground, in formulas and in names.",
    symptom: "The network learns, but worse: the biases stay at their random values.",
    page: "sgd.html#ex-5-2",
};

pub static ARG_MAX_AXIS: Mistake = Mistake {
    slug: "arg-max-axis",
    name: "the largest entry is looked for along the wrong axis",
    what: "The code finds for each output the sample that has most of it. Asked is for each \
           sample, a column, its largest output.",
    why: "Elsewhere samples are rows, and Axis(0) and Axis(1) say nothing about what they hold.",
    symptom: "The accuracy stays near that of guessing while the cost falls.",
    page: "sgd.html#ex-5-3",
};

pub static THRESHOLD: Mistake = Mistake {
    slug: "accuracy-by-threshold",
    name: "a sample counts as right if the output of its label is above ½",
    what: "The output of the label must be the largest; whether it is above ½ does not matter.",
    why: "With one output for yes and no, ½ is the border.",
    symptom: "The accuracy is too low early in training, when no output is sure of itself, and \
              too high if several outputs are above ½.",
    page: "sgd.html#ex-5-3",
};

pub static NOT_A_SHARE: Mistake = Mistake {
    slug: "accuracy-is-a-count",
    name: "the number of right samples is not divided by n",
    what: "The code returns a count. The accuracy is the count over the number of samples.",
    why: "For a data set that is always the same the count says as much.",
    symptom: "Accuracies of data sets of different sizes cannot be compared.",
    page: "sgd.html#ex-5-3",
};

pub static SHARE_OF_OUTPUTS: Mistake = Mistake {
    slug: "accuracy-over-outputs",
    name: "the count is divided by the number of outputs",
    what: "The divisor is the number of rows. The samples are the columns.",
    why: "`nrows` and `len_of(Axis(0))` give the number of samples where samples are rows.",
    symptom: "Accuracies above 1, or far too small ones.",
    page: "sgd.html#ex-5-3",
};

pub static INTEGER_DIVISION: Mistake = Mistake {
    slug: "accuracy-integer-division",
    name: "the division is one of whole numbers",
    what: "`count / n` of two integers is 0 until every sample is right. Convert both to f64 \
           first.",
    why: "The result is converted, so that the types fit: `(count / n) as f64`.",
    symptom: "The accuracy is exactly 0 during the whole training.",
    page: "sgd.html#ex-5-3",
};

pub static ERROR_RATE: Mistake = Mistake {
    slug: "accuracy-is-error-rate",
    name: "the share of the wrong samples is returned",
    what: "The code returns 1 − accuracy.",
    why: "Both are in use, and the comparison is written with `!=`.",
    symptom: "The accuracy falls during training.",
    page: "sgd.html#ex-5-3",
};

pub static PARTIAL_OVER_M: Mistake = Mistake {
    slug: "partial-mini-batch-over-m",
    name: "the last mini-batch is averaged over m although it has fewer samples",
    what: "With 10 samples and m = 4 the sum over the last 2 is divided by 4. It is the mean \
           of 2 samples, so divide by 2.",
    why: "η/m is computed once, before the loop.",
    symptom: "The last step of each epoch is too short. Nothing else shows it.",
    page: "sgd.html#ex-5-4",
};

pub static MEAN_OVER_ALL: Mistake = Mistake {
    slug: "factor-1-n-for-1-m",
    name: "the sum is divided by the size of the training set",
    what: "The divisor is n, the number of all samples. The mini-batch has m.",
    why: "The cost of the whole training set has the factor 1/n.",
    symptom: "Steps are n/m times too short: the network hardly learns.",
    page: "sgd.html#ex-5-4",
};

pub static STALE_GRADIENT: Mistake = Mistake {
    slug: "gradient-at-old-weights",
    name: "every gradient is taken at the weights from the start of the epoch",
    what: "Each mini-batch needs its gradient at the weights that the step before has left.",
    why: "A copy of the weights is made before the loop, to please the borrow checker.",
    symptom: "An epoch is as good as one step of plain gradient descent with many times the η.",
    page: "sgd.html#ex-5-4",
};

pub static CARRIED_OVER: Mistake = Mistake {
    slug: "sum-carried-over",
    name: "the sum of gradients is not set to zero for the next mini-batch",
    what: "Each step uses the gradients of its own mini-batch plus all those before it.",
    why: "The sum is created outside of the loop, to allocate it once.",
    symptom: "Steps grow during an epoch; the cost falls and then rises again.",
    page: "sgd.html#ex-5-4",
};

pub static SHUFFLED_APART: Mistake = Mistake {
    slug: "shuffled-apart",
    name: "images and labels are shuffled apart",
    what: "Each list is shuffled with random numbers of its own, so that images get labels of \
           other images. Every swap must be made in both lists.",
    why: "Two lists, two calls of shuffle.",
    symptom: "The network learns nothing at all: the accuracy stays at that of guessing, and the \
              gradient check passes.",
    page: "sgd.html#ex-5-5",
};

pub static LABELS_LEFT: Mistake = Mistake {
    slug: "labels-not-shuffled",
    name: "only the images are shuffled",
    what: "The labels stay where they were. Every swap must be made in both lists.",
    why: "The labels are in another variable, out of sight.",
    symptom: "The network learns nothing at all: the accuracy stays at that of guessing.",
    page: "sgd.html#ex-5-5",
};

pub static SWAPPED_WITH_ANY: Mistake = Mistake {
    slug: "shuffle-swaps-with-any",
    name: "every place is swapped with any other, which favours some orders",
    what: "n random numbers below n make nⁿ ways, which do not divide evenly among the n! \
           orders. Draw from the places that are not settled yet: `random_below(last + 1)`.",
    why: "It looks more random, and the result looks shuffled.",
    symptom: "None that the eye can see: for three samples some orders come in 5 of 27 cases, \
              others in 4.",
    page: "sgd.html#ex-5-5",
};

pub static NEVER_ITSELF: Mistake = Mistake {
    slug: "shuffle-never-stays",
    name: "no sample can stay in its place",
    what: "k is drawn below `last`, which leaves `last` itself out. Only orders that are a \
           single cycle come out, 2 of 6 for three samples. Draw below `last + 1`.",
    why: "Swapping a place with itself looks useless, or the end of the range is off by one.",
    symptom: "None that the eye can see; a set of two samples alternates strictly.",
    page: "sgd.html#ex-5-5",
};

pub static WITH_REPLACEMENT: Mistake = Mistake {
    slug: "shuffle-with-replacement",
    name: "samples are drawn with replacement",
    what: "Each place gets any of the n samples. Some come twice, and about a third are lost. A \
           shuffle swaps, so that none is lost.",
    why: "n random indices look like a random order.",
    symptom: "The network sees each epoch only two thirds of the training set, or, if it is \
              shuffled in place, less and less of it.",
    page: "sgd.html#ex-5-5",
};
