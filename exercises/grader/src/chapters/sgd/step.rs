//! Exercises 5.2 and 5.4: the update for a mini-batch, and an epoch of them.

use ndarray::{Array1, Array2, ArrayView1};
use proptest::prelude::*;

use super::batch::{Batch, mean_gradient};
use super::mistakes::*;
use super::split::{order, split};
use crate::answer::{Answer, Tolerance, layers, part};
use crate::atlas::Wrong;
use crate::chapters::cost::mistakes::STEP_UPHILL;
use crate::chapters::per_sample::Gradients;
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::{Sample, filled, positive, widths};
use crate::witness::Witness;

/// A mini-batch and η.
type Update = (Batch, f64);

/// The widths of networks of two or three layers.
fn few_layers() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![widths(2), widths(3)]
}

pub fn parts(weights: &[Array2<f64>], biases: &[Array1<f64>]) -> Answer {
    [layers("w", 2, weights), layers("b", 2, biases)].concat()
}

/// The parameters of a network as parts.
pub fn network(like: &Sample, parameters: &Array1<f64>) -> Answer {
    let (biases, weights) = like.split(&parameters.to_vec());
    parts(&weights, &biases)
}

/// What the reader is given as backpropagation: exact, and with no equation of it inside.
fn gradients(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> Gradients {
    let sample = Sample {
        weights: weights.to_vec(),
        biases: biases.to_vec(),
        x: x.to_owned(),
        y: y.to_owned(),
    };
    gradient_sum(&sample, std::slice::from_ref(&sample))
}

/// The sum of the gradients of some samples at the weights and biases of `network`.
fn gradient_sum(network: &Sample, samples: &[Sample]) -> Gradients {
    let at = network.parameters();
    let zero = Array1::zeros(at.len());
    let sum = samples.iter().fold(zero, |sum, sample| {
        sum + mean_gradient(std::slice::from_ref(sample), &at, Witness::Duals)
    });
    network.split(&sum.to_vec())
}

/// −η times a sum of gradients over their number, with the mistakes that can be made there.
/// `like` says which of the parameters are biases.
fn change(
    like: &Sample,
    sum: Array1<f64>,
    size: usize,
    eta: f64,
    wrong: Wrong,
) -> Array1<f64> {
    let size = size as f64;
    let divisor = if wrong.has(&SUM_NOT_MEAN) {
        1.0
    } else if wrong.has(&MEAN_TWICE) {
        size * size
    } else {
        size
    };
    let sign = if wrong.has(&STEP_UPHILL) { 1.0 } else { -1.0 };
    let change = sum * (sign * eta / divisor);
    if wrong.has(&BIASES_FORGOTTEN) { change * kept(like, 1.0, 0.0) } else { change }
}

/// One factor for all weights and one for all biases, in the order of the parameters.
fn kept(like: &Sample, weight: f64, bias: f64) -> Array1<f64> {
    let layers = like.weights.iter().zip(&like.biases);
    layers
        .flat_map(|(w, b)| [vec![weight; w.len()], vec![bias; b.len()]].concat())
        .collect()
}

fn updated(batch: &Batch, eta: f64, wrong: Wrong) -> Answer {
    let samples = batch.samples();
    let (like, m) = (&samples[0], samples.len());
    let start = Array1::from(like.parameters());
    let of_sample = |sample: &Sample, at: &Array1<f64>| {
        mean_gradient(std::slice::from_ref(sample), &at.to_vec(), Witness::Duals)
    };
    if wrong.has(&UPDATED_WHILE_SUMMING) {
        let end = samples.iter().fold(start, |at, sample| {
            let gradient = of_sample(sample, &at);
            &at + &change(like, gradient, m, eta, wrong)
        });
        return network(like, &end);
    }
    let counted =
        if wrong.has(&LAST_GRADIENT) { &samples[m - 1..] } else { &samples[..] };
    let step = |at: &Array1<f64>| {
        let sum =
            counted.iter().fold(at * 0.0, |sum, sample| sum + of_sample(sample, at));
        change(like, sum, m, eta, wrong)
    };
    if wrong.has(&BIASES_FIRST) {
        let halfway = &start + step(&start) * kept(like, 0.0, 1.0);
        let end = &halfway + step(&halfway) * kept(like, 1.0, 0.0);
        return network(like, &end);
    }
    network(like, &(&start + step(&start)))
}

pub fn update_mini_batch() -> Function<Update> {
    Function {
        info: Info {
            id: "5.2",
            name: "update_mini_batch",
            title: "the update for one mini-batch",
            stars: 2,
            hints: [
                "At which weights are the gradients of the samples taken: at those before the \
                 update, or at weights that change from sample to sample?",
                "w^l → w^l − (η/m) Σ_x ∂C_x/∂w^l and b^l → b^l − (η/m) Σ_x ∂C_x/∂b^l",
                "First all gradients, collected in a list (or summed). Then a loop over them and \
                 the layers: `w.scaled_add(-eta / m, nabla_w)`, and the same for b.",
            ],
        },
        inputs: || {
            let batch = filled((few_layers(), 1..=4_usize), |(widths, m), numbers| {
                Batch::of(widths, *m, numbers)
            });
            (batch, positive()).boxed()
        },
        show: |(batch, eta)| [batch.show_samples(), vec![part("η", *eta)]].concat(),
        reader: |answers, (batch, eta)| {
            let (mut weights, mut biases) = (batch.weights.clone(), batch.biases.clone());
            let samples: Vec<_> =
                batch.samples().into_iter().map(|sample| (sample.x, sample.y)).collect();
            (answers.sgd.update_mini_batch)(
                &mut weights,
                &mut biases,
                &samples,
                *eta,
                &gradients,
            );
            parts(&weights, &biases)
        },
        truth: |(batch, eta), witness| {
            let samples = batch.samples();
            let start = samples[0].parameters();
            let gradient = mean_gradient(&samples, &start, witness);
            network(&samples[0], &(Array1::from(start) - gradient * *eta))
        },
        model: |(batch, eta), wrong| updated(batch, *eta, wrong),
        mistakes: vec![
            &SUM_NOT_MEAN,
            &MEAN_TWICE,
            &STEP_UPHILL,
            &LAST_GRADIENT,
            &UPDATED_WHILE_SUMMING,
            &BIASES_FIRST,
            &BIASES_FORGOTTEN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}

/// All that an epoch is given.
#[derive(Clone, Debug)]
pub struct Epoch {
    data: Batch,
    order: Vec<usize>,
    m: usize,
    eta: f64,
}

fn epoch_inputs() -> impl Strategy<Value = Epoch> {
    let shape = (few_layers(), order(6), 1..=4_usize, positive());
    filled(shape, |(widths, order, m, eta), numbers| Epoch {
        data: Batch::of(widths, order.len(), numbers),
        order: order.clone(),
        m: *m,
        eta: *eta,
    })
}

fn chosen(samples: &[Sample], numbers: &[usize]) -> Vec<Sample> {
    numbers.iter().map(|&k| samples[k].clone()).collect()
}

fn trained(i: &Epoch, wrong: Wrong) -> Answer {
    let samples = i.data.samples();
    let like = &samples[0];
    let start = Array1::from(like.parameters());
    let (mut at, mut carried) = (start.clone(), &start * 0.0);
    for numbers in split(&i.order, i.m, wrong) {
        let place = if wrong.has(&STALE_GRADIENT) { &start } else { &at };
        let batch = chosen(&samples, &numbers);
        let mut sum =
            mean_gradient(&batch, &place.to_vec(), Witness::Duals) * batch.len() as f64;
        if wrong.has(&CARRIED_OVER) {
            sum += &carried;
            carried = sum.clone();
        }
        let size = if wrong.has(&PARTIAL_OVER_M) {
            i.m
        } else if wrong.has(&MEAN_OVER_ALL) {
            i.order.len()
        } else {
            batch.len()
        };
        at += &change(like, sum, size, i.eta, wrong);
    }
    network(like, &at)
}

pub fn epoch() -> Function<Epoch> {
    Function {
        info: Info {
            id: "5.4",
            name: "epoch",
            title: "an epoch",
            stars: 3,
            hints: [
                "With 10 samples and m = 4, by what is the last sum of gradients divided? And at \
                 which weights is the gradient of the second mini-batch taken?",
                "For each mini-batch B in order, with |B| its number of samples: \
                 v → v − (η/|B|) Σ_{x in B} ∇C_x(v)",
                "A loop over `order.chunks(m)`. Inside: call `gradient_sum` with the weights as \
                 they are now, divide η by the length of the chunk, step in every layer.",
            ],
        },
        inputs: || epoch_inputs().boxed(),
        show: |i| {
            let rest = [
                part("order", format!("{:?}", i.order)),
                part("m", i.m as f64),
                part("η", i.eta),
            ];
            [i.data.show_samples(), rest.to_vec()].concat()
        },
        reader: |answers, i| {
            let (mut weights, mut biases) =
                (i.data.weights.clone(), i.data.biases.clone());
            let samples = i.data.samples();
            let gradient_sum = |w: &[Array2<f64>], b: &[Array1<f64>], of: &[usize]| {
                let (weights, biases) = (w.to_vec(), b.to_vec());
                let network = Sample { weights, biases, ..samples[0].clone() };
                gradient_sum(&network, &chosen(&samples, of))
            };
            (answers.sgd.epoch)(
                &mut weights,
                &mut biases,
                &i.order,
                i.m,
                i.eta,
                &gradient_sum,
            );
            parts(&weights, &biases)
        },
        truth: |i, witness| {
            let samples = i.data.samples();
            let mut at = Array1::from(samples[0].parameters());
            for start in (0..i.order.len()).step_by(i.m) {
                let end = i.order.len().min(start + i.m);
                let batch = chosen(&samples, &i.order[start..end]);
                at = &at - &(mean_gradient(&batch, &at.to_vec(), witness) * i.eta);
            }
            network(&samples[0], &at)
        },
        model: trained,
        mistakes: vec![
            &PARTIAL_DROPPED,
            &PARTIAL_OVER_M,
            &SUM_NOT_MEAN,
            &MEAN_OVER_ALL,
            &STALE_GRADIENT,
            &CARRIED_OVER,
            &ORDER_IGNORED,
            &STEP_UPHILL,
            &BIASES_FORGOTTEN,
        ],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
