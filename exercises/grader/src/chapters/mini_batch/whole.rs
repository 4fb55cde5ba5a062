//! Exercise 6.7: backpropagation for a mini-batch, with a product of matrices that is watched.

use ndarray::{Array1, Array2, Axis};
use proptest::strategy::Strategy;

use super::parameters::{DIVISORS, SAMPLES, bp3, counted, divisor, product_of_means};
use super::products::{self, Without, constant, fewest, growing, with_zeros};
use super::stack::{batches, by_matrices, columns};
use crate::answer::{Answer, Tolerance, Value, value_difference};
use crate::atlas::Wrong;
use crate::chapters::cost::DERIVATIVE;
use crate::chapters::per_sample::forward::{FED_TOO, FORWARD, RELU};
use crate::chapters::per_sample::model::{
    IN_LOOPS, ONLY_BACKWARD, ONLY_BIASES, ONLY_FIRST, ONLY_FORWARD, ONLY_HIDDEN,
    ONLY_LAST_HIDDEN, ONLY_OUTPUT, ONLY_WEIGHTS, SHORTER, ways,
};
use crate::chapters::per_sample::slopes::{ONLY_BP1, ONLY_BP2, SIGMOID_SLOPES};
use crate::chapters::per_sample::ways::{
    BACKWARD, SIGMA_FOR_SIGMA_PRIME, all, backward_ways, forward_ways,
    sigmoid_slope_ways, slope_ways, sum_ways,
};
use crate::chapters::per_sample::{Gradients, model};
use crate::chapters::sgd::batch::{Batch, MeanCost};
use crate::constants::FACTORS;
use crate::function::{Function, Imitation, Special, once, with};
use crate::process::{End, Worker};
use crate::sample::Activation;
use crate::witness::Witness;

fn asked_of(worker: &mut Worker, i: &Batch) -> Result<Answer, End> {
    let (gradients, said) = products::observed(worker, i, &gradient(i, Witness::Duals))?;
    Ok([products::parts(&gradients), vec![said]].concat())
}

fn gradient(i: &Batch, witness: Witness) -> Gradients {
    let samples = i.samples();
    let start = samples[0].parameters();
    samples[0].split(&witness.gradient(&MeanCost(&samples), &start))
}

fn answer(gradients: &Gradients) -> Answer {
    [products::parts(gradients), vec![products::right()]].concat()
}

/// What becomes of the gradients of the samples, beside [`DIVISORS`] and [`SAMPLES`].
const OF_SAMPLES: [&str; 7] = [
    "biases-not-averaged",
    "weights-not-averaged",
    "biases-averaged-twice",
    "weights-averaged-twice",
    "batch-sum-axis",
    "batch-mean-axis",
    "product-of-means",
];

/// The backward pass of chapter 3 for each sample, and what becomes of their gradients.
pub fn averaged(i: &Batch, wrong: Wrong) -> Gradients {
    let samples = i.samples();
    let m = samples.len() as f64;
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
    let (of_biases, of_weights) = &passes[0].1;
    let errors = |l: usize| {
        let delta: Vec<_> =
            passes.iter().map(|(_, (nabla_b, _))| nabla_b[l].clone()).collect();
        columns(delta[0].len(), &delta)
    };
    // The model has made this mistake already.
    let rest: Vec<_> =
        wrong.0.iter().copied().filter(|&slug| slug != "bp3-negative").collect();
    let nabla_b = (0..of_biases.len()).map(|l| {
        let delta = errors(l);
        let more = if wrong.has("biases-averaged-twice") { m } else { 1.0 };
        match wrong.has("biases-not-averaged") {
            true => delta.sum_axis(Axis(1)),
            false => bp3(&delta, Wrong(&rest)) / more,
        }
    });
    let nabla_w = (0..of_weights.len()).map(|l| {
        if wrong.has("product-of-means") {
            let a: Vec<_> =
                passes.iter().map(|(activations, _)| activations[l].clone()).collect();
            return product_of_means(&errors(l), &columns(a[0].len(), &a));
        }
        // A sample in each row, so that they are counted like columns.
        let shape = of_weights[l].dim();
        let of_samples: Vec<_> = passes
            .iter()
            .map(|pass| Array1::from_iter(pass.1.1[l].iter().copied()))
            .collect();
        let of_samples = columns(of_samples[0].len(), &of_samples);
        let sum = counted(&of_samples, wrong).sum_axis(Axis(1));
        let neurons =
            Array2::zeros((of_biases[l.min(of_biases.len() - 1)].len(), passes.len()));
        let more = if wrong.has("weights-averaged-twice") { m } else { 1.0 };
        let divisor = match wrong.has("weights-not-averaged") {
            true => 1.0,
            false => divisor(neurons.view(), wrong) * more,
        };
        (sum / divisor).into_shape_with_order(shape).expect("the shape that it had")
    });
    (nabla_b.collect(), nabla_w.collect())
}

