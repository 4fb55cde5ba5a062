//! The reader's own functions learn to read digits: `cargo run --package exercises train-digits`.
//!
//! What of chapters 3 and 5 is solved does the work: the gradient, the mini-batches and the update
//! or, once it is there, the epoch, the shuffle, the accuracy. A stand-in does the rest, and the
//! reader is told so.

use std::time::{Duration, Instant};

use anstream::println;
use ndarray::{Array1, Array2};
use worker::value::{FromValue, Unfit, Value};

use crate::atlas::Wrong;
use crate::chapters::data::digits::{Digits, PIXELS, TEST, TRAINING};
use crate::chapters::data::{Network, forward, random};
use crate::chapters::per_sample::{Gradients, model};
use crate::exercise::{Info, Status};
use crate::function::asked;
use crate::process::{End, Program, Worker};
use crate::read_digits::grouped;
use crate::run;
use crate::sample::{Activation, Sample};

const SIZES: [usize; 3] = [PIXELS, 20, 10];
const EPOCHS: usize = 5;
const M: usize = 10;
const ETA: f64 = 3.0;
const SEED: u64 = 1;

/// For one epoch.
const TIME: Duration = Duration::from_secs(300);

/// What can be the reader's, in the order of the book.
const PARTS: [&str; 6] = [
    "backprop",
    "mini_batches",
    "update_mini_batch",
    "accuracy",
    "epoch",
    "shuffle_together",
];

/// Trains, and tells of each epoch. Returns the last test accuracy.
///
/// # Errors
/// What went wrong: a function that is solved ended without an answer.
pub fn train_digits(program: &Program) -> Result<f64, String> {
    let mut learner = Learner::new(program)?;
    let (training, test) = (TRAINING.digits(), TEST.digits());
    println!(
        "Training {SIZES:?} on {} digits, quadratic cost, η = {ETA}, m = {M}, seed {SEED}\n",
        grouped(training.labels.len())
    );
    learner.introduce();

    let mut random = random(SEED);
    let mut network = initial(&mut random);
    let (mut images, mut labels) = samples(&training);
    println!("epoch   test accuracy   seconds");
    let mut accuracy = 0.0;
    for number in 1..=EPOCHS {
        let start = Instant::now();
        (images, labels) = learner.shuffled(images, labels, &mut random)?;
        network = learner.epoch(network, &images, &labels)?;
        let seconds = start.elapsed().as_secs_f64();
        accuracy = learner.accuracy(&network, &test)?;
        println!("{number:>5}{:>14.2} %{seconds:>10.1}", 100.0 * accuracy);
    }
    Ok(accuracy)
}

struct Learner {
    /// Which of the parts the reader has solved.
    solved: Vec<&'static str>,
    worker: Worker,
    /// The same program once more: asked for gradients while the other is at an epoch.
    gradients: Gradient,
}

impl Learner {
    fn new(program: &Program) -> Result<Learner, String> {
        let exercises: Vec<_> =
            PARTS.iter().filter_map(|name| crate::find(name)).collect();
        let graded = run::grade(&exercises, program, SEED, 2, |_| ());
        let mut solved = Vec::new();
        for (name, graded) in PARTS.into_iter().zip(graded) {
            match graded.verdict.status {
                Status::Solved => solved.push(name),
                Status::CouldNotGrade => return Err(graded.verdict.report),
                Status::Wrong | Status::NotStarted => {}
            }
        }
        let worker = || {
            let mut worker = Worker::new(program, EPOCHS as u32 * TIME);
            worker.allow(TIME);
            worker
        };
        let of_reader = solved.contains(&"backprop").then(worker);
        Ok(Learner { solved, worker: worker(), gradients: Gradient { of_reader } })
    }

    fn has(&self, part: &str) -> bool {
        self.solved.contains(&part)
    }

