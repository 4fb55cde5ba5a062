//! Exercise 11.8: steps on small networks, judged by definition, and then digits, beside the plain
//! form of backpropagation from the same start.

use std::time::{Duration, Instant};

use ndarray::{Array1, Array2, Axis};

use super::network::gradients;
use crate::answer::{Answer, part};
use crate::atlas::Wrong;
use crate::chapters::data::digits::{Digits, PIXELS, TEST, TRAINING};
use crate::chapters::data::{Network, forward, random, without_network};
use crate::chapters::per_sample::{Gradients, model};
use crate::chapters::sgd::batch::Batch;
use crate::chapters::sgd::epoch::{Epoch, epoch};
use crate::chapters::sgd::step::parts;
use crate::exercise::{Exercise, Imitated, Info, Made, Status, Verdict};
use crate::function::{Function, once};
use crate::process::{End, Worker};
use crate::sample::{Activation, Sample};

/// Squares of 4 × 4 pixels become one input.
const SQUARE: usize = 4;
const SIZES: [usize; 3] = [PIXELS / (SQUARE * SQUARE), 16, 10];
const EPOCHS: usize = 6;
const MINI_BATCH: usize = 10;
const ETA: f64 = 3.0;

/// Rounding may turn a digit on which two outputs are equal to twelve places. It turns no more.
const TURNED: usize = 1;

pub fn train_on_tape() -> impl Exercise {
    Training
}

struct Training;

/// The data in the order in which an epoch goes through them.
fn ordered(i: &Epoch) -> [Array2<f64>; 2] {
    [&i.data.x, &i.data.y].map(|data| data.select(Axis(1), &i.order))
}

/// Exercise 5.4 with samples instead of numbers of samples, and no gradient to be asked for.
fn steps() -> Function<Epoch> {
    let mut steps = Function {
        name: "train_on_tape",
        show: |i| {
            let [x, y] = ordered(i);
            let rest = [part("m", i.m as f64), part("η", i.eta)];
            [Batch { x, y, ..i.data.clone() }.show(), rest.to_vec()].concat()
        },
        ask: |worker, i| {
            let ([x, y], Batch { weights, biases, .. }) = (ordered(i), &i.data);
            let arguments = args![weights, biases, x, y, i.m, i.eta];
            let (weights, biases): Network = worker.call("train_on_tape", arguments)?;
            Ok(parts(&weights, &biases))
        },
        ..epoch()
    };
    // Who is given no order cannot ignore it.
    let of_order = ["order-ignored", "order-looked-up-twice"];
    steps.mistakes.retain(|slug| !of_order.contains(slug));
    steps.special.written.retain(|imitation| !of_order.contains(&imitation.slug));
    steps.special.written.extend([
        once("sweep-set", |i| by_tape(i, Wrong(&["sweep-set"]))),
        once("sweep-output-left-out", |i| by_tape(i, Wrong(&["sweep-output-left-out"]))),
        once("tape-own-rates", |i| by_tape(i, Wrong(&["tape-own-rates"]))),
        once("tape-layers-apart", |i| by_tape(i, Wrong(&["tape-layers-apart"]))),
        once("tape-cost-without-half", |i| {
            by_tape(i, Wrong(&["tape-cost-without-half"]))
        }),
    ]);
    steps
}

/// An epoch with gradients from a tape with a mistake.
fn by_tape(i: &Epoch, wrong: Wrong) -> Answer {
    let network = (i.data.weights.clone(), i.data.biases.clone());
    let [x, y] = ordered(i);
    let sizes = (i.m, i.eta);
    let (weights, biases) = trained(network, &x, &y, sizes, |i| gradients(i, wrong));
    parts(&weights, &biases)
}

/// A network after an epoch, with (m, η).
fn trained(
    (mut weights, mut biases): Network,
    x: &Array2<f64>,
    y: &Array2<f64>,
    (m, eta): (usize, f64),
    gradients: impl Fn(&Sample) -> Gradients,
) -> Network {
    for start in (0..x.ncols()).step_by(m) {
        let samples = start..x.ncols().min(start + m);
        let step = -eta / samples.len() as f64;
        let (at, of_biases) = (weights.clone(), biases.clone());
        let [no_x, no_y] = [Array1::default(0), Array1::default(0)];
        let mut sample = Sample { weights: at, biases: of_biases, x: no_x, y: no_y };
        for k in samples {
            (sample.x, sample.y) = (x.column(k).to_owned(), y.column(k).to_owned());
            let (nabla_b, nabla_w) = gradients(&sample);
            weights.iter_mut().zip(&nabla_w).for_each(|(w, g)| w.scaled_add(step, g));
            biases.iter_mut().zip(&nabla_b).for_each(|(b, g)| b.scaled_add(step, g));
        }
    }
    (weights, biases)
}