fn modelled(i: &Batch, wrong: Wrong) -> Answer {
    answer(&averaged(i, wrong))
}

/// b along the rows, as people write the rest.
fn bias_along_the_row(i: &Batch) -> Answer {
    let (zs, activations) = by_matrices(i, Wrong(&["bias-along-the-row"]));
    let slope = |z: &Array2<f64>| z.mapv(|z| model::sigma(z) * model::sigma(-z));
    let (m, last) = (i.size() as f64, zs.len() - 1);
    let mut delta = (&activations[last + 1] - &i.y) * slope(&zs[last]);
    let (mut nabla_b, mut nabla_w) = (Vec::new(), Vec::new());
    for l in (0..=last).rev() {
        if l < last {
            delta = i.weights[l + 1].t().dot(&delta) * slope(&zs[l]);
        }
        nabla_b.insert(0, delta.sum_axis(Axis(1)) / m);
        nabla_w.insert(0, delta.dot(&activations[l].t()) / m);
    }
    answer(&(nabla_b, nabla_w))
}

/// A factor in the gradient of the biases or the weights of one layer.
fn with_factor(i: &Batch, factor: f64, biases: bool, last: bool) -> Answer {
    let (mut nabla_b, mut nabla_w) = averaged(i, Wrong::NOTHING);
    let l = if last { nabla_b.len() - 1 } else { 0 };
    if biases {
        nabla_b[l] *= factor;
    } else {
        nabla_w[l] *= factor;
    }
    answer(&(nabla_b, nabla_w))
}

/// Right gradients, and what the products tell.
fn right_by(i: &Batch, said: crate::answer::Part) -> Answer {
    let gradients = gradient(i, Witness::Duals);
    [products::parts(&gradients), vec![said]].concat()
}

/// How many products a loop takes for each sample, and how many stand outside of it, in numbers of
/// layers and one more or less.
const LOOPS: [[i64; 4]; 12] = [
    [3, -1, 0, 0],
    [3, 0, 0, 0],
    [3, -2, 0, 0],
    [2, -1, 1, 0],
    [2, 0, 1, 0],
    [1, 0, 2, -1],
    [1, 0, 2, 0],
    [2, 0, 0, 0],
    [2, -1, 0, 0],
    [1, 0, 0, 0],
    [1, -1, 2, 0],
    [4, 0, 0, 0],
];

/// The places in [`LOOPS`].
const LOOP_WAYS: &[f64] = &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0];

fn by_loop(i: &Batch, way: f64) -> Answer {
    let [times, more, times_outside, more_outside] = LOOPS[way as usize];
    let (m, layers) = (i.size() as i64, i.weights.len() as i64);
    let (each, outside) = (times * layers + more, times_outside * layers + more_outside);
    let all = |m: i64| (m * each + outside).max(0) as usize;
    // One sample in a loop takes as many as the equations, or fewer.
    let said = if m > 1 && each > 0 {
        growing(i, all(m), all(1))
    } else {
        let truth = gradient(i, Witness::Duals);
        constant(i, all(m), Some(&with_zeros(i, Without::default())), &truth)
    };
    right_by(i, said)
}

/// Each set of equations without `dot`, with or without a step back to the input.
const PAST_WAYS: &[f64] =
    &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 9.0, 11.0, 12.0, 13.0, 14.0, 15.0];

fn without(way: f64) -> Without {
    let way = way as usize;
    Without { forward: way & 1 > 0, bp2: way & 2 > 0, bp4: way & 4 > 0 }
}