    /// Says who does what.
    fn introduce(&self) {
        for name in PARTS {
            let id = &Info::of(name).id;
            let who = match name {
                "mini_batches" | "update_mini_batch" if self.has("epoch") => {
                    "not needed: your epoch does without".to_owned()
                }
                _ if self.has(name) => "yours".to_owned(),
                _ => format!(
                    "a stand-in, until yours is solved: cargo test --package exercises {id}"
                ),
            };
            println!("{id} {name:<18} {who}");
        }
        println!();
    }

    fn shuffled(
        &mut self,
        mut images: Vec<Array1<f64>>,
        mut labels: Vec<usize>,
        random: &mut impl FnMut() -> f64,
    ) -> Result<(Vec<Array1<f64>>, Vec<usize>), String> {
        let mut below = |n: usize| (random() * n as f64) as usize;
        if !self.has("shuffle_together") {
            for last in (1..labels.len()).rev() {
                let k = below(last + 1);
                images.swap(k, last);
                labels.swap(k, last);
            }
            return Ok((images, labels));
        }
        let arguments = args![images, labels, ()];
        let answer = self.worker.call_with("shuffle_together", arguments, |question| {
            let [n] = asked(question)?;
            Ok(below(usize::from_value(n)?).into())
        });
        answer.map_err(|end| told("shuffle_together", &end))
    }

    /// The network after a step for each mini-batch, in the order of the samples.
    fn epoch(
        &mut self,
        (mut weights, mut biases): Network,
        images: &[Array1<f64>],
        labels: &[usize],
    ) -> Result<Network, String> {
        let target = |label: usize| Array1::from_shape_fn(10, |j| f64::from(j == label));
        let sample = |k: usize| (images[k].clone(), target(labels[k]));
        let order: Vec<usize> = (0..labels.len()).collect();
        if self.has("epoch") {
            let arguments = args![weights, biases, &order, M, ETA, ()];
            let network = self.worker.call_with("epoch", arguments, |question| {
                let [weights, biases, of] = asked(question)?;
                let network = (Vec::from_value(weights)?, Vec::from_value(biases)?);
                let of: Vec<usize> = Vec::from_value(of)?;
                let samples = of.into_iter().map(sample);
                self.gradients.sum(network, samples).map(Value::from).map_err(|_| Unfit)
            });
            return network.map_err(|end| told("epoch", &end));
        }
        let batches: Vec<Vec<usize>> = if self.has("mini_batches") {
            let batches = self.worker.call("mini_batches", args![&order, M]);
            batches.map_err(|end| told("mini_batches", &end))?
        } else {
            order.chunks(M).map(<[usize]>::to_vec).collect()
        };
        for batch in batches {
            let samples = batch.iter().map(|&k| sample(k));
            (weights, biases) = self.step((weights, biases), samples)?;
        }
        Ok((weights, biases))
    }

    /// The network after a step for one mini-batch.
    fn step(
        &mut self,
        (mut weights, mut biases): Network,
        samples: impl ExactSizeIterator<Item = (Array1<f64>, Array1<f64>)>,
    ) -> Result<Network, String> {
        if self.has("update_mini_batch") {
            let samples: Vec<_> = samples.collect();
            let arguments = args![weights, biases, samples, ETA, ()];
            let network =
                self.worker.call_with("update_mini_batch", arguments, |question| {
                    let [weights, biases, x, y] = asked(question)?;
                    let network = (Vec::from_value(weights)?, Vec::from_value(biases)?);
                    let sample = (Array1::from_value(x)?, Array1::from_value(y)?);
                    let sum = self.gradients.sum(network, [sample].into_iter());
                    sum.map(Value::from).map_err(|_| Unfit)
                });
            return network.map_err(|end| told("update_mini_batch", &end));
        }
        let rate = -ETA / samples.len() as f64;
        let network = (weights.clone(), biases.clone());
        let (nabla_b, nabla_w) =
            self.gradients.sum(network, samples).map_err(|end| told("backprop", &end))?;
        weights.iter_mut().zip(&nabla_w).for_each(|(w, nabla)| w.scaled_add(rate, nabla));
        biases.iter_mut().zip(&nabla_b).for_each(|(b, nabla)| b.scaled_add(rate, nabla));
        Ok((weights, biases))
    }