/// The plain form: chapter 3, sample by sample.
fn plain(i: &Sample) -> Gradients {
    let (zs, activations) = model::forward(i, Activation::Sigmoid, Wrong::NOTHING);
    let sigmoid = Activation::Sigmoid;
    model::backward(&i.weights, &zs, &activations, &i.y, sigmoid, Wrong::NOTHING)
}

/// The columns are the images, each pixel the mean of a square; and the targets, 1 at the label.
fn pooled(digits: &Digits) -> [Array2<f64>; 2] {
    let (n, side) = (digits.labels.len(), 28);
    let mut x = Array2::zeros((SIZES[0], n));
    for ((sample, pixel), &byte) in digits.images.indexed_iter() {
        let (row, column) = (pixel / side / SQUARE, pixel % side / SQUARE);
        let area = (SQUARE * SQUARE) as f64;
        x[[row * (side / SQUARE) + column, sample]] += f64::from(byte) / 255.0 / area;
    }
    let target = |(j, k)| f64::from(usize::from(digits.labels[k]) == j);
    [x, Array2::from_shape_fn((SIZES[2], n), target)]
}

/// Weights of variance 1/n_in.
fn initial(random: &mut dyn FnMut() -> f64) -> Network {
    let layers = SIZES.windows(2).map(|n| {
        let scale = (12.0 / n[0] as f64).sqrt();
        let w = Array2::from_shape_simple_fn((n[1], n[0]), || scale * (random() - 0.5));
        (w, Array1::zeros(n[1]))
    });
    layers.unzip()
}

/// How many digits have their largest output at their label.
fn right((weights, biases): &Network, x: &Array2<f64>, labels: &[u8]) -> usize {
    let fits = |(outputs, &label): (ndarray::ArrayView1<f64>, &u8)| {
        let own = outputs.get(usize::from(label));
        own.is_some_and(|own| outputs.iter().all(|a| a <= own))
    };
    let outputs = forward(weights, biases, x.clone());
    outputs.columns().into_iter().zip(labels).filter(|&pair| fits(pair)).count()
}

/// Trains the reader's network and the grader's on the same digits, in the same order.
fn on_digits(worker: &mut Worker, seed: u64) -> Result<Verdict, End> {
    let [x, y] = pooled(&TRAINING.digits());
    let mut random = random(seed);
    let mut theirs = initial(&mut random);
    let mut ours = theirs.clone();
    let mut order: Vec<usize> = (0..x.ncols()).collect();
    let (mut their_time, mut our_time) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..EPOCHS {
        for last in (1..order.len()).rev() {
            order.swap(last, (random() * (last + 1) as f64) as usize);
        }
        let [x, y] = [&x, &y].map(|data| data.select(Axis(1), &order));
        let start = Instant::now();
        let arguments = args![&theirs.0, &theirs.1, &x, &y, MINI_BATCH, ETA];
        theirs = worker.call("train_on_tape", arguments)?;
        their_time += start.elapsed();
        let start = Instant::now();
        ours = trained(ours, &x, &y, (MINI_BATCH, ETA), plain);
        our_time += start.elapsed();
    }
    let test = TEST.digits();
    let [x, _] = pooled(&test);
    let [theirs, ours] = [theirs, ours].map(|network| right(&network, &x, &test.labels));
    let report = format!(
        "Your tape has learned to read {theirs} of {} new digits, and backpropagation in its plain \
         form, from\nthe same start with the same steps, {ours}. It took {:.1} s, and the plain form \
         {:.1} s.\n",
        test.labels.len(),
        their_time.as_secs_f64(),
        our_time.as_secs_f64()
    );
    if theirs + TURNED >= ours {
        return Ok(Verdict { report, ..Verdict::solved() });
    }
    let summary = format!("it reads {theirs} of {} digits", test.labels.len());
    let report = report
        + "\nSmall networks were right. What is different with 49 inputs, 2,000 samples and several \
           epochs?\n";
    Ok(Verdict { report, ..Verdict::plain(Status::Wrong, &summary) })
}

impl Exercise for Training {
    fn info(&self) -> &'static Info {
        Info::of("train_on_tape")
    }

    fn imitations(&self) -> Vec<Imitated> {
        steps().imitations()
    }

    fn judge(&self, worker: &mut Worker, seed: u64) -> Verdict {
        let verdict = steps().judge(worker, seed);
        if verdict.status != Status::Solved {
            return verdict;
        }
        worker.allow(self.time_limit());
        on_digits(worker, seed).unwrap_or_else(|end| without_network(self.info(), &end))
    }

    fn judge_imitation(&self, made: &Made, seed: u64) -> Verdict {
        steps().judge_imitation(made, seed)
    }

    fn disagreement(&self, seed: u64) -> f64 {
        steps().disagreement(seed)
    }

    fn time_limit(&self) -> Duration {
        Duration::from_secs(60)
    }
}
