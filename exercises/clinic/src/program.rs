//! A training program made of the functions of the exercises, as the judge knows them.

mod steps;

use std::cell::RefCell;
use std::sync::LazyLock;

use grader::answer::{Answer, Value};
use grader::atlas::Wrong;
use grader::cost::quadratic_cost;
use grader::cross_entropy::cost::cross_entropy;
use grader::cross_entropy::delta::cross_entropy_delta;
use grader::cross_entropy::one_hot::one_hot;
use grader::data::digits::Digits;
use grader::data::{learner, random};
use grader::exercise::Made;
use grader::function::Function;
use grader::l2::l2_update::{Step, l2_update};
use grader::l2::penalty::{Penalised, l2_penalty};
use grader::per_sample::model;
use grader::process::End;
use grader::sample::{Activation, Sample};
use grader::sgd::accuracy::accuracy;
use grader::sgd::online::online_step;
use grader::sgd::shuffle::shuffled;
use ndarray::{Array1, Array2};

use crate::digits::PIXELS;
use crate::place::{Patient, Place, Ward};

/// The widths of the layers. They all differ, so that no shape fits by chance.
pub const SIZES: [usize; 3] = [PIXELS, 20, 10];

/// A training program.
#[derive(Clone)]
pub struct Program {
    pub(crate) made: Vec<(Place, Made)>,
    pub ward: Ward,
    pub eta: f64,
    /// The size of a mini-batch.
    pub m: usize,
    pub lambda: f64,
    /// For how many samples at once a gradient was asked for, each time.
    pub asked: RefCell<Vec<usize>>,
}

/// The functions that are called as the judge calls them.
struct Functions {
    one_hot: Function<(usize, usize)>,
    accuracy: Function<(Array2<f64>, Vec<usize>)>,
    quadratic_cost: Function<(Array1<f64>, Array1<f64>)>,
    cross_entropy: Function<(Array1<f64>, Array1<f64>)>,
    cross_entropy_delta: Function<(Array1<f64>, Array1<f64>)>,
    penalty: Function<Penalised>,
    decay: Function<Step>,
    online_step: Function<(Sample, f64)>,
}

static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| Functions {
    one_hot: one_hot(),
    accuracy: accuracy(),
    quadratic_cost: quadratic_cost(),
    cross_entropy: cross_entropy(),
    cross_entropy_delta: cross_entropy_delta(),
    penalty: l2_penalty(),
    decay: l2_update(),
    online_step: online_step(),
});

static RIGHT: Made = Made::Switches(Vec::new());

impl Program {
    /// The right program of a ward.
    pub fn right(ward: Ward) -> Program {
        let (eta, m, lambda) = match ward {
            Ward::Quadratic => (3.0, 10, 0.0),
            Ward::CrossEntropy => (0.5, 10, 2.0),
            Ward::Online => (0.3, 1, 0.0),
        };
        Program { made: Vec::new(), ward, eta, m, lambda, asked: RefCell::default() }
    }

    /// The program of a ward with these mistakes.
    ///
    /// # Panics
    /// If one is of another ward.
    pub fn with(ward: Ward, patients: &[&Patient]) -> Program {
        let mut program = Program::right(ward);
        for patient in patients {
            assert_eq!(patient.ward, ward, "patients of one ward");
            program.made.push((patient.place, patient.made.clone()));
        }
        let wrong = program.wrong(Place::Training);
        program.eta = learner::eta(program.eta, Wrong(&wrong));
        program
    }

    /// What is made in this place. Several mistakes in one place are switches.
    fn made(&self, place: Place) -> &Made {
        let made = self.made.iter().find(|(at, _)| *at == place);
        made.map_or(&RIGHT, |(_, made)| made)
    }

