//! Bugs, and repairs that do not hold, in the cells that watch the training.

use crate::atlas::Mistake;

pub static MONITOR_COST_FLAG: Mistake = Mistake {
    slug: "monitor-cost-flag",
    name: "the training accuracy stands under the flag of the training cost",
    what: "The second `if` asks for flag 0. The training accuracy has its own, flag 1.",
    why: "The block was copied from the one above, and its first line was not changed.",
    symptom: "One flag brings two lists, and another brings nothing.",
    page: "notebook.html#ex-10-4",
};

pub static MONITOR_EXCHANGED: Mistake = Mistake {
    slug: "monitor-flags-exchanged",
    name: "the flags of training cost and training accuracy are exchanged",
    what: "The cost is recorded under flag 1, and the accuracy under flag 0. Each has \
           its own flag.",
    why: "The flag of the second block is repaired, and that of the first one changed \
          with it.",
    symptom: "Asking for the one brings the other; asking for both hides it.",
    page: "notebook.html#ex-10-4",
};

pub static MONITOR_NESTED: Mistake = Mistake {
    slug: "monitor-flags-nested",
    name: "the training accuracy needs both training flags",
    what: "It is recorded only if the training cost is monitored too. Flag 1 alone \
           decides.",
    why: "The new `if` is put inside the old one.",
    symptom: "The training accuracy alone cannot be had.",
    page: "notebook.html#ex-10-4",
};

pub static MONITOR_EVALUATION_FLAG: Mistake = Mistake {
    slug: "monitor-evaluation-flag",
    name: "the training accuracy stands under the flag of the evaluation accuracy",
    what: "The second `if` asks for flag 3. The training accuracy has its own, flag 1.",
    why: "It is the accuracy's flag, of the other data.",
    symptom: "The two accuracies come and go together.",
    page: "notebook.html#ex-10-4",
};

pub static EVALUATION_IN_TRAINING: Mistake = Mistake {
    slug: "evaluation-cost-in-training-list",
    name: "the evaluation cost is appended to the list of the training cost",
    what: "The third `if` writes into the first list. The evaluation cost has its own, \
           the third.",
    why: "The block was copied from the first one, and the name of the list was not \
          changed.",
    symptom: "A zigzag in the one plot and nothing in the other.",
    page: "notebook.html#ex-10-5",
};

pub static EVALUATION_IN_BOTH: Mistake = Mistake {
    slug: "evaluation-cost-in-both-lists",
    name: "the evaluation cost is appended to both lists of costs",
    what: "It is now in its own list, but still in that of the training cost too.",
    why: "A line is added, and the wrong one is left in.",
    symptom: "The plot of the evaluation cost is right, that of the training cost still \
              a zigzag.",
    page: "notebook.html#ex-10-5",
};

pub static EVALUATION_IN_ACCURACY: Mistake = Mistake {
    slug: "evaluation-cost-in-accuracy-list",
    name: "the evaluation cost is appended to the list of the evaluation accuracy",
    what: "The third `if` writes into the fourth list. The evaluation cost has its own, \
           the third.",
    why: "The name that begins with `evaluation` is taken from the next block.",
    symptom: "The accuracy seems to jump between two values.",
    page: "notebook.html#ex-10-5",
};

pub static EVALUATION_HOLDS_TRAINING: Mistake = Mistake {
    slug: "evaluation-cost-of-training",
    name: "the training cost is recorded as evaluation cost",
    what: "The list is the right one, but number 0 of each epoch goes into it. The \
           evaluation cost is number 2.",
    why: "The index is changed together with the list.",
    symptom: "Both plots of the cost are the same: overfitting is never seen.",
    page: "notebook.html#ex-10-5",
};

pub static ACCURACY_BY_TRAINING: Mistake = Mistake {
    slug: "accuracy-by-training-size",
    name: "the evaluation accuracy is divided by the size of the training data",
    what: "n is `training.len()` in both quotients. A share is of the data that were \
           counted.",
    why: "There is one n in a training loop, and it has been in use since the first \
          cell.",
    symptom: "An accuracy that can never exceed the ratio of the two sizes.",
    page: "notebook.html#ex-10-6",
};

pub static ACCURACY_BY_EVALUATION: Mistake = Mistake {
    slug: "accuracy-by-evaluation-size",
    name: "the training accuracy is divided by the size of the evaluation data",
    what: "The evaluation share is right now, but n has been changed for both. A share \
           is of the data that were counted.",
    why: "The definition of n is changed where two would be needed.",
    symptom: "A training accuracy of 490 per cent.",
    page: "notebook.html#ex-10-6",
};

pub static ACCURACY_BY_ALL: Mistake = Mistake {
    slug: "accuracy-by-both-sizes",
    name: "both accuracies are divided by the size of all data",
    what: "Both quotients have the sum of the two sizes. A share is of the data that \
           were counted.",
    why: "It looks like a fair n for both.",
    symptom: "The two accuracies never add up to more than 1.",
    page: "notebook.html#ex-10-6",
};

pub static ACCURACY_WHOLE_NUMBERS: Mistake = Mistake {
    slug: "accuracy-whole-numbers",
    name: "the division is one of whole numbers",
    what: "A `usize` divided by a `usize` is rounded down: 0 unless everything is read \
           correctly. Convert to f64 before dividing.",
    why: "The counts are whole numbers, and the conversion comes after the quotient.",
    symptom: "An accuracy of exactly 0 from the first epoch to the last.",
    page: "notebook.html#ex-10-6",
};
