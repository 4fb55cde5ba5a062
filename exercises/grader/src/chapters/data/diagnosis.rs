//! What is the matter with a network that does not read.
//!
//! Every name given here says what is true of the network or of what training does to it. Where
//! the outputs leave it open, the answer is trained once more, on digits made for the question.

use ndarray::{Array2, ArrayView2, Axis, concatenate, s};

use super::digits::Digits;
use super::evidence::Outputs;
use super::network::{Network, forward};
use crate::exercise::Verdict;

/// Trains as the reader does, from the same random numbers.
pub type Retrain<'a> = dyn FnMut(&Digits) -> Result<Network, Box<Verdict>> + 'a;

/// The mistakes that `network`, trained on `digits`, shows; none if its training is sound or if
/// nothing shows. `early` was trained on the first few of the digits. An early verdict is an error.
pub fn diagnose(
    network: &Network,
    early: &Network,
    digits: &Digits,
    mut retrain: Option<&mut Retrain>,
) -> Result<Vec<&'static str>, Box<Verdict>> {
    let unchanged = match &mut retrain {
        _ if network != early => None,
        // Other digits from the first to the last, and not only after those trained on before.
        Some(retrain) => {
            let unmoved = retrain(&digits.changed_from(0))? == *network;
            Some(if unmoved { "train-never-updated" } else { "train-most-unused" })
        }
        None => Some("train-most-unused"),
    };
    let alike = hidden_alike(network).then_some("train-zero-initialised");
    if unchanged.or(alike).is_some() {
        return Ok(unchanged.into_iter().chain(alike).collect());
    }

    let outputs = Outputs::of(network, digits, 255.0);
    let (share, other_order) = outputs.in_best_order();
    if other_order && share >= 0.7 {
        return Ok(vec!["train-outputs-permuted"]);
    }
    if network.0.len() > 1 && network.0[0] == early.0[0] {
        return Ok(vec!["train-hidden-frozen"]);
    }
    if let Some(slug) = trained_otherwise(network, digits, share) {
        return Ok(vec![slug]);
    }
    if share < 0.6 && saturated_from_the_start(network, early, digits) {
        return Ok(vec!["train-weights-not-centred"]);
    }
    if outputs.cost() >= 4.0 {
        return Ok(vec!["train-raises-the-cost"]);
    }
    if outputs.stuck() {
        return Ok(vec!["train-saturated"]);
    }
    // Whoever scales has pixels of 1/255 here, and learns little more than frequencies from them:
    // at most 23 % in the grader's own trials, against 67 % and more without scaling.
    if let Some(retrain) = &mut retrain
        && share < 0.6
    {
        let binary = digits.binary();
        let network = retrain(&binary)?;
        let (share, other_order) = Outputs::of(&network, &binary, 1.0).in_best_order();
        if share >= 0.6 {
            let permuted = other_order.then_some("train-outputs-permuted");
            return Ok(["train-pixels-unscaled"].into_iter().chain(permuted).collect());
        }
    }
    // Whoever turns pixels round sees these as they should be.
    if let Some(retrain) = &mut retrain
        && share < 0.6
    {
        let inverted = digits.inverted();
        let network = retrain(&inverted)?;
        let right =
            Outputs::otherwise(&network, &inverted, |x| 1.0 - x, sigma).share_right();
        if right >= 0.6 {
            return Ok(vec!["train-pixels-inverted"]);
        }
    }
    if outputs.one_answer() {
        return Ok(vec!["train-one-label"]);
    }
    let frequencies = outputs.frequencies_only();
    if frequencies
        || outputs.spread() <= 0.1 && share <= 0.2
        || outputs.spread() <= 0.05 && share < 0.6
    {
        // Whoever keeps image and label together learns these, however little.
        let blocks = digits.blocks();
        let paired = match &mut retrain {
            Some(retrain) => {
                Outputs::of(&retrain(&blocks)?, &blocks, 255.0).share_right() >= 0.5
            }
            None => false,
        };
        return Ok(match () {
            _ if paired => vec!["train-too-few-steps"],
            _ if frequencies => vec!["train-labels-apart"],
            _ if share <= 0.2 => vec!["train-images-ignored"],
            _ => Vec::new(),
        });
    }
    if let Some(retrain) = &mut retrain
        && retrain(&digits.changed_from(digits.labels.len() / 4))? == *network
    {
        return Ok(vec!["train-most-unused"]);
    }
    Ok(Vec::new())
}

