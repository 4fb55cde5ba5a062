//! Exercise 6.7: backpropagation for a mini-batch, with a product of matrices that counts.
//!
//! A loop over the samples shows in no number returned. It shows in how many products it takes:
//! with matrices that does not depend on m.

use std::cell::Cell;

use ndarray::{Array2, Axis, s};
use proptest::strategy::Strategy;

use super::Dot;
use super::equations::{bp3, divisor, product_of_means};
use super::mistakes::*;
use super::stack::{batches, columns};
use crate::answer::{Answer, Tolerance, layers, part, value_difference};
use crate::atlas::Wrong;
use crate::chapters::cost::mistakes::DERIVATIVE_SIGN;
use crate::chapters::network::mistakes::{LINEAR_OUTPUT, WITHOUT_BIAS};
use crate::chapters::per_sample::mistakes::*;
use crate::chapters::per_sample::{Gradients, model};
use crate::chapters::sgd::batch::{Batch, MeanCost};
use crate::chapters::sgd::mistakes::{MEAN_TWICE, SUM_NOT_MEAN};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::Activation;
use crate::witness::Witness;

fn parts((nabla_b, nabla_w): Gradients) -> Answer {
    [layers("∇b", 2, &nabla_b), layers("∇w", 2, &nabla_w)].concat()
}

/// The last part of an answer: how the number of products depends on m.
const PRODUCTS: &str = "the number of products";
const CONSTANT: &str = "the same for every m";
const GROWING: &str = "more for more samples";
const TOO_FEW: &str = "fewer than the equations have";

fn with_products(gradients: Gradients, products: &str) -> Answer {
    [parts(gradients), vec![part(PRODUCTS, products.to_owned())]].concat()
}

/// What `backprop` returns, and how its number of products depends on m.
fn observed(i: &Batch, backprop: impl Fn(&Batch, &Dot) -> Gradients) -> Answer {
    let counted = |i: &Batch| {
        let count = Cell::new(0);
        let gradients = backprop(i, &|a, b| {
            count.set(count.get() + 1);
            a.dot(&b)
        });
        (gradients, count.get())
    };
    let one = Batch {
        x: i.x.slice(s![.., ..1]).to_owned(),
        y: i.y.slice(s![.., ..1]).to_owned(),
        ..i.clone()
    };
    let ((gradients, for_all), (_, for_one)) = (counted(i), counted(&one));
    // One product per layer forward, one for each ∇W, one for each step back between layers.
    let fewest = 3 * i.weights.len() - 1;
    let products = match for_all {
        all if all > for_one => GROWING,
        all if all < fewest => TOO_FEW,
        _ => CONSTANT,
    };
    with_products(gradients, products)
}

fn truth(i: &Batch, witness: Witness) -> Answer {
    let samples = i.samples();
    let start = samples[0].parameters();
    let gradient = witness.gradient(&MeanCost(&samples), &start);
    with_products(samples[0].split(&gradient), CONSTANT)
}

/// The backward pass of chapter 3 for each sample, and what becomes of their gradients.
fn modelled(i: &Batch, wrong: Wrong) -> Answer {
    let samples = i.samples();
    let passes: Vec<_> = samples
        .iter()
        .map(|sample| {
            let (zs, activations) = model::forward(sample, Activation::Sigmoid, wrong);
            let gradients = model::backward(
                &sample.weights,
                &zs,
                &activations,
                &sample.y,
                Activation::Sigmoid,
                wrong,
            );
            (activations, gradients)
        })
        .collect();
    let layer = |l: usize| {
        let delta: Vec<_> =
            passes.iter().map(|(_, (nabla_b, _))| nabla_b[l].clone()).collect();
        let delta = columns(delta[0].len(), &delta);
        let sum = passes.iter().fold(Array2::zeros(i.weights[l].dim()), |sum, pass| {
            let nabla_w = &pass.1.1[l];
            if sum.dim() == nabla_w.dim() { sum + nabla_w } else { nabla_w.clone() }
        });
        let once = divisor(delta.view(), wrong);
        let twice = if wrong.has(&MEAN_TWICE) { once } else { 1.0 };
        let nabla_w = if wrong.has(&PRODUCT_OF_MEANS) {
            let a: Vec<_> =
                passes.iter().map(|(activations, _)| activations[l].clone()).collect();
            product_of_means(&delta, &columns(a[0].len(), &a))
        } else {
            sum / (once * twice)
        };
        let nabla_b = if wrong.has(&BIASES_NOT_AVERAGED) {
            delta.sum_axis(Axis(1))
        } else {
            bp3(&delta, wrong) / twice
        };
        (nabla_b, nabla_w)
    };
    let products = if wrong.has(&PRODUCTS_PAST_DOT) {
        TOO_FEW
    } else if wrong.has(&LOOP_OVER_SAMPLES) {
        GROWING
    } else {
        CONSTANT
    };
    with_products((0..i.weights.len()).map(layer).unzip(), products)
}

