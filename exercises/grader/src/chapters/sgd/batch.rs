//! A network with several samples, and their mean cost.

use ndarray::{Array1, Array2};

use crate::answer::{Answer, layers, part};
use crate::chapters::cost::Quadratic;
use crate::sample::{Activation, Numbers, Sample};
use crate::witness::{Cost, Real, Witness};

/// A network and a mini-batch: the columns of `x` and `y` are the samples.
#[derive(Clone, Debug)]
pub struct Batch {
    pub weights: Vec<Array2<f64>>,
    pub biases: Vec<Array1<f64>>,
    pub x: Array2<f64>,
    pub y: Array2<f64>,
}

impl Batch {
    /// A network of these widths with `m` samples.
    pub fn of(widths: &[usize], m: usize, numbers: &mut Numbers) -> Batch {
        let Sample { weights, biases, .. } = Sample::of(widths, numbers);
        let (x, y) = (widths[0], widths[widths.len() - 1]);
        Batch { weights, biases, x: numbers.matrix(x, m), y: numbers.matrix(y, m) }
    }

    /// m, the number of samples.
    pub fn size(&self) -> usize {
        self.x.ncols()
    }

    /// The network with sample `k`.
    pub fn sample(&self, k: usize) -> Sample {
        Sample {
            weights: self.weights.clone(),
            biases: self.biases.clone(),
            x: self.x.column(k).to_owned(),
            y: self.y.column(k).to_owned(),
        }
    }

    pub fn samples(&self) -> Vec<Sample> {
        (0..self.size()).map(|k| self.sample(k)).collect()
    }

    /// The network, and the samples as matrices.
    pub fn show(&self) -> Answer {
        let mut parts = self.show_network();
        parts.extend([part("X", self.x.clone()), part("Y", self.y.clone())]);
        parts
    }

    /// The network, and the samples one by one.
    pub fn show_samples(&self) -> Answer {
        let mut parts = self.show_network();
        parts.extend((0..self.size()).map(|k| {
            let (x, y) = (self.x.column(k).to_vec(), self.y.column(k).to_vec());
            part(format!("sample {k}"), format!("x = {x:?}, y = {y:?}"))
        }));
        parts
    }

    pub fn show_network(&self) -> Answer {
        [layers("w", 2, &self.weights), layers("b", 2, &self.biases)].concat()
    }
}

/// The mean of the quadratic costs of some samples, as a function of all weights and biases.
pub struct MeanCost<'a>(pub &'a [Sample]);

impl Cost for MeanCost<'_> {
    fn at<T: Real>(&self, parameters: &[T]) -> T {
        let sum = self.0.iter().fold(T::from(0.0), |sum, sample| {
            let output = sample.output(parameters, Activation::Sigmoid);
            sum + Quadratic(&sample.y).at(&output)
        });
        sum / T::from(self.0.len() as f64)
    }
}

/// The gradient of the mean cost of `samples` at `parameters`.
pub fn mean_gradient(
    samples: &[Sample],
    parameters: &[f64],
    witness: Witness,
) -> Array1<f64> {
    witness.gradient(&MeanCost(samples), parameters).into()
}
