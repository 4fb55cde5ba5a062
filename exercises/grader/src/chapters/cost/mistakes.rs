//! What goes wrong with a cost and a step.

use crate::atlas::Mistake;

pub static COST_WITHOUT_HALF: Mistake = Mistake {
    slug: "cost-without-half",
    name: "the factor ½ of the quadratic cost is missing",
    what: "The code returns ‖y − a‖², twice the cost.",
    why: "Many texts define the squared error without it.",
    symptom: "The gradient a − y that goes with the cost is half of its true derivative: a \
              gradient check reports a factor of 2.",
    page: "cost.html#ex-2-1",
};

pub static COST_NOT_SQUARED: Mistake = Mistake {
    slug: "cost-norm-not-squared",
    name: "the norm in the quadratic cost is not squared",
    what: "The code returns ½ ‖y − a‖. The cost is ½ ‖y − a‖².",
    why: "A library's `norm` is taken for the sum of squares; it ends with a square root.",
    symptom: "Large errors look small, and a − y is not the derivative of this cost.",
    page: "cost.html#ex-2-1",
};

pub static COST_PER_OUTPUT: Mistake = Mistake {
    slug: "cost-mean-over-outputs",
    name: "the cost is averaged over the outputs",
    what: "The code divides by the number of output neurons. The cost of a sample is a sum over \
           them; the mean is taken over samples.",
    why: "`mean` is at hand, and other libraries' mean squared error divides by both.",
    symptom: "With ten outputs, the cost and its gradient are ten times too small.",
    page: "cost.html#ex-2-1",
};

pub static COST_SUM: Mistake = Mistake {
    slug: "cost-of-the-sum",
    name: "output and target are added in the place of subtracted",
    what: "The code squares y + a. The error is the difference y − a.",
    why: "A slip of the sign, which the square seems to forgive.",
    symptom: "The cost is not 0 where output and target agree.",
    page: "cost.html#ex-2-1",
};

pub static DERIVATIVE_SIGN: Mistake = Mistake {
    slug: "cost-derivative-sign",
    name: "the gradient of the cost has the wrong sign",
    what: "The code uses y − a. If a is too large, the cost grows with a, so that ∇_a C = a − y.",
    why: "The cost is written with y − a, and the inner derivative −1 is forgotten.",
    symptom: "The cost rises from the first step on: gradient descent climbs.",
    page: "cost.html#ex-2-2",
};

pub static DERIVATIVE_TWICE: Mistake = Mistake {
    slug: "cost-derivative-twice",
    name: "the gradient of the cost is twice too large",
    what: "The code returns 2(a − y). The 2 of the square cancels with the ½ of the cost.",
    why: "It is the derivative of the squared error without the ½.",
    symptom: "Everything works as if η were twice as large; a gradient check shows the factor.",
    page: "cost.html#ex-2-2",
};

pub static DERIVATIVE_HALF: Mistake = Mistake {
    slug: "cost-derivative-half",
    name: "the ½ of the cost is left in its gradient",
    what: "The code returns ½(a − y). The exponent 2 comes down and cancels the ½.",
    why: "The factor is carried along before the square is differentiated.",
    symptom: "Everything works as if η were half as large; a gradient check shows the factor.",
    page: "cost.html#ex-2-2",
};

pub static DERIVATIVE_PER_OUTPUT: Mistake = Mistake {
    slug: "cost-derivative-mean-over-outputs",
    name: "the gradient is divided by the number of outputs",
    what: "The code averages over the output neurons. Each entry is the derivative with respect \
           to one output, and the cost is a sum.",
    why: "The mean squared error of other libraries divides so.",
    symptom: "Learning is slower by the number of outputs.",
    page: "cost.html#ex-2-2",
};

pub static DERIVATIVE_SIZES: Mistake = Mistake {
    slug: "cost-derivative-absolute",
    name: "the gradient of the cost has lost its signs",
    what: "The code returns |a − y|. The sign says on which side of the target the output is.",
    why: "An error is thought of as a distance.",
    symptom: "All outputs are pushed down, whatever the target is.",
    page: "cost.html#ex-2-2",
};

pub static STEP_UPHILL: Mistake = Mistake {
    slug: "step-uphill",
    name: "the step goes with the gradient, not against it",
    what: "The code adds η ∇C. The gradient points uphill, so it is subtracted.",
    why: "`+=` is what one types for an update.",
    symptom: "The cost rises with every step, the faster the larger η is.",
    page: "cost.html#ex-2-3",
};

pub static STEP_WITHOUT_ETA: Mistake = Mistake {
    slug: "step-without-eta",
    name: "the step ignores the learning rate",
    what: "The code subtracts ∇C itself. The step is η ∇C.",
    why: "The examples that it was tried on had η = 1.",
    symptom: "Changing η changes nothing.",
    page: "cost.html#ex-2-3",
};

pub static STEP_ON_A_COPY: Mistake = Mistake {
    slug: "step-on-a-copy",
    name: "the step is made on a copy, and v stays as it was",
    what: "`v` is the same after the call. The result was computed but not stored through the \
           reference.",
    why: "`let v = …` makes a new variable of the same name; `*v = …` changes the old one.",
    symptom: "The cost stays constant from epoch to epoch.",
    page: "cost.html#ex-2-3",
};

pub static STEP_REPLACES: Mistake = Mistake {
    slug: "step-replaces",
    name: "v is replaced by the step in the place of moved by it",
    what: "The code sets v = −η ∇C. The step is added to where one stands: v − η ∇C.",
    why: "`=` was typed for `-=`.",
    symptom: "Nothing that was learnt before the last step is kept.",
    page: "cost.html#ex-2-3",
};

pub static STEP_NOT_TRIED: Mistake = Mistake {
    slug: "step-never-halved",
    name: "η is returned without looking at the cost",
    what: "The first η comes back even where it makes the cost higher.",
    why: "The step against the gradient is trusted to lower the cost, whatever its length.",
    symptom: "The cost jumps up and down, or grows without limit.",
    page: "cost.html#ex-2-4",
};

pub static STEP_HALVED_ONCE: Mistake = Mistake {
    slug: "step-halved-once",
    name: "η is halved once at most",
    what: "After one halving η is returned unseen. Each new η has to be tried as well.",
    why: "`if` was written for `while`.",
    symptom: "Right for slightly too large η, wrong for much too large ones.",
    page: "cost.html#ex-2-4",
};

pub static STEP_HALVED_ONCE_MORE: Mistake = Mistake {
    slug: "step-halved-once-more",
    name: "η is halved once more after it was found",
    what: "The returned η is half of the first one that lowers the cost.",
    why: "The halving stands before the test, or the loop returns the next η.",
    symptom: "Nothing shows but slower learning.",
    page: "cost.html#ex-2-4",
};

pub static STEP_TENTHS: Mistake = Mistake {
    slug: "step-divided-by-ten",
    name: "η is divided by ten in the place of two",
    what: "The attempts are η, η/10, η/100 …, and a longer step that works is passed over.",
    why: "Powers of ten are the usual grid when η is searched by hand.",
    symptom: "The steps are up to five times shorter than they could be.",
    page: "cost.html#ex-2-4",
};
