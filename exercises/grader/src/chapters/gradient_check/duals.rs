//! Exercises 4.5 and 4.6: dual numbers.

use proptest::prelude::*;

use super::Dual;
use super::dual_mistakes::*;
use crate::answer::{Answer, Tolerance, part};
use crate::atlas::Wrong;
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{Activation, Sample, filled, number};
use crate::witness::{Cost, Real, Witness};

/// The product of two numbers that move with t: (u + u′t)(v + v′t).
struct Moving(Dual, Dual);

impl Cost for Moving {
    fn at<T: Real>(&self, t: &[T]) -> T {
        let at = |(value, slope): Dual| T::from(value) + T::from(slope) * t[0];
        at(self.0) * at(self.1)
    }
}

fn parts((value, derivative): Dual) -> Answer {
    vec![part("value", value), part("derivative", derivative)]
}

fn product(u: Dual, v: Dual, wrong: Wrong) -> Dual {
    let first = if wrong.has(&PRODUCT_FIRST_MISSING) { 0.0 } else { u.1 * v.0 };
    let second = if wrong.has(&PRODUCT_SECOND_MISSING) { 0.0 } else { u.0 * v.1 };
    let slope = if wrong.has(&PRODUCT_OF_DERIVATIVES) {
        u.1 * v.1
    } else if wrong.has(&PRODUCT_MINUS) {
        first - second
    } else {
        first + second
    };
    (u.0 * v.0, slope)
}

pub fn dual_product() -> Function<(Dual, Dual)> {
    Function {
        info: Info {
            id: "4.5",
            name: "dual_product",
            title: "the product of two dual numbers",
            stars: 2,
            hints: [
                "Multiplied out there are four terms. Which of them contain ε once, and what \
                 becomes of the one with ε²?",
                "(u + u′ε)(v + v′ε) = uv + (u′v + uv′) ε",
                "A pair: the product of the values, and the sum of two products.",
            ],
        },
        inputs: || ((number(), number()), (number(), number())).boxed(),
        show: |(u, v)| {
            vec![
                part("u", format!("{} + {} ε", u.0, u.1)),
                part("v", format!("{} + {} ε", v.0, v.1)),
            ]
        },
        reader: |answers, &(u, v)| parts((answers.gradient_check.dual_product)(u, v)),
        truth: |&(u, v), witness| {
            parts((u.0 * v.0, witness.gradient(&Moving(u, v), &[0.0])[0]))
        },
        model: |&(u, v), wrong| parts(product(u, v, wrong)),
        mistakes: vec![
            &PRODUCT_FIRST_MISSING,
            &PRODUCT_SECOND_MISSING,
            &PRODUCT_OF_DERIVATIVES,
            &PRODUCT_MINUS,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// A chain of neurons, and the weight that moves.
type Chain = (Sample, usize);

/// The output of the chain, as a function of all its weights and biases.
struct Output<'a>(&'a Sample);

impl Cost for Output<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        self.0.output(parameters, Activation::Sigmoid)[0]
    }
}

fn weights_and_biases(chain: &Sample) -> (Vec<f64>, Vec<f64>) {
    let w = chain.weights.iter().map(|w| w[[0, 0]]);
    (w.collect(), chain.biases.iter().map(|b| b[0]).collect())
}

fn carried(chain: &Sample, k: usize, wrong: Wrong) -> Dual {
    let (w, b) = weights_and_biases(chain);
    let seeded_input = wrong.has(&SEED_AT_INPUT);
    let seeded_elsewhere = seeded_input || wrong.has(&NO_SEED);
    let mut a = (chain.x[0], if seeded_input { 1.0 } else { 0.0 });
    for (l, (&w, &b)) in w.iter().zip(&b).enumerate() {
        let moves = (l == k || wrong.has(&SEED_EVERYWHERE)) && !seeded_elsewhere;
        let weight = (w, if moves { 1.0 } else { 0.0 });
        // From x the derivative comes through the second term alone: without it there is none.
        let rule = if seeded_input { Wrong::NOTHING } else { wrong };
        let (product, slope) = product(weight, a, rule);
        let sigma = (product + b).sigmoid();
        let at_a = wrong.has(&CHAIN_SLOPE_AT_A);
        let outer = if wrong.has(&CHAIN_OUTER_MISSING) {
            1.0
        } else if at_a {
            sigma.sigmoid() * (1.0 - sigma.sigmoid())
        } else {
            sigma * (1.0 - sigma)
        };
        a = (sigma, if wrong.has(&CHAIN_INNER_MISSING) { outer } else { outer * slope });
    }
    a
}

pub fn dual_chain() -> Function<Chain> {
    Function {
        info: Info {
            id: "4.6",
            name: "dual_chain",
            title: "the derivative of a chain of neurons, by dual numbers",
            stars: 3,
            hints: [
                "A number that does not move has the derivative 0. Which numbers move when \
                 `w[k]` does, and what is the derivative of `w[k]` itself?",
                "z = w a + b, z′ = w′a + wa′; a = σ(z), a′ = σ′(z) z′; w′ is 1 for `w[k]` and 0 \
                 for the others, x′ = 0",
                "Start with the pair (x, 0). Loop over the layers: the pair of the weight, the \
                 product of two pairs, the bias added to the value, σ and σ′ · z′.",
            ],
        },
        inputs: || {
            let shape = (2..=4_usize).prop_flat_map(|n| (Just(n), 0..n - 1));
            filled(shape, |&(n, k), numbers| (Sample::of(&vec![1; n], numbers), k))
                .boxed()
        },
        show: |(chain, k)| {
            let (w, b) = weights_and_biases(chain);
            vec![
                part("w", ndarray::Array1::from(w)),
                part("b", ndarray::Array1::from(b)),
                part("x", chain.x[0]),
                part("k", *k as f64),
            ]
        },
        reader: |answers, (chain, k)| {
            let (w, b) = weights_and_biases(chain);
            parts((answers.gradient_check.dual_chain)(&w, &b, chain.x[0], *k))
        },
        truth: |(chain, k), witness: Witness| {
            let parameters = chain.parameters();
            let value = Output(chain).at(&parameters);
            // The parameters are w², b², w³, b³, …: weight k is number 2k.
            parts((value, witness.gradient(&Output(chain), &parameters)[2 * k]))
        },
        model: |(chain, k), wrong| parts(carried(chain, *k, wrong)),
        mistakes: vec![
            &CHAIN_INNER_MISSING,
            &CHAIN_OUTER_MISSING,
            &CHAIN_SLOPE_AT_A,
            &NO_SEED,
            &PRODUCT_SECOND_MISSING,
            &SEED_EVERYWHERE,
            &SEED_AT_INPUT,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