    /// The switches that are on in this place.
    fn wrong(&self, place: Place) -> Vec<&'static str> {
        let here = self.made.iter().filter(|(at, _)| *at == place);
        let slugs = |(_, made): &(Place, Made)| match made {
            Made::Switches(slugs) => slugs.clone(),
            Made::Written(..) => Vec::new(),
        };
        here.flat_map(slugs).collect()
    }

    /// A network to begin with.
    pub fn initial(&self, seed: u64) -> Sample {
        let wrong = self.wrong(Place::Training);
        let (weights, biases) =
            learner::initial(&SIZES, &mut random(seed), Wrong(&wrong));
        Sample { weights, biases, x: Array1::zeros(0), y: Array1::zeros(0) }
    }

    /// The inputs of the network, an image in each column.
    pub fn inputs(&self, digits: &Digits) -> Array2<f64> {
        learner::inputs(digits.images.view(), Wrong(&self.wrong(Place::Training)))
    }

    /// The label of sample k, as the training reads it.
    pub fn label(&self, digits: &Digits, k: usize) -> usize {
        learner::label(&digits.labels, k, Wrong(&self.wrong(Place::Training)))
    }

    pub fn target(&self, label: usize) -> Array1<f64> {
        vector(answer(FUNCTIONS.one_hot.imitated(self.made(Place::OneHot), &(label, 10))))
    }

    /// All z and all activations for the input x.
    pub fn forward(
        &self,
        network: &Sample,
        x: &Array1<f64>,
    ) -> (Vec<Array1<f64>>, Vec<Array1<f64>>) {
        let wrong = self.wrong(Place::Backprop);
        let sample = Sample { x: x.clone(), ..network.clone() };
        model::forward(&sample, Activation::Sigmoid, Wrong(&wrong))
    }

    /// The cost of one sample.
    pub fn cost(&self, a: Array1<f64>, y: Array1<f64>) -> f64 {
        let cost = match self.ward {
            Ward::CrossEntropy => {
                FUNCTIONS.cross_entropy.imitated(self.made(Place::CrossEntropy), &(a, y))
            }
            _ => FUNCTIONS
                .quadratic_cost
                .imitated(self.made(Place::QuadraticCost), &(a, y)),
        };
        vector(answer(cost)).sum()
    }

    /// The penalty for the weights, with n samples.
    pub fn penalty(&self, network: &Sample, n: usize) -> f64 {
        if self.ward != Ward::CrossEntropy {
            return 0.0;
        }
        let layers = network.weights.iter().cloned().zip(network.biases.iter().cloned());
        let penalised = Penalised { network: layers.collect(), lambda: self.lambda, n };
        let made = self.made(Place::Penalty);
        vector(answer(FUNCTIONS.penalty.imitated(made, &penalised))).sum()
    }

    /// The accuracy of outputs, a sample in each column.
    pub fn accuracy(&self, outputs: Array2<f64>, labels: Vec<usize>) -> f64 {
        let made = self.made(Place::Accuracy);
        vector(answer(FUNCTIONS.accuracy.imitated(made, &(outputs, labels)))).sum()
    }

    /// Shuffles images and labels, each given by their numbers.
    pub fn shuffle(
        &self,
        images: &mut [Array1<f64>],
        labels: &mut [usize],
        random: &mut dyn FnMut() -> f64,
    ) {
        let mut below = |n: usize| (random() * n as f64) as usize;
        let wrong = self.wrong(Place::Shuffle);
        shuffled(images, labels, &mut below, Wrong(&wrong));
    }
}

/// An answer. Where there is none, the program ends as the imitation does.
fn answer(answer: Result<Answer, End>) -> Answer {
    match answer {
        Ok(answer) => answer,
        Err(End::Panicked(panic)) => panic!("{}", panic.message),
        Err(_) => panic!("no answer"),
    }
}

/// The numbers of an answer.
fn vector(answer: Answer) -> Array1<f64> {
    let numbers = answer.into_iter().filter_map(|part| match part.value {
        Value::Numbers(numbers) => Some(numbers),
        Value::Text(_) => None,
    });
    numbers.flatten().collect()
}

fn matrix(value: Value) -> Array2<f64> {
    match value {
        Value::Numbers(numbers) => numbers.into_dimensionality().expect("a matrix"),
        Value::Text(text) => panic!("{text}"),
    }
}
