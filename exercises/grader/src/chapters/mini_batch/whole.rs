//! Exercise 6.7: backpropagation for a mini-batch, with a product of matrices that counts.
//!
//! A loop over the samples shows in no number returned. It shows in how many products it takes:
//! with matrices that does not depend on m.

use ndarray::{Array2, Axis, s};
use proptest::strategy::Strategy;
use worker::value::FromValue;

use super::equations::{bp3, divisor, product_of_means};
use super::stack::{batches, columns};
use crate::answer::{Answer, Tolerance, layers, part, value_difference};
use crate::atlas::Wrong;
use crate::chapters::per_sample::{Gradients, model};
use crate::chapters::sgd::batch::{Batch, MeanCost};
use crate::function::{Function, Special, asked};
use crate::process::{End, Worker};
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

/// The reader's gradients, and how their number of products depends on m.
fn asked_of(worker: &mut Worker, i: &Batch) -> Result<Answer, End> {
    let mut counted = |i: &Batch| {
        let mut count = 0;
        let arguments = args![&i.weights, &i.biases, &i.x, &i.y, ()];
        let gradients: Gradients = worker.call_with("backprop_batch", arguments, |question| {
            count += 1;
            let [a, b] = asked(question)?;
            let (a, b) = (Array2::<f64>::from_value(a)?, Array2::<f64>::from_value(b)?);
            Ok(a.dot(&b).into())
        })?;
        Ok((gradients, count))
    };
    let one = Batch {
        x: i.x.slice(s![.., ..1]).to_owned(),
        y: i.y.slice(s![.., ..1]).to_owned(),
        ..i.clone()
    };
    let ((gradients, for_all), (_, for_one)) = (counted(i)?, counted(&one)?);
    // One product per layer forward, one for each ∇W, one for each step back between layers.
    let fewest = 3 * i.weights.len() - 1;
    let products = match for_all {
        all if all > for_one => GROWING,
        all if all < fewest => TOO_FEW,
        _ => CONSTANT,
    };
    Ok(with_products(gradients, products))
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
        let twice = if wrong.has("factor-1-m-twice") { once } else { 1.0 };
        let nabla_w = if wrong.has("product-of-means") {
            let a: Vec<_> =
                passes.iter().map(|(activations, _)| activations[l].clone()).collect();
            product_of_means(&delta, &columns(a[0].len(), &a))
        } else {
            sum / (once * twice)
        };
        let nabla_b = if wrong.has("biases-not-averaged") {
            delta.sum_axis(Axis(1))
        } else {
            bp3(&delta, wrong) / twice
        };
        (nabla_b, nabla_w)
    };
    let products = if wrong.has("products-past-dot") {
        TOO_FEW
    } else if wrong.has("loop-over-samples") {
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
        name: "backprop_batch",
        inputs: || batches().boxed(),
        show: Batch::show,
        ask: asked_of,
        truth,
        model: modelled,
        mistakes: vec![
            "factor-1-m-missing",
            "factor-1-m-twice",
            "biases-not-averaged",
            "batch-sum-axis",
            "batch-mean-axis",
            "product-of-means",
            "forward-without-bias",
            "forward-linear-output",
            "cost-derivative-sign",
            "bp1-without-sigma-prime",
            "bp2-without-sigma-prime",
            "bp2-not-transposed",
            "bp4-own-activation",
            "bp4-wrong-way-round",
            "loop-over-samples",
            "products-past-dot",
        ],
        special: Special { first_wrong: Some(first_wrong), ..Special::none() },
    }
}
