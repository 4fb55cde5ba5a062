//! What goes wrong with dual numbers.

use crate::atlas::Mistake;

pub static PRODUCT_FIRST_MISSING: Mistake = Mistake {
    slug: "product-rule-without-first",
    name: "the term u′v is missing in the product rule",
    what: "The derivative of a product has two terms, u′v + uv′. The code has only the second.",
    why: "One of the factors is taken for a constant, as in most products of a forward pass.",
    symptom: "Right as long as the first factor does not move; the derivative with respect to a \
              weight is 0.",
    page: "gradient_check.html#ex-4-5",
};

pub static PRODUCT_SECOND_MISSING: Mistake = Mistake {
    slug: "product-rule-without-second",
    name: "the term uv′ is missing in the product rule",
    what: "The derivative of a product has two terms, u′v + uv′. The code has only the first.",
    why: "One of the factors is taken for a constant, as in most products of a forward pass.",
    symptom: "Right in the last layer; what happens in the layers before does not come through.",
    page: "gradient_check.html#ex-4-5",
};

pub static PRODUCT_OF_DERIVATIVES: Mistake = Mistake {
    slug: "product-of-derivatives",
    name: "the derivatives are multiplied like the values",
    what: "u′v′ is the factor of ε², which is 0. The factor of ε is u′v + uv′.",
    why: "A pair is multiplied entry by entry, as it is added entry by entry.",
    symptom: "The derivative is 0 whenever one factor is a constant.",
    page: "gradient_check.html#ex-4-5",
};

pub static PRODUCT_MINUS: Mistake = Mistake {
    slug: "product-rule-minus",
    name: "the product rule has a minus",
    what: "u′v − uv′ is the numerator of the quotient rule. The product rule has a plus.",
    why: "The two rules are learned together.",
    symptom: "The derivative of a square is 0.",
    page: "gradient_check.html#ex-4-5",
};

pub static CHAIN_INNER_MISSING: Mistake = Mistake {
    slug: "chain-rule-without-inner",
    name: "the inner derivative is missing in the chain rule",
    what: "The code takes σ′(z) for the derivative of σ(z). z moves too: it is σ′(z) z′.",
    why: "For σ(x), with x′ = 1, the two are the same.",
    symptom: "The derivative is the same for every weight and depends on the last layer only.",
    page: "gradient_check.html#ex-4-6",
};

pub static CHAIN_OUTER_MISSING: Mistake = Mistake {
    slug: "chain-rule-without-outer",
    name: "σ′ is missing in the chain rule",
    what: "The derivative of z is passed on as that of σ(z). It is σ′(z) z′.",
    why: "The value goes through σ, and the derivative beside it is forgotten.",
    symptom: "Derivatives are too large, by a factor of at least 4 per layer.",
    page: "gradient_check.html#ex-4-6",
};

pub static CHAIN_SLOPE_AT_A: Mistake = Mistake {
    slug: "chain-rule-slope-at-a",
    name: "σ′ is taken at the activation in the place of z",
    what: "The code computes σ′(σ(z)) z′. The outer derivative belongs to the place where σ was \
           taken, z.",
    why: "The value of the pair is replaced by σ(z) before σ′ is called.",
    symptom: "The slope lies between 0.19 and 0.25 whatever z is.",
    page: "gradient_check.html#ex-4-6",
};

pub static NO_SEED: Mistake = Mistake {
    slug: "seed-missing",
    name: "no derivative enters the chain",
    what: "The derivative is 0. It has to start somewhere: `w[k]` has the derivative 1, and the term \
           w′a of the product brings it into z.",
    why: "Values are carried through the whole chain, and a pair that begins with 0 stays 0.",
    symptom: "Every derivative is 0, and every gradient check of such numbers fails by 100 %.",
    page: "gradient_check.html#ex-4-6",
};

pub static SEED_EVERYWHERE: Mistake = Mistake {
    slug: "seed-everywhere",
    name: "every weight is given the derivative 1",
    what: "The result is the sum of the derivatives with respect to all weights. Only `w[k]` moves; \
           the others have the derivative 0.",
    why: "The derivative of a weight with respect to itself is 1, for each of them.",
    symptom: "The result does not depend on k.",
    page: "gradient_check.html#ex-4-6",
};

pub static SEED_AT_INPUT: Mistake = Mistake {
    slug: "seed-at-input",
    name: "the derivative is taken with respect to the input x",
    what: "x starts with the derivative 1, and no weight moves. `w[k]` has the derivative 1 and x \
           has 0.",
    why: "The derivative of f(x) is with respect to x in every textbook.",
    symptom: "The result does not depend on k.",
    page: "gradient_check.html#ex-4-6",
};
