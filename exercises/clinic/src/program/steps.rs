//! The gradients of a training program, and the steps that it takes with them.

use grader::atlas::Wrong;
use grader::l2::l2_update::Step;
use grader::mini_batch::whole::averaged;
use grader::per_sample::{Gradients, model};
use grader::sample::{Activation, Sample};
use grader::sgd::batch::Batch;
use grader::sgd::epoch::{Steps, chosen};
use grader::sgd::split::split;
use grader::sgd::step::updated;
use ndarray::{Array1, Array2, Axis};

use super::{FUNCTIONS, Program, answer, matrix, vector};
use crate::place::{Place, Ward};

impl Program {
    /// The gradients of the cost of one sample. `network` holds x and y too.
    fn of_sample(&self, network: &Sample) -> Gradients {
        let wrong = self.wrong(Place::Backprop);
        let (wrong, sigmoid) = (Wrong(&wrong), Activation::Sigmoid);
        let (zs, activations) = model::forward(network, sigmoid, wrong);
        let Sample { weights, y, .. } = network;
        if self.ward != Ward::CrossEntropy {
            return model::backward(weights, &zs, &activations, y, sigmoid, wrong);
        }
        let last = zs.len() - 1;
        let at_output = (zs[last].clone(), y.clone());
        let made = self.made(Place::CrossEntropyDelta);
        let mut delta =
            vector(answer(FUNCTIONS.cross_entropy_delta.imitated(made, &at_output)));
        let (mut nabla_b, mut nabla_w) = (Vec::new(), Vec::new());
        for l in (0..=last).rev() {
            if l < last {
                delta = model::bp2(&weights[l + 1], &delta, &zs[l], sigmoid, wrong);
            }
            nabla_b.insert(0, model::bp3(&delta, wrong));
            nabla_w.insert(0, model::bp4(&activations[l], &delta, wrong));
        }
        (nabla_b, nabla_w)
    }

    /// The sum of the gradients of some samples, in the order of the parameters of `like`.
    pub fn gradient(
        &self,
        like: &Sample,
        samples: &[Sample],
        at: &Array1<f64>,
    ) -> Array1<f64> {
        let (biases, weights) = like.split(at.as_slice().expect("in order"));
        let mut network = Sample { weights, biases, ..like.clone() };
        let mut sum = Sum::of(like);
        self.asked.borrow_mut().push(samples.len());
        let batch = self.wrong(Place::BackpropBatch);
        if !batch.is_empty() && !samples.is_empty() {
            let columns = |of: fn(&Sample) -> &Array1<f64>| {
                let columns: Vec<_> = samples.iter().map(|s| of(s).view()).collect();
                ndarray::stack(Axis(1), &columns).expect("equal lengths")
            };
            let (x, y) = (columns(|s| &s.x), columns(|s| &s.y));
            let Sample { weights, biases, .. } = network;
            let mean = averaged(&Batch { weights, biases, x, y }, Wrong(&batch));
            sum.add(&mean);
            return sum.parameters() * samples.len() as f64;
        }
        for sample in samples {
            network.x.clone_from(&sample.x);
            network.y.clone_from(&sample.y);
            sum.add(&self.of_sample(&network));
        }
        sum.parameters()
    }

    /// An epoch: a step for each mini-batch of the samples in this order.
    pub fn epoch(&self, network: &mut Sample, samples: &[Sample], order: &[usize]) {
        let like = network.clone();
        let gradient =
            |samples: &[Sample], at: &Array1<f64>| self.gradient(&like, samples, at);
        let start = Array1::from(network.parameters());
        let wrong = self.wrong(Place::Epoch);
        let at = match self.ward {
            Ward::Online => return self.online(network, samples, order),
            Ward::CrossEntropy => return self.decayed(network, samples, order),
            Ward::Quadratic if !wrong.is_empty() => {
                let (m, eta, gradient) = (self.m, self.eta, &gradient);
                let steps = Steps { like: &like, samples, gradient, m, eta };
                steps.taken(start, split(order, m, Wrong(&wrong)), Wrong(&wrong))
            }
            Ward::Quadratic => {
                let of_batches = self.wrong(Place::MiniBatches);
                let wrong = self.wrong(Place::Update);
                let batches = split(order, self.m, Wrong(&of_batches));
                batches.iter().fold(start, |at, batch| {
                    let batch = chosen(samples, batch);
                    updated(&like, &at, &batch, &gradient, self.eta, Wrong(&wrong))
                })
            }
        };
        let (biases, weights) = like.split(at.as_slice().expect("in order"));
        (network.weights, network.biases) = (weights, biases);
    }

    fn online(&self, network: &mut Sample, samples: &[Sample], order: &[usize]) {
        let made = self.made(Place::OnlineStep);
        for &k in order {
            self.asked.borrow_mut().push(1);
            let Sample { x, y, .. } = samples[k].clone();
            let step = (Sample { x, y, ..network.clone() }, self.eta);
            let mut parts =
                answer(FUNCTIONS.online_step.imitated(made, &step)).into_iter();
            for w in &mut network.weights {
                *w = matrix(parts.next().expect("a part for each layer").value);
            }
            for b in &mut network.biases {
                *b = vector(parts.by_ref().take(1).collect());
            }
        }
    }

    fn decayed(&self, network: &mut Sample, samples: &[Sample], order: &[usize]) {
        let made = self.made(Place::Decay);
        for batch in split(order, self.m, Wrong::NOTHING) {
            let passes = batch.iter().map(|&k| {
                let Sample { x, y, .. } = samples[k].clone();
                self.of_sample(&Sample { x, y, ..network.clone() })
            });
            let passes: Vec<Gradients> = passes.collect();
            self.asked.borrow_mut().push(batch.len());
            for l in 0..network.weights.len() {
                let of_layer = |(b, w): &Gradients| (w[l].clone(), b[l].clone());
                let step = Step {
                    w: network.weights[l].clone(),
                    b: network.biases[l].clone(),
                    gradients: passes.iter().map(of_layer).collect(),
                    eta: self.eta,
                    lambda: self.lambda,
                    n: samples.len(),
                };
                let mut parts = answer(FUNCTIONS.decay.imitated(made, &step)).into_iter();
                network.weights[l] = matrix(parts.next().expect("w").value);
                network.biases[l] = vector(parts.collect());
            }
        }
    }
}

/// A sum of gradients, in the shapes of the weights and biases.
struct Sum(Sample);

impl Sum {
    fn of(like: &Sample) -> Sum {
        let weights = like.weights.iter().map(|w| Array2::zeros(w.dim())).collect();
        let biases = like.biases.iter().map(|b| Array1::zeros(b.dim())).collect();
        Sum(Sample { weights, biases, ..like.clone() })
    }

    /// Panics and stretches as ndarray does where the shapes differ.
    fn add(&mut self, (nabla_b, nabla_w): &Gradients) {
        for (sum, w) in self.0.weights.iter_mut().zip(nabla_w) {
            *sum += w;
        }
        for (sum, b) in self.0.biases.iter_mut().zip(nabla_b) {
            *sum += b;
        }
    }

    fn parameters(&self) -> Array1<f64> {
        self.0.parameters().into()
    }
}
