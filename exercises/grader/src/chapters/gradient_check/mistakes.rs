//! What goes wrong when a gradient is checked.

use crate::atlas::Mistake;

pub static FORWARD: Mistake = Mistake {
    slug: "forward-difference",
    name: "a forward difference stands for the central one",
    what: "The code computes (f(x + h) − f(x)) / h. Its error is about h f″/2; that of the central \
           difference is h² f‴/6.",
    why: "It is the definition of the derivative, and saves a call of f.",
    symptom: "The check cannot tell a gradient that is right from one that is wrong in the sixth \
              digit.",
    page: "gradient_check.html#ex-4-1",
};

pub static HALF_SIDED: Mistake = Mistake {
    slug: "forward-difference-over-2h",
    name: "the difference spans h and is divided by 2h",
    what: "One of the two points is x itself. Between x − h and x + h lie 2h.",
    why: "The point is moved by h, and then back by h in the place of 2h.",
    symptom: "Every numerical gradient is half as large as the one it is compared with.",
    page: "gradient_check.html#ex-4-1",
};

pub static TWO_MISSING: Mistake = Mistake {
    slug: "central-difference-without-2",
    name: "the 2 is missing in the denominator",
    what: "The points are 2h apart, and the code divides by h.",
    why: "The forward difference has h, and only its numerator was changed.",
    symptom: "Every numerical gradient is twice as large as the one it is compared with.",
    page: "gradient_check.html#ex-4-1",
};

pub static H_SQUARED: Mistake = Mistake {
    slug: "central-difference-h-squared",
    name: "the denominator has h² in the place of h",
    what: "The code divides by 2h². The difference of the two values is about 2h f′.",
    why: "The error of the central difference is of order h², and the second derivative is \
          divided by h².",
    symptom: "The numerical gradient grows without bound as h gets smaller.",
    page: "gradient_check.html#ex-4-1",
};

pub static TIMES_H: Mistake = Mistake {
    slug: "central-difference-times-h",
    name: "brackets are missing around 2h",
    what: "`/ 2.0 * h` divides by 2 and then multiplies by h. Write `/ (2.0 * h)`.",
    why: "On paper 2h stands below the line, and the line is the bracket.",
    symptom: "Every numerical gradient is almost 0.",
    page: "gradient_check.html#ex-4-1",
};

pub static DIFFERENCE_SIGN: Mistake = Mistake {
    slug: "difference-sign",
    name: "the two values are subtracted the wrong way round",
    what: "The code has f(x − h) − f(x + h), so that the result has the wrong sign.",
    why: "x − h comes first on the axis.",
    symptom: "The relative error is exactly 2 in every entry.",
    page: "gradient_check.html#ex-4-1",
};

pub static SECOND_DIFFERENCE: Mistake = Mistake {
    slug: "second-difference",
    name: "this is the second derivative",
    what: "(f(x + h) − 2 f(x) + f(x − h)) / h² approximates f″.",
    why: "Both formulas use the same points and are called central.",
    symptom: "Nothing agrees, except where f′ and f″ happen to be equal.",
    page: "gradient_check.html#ex-4-1",
};

pub static NOT_PUT_BACK: Mistake = Mistake {
    slug: "point-not-put-back",
    name: "v_k is not put back before v_(k+1) moves",
    what: "The entries before k are left at v − h, so that later entries belong to another point.",
    why: "The last line of the loop looks as if it did nothing for this entry. It does not.",
    symptom: "The first entry is right, the others get worse towards the end.",
    page: "gradient_check.html#ex-4-2",
};

pub static ALL_MOVED: Mistake = Mistake {
    slug: "all-entries-moved",
    name: "all entries of v move together",
    what: "`&v + h` adds h to every entry, so that each result is the sum of the whole gradient. \
           Only entry k may move.",
    why: "Adding a number to an array is one character.",
    symptom: "All entries of the numerical gradient are equal.",
    page: "gradient_check.html#ex-4-2",
};

pub static STEP_TIMES_V: Mistake = Mistake {
    slug: "step-times-entry",
    name: "the step is h · v_k, which is 0 where v_k is 0",
    what: "For v_k = 0 the quotient is 0/0, a NaN. Use h itself.",
    why: "For very large entries a step in proportion is better.",
    symptom: "NaN for every bias that starts at 0.",
    page: "gradient_check.html#ex-4-2",
};

pub static ERROR_NO_GUARD: Mistake = Mistake {
    slug: "relative-error-0-over-0",
    name: "two gradients of 0 give 0/0",
    what: "Where both norms are 0 the quotient is NaN. The gradients are equal there, and the error \
           is 0.",
    why: "No gradient is exactly 0, except for dead neurons, unused inputs and constant costs.",
    symptom: "The check fails, or passes, on NaN, depending on how it compares.",
    page: "gradient_check.html#ex-4-3",
};

pub static ERROR_EPSILON: Mistake = Mistake {
    slug: "relative-error-plus-epsilon",
    name: "a small number added to the denominator hides errors of small gradients",
    what: "With 1e-8 in the denominator, gradients far below 1e-8 always have an error near 0. Ask \
           whether both norms are 0, and divide by the larger one otherwise.",
    why: "It avoids 0/0 without an `if`.",
    symptom: "The check passes in networks whose first layers have tiny gradients, right or wrong.",
    page: "gradient_check.html#ex-4-3",
};

