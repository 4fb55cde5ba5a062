//! What the outputs of a trained network show.

use std::array;

use ndarray::{Array2, Axis};

use super::digits::Digits;
use super::network::{Network, forward, forward_with};

/// The outputs of a network for some digits, a column for each.
pub struct Outputs<'a> {
    outputs: Array2<f64>,
    labels: &'a [u8],
}

impl<'a> Outputs<'a> {
    /// Bytes are divided by `ink` before they go in.
    pub fn of((weights, biases): &Network, digits: &'a Digits, ink: f64) -> Self {
        let x = digits.images.mapv(|pixel| f64::from(pixel) / ink).reversed_axes();
        Outputs { outputs: forward(weights, biases, x), labels: &digits.labels }
    }

    /// Pixels between 0 and 1 are changed before they go in, and hidden neurons have another
    /// activation than σ.
    pub fn otherwise(
        (weights, biases): &Network,
        digits: &'a Digits,
        pixel: fn(f64) -> f64,
        hidden: fn(f64) -> f64,
    ) -> Self {
        let x = digits.images.mapv(|byte| pixel(f64::from(byte) / 255.0)).reversed_axes();
        Outputs {
            outputs: forward_with(weights, biases, x, hidden),
            labels: &digits.labels,
        }
    }

    /// The largest output of each digit, the first of several; and its label.
    fn answers(&self) -> impl Iterator<Item = (usize, usize)> {
        let answer = self.outputs.columns().into_iter().map(|a| {
            (0..a.len()).fold(0, |best, j| if a[j] > a[best] { j } else { best })
        });
        answer.zip(self.labels.iter().map(|&label| usize::from(label)))
    }

    /// How many are read correctly.
    pub fn right(&self) -> usize {
        self.answers().filter(|(answer, label)| answer == label).count()
    }

    pub fn share_right(&self) -> f64 {
        self.right() as f64 / self.labels.len() as f64
    }

    /// The mean of ½‖a − y‖². Outputs that say how often each digit occurs, and no more, come to
    /// 0.45; all 0 to 0.5; all 1/2 to 1.25; all wrong to 5.
    pub fn cost(&self) -> f64 {
        let mut errors = self.outputs.clone();
        for (mut a, &label) in errors.columns_mut().into_iter().zip(self.labels) {
            a[usize::from(label)] -= 1.0;
        }
        0.5 * errors.map(|error| error * error).sum() / self.labels.len() as f64
    }

    /// The share that is right if the outputs may stand for the digits in another order, and
    /// whether that is another order. An order has each digit once.
    pub fn in_best_order(&self) -> (f64, bool) {
        let mut counts = [[0_usize; 10]; 10];
        for (answer, label) in self.answers() {
            counts[answer][label] += 1;
        }
        let meant: [usize; 10] = array::from_fn(|answer| {
            (0..10).max_by_key(|&label| counts[answer][label]).expect("ten labels")
        });
        if !(0..10).all(|label| meant.contains(&label)) {
            return (self.share_right(), false);
        }
        let right: usize = (0..10).map(|answer| counts[answer][meant[answer]]).sum();
        let other = meant != array::from_fn(|answer| answer);
        (right as f64 / self.labels.len() as f64, other)
    }

    /// Whether one output is near 1 and the others are near 0, whatever the digit.
    pub fn one_answer(&self) -> bool {
        let mean = self.outputs.mean_axis(Axis(1)).expect("there are digits");
        let near_one = mean.iter().filter(|&&a| a > 0.9).count();
        let near_zero = mean.iter().filter(|&&a| a < 0.1).count();
        (near_one, near_zero) == (1, 9)
    }

    /// Whether most outputs are so near 0 or 1 that z is beyond ±27. Steps of an ordinary length
    /// do not lead there: the nearer the goal the shorter they are, and z grows by its logarithm.
    pub fn stuck(&self) -> bool {
        let stuck = self.outputs.iter().filter(|&&a| !(1e-12..=1.0 - 1e-12).contains(&a));
        2 * stuck.count() >= self.outputs.len() && self.cost() >= 0.45
    }

    /// Whether every output is, on average, as large as its digit is frequent, while the digits
    /// are read no better than by chance: of 2,000, 200 are then right, with a deviation of 13.
    pub fn frequencies_only(&self) -> bool {
        let n = self.labels.len() as f64;
        let mean = self.outputs.mean_axis(Axis(1)).expect("there are digits");
        let share = |digit: usize| {
            self.labels.iter().filter(|&&label| usize::from(label) == digit).count()
                as f64
                / n
        };
        (0..10).all(|digit| (mean[digit] - share(digit)).abs() <= 0.05)
            && self.share_right() <= 0.15
            && (0.43..=0.47).contains(&self.cost())
    }

    /// How far an output is from its mean over the digits, in the root of the mean square.
    pub fn spread(&self) -> f64 {
        let mean = self.outputs.mean_axis(Axis(1)).expect("there are digits");
        let deviations = &self.outputs - &mean.insert_axis(Axis(1));
        (deviations.mapv(|d| d * d).sum() / deviations.len() as f64).sqrt()
    }
}
