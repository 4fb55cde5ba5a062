//! What goes wrong between a file and a network that reads.

use crate::atlas::Mistake;

pub static HEADER_TRUSTED: Mistake = Mistake {
    slug: "idx-header-trusted",
    name: "the header is trusted",
    what: "The sizes are returned without a look at how many bytes there are. Their product and \
           the header must come to the length of the file.",
    why: "Every file that one has seen was right.",
    symptom: "A download that broke off panics far from here, and 16 bytes that promise 2⁹⁰ exhaust \
              the memory.",
    page: "data.html#ex-9-1",
};

pub static LITTLE_ENDIAN: Mistake = Mistake {
    slug: "idx-little-endian",
    name: "sizes are read with the least significant byte first",
    what: "The bytes 0, 0, 0, 28 are read as 28 · 2²⁴ = 469,762,048. IDX is big-endian: they \
           mean 28.",
    why: "Most processors are little-endian, and so is `from_ne_bytes` on them.",
    symptom: "Every sound file is refused, or its sizes are astronomical.",
    page: "data.html#ex-9-1",
};

pub static LEFT_OVER: Mistake = Mistake {
    slug: "idx-bytes-left-over",
    name: "bytes that are left over are accepted",
    what: "The length is only required to be large enough. It must be exactly what the header \
           promises.",
    why: "Too few bytes are a danger, and too many seem harmless.",
    symptom: "A header about other data passes: 3 of the images in a file of 60,000, cut in the \
              wrong places.",
    page: "data.html#ex-9-1",
};

pub static ZERO_SIZE: Mistake = Mistake {
    slug: "idx-size-zero",
    name: "a size of 0 is accepted",
    what: "A file without images passes, because a header alone is then as long as it should be. \
           A size must be at least 1.",
    why: "0 times anything agrees with no bytes, so the check of the length is content.",
    symptom: "A division by zero later on: an accuracy of NaN.",
    page: "data.html#ex-9-1",
};

pub static MAGIC_UNCHECKED: Mistake = Mistake {
    slug: "idx-magic-unchecked",
    name: "the first three bytes are not looked at",
    what: "Only the number of dimensions is checked. The bytes before it must be 0, 0, 8: anything \
           else is another type of numbers, or another kind of file.",
    why: "They carry nothing that the program needs.",
    symptom: "A file of floating-point numbers is read as pixels and looks like noise.",
    page: "data.html#ex-9-1",
};

pub static PRODUCT_WRAPS: Mistake = Mistake {
    slug: "idx-product-wraps",
    name: "the product of the sizes wraps around",
    what: "2³¹ · 2³¹ · 4 is 2⁶⁴, and 0 in a u64. The product must be taken with `checked_mul`.",
    why: "In a release build `*` wraps silently, and 64 bits seem to be enough for everything.",
    symptom: "A header that promises 2⁶⁴ bytes agrees with a file that has none.",
    page: "data.html#ex-9-1",
};

pub static SIGNED_SIZE: Mistake = Mistake {
    slug: "idx-size-signed",
    name: "sizes are read as signed numbers",
    what: "From 2³¹ on a size counts as negative. IDX sizes are unsigned: u32.",
    why: "i32 is the integer that comes to mind first.",
    symptom: "Only very large files are refused, or their sizes are larger than any number of bytes.",
    page: "data.html#ex-9-1",
};

pub static HEADER_COUNTED: Mistake = Mistake {
    slug: "idx-header-counted-as-data",
    name: "the header is counted as data",
    what: "The product of the sizes is compared with the length of the whole file. 4 + 4d bytes of \
           it are header.",
    why: "The length of the file is at hand, and that of the data has to be computed.",
    symptom: "Every sound file is refused, and a file that lacks its last 16 bytes is accepted.",
    page: "data.html#ex-9-1",
};