    fn accuracy(
        &mut self,
        (weights, biases): &Network,
        test: &Digits,
    ) -> Result<f64, String> {
        let x = test.images.mapv(|pixel| f64::from(pixel) / 255.0).reversed_axes();
        let outputs = forward(weights, biases, x);
        let labels: Vec<usize> = test.labels.iter().map(|&label| label.into()).collect();
        if self.has("accuracy") {
            let accuracy = self.worker.call("accuracy", args![outputs, labels]);
            return accuracy.map_err(|end| told("accuracy", &end));
        }
        let right = |&(k, &label): &(usize, &usize)| {
            let output = outputs.column(k);
            output.iter().all(|&a| a <= output[label])
        };
        Ok(labels.iter().enumerate().filter(right).count() as f64 / labels.len() as f64)
    }
}

/// The gradient of the quadratic cost, by the reader's `backprop` or without.
struct Gradient {
    of_reader: Option<Worker>,
}

impl Gradient {
    /// The sum over the samples (x, y).
    fn sum(
        &mut self,
        (weights, biases): Network,
        samples: impl Iterator<Item = (Array1<f64>, Array1<f64>)>,
    ) -> Result<Gradients, End> {
        let mut sum: Gradients = (
            biases.iter().map(|b| b * 0.0).collect(),
            weights.iter().map(|w| w * 0.0).collect(),
        );
        let mut sample =
            Sample { weights, biases, x: Array1::default(0), y: Array1::default(0) };
        for (x, y) in samples {
            (sample.x, sample.y) = (x, y);
            let (nabla_b, nabla_w) = self.of(&sample)?;
            sum.0.iter_mut().zip(&nabla_b).for_each(|(sum, nabla)| *sum += nabla);
            sum.1.iter_mut().zip(&nabla_w).for_each(|(sum, nabla)| *sum += nabla);
        }
        Ok(sum)
    }

    fn of(&mut self, i: &Sample) -> Result<Gradients, End> {
        if let Some(worker) = &mut self.of_reader {
            return worker.call("backprop", args![&i.weights, &i.biases, &i.x, &i.y]);
        }
        let (zs, activations) = i.forward(Activation::Sigmoid);
        let right = Wrong::NOTHING;
        Ok(model::backward(
            &i.weights,
            &zs,
            &activations,
            &i.y,
            Activation::Sigmoid,
            right,
        ))
    }
}

/// Weights between ±1/√n_in, biases 0.
fn initial(random: &mut impl FnMut() -> f64) -> Network {
    let layers = SIZES.windows(2).map(|pair| (pair[1], pair[0]));
    let weights = layers.clone().map(|(n_out, n_in)| {
        let most = 1.0 / (n_in as f64).sqrt();
        Array2::from_shape_simple_fn((n_out, n_in), || most * (2.0 * random() - 1.0))
    });
    (weights.collect(), layers.map(|(n_out, _)| Array1::zeros(n_out)).collect())
}

fn samples(digits: &Digits) -> (Vec<Array1<f64>>, Vec<usize>) {
    let rows = digits.images.rows().into_iter();
    let images = rows.map(|row| row.mapv(|pixel| f64::from(pixel) / 255.0)).collect();
    (images, digits.labels.iter().map(|&label| label.into()).collect())
}

fn told(function: &str, end: &End) -> String {
    let id = &Info::of(function).id;
    let why = match end {
        End::Panicked(panic) => format!("panicked: {}", panic.message),
        _ => "has no result".to_owned(),
    };
    format!(
        "{function} (exercise {id}) {why}.\nThen: cargo test --package exercises {id}"
    )
}
