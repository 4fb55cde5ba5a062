//! Bugs, and repairs that do not hold, in the cells that make a network and run it.

use crate::atlas::Mistake;

pub static NOTEBOOK_WRONG_VARIABLE: Mistake = Mistake {
    slug: "notebook-wrong-variable",
    name: "σ is taken of the wrong variable",
    what: "The closure computes σ(a_j), the activation of the layer before. The weighted \
           input z_j has been computed and is then used for its length only.",
    why: "Both names are single letters and both are in scope; in a notebook so are \
          those of all earlier cells.",
    symptom: "The activations do not depend on weights and biases. A layer wider than \
              the one before panics.",
    page: "notebook.html#ex-10-1",
};

pub static NOTEBOOK_BIAS_ONLY: Mistake = Mistake {
    slug: "notebook-bias-only",
    name: "σ is taken of the biases alone",
    what: "The code returns σ(b). The weighted input is z = w a + b.",
    why: "The next name in scope with the right length is tried.",
    symptom: "The panic is gone, and the output is the same for every input.",
    page: "notebook.html#ex-10-1",
};

pub static NOTEBOOK_SIGMA_OF_INPUTS: Mistake = Mistake {
    slug: "notebook-sigma-of-inputs",
    name: "σ is taken of all activations of the layer before",
    what: "The code returns σ(a), with as many entries as the layer before has neurons. \
           The layer has the entries of z.",
    why: "It ends the index out of bounds without asking why a was there.",
    symptom: "The panic moves to the next layer, where the shapes do not fit.",
    page: "notebook.html#ex-10-1",
};

pub static NOTEBOOK_WITHOUT_SIGMA: Mistake = Mistake {
    slug: "notebook-without-sigma",
    name: "z is returned without σ",
    what: "The code returns the weighted input. The activation is σ(z).",
    why: "The line with the bug is deleted rather than repaired.",
    symptom: "Outputs are not between 0 and 1.",
    page: "notebook.html#ex-10-1",
};

pub static NORM_HALF_SQUARED: Mistake = Mistake {
    slug: "norm-half-squared",
    name: "the ½ is squared in the place of the norm",
    what: "The code computes ‖a − y‖ · ¼. The square belongs to the norm: ½ ‖a − y‖².",
    why: "`0.5 * norm ** 2` and `norm * 0.5 ** 2` have the same symbols, and in the \
          second the power binds to the ½.",
    symptom: "The cost grows in proportion to the error, and its gradient has the same \
              length near the target as far from it.",
    page: "notebook.html#ex-10-2",
};

pub static NORM_NOT_SQUARED: Mistake = Mistake {
    slug: "norm-not-squared",
    name: "the norm is not squared",
    what: "The code computes ½ ‖a − y‖. The quadratic cost is ½ ‖a − y‖².",
    why: "The square is taken away from the ½ and not put where it belongs.",
    symptom: "The cost is not smooth at the target, and BP1 is not its derivative.",
    page: "notebook.html#ex-10-2",
};

pub static NORM_WITHOUT_HALF: Mistake = Mistake {
    slug: "norm-without-half",
    name: "the ½ is missing from the quadratic cost",
    what: "The code computes ‖a − y‖². The quadratic cost is half of it.",
    why: "The factor with the suspicious square is deleted as a whole.",
    symptom: "The gradient check finds a − y half as large as it should be.",
    page: "notebook.html#ex-10-2",
};

pub static NORM_BOTH_SQUARED: Mistake = Mistake {
    slug: "norm-both-squared",
    name: "the ½ is squared together with the norm",
    what: "The code computes (½ ‖a − y‖)², a quarter of the squared norm. The ½ stays \
           outside the square.",
    why: "Brackets are put around the whole product.",
    symptom: "The gradient check finds a − y twice as large as it should be.",
    page: "notebook.html#ex-10-2",
};