pub static ALWAYS_SIXTEEN: Mistake = Mistake {
    slug: "idx-always-sixteen-bytes",
    name: "every file must have 16 bytes",
    what: "The header of labels has 8 bytes, so a file of three labels has 11. Only as many bytes \
           may be asked for as the number of dimensions says.",
    why: "The header of images has 16 bytes, and files of labels are usually longer than that.",
    symptom: "Small files of labels are refused.",
    page: "data.html#ex-9-1",
};

pub static ARG_MAX_LAST: Mistake = Mistake {
    slug: "arg-max-last-of-equal",
    name: "of equally large entries the last is taken",
    what: "The answer is the last index of the largest entry. It should be the first.",
    why: "`max_by` returns the last of equal elements, and so does a loop with `>=`.",
    symptom: "A network that is all zeros answers 9 in the place of 0; results differ from those \
              of other programs on a few digits.",
    page: "data.html#ex-9-2",
};

pub static ARG_MAX_FROM_ZERO: Mistake = Mistake {
    slug: "arg-max-from-zero",
    name: "the search begins with the value 0",
    what: "If all entries are negative, none is larger than 0, and the answer is index 0. The search \
           should begin with the first entry.",
    why: "Outputs of σ are positive, so 0 seems to be below everything.",
    symptom: "Right for a^L and wrong for z^L, where it answers 0 too often.",
    page: "data.html#ex-9-2",
};

pub static ARG_MAX_OF_SIZE: Mistake = Mistake {
    slug: "arg-max-of-magnitude",
    name: "entries are compared without their sign",
    what: "The index of the largest |a_j| is returned. −3 is smaller than 1.",
    why: "Large means far from zero in many other places.",
    symptom: "Right for a^L and wrong for z^L: the most impossible digit is answered.",
    page: "data.html#ex-9-2",
};

pub static ARG_MIN: Mistake = Mistake {
    slug: "arg-max-is-arg-min",
    name: "the smallest entry is taken",
    what: "The comparison is the wrong way round.",
    why: "`<` reads naturally as: the best so far is less than this one, but the sides were \
          exchanged.",
    symptom: "An accuracy far below the 10 % of guessing.",
    page: "data.html#ex-9-2",
};

pub static ARG_MAX_THRESHOLD: Mistake = Mistake {
    slug: "arg-max-threshold",
    name: "the first entry above one half is taken",
    what: "The answer is the first a_j > 0.5, and 0 if there is none. It should be the largest, \
           however large it is.",
    why: "A target is 1 at the right place and 0 elsewhere, and one half lies between.",
    symptom: "The accuracy is too low, and most of all early in training, when no output is above \
              one half.",
    page: "data.html#ex-9-2",
};

pub static HIDDEN_ALIKE: Mistake = Mistake {
    slug: "train-zero-initialised",
    name: "all neurons of a hidden layer are alike",
    what: "They have the same weights and the same bias. Neurons that begin alike, with zeros or \
           any other constant, get the same gradient in every step and stay alike for ever. Their \
           first weights must differ: take them from `random`.",
    why: "Zero seems to be a neutral start, and for the biases it is.",
    symptom: "The network learns, but as if its hidden layer had a single neuron.",
    page: "data.html#initialisation",
};

pub static PIXELS_UNSCALED: Mistake = Mistake {
    slug: "train-pixels-unscaled",
    name: "it is trained on bytes, not on pixels from 0 to 1",
    what: "From images whose bytes are only 0 and 1 your code learns to read these bytes well, so it \
           takes a byte for a pixel. Ink is 255: divide by 255 before training.",
    why: "The images come as bytes, and the conversion to f64 looks like all that is needed.",
    symptom: "Hidden neurons are saturated from the start; the network learns slowly, and reads \
              nothing in a program that scales.",
    page: "data.html#ex-9-3",
};

