//! What is the matter with a network that does not read.
//!
//! Every name given here says what is true of the network or of what training does to it. Where
//! the outputs leave it open, the answer is trained once more, on digits made for the question.

use ndarray::{ArrayView2, Axis, concatenate, s};

use super::digits::Digits;
use super::evidence::Outputs;
use super::network::Network;
use crate::exercise::Verdict;

/// Trains as the reader does, from the same random numbers.
pub type Retrain<'a> = dyn FnMut(&Digits) -> Result<Network, Verdict> + 'a;

/// The mistakes that `network`, trained on `digits`, shows; none if its training is sound or if
/// nothing shows. `early` was trained on the first few of the digits. An early verdict is an error.
pub fn diagnose(
    network: &Network,
    early: &Network,
    digits: &Digits,
    mut retrain: Option<&mut Retrain>,
) -> Result<Vec<&'static str>, Verdict> {
    let unchanged = network == early;
    let first = [(unchanged, "train-never-updated"), (hidden_alike(network), "train-zero-initialised")];
    let first: Vec<&str> = first
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, mistake)| mistake)
        .collect();
    if !first.is_empty() {
        return Ok(first);
    }

    let outputs = Outputs::of(network, digits, 255.0);
    let (share, other_order) = outputs.in_best_order();
    if other_order && share >= 0.7 {
        return Ok(vec!["train-outputs-permuted"]);
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
    if outputs.one_answer() {
        return Ok(vec!["train-one-label"]);
    }
    if outputs.frequencies_only() {
        return Ok(vec!["train-labels-apart"]);
    }
    if network.0.len() > 1 && network.0[0] == early.0[0] {
        return Ok(vec!["train-hidden-frozen"]);
    }
    if let Some(retrain) = &mut retrain
        && retrain(&digits.mostly_changed())? == *network
    {
        return Ok(vec!["train-most-unused"]);
    }
    Ok(Vec::new())
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

    /// The last three quarters upside down and with other labels.
    fn mostly_changed(&self) -> Digits {
        let n = self.labels.len();
        let (kept, changed) = (self.part(0, n / 4), self.part(n / 4, n));
        let turned = changed.images.slice(s![.., ..;-1]);
        let labels = changed.labels.iter().map(|label| 9 - label);
        Digits {
            images: concatenate![Axis(0), kept.images, turned],
            labels: kept.labels.into_iter().chain(labels).collect(),
        }
    }
}