fn past_dot(i: &Batch, way: f64) -> Answer {
    let (without, layers) = (without(way), i.weights.len());
    let to_input = usize::from(way >= 8.0 && !without.bp2);
    let all = fewest(layers) + to_input - without.missing(layers);
    let truth = gradient(i, Witness::Duals);
    right_by(i, constant(i, all, Some(&with_zeros(i, without)), &truth))
}

/// Calls that nothing is made of, in numbers of layers and some more or less.
const SHOWN: [[i64; 2]; 14] = [
    [3, -2],
    [3, -1],
    [3, 0],
    [3, 1],
    [3, 2],
    [4, -1],
    [4, 0],
    [4, 1],
    [5, 0],
    [6, 0],
    [9, 0],
    [0, 5],
    [0, 10],
    [0, 20],
];

/// The places in [`SHOWN`].
const SHOW_WAYS: &[f64] =
    &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0];

fn for_show(i: &Batch, way: f64) -> Answer {
    let [times, more] = SHOWN[way as usize];
    let all = (times * i.weights.len() as i64 + more).max(0) as usize;
    let truth = gradient(i, Witness::Duals);
    right_by(i, constant(i, all, Some(&with_zeros(i, without(7.0))), &truth))
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
    let want = answer(&gradient(i, Witness::Duals));
    let layers = i.weights.len();
    let shape = |value: &Value| match value {
        Value::Numbers(tensor) => tensor.shape().to_vec(),
        Value::Text(_) => Vec::new(),
    };
    // Of other shapes, the lists may be in another order.
    if got.len() != want.len()
        || got
            .iter()
            .zip(&want)
            .any(|(got, want)| shape(&got.value) != shape(&want.value))
    {
        return None;
    }
    let wrong = |k: usize| {
        value_difference(&got[k].value, &want[k].value, Tolerance::ORDINARY).is_some()
    };
    let l = (0..layers).rev().find(|&l| wrong(l) || wrong(layers + l))?;
    Some(match (wrong(l), wrong(layers + l)) {
        (true, false) => BP3,
        (false, _) => BP4,
        _ if l + 1 == layers => OUTPUT,
        _ => BP2,
    })
}

pub fn backprop_batch() -> Function<Batch> {
    let [bp1, bp2] = sigmoid_slope_ways!(modelled);
    let [forward, backward] = sum_ways!(modelled; ONLY_FORWARD, ONLY_BACKWARD);
    let own: Vec<Imitation<Batch>> = vec![
        once("bias-along-the-row", bias_along_the_row),
        once("divided-by-inputs", |i| {
            let (nabla_b, nabla_w) = averaged(i, Wrong(&["factor-1-m-missing"]));
            let inputs = i.x.nrows() as f64;
            let divided_b = nabla_b.into_iter().map(|b| b / inputs).collect();
            answer(&(divided_b, nabla_w.into_iter().map(|w| w / inputs).collect()))
        }),
        with("factor-in-one-layer", FACTORS, |i, c| with_factor(i, c, true, false)),
        with("factor-in-one-layer", FACTORS, |i, c| with_factor(i, c, true, true)),
        with("factor-in-one-layer", FACTORS, |i, c| with_factor(i, c, false, false)),
        with("factor-in-one-layer", FACTORS, |i, c| with_factor(i, c, false, true)),
        with("loop-over-samples", LOOP_WAYS, by_loop),
        with("products-past-dot", PAST_WAYS, past_dot),
        with("products-for-show", SHOW_WAYS, for_show),
    ];
    Function {
        name: "backprop_batch",
        inputs: || batches().boxed(),
        show: Batch::show,
        ask: asked_of,
        truth: |i, witness| answer(&gradient(i, witness)),
        model: modelled,
        mistakes: [
            &OF_SAMPLES[..],
            &DIVISORS,
            &SAMPLES,
            &FORWARD,
            &DERIVATIVE,
            &BACKWARD,
            &SIGMA_FOR_SIGMA_PRIME,
            &SIGMOID_SLOPES,
        ]
        .concat()
        .into_iter()
        // The mean over the samples makes its own ∇b.
        .filter(|&slug| slug != "bp3-negative")
        .collect(),
        special: Special {
            first_wrong: Some(first_wrong),
            written: all([
                own,
                forward_ways!(modelled),
                backward_ways!(modelled),
                bp1,
                bp2,
                forward,
                backward,
            ]),
            ..Special::none()
        },
    }
}