pub static RESIZE_SQUARE: Mistake = Mistake {
    slug: "resize-square",
    name: "the sizes are zipped with themselves",
    what: "Each size is paired with itself, so every matrix is square and there is one \
           too many. w^l leads from layer l − 1 to layer l: each size is to be paired \
           with the next one.",
    why: "One of the two lists has lost its slice: it should begin with the second size.",
    symptom: "All is well while all layers are equally wide, and a panic about shapes \
              comes with other sizes.",
    page: "notebook.html#ex-10-3",
};

pub static RESIZE_SQUARE_TAIL: Mistake = Mistake {
    slug: "resize-square-tail",
    name: "each size after the first is zipped with itself",
    what: "There are as many matrices as there should be, but they are square. The \
           columns of w^l belong to layer l − 1.",
    why: "The first size is cut from both lists, which mends the number of matrices.",
    symptom: "The panic about shapes comes in the first layer already.",
    page: "notebook.html#ex-10-3",
};

pub static RESIZE_TRANSPOSED: Mistake = Mistake {
    slug: "resize-transposed",
    name: "rows and columns of the weights are exchanged",
    what: "The matrices are (n_in, n_out). w^l has a row for each neuron of layer l: \
           (n_out, n_in).",
    why: "The two slices are put the wrong way round, or the pair is unpacked in the \
          other order.",
    symptom: "A panic at the first matrix product, unless the layer is square.",
    page: "notebook.html#ex-10-3",
};

pub static RESIZE_INPUT_BIASES: Mistake = Mistake {
    slug: "resize-input-biases",
    name: "the input layer has biases too",
    what: "There is a list of biases for every size. The inputs are no neurons: biases \
           begin with b².",
    why: "Biases and weights are made from the same list of sizes.",
    symptom: "Each layer is given the biases of the one before it.",
    page: "notebook.html#ex-10-3",
};

pub static RESIZE_ZEROS: Mistake = Mistake {
    slug: "resize-zeros",
    name: "the weights are all 0",
    what: "The code makes the matrices without asking `normal` for numbers. Neurons that \
           begin equal stay equal.",
    why: "`Array2::zeros` is the shortest way to the right shape.",
    symptom: "All hidden neurons of a layer learn the same, as if there were one.",
    page: "notebook.html#ex-10-3",
};

pub static VARIANCE_SCALED: Mistake = Mistake {
    slug: "variance-scaled",
    name: "the weights are scaled by 1/√n_in, against the comment",
    what: "The code divides by √n_in, and the variance is 1/n_in. The comment promises \
           variance 1, for a comparison with just such scaled weights.",
    why: "The better initialiser was pasted over the old one, and the comment stayed.",
    symptom: "A comparison of two initialisers shows no difference, and a wrong lesson \
              is learned.",
    page: "notebook.html#ex-10-10",
};

pub static VARIANCE_BY_N: Mistake = Mistake {
    slug: "variance-divided-by-n",
    name: "the weights are divided by n_in",
    what: "The variance is 1/n_in². Numbers of variance 1 come in, and variance 1 is \
           promised.",
    why: "The root is taken for the bug.",
    symptom: "Every z is near 0 at the start, and all activations are near ½.",
    page: "notebook.html#ex-10-10",
};

pub static VARIANCE_BY_OUTPUTS: Mistake = Mistake {
    slug: "variance-by-outputs",
    name: "the weights are scaled by 1/√n_out",
    what: "The variance is 1/n_out. Numbers of variance 1 come in, and variance 1 is \
           promised.",
    why: "Rows and columns are taken for the bug.",
    symptom: "The scale changes with the width of the wrong layer.",
    page: "notebook.html#ex-10-10",
};

pub static VARIANCE_MULTIPLIED: Mistake = Mistake {
    slug: "variance-multiplied",
    name: "the weights are multiplied by √n_in",
    what: "The variance is n_in. Numbers of variance 1 come in, and variance 1 is \
           promised.",
    why: "The opposite of a wrong step is taken for the right one.",
    symptom: "All neurons are saturated from the start.",
    page: "notebook.html#ex-10-10",
};