pub static LABELS_APART: Mistake = Mistake {
    slug: "train-labels-apart",
    name: "it has learned how often each digit occurs, and nothing from the images",
    what: "Every output is about the share of its digit, whatever the image. So it is when images \
           and labels are torn apart, for instance shuffled in two different orders. A network that \
           is very deep, or whose hidden neurons are saturated, can stay here too.",
    why: "Two lists are shuffled with two calls, and each has an order of its own.",
    symptom: "The cost falls quickly at first and then stays; the accuracy is that of guessing.",
    page: "data.html#ex-9-3",
};

pub static OUTPUTS_PERMUTED: Mistake = Mistake {
    slug: "train-outputs-permuted",
    name: "the outputs stand for the digits in another order",
    what: "Most digits would be read if the outputs were renamed. Output j, counted from 0, must \
           stand for the digit j.",
    why: "Counting the outputs from 1 moves the 0 to the end; so does a list of classes in the order \
          in which they are met.",
    symptom: "Training goes well by its own account, and elsewhere nearly every answer is wrong.",
    page: "data.html#one-hot",
};

pub static NEVER_UPDATED: Mistake = Mistake {
    slug: "train-never-updated",
    name: "the network does not depend on the digits",
    what: "Trained on 100 digits and on 2,000, the very same network is returned: it is as it \
           began. The steps must change the network that is returned.",
    why: "The steps are made on a copy, or their gradients are computed and dropped.",
    symptom: "No number moves from epoch to epoch, and the accuracy is that of guessing.",
    page: "data.html#ex-9-3",
};

pub static HIDDEN_FROZEN: Mistake = Mistake {
    slug: "train-hidden-frozen",
    name: "the first weights w² are never changed",
    what: "w² is the same after 100 digits and after 2,000, while other layers have learned. BP2 \
           brings the error to every layer, and each makes a step.",
    why: "The loop over the layers ends one too early, or it updates a copy.",
    symptom: "The network learns from random features: far better than guessing, and never good.",
    page: "data.html#ex-9-3",
};

pub static ASCENT: Mistake = Mistake {
    slug: "train-raises-the-cost",
    name: "training raises the cost",
    what: "After training, the outputs are nearly as wrong as outputs can be. A step goes against \
           the gradient: w − η ∂C/∂w, and δ = a − y, not y − a. If the sign is right, look whether \
           the targets have 0 and 1 exchanged.",
    why: "With two signs to get right, it is easy to have one of them twice.",
    symptom: "The cost grows from the first step on.",
    page: "data.html#ex-9-3",
};

pub static ONE_LABEL: Mistake = Mistake {
    slug: "train-one-label",
    name: "it gives the same answer to every digit",
    what: "One output is near 1 and the others are near 0, whatever the image. It is usually taught \
           one label only: an index stands still, or it sees the digits of one class. A learning \
           rate that is too large can end like this too.",
    why: "The label is looked up with the index of something else, which is always the same.",
    symptom: "The training cost falls to nearly 0, and the accuracy is that of guessing.",
    page: "data.html#ex-9-3",
};

pub static SATURATED: Mistake = Mistake {
    slug: "train-saturated",
    name: "the outputs are stuck at 0 and 1, often at the wrong end",
    what: "Most outputs are within 10⁻¹² of 0 or 1, so σ′ is nothing there. No sensible step leads so \
           far: the learning rate is much too large, or a rate for the mean is applied to a sum.",
    why: "A larger η learns faster, up to a point.",
    symptom: "The cost jumps up and down and never settles.",
    page: "data.html#choosing",
};

pub static MOST_UNUSED: Mistake = Mistake {
    slug: "train-most-unused",
    name: "three quarters of the digits have no influence",
    what: "With other images and labels from the 501st digit on, the very same network is returned. \
           Every epoch must go through all the digits.",
    why: "A loop has a fixed number of steps, or ends with the first mini-batch.",
    symptom: "The network reads what it has seen and is weaker on all else.",
    page: "data.html#ex-9-3",
};