const OUTPUT: &str = "The first to go wrong is the output layer: BP1, unless the forward pass is \
                      wrong already, or the mean over the samples in BP3 and BP4.";
const BP2: &str = "Going back from the output, the first to go wrong is BP2: the output layer is \
                   right, and an error before it is not.";
const BP3: &str = "The first to go wrong is BP3: the errors are right, as ∇w shows, and ∇b is not \
                   made of them.";
const BP4: &str = "The first to go wrong is BP4: the errors are right, as ∇b shows, and ∇w is not \
                   made of them.";

/// The first equation that goes wrong on the way back from the output.
fn first_wrong(i: &Batch, got: &Answer) -> Option<&'static str> {
    let want = truth(i, Witness::Duals);
    let layers = i.weights.len();
    let wrong = |k: usize| {
        let (got, want) = (&got.get(k)?.value, &want[k].value);
        Some(value_difference(got, want, Tolerance::ORDINARY).is_some())
    };
    let l = (0..layers)
        .rev()
        .find(|&l| wrong(l) != Some(false) || wrong(layers + l) != Some(false))?;
    Some(match (wrong(l)?, wrong(layers + l)?) {
        (true, false) => BP3,
        (false, _) => BP4,
        _ if l + 1 == layers => OUTPUT,
        _ => BP2,
    })
}

pub fn backprop_batch() -> Function<Batch> {
    Function {
        info: Info {
            id: "6.7",
            name: "backprop_batch",
            title: "backpropagation for a whole mini-batch, without a loop over the samples",
            stars: 4,
            hints: [
                "Which of your lines of exercise 3.6 would notice that x has become a matrix? \
                 And which two make a sum over the samples?",
                "Z^l = W^l A^(l−1) + b^l; Δ^L = (A^L − Y) ⊙ σ′(Z^L); \
                 Δ^l = ((W^(l+1))ᵀ Δ^(l+1)) ⊙ σ′(Z^l); ∇b^l = (1/m) Δ^l 1; \
                 ∇W^l = (1/m) Δ^l (A^(l−1))ᵀ",
                "The two loops over the layers of exercise 3.6. The bias gets an axis, ∇b is a \
                 `sum_axis`, ∇W is one `dot(δ, aᵀ)`; both are divided by `x.ncols()`.",
            ],
        },
        inputs: || batches().boxed(),
        show: Batch::show,
        reader: |answers, i| {
            let backprop = answers.mini_batch.backprop_batch;
            observed(i, |i, dot| {
                backprop(&i.weights, &i.biases, i.x.view(), i.y.view(), dot)
            })
        },
        truth,
        model: modelled,
        mistakes: vec![
            &SUM_NOT_MEAN,
            &MEAN_TWICE,
            &BIASES_NOT_AVERAGED,
            &BATCH_SUM_AXIS,
            &BATCH_MEAN_AXIS,
            &PRODUCT_OF_MEANS,
            &WITHOUT_BIAS,
            &LINEAR_OUTPUT,
            &DERIVATIVE_SIGN,
            &BP1_WITHOUT_SIGMA_PRIME,
            &BP2_WITHOUT_SIGMA_PRIME,
            &BP2_NOT_TRANSPOSED,
            &BP4_OWN_ACTIVATION,
            &BP4_WRONG_WAY,
            &LOOP_OVER_SAMPLES,
            &PRODUCTS_PAST_DOT,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: Some(first_wrong),
    }
}