pub static ERROR_ABSOLUTE: Mistake = Mistake {
    slug: "error-absolute",
    name: "the error is absolute, not relative",
    what: "‖g − g′‖ alone depends on the unit of the cost: small gradients always pass, large ones \
           never do. Divide by the larger norm.",
    why: "For gradients of size 1 both are the same.",
    symptom: "The check passes for every mistake in a layer with small gradients.",
    page: "gradient_check.html#ex-4-3",
};

pub static ERROR_ONE_NORM: Mistake = Mistake {
    slug: "relative-error-one-norm",
    name: "the error is relative to the first gradient only",
    what: "It is infinite if the first is 0, and changes if the two are exchanged. Divide by the \
           larger norm.",
    why: "An error relative to a known true value is defined like that.",
    symptom: "Errors far above 2, or infinite, for a gradient that was simply forgotten.",
    page: "gradient_check.html#ex-4-3",
};

pub static ERROR_SUM_OF_NORMS: Mistake = Mistake {
    slug: "relative-error-sum-of-norms",
    name: "the denominator is the sum of the norms, not the larger one",
    what: "The result is about half of what is asked for.",
    why: "Both definitions are in use.",
    symptom: "None, if the tolerance is chosen for it.",
    page: "gradient_check.html#ex-4-3",
};

pub static ERROR_OF_LENGTHS: Mistake = Mistake {
    slug: "error-of-lengths",
    name: "the norms are compared, not the gradients",
    what: "|‖g‖ − ‖g′‖| is 0 for gradients of equal length and any direction. Take the norm of the \
           difference.",
    why: "Norm and difference are done in the wrong order.",
    symptom: "A flipped sign, exchanged entries and transposed matrices all pass.",
    page: "gradient_check.html#ex-4-3",
};

pub static ERROR_SQUARED: Mistake = Mistake {
    slug: "relative-error-squared",
    name: "the square roots are missing in the norms",
    what: "The result is the square of the relative error: 1e-3 becomes 1e-6.",
    why: "x·x is the whole norm in many formulas of this book, with ½ in front.",
    symptom: "Gradients pass that are wrong in the third digit.",
    page: "gradient_check.html#ex-4-3",
};

pub static ERRORS_CANCEL: Mistake = Mistake {
    slug: "checker-errors-cancel",
    name: "the errors of the entries cancel each other",
    what: "The differences are added up with their signs, so that +1 and −1 make 0. Add their \
           squares.",
    why: "Sum or mean of the differences is the first idea of an average error.",
    symptom: "Entries at wrong places pass: exchanged, transposed, in another order.",
    page: "gradient_check.html#ex-4-4",
};

pub static CHECKER_FIRST_ENTRY: Mistake = Mistake {
    slug: "checker-first-entry",
    name: "only the first entry is checked",
    what: "All other weights and biases may be wrong. Every entry has to count.",
    why: "One entry is fast to check, or the loop returns `true` in its first round.",
    symptom: "The check passes with mistakes in every other layer.",
    page: "gradient_check.html#ex-4-4",
};

pub static CHECKER_SIGNS: Mistake = Mistake {
    slug: "checker-signs-only",
    name: "only the signs of the entries are checked",
    what: "Any gradient that points to the right side in each entry passes, even one of 0.",
    why: "The sign decides whether the cost falls.",
    symptom: "Factors pass: 1/m missing, σ′ missing, a 2 too many.",
    page: "gradient_check.html#ex-4-4",
};

pub static CHECKER_LOOSE: Mistake = Mistake {
    slug: "checker-too-loose",
    name: "the tolerance is so large that small mistakes pass",
    what: "Errors of 2 % pass. Central differences with h = 1e-5 are right to about 1e-9, so that a \
           tolerance of 1e-5 leaves room enough.",
    why: "A tolerance is raised until the check passes.",
    symptom: "A mistake in a small part of the gradient is never found.",
    page: "gradient_check.html#ex-4-4",
};

pub static CHECKER_STRICT: Mistake = Mistake {
    slug: "checker-too-strict",
    name: "the check is stricter than central differences are exact",
    what: "Right gradients are rejected. A difference of two costs, divided by 2h, has lost \
           digits: with h = 1e-5 it is right to about 1e-9 and with h = 1e-12 to about 1e-3. A \
           tolerance below that rejects everything.",
    why: "f64 has 16 digits, and a smaller h looks more exact.",
    symptom: "The check fails in every layer, for a gradient in which nobody finds a mistake.",
    page: "gradient_check.html#ex-4-4",
};

pub static CHECKER_NAN: Mistake = Mistake {
    slug: "checker-accepts-nan",
    name: "NaN passes, because no comparison with it is true",
    what: "`error > tolerance` is false for NaN, so that the `else` accepts it. Ask for \
           `error <= tolerance`.",
    why: "The two comparisons are opposites for every number, and NaN is none.",
    symptom: "The worst gradient of all is reported as right.",
    page: "gradient_check.html#ex-4-4",
};