/// A pixel from 0 to 1 as something else, and the activation of hidden neurons.
type Otherwise = (&'static str, fn(f64) -> f64, fn(f64) -> f64);

fn sigma(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// With one of these a network reads far better that does not read pixels from 0 to 1 by σ: then it
/// was trained so.
const OTHERWISE: [Otherwise; 9] = [
    ("train-pixels-inverted", |x| 1.0 - x, sigma),
    ("train-pixels-shifted", |x| x - 0.5, sigma),
    ("train-pixels-shifted", |x| 2.0 * x - 1.0, sigma),
    ("train-pixels-shifted", |x| (x - 0.1307) / 0.3081, sigma),
    ("train-pixels-unscaled", |x| 255.0 * x, sigma),
    ("train-pixels-unscaled", |x| if x > 0.0 { 1.0 } else { 0.0 }, sigma),
    ("train-other-activation", |x| x, f64::tanh),
    ("train-other-activation", |x| x, |z| z.max(0.0)),
    ("train-other-activation", |x| x, |z| z),
];

fn trained_otherwise(
    network: &Network,
    digits: &Digits,
    share: f64,
) -> Option<&'static str> {
    let read = OTHERWISE.map(|(slug, pixel, hidden)| {
        (Outputs::otherwise(network, digits, pixel, hidden).share_right(), slug)
    });
    let (most, slug) = read.iter().copied().max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    // Far worse than guessing, where something else is read better than that, is telling too.
    (share < 0.85 && most >= 0.45 && most >= share + 0.1 || share <= 0.05 && most >= 0.18)
        .then_some(slug)
}

/// How far w is from where few digits left it, relative to its size.
fn moved(w: &Array2<f64>, before: &Array2<f64>) -> f64 {
    if w.dim() != before.dim() {
        return f64::INFINITY;
    }
    let square = |w: Array2<f64>| w.mapv(|w| w * w).sum();
    (square(w - before) / square(before.clone())).sqrt()
}

/// Whether all first weights are above 0, so that hidden neurons answer 1 to every digit, and w²
/// stays as it was. Weights of pixels that are never inked are as they were at the start, unless
/// they decay.
fn saturated_from_the_start(network: &Network, early: &Network, digits: &Digits) -> bool {
    let w = &network.0[0];
    let paper =
        (0..w.ncols()).filter(|&k| digits.images.column(k).iter().all(|&byte| byte == 0));
    let paper: Vec<usize> = paper.collect();
    let positive = paper.iter().all(|&k| w.column(k).iter().all(|&w| w >= 0.0));
    let x = digits.images.mapv(|byte| f64::from(byte) / 255.0).reversed_axes();
    let hidden = forward(&network.0[..1], &network.1[..1], x);
    let answers_one = hidden.iter().filter(|&&a| a > 1.0 - 1e-6).count();
    paper.len() >= 20
        && positive
        && network.0.len() > 1
        && 10 * answers_one >= 9 * hidden.len()
        && moved(w, &early.0[0]) < 0.05
}

/// Whether all neurons of a hidden layer have the same weights and the same bias. Sums in another
/// order leave them different by rounding.
fn hidden_alike((weights, biases): &Network) -> bool {
    let hidden = weights.iter().zip(biases).take(weights.len() - 1);
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
    let rows_alike = |w: ArrayView2<f64>| {
        w.rows()
            .into_iter()
            .all(|row| row.iter().zip(w.row(0)).all(|(&a, &b)| same(a, b)))
    };
    let mut layers = hidden.filter(|(w, _)| w.nrows() > 1);
    layers.any(|(w, b)| rows_alike(w.view()) && b.iter().all(|&bias| same(bias, b[0])))
}

impl Digits {
    /// Bytes of 0 and 1 only.
    fn binary(&self) -> Digits {
        Digits { images: self.images.mapv(|byte| byte.min(1)), ..self.clone() }
    }

    /// Ink for paper and paper for ink.
    fn inverted(&self) -> Digits {
        Digits { images: self.images.mapv(|byte| 255 - byte), ..self.clone() }
    }

    /// For each label a block of ink of its own.
    fn blocks(&self) -> Digits {
        let ink = |(sample, k): (usize, usize)| {
            if k / 78 == usize::from(self.labels[sample]) { 255 } else { 0 }
        };
        Digits { images: Array2::from_shape_fn(self.images.dim(), ink), ..self.clone() }
    }

    /// All from the `first` on upside down and with other labels.
    fn changed_from(&self, first: usize) -> Digits {
        let n = self.labels.len();
        let (kept, changed) = (self.part(0, first), self.part(first, n));
        let turned = changed.images.slice(s![.., ..;-1]);
        let labels = changed.labels.iter().map(|label| 9 - label);
        Digits {
            images: concatenate![Axis(0), kept.images, turned],
            labels: kept.labels.into_iter().chain(labels).collect(),
        }
    }
}
