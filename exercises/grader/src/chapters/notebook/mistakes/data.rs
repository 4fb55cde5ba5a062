//! Bugs, and repairs that do not hold, in the cells that go through the data.

use crate::atlas::Mistake;

pub static CONVERTED_WRONG_SET: Mistake = Mistake {
    slug: "labels-converted-wrong-set",
    name: "the labels of the wrong data are converted",
    what: "arg max is taken of evaluation labels, vectors of length 1, and is always 0. \
           The one-hot training targets are not converted, and their first entry is \
           taken for the label.",
    why: "The flag says `convert`, and it is easily read as \"is a label already\".",
    symptom: "Evaluation digits count as correct when they are read as 0, training \
              digits hardly ever.",
    page: "notebook.html#ex-10-7",
};

pub static CONVERTED_BOTH: Mistake = Mistake {
    slug: "labels-converted-both",
    name: "the labels of both data sets are converted",
    what: "The training data are right now. arg max of a vector of length 1 is 0, so the \
           evaluation labels, which are no one-hot vectors, must be taken as they are.",
    why: "One flag is turned over, the other left.",
    symptom: "An evaluation accuracy of one class in ten beside a good training \
              accuracy.",
    page: "notebook.html#ex-10-7",
};

pub static CONVERTED_NEITHER: Mistake = Mistake {
    slug: "labels-converted-neither",
    name: "the labels of neither data set are converted",
    what: "The evaluation data are right now. The first entry of a one-hot vector is 0 \
           or 1 and not the label: the training targets need arg max.",
    why: "One flag is turned over, the other left.",
    symptom: "A training accuracy far below the evaluation accuracy.",
    page: "notebook.html#ex-10-7",
};

pub static CONVERTED_EXCHANGED: Mistake = Mistake {
    slug: "accuracies-exchanged",
    name: "the two numbers are returned in the wrong order",
    what: "Each data set has its right conversion, but the evaluation data come first. \
           Training comes first.",
    why: "The two data sets are exchanged in the calls, not the two flags.",
    symptom: "The network seems to do better on data that it has never seen.",
    page: "notebook.html#ex-10-7",
};

pub static CONSUMED: Mistake = Mistake {
    slug: "iterator-consumed",
    name: "the samples are used up by counting them",
    what: "`count` takes every sample from the iterator, and nothing is left for the \
           mini-batches. They are all empty.",
    why: "Counting looks harmless. It is for a list; an iterator gives each sample once.",
    symptom: "Epochs that take no time, and a network that stays as it was.",
    page: "notebook.html#ex-10-8",
};

pub static CONSUMED_NO_LENGTH: Mistake = Mistake {
    slug: "iterator-without-length",
    name: "the number of samples is taken from the iterator's size hint",
    what: "The lower bound of `size_hint` is 0 where nothing is known of the length, as \
           after a filter. Only collecting tells the number and keeps the samples.",
    why: "It gives a number without consuming anything, and for many iterators the right \
          one.",
    symptom: "n is 0, and there are no mini-batches at all.",
    page: "notebook.html#ex-10-8",
};

pub static CONSUMED_COUNTS_BATCHES: Mistake = Mistake {
    slug: "iterator-counts-batches",
    name: "n is the number of mini-batches",
    what: "The code returns how many mini-batches there are. n is the number of samples \
           in them.",
    why: "n is counted again after the samples are in mini-batches.",
    symptom: "Every mean over the training data is m times too large.",
    page: "notebook.html#ex-10-8",
};

pub static CONSUMED_LAST_DROPPED: Mistake = Mistake {
    slug: "iterator-last-dropped",
    name: "the last, smaller mini-batch is dropped",
    what: "Only full mini-batches are kept. The samples that are left over make a \
           smaller one.",
    why: "`chunks_exact` or a division n / m rounds down.",
    symptom: "Up to m − 1 samples are not learned from in an epoch.",
    page: "notebook.html#ex-10-8",
};
