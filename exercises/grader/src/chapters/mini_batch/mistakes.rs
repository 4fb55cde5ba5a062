//! What goes wrong when a mini-batch becomes a matrix.

use crate::atlas::Mistake;

pub static SAMPLES_AS_ROWS: Mistake = Mistake {
    slug: "samples-as-rows",
    name: "the samples are the rows in the place of the columns",
    what: "The code returns the transposed matrix. Here column k is sample k, so that W X is the \
           weighted input of every sample.",
    why: "Most libraries store one sample per row.",
    symptom: "A panic about shapes, but wrong numbers without a panic where m is the number of \
              inputs.",
    page: "mini_batch.html#ex-6-1",
};

pub static RESHAPED: Mistake = Mistake {
    slug: "samples-reshaped",
    name: "the samples are cut into rows of length m",
    what: "The numbers of all samples, one sample after the other, are read as rows of a matrix of \
           the right shape. Its columns then hold numbers of different samples.",
    why: "`from_shape_vec((n, m), …)` gives the right shape, but fills it row by row.",
    symptom: "No panic at all; the images are scrambled, and the network learns badly.",
    page: "mini_batch.html#ex-6-1",
};

pub static BIAS_ALONG_ROW: Mistake = Mistake {
    slug: "bias-along-the-row",
    name: "the biases are added along the rows",
    what: "`W.dot(&A) + b` lines b up with the samples: column k gets b_k. Row j needs b_j, so b \
           has to be a column, with `insert_axis(Axis(1))`.",
    why: "Broadcasting begins at the last axis. With samples as rows that is the right one.",
    symptom: "A panic about shapes, but wrong numbers without a panic where m is the number of \
              neurons.",
    page: "mini_batch.html#ex-6-2",
};

pub static ERROR_AVERAGED: Mistake = Mistake {
    slug: "bp1-divided-by-m",
    name: "the factor 1/m is put into BP1 already",
    what: "The code returns Δ^L / m. Column k of Δ^L is the error of sample k alone; the mean over \
           the samples is taken in BP3 and BP4.",
    why: "It is the derivative of the mean cost, and correct if BP3 and BP4 then only sum.",
    symptom: "With the factor in BP3 and BP4 besides, the network learns m times too slowly.",
    page: "mini_batch.html#ex-6-3",
};

pub static BATCH_MEAN_AXIS: Mistake = Mistake {
    slug: "batch-mean-axis",
    name: "the mean for the biases is that over the neurons, not over the samples",
    what: "The code takes the mean of each column of Δ and gets one number per sample. The \
           gradient of b has one per neuron: the mean of each row, `mean_axis(Axis(1))`.",
    why: "With samples as rows it is Axis(0).",
    symptom: "A panic about shapes, but wrong numbers without a panic where m is the number of \
              neurons.",
    page: "mini_batch.html#ex-6-5",
};

pub static BATCH_SUM_AXIS: Mistake = Mistake {
    slug: "batch-sum-axis",
    name: "the sum for the biases runs over the neurons, not over the samples",
    what: "The code sums each column of Δ and gets one number per sample. The gradient of b has \
           one per neuron: sum each row, `sum_axis(Axis(1))`.",
    why: "With samples as rows it is Axis(0).",
    symptom: "A panic about shapes, but wrong numbers without a panic where m is the number of \
              neurons.",
    page: "mini_batch.html#ex-6-5",
};

pub static MEAN_OVER_NEURONS: Mistake = Mistake {
    slug: "mean-over-neurons",
    name: "the sum over the samples is divided by the number of neurons",
    what: "The divisor is the number of rows of Δ. The samples are its columns.",
    why: "`nrows` and `len_of(Axis(0))` give m where samples are rows.",
    symptom: "Every layer learns at a rate of its own, too fast or too slow by m/n.",
    page: "mini_batch.html#ex-6-5",
};

pub static PRODUCT_OF_MEANS: Mistake = Mistake {
    slug: "product-of-means",
    name: "∇W is the product of two means in the place of the mean of the products",
    what: "The code averages Δ and A over the samples and multiplies the means. A mean of \
           products is something else: each sample's δ belongs to its own a.",
    why: "Averaging first keeps everything a vector, as for one sample.",
    symptom: "The network learns what is common to all samples and not what tells them apart.",
    page: "mini_batch.html#ex-6-6",
};

pub static BIASES_NOT_AVERAGED: Mistake = Mistake {
    slug: "biases-not-averaged",
    name: "∇W is averaged over the samples and ∇b is only summed",
    what: "∇b is m times too large. Both are derivatives of the same mean cost.",
    why: "The factor is written where the product is, and the sum for b stands in another line.",
    symptom: "The biases swing; a smaller η hides it.",
    page: "mini_batch.html#ex-6-7",
};

pub static LOOP_OVER_SAMPLES: Mistake = Mistake {
    slug: "loop-over-samples",
    name: "there is a loop over the samples",
    what: "The more samples, the more products your code takes: it goes through them one by one. \
           A product of matrices does the same for all columns in one call.",
    why: "The code for one sample exists, and a loop around it is right.",
    symptom: "Training takes several times as long, and most of it is not arithmetic.",
    page: "mini_batch.html#ex-6-7",
};

pub static PRODUCTS_PAST_DOT: Mistake = Mistake {
    slug: "products-past-dot",
    name: "a product of matrices is not taken with `dot`",
    what: "In each layer the equations have a product forward, one for ∇W, and one for the step \
           back to the layer before. Your code calls `dot` fewer times. What it does instead is \
           not counted, be it ndarray's own `.dot`, loops over the entries, or a function of \
           another exercise.",
    why: "`w.dot(&a)` is how every exercise before wrote it.",
    symptom: "None, if it is ndarray's product. A loop of one's own over the entries is slow.",
    page: "mini_batch.html#ex-6-7",
};

pub static WHOLE_BUFFER: Mistake = Mistake {
    slug: "stale-columns",
    name: "the whole buffer is returned, with columns of an earlier mini-batch",
    what: "Behind the m columns just written the buffer holds older samples. Return only the \
           first m columns.",
    why: "All mini-batches but the last fill the buffer exactly.",
    symptom: "In the last mini-batch of each epoch, samples of the one before count again.",
    page: "mini_batch.html#ex-6-8",
};

pub static COPIED_TWICE: Mistake = Mistake {
    slug: "gathered-twice",
    name: "every number is copied twice",
    what: "`select`, `to_owned` and the like make a new matrix, which is then copied into the \
           buffer. Assign the columns of the data to those of the buffer directly.",
    why: "`select` does just what is asked for, except for the place where the result goes.",
    symptom: "None but time and memory: an allocation in each step of the training loop.",
    page: "mini_batch.html#ex-6-8",
};

pub static FIRST_SAMPLES: Mistake = Mistake {
    slug: "gathers-the-first-samples",
    name: "the first m samples are gathered, whatever the indices are",
    what: "The counter of the loop is used for both columns. Column c of the buffer gets column \
           `indices[c]` of the data.",
    why: "`enumerate` gives two numbers, and the wrong one is used.",
    symptom: "Every step trains on the same m samples, which are soon learned by heart.",
    page: "mini_batch.html#ex-6-8",
};

pub static ONE_COLUMN: Mistake = Mistake {
    slug: "gathered-into-one-column",
    name: "every sample is copied into the same column",
    what: "Each sample overwrites the one before. Sample number c goes to column c of the buffer.",
    why: "One buffer for one sample is reused for the whole mini-batch.",
    symptom: "The mini-batch holds its last sample and otherwise old ones.",
    page: "mini_batch.html#ex-6-8",
};
