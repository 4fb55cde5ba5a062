//! The functions of a training program, and the mistakes that each of them can make.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use grader::atlas::Mistake;
use grader::exercise::Made;

/// A function of the training program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What is to be learned from: pixels, labels, first weights, η.
    Training,
    OneHot,
    Shuffle,
    MiniBatches,
    Backprop,
    BackpropBatch,
    Update,
    Epoch,
    OnlineStep,
    Accuracy,
    QuadraticCost,
    CrossEntropy,
    CrossEntropyDelta,
    Penalty,
    Decay,
}

/// Which cost a program has, and how it takes its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ward {
    /// The quadratic cost and mini-batches.
    Quadratic,
    /// The cross-entropy, mini-batches and weight decay.
    CrossEntropy,
    /// The quadratic cost, and a step after each sample.
    Online,
}

impl Ward {
    pub const ALL: [Ward; 3] = [Ward::Quadratic, Ward::CrossEntropy, Ward::Online];

    pub fn name(self) -> &'static str {
        match self {
            Ward::Quadratic => "quadratic",
            Ward::CrossEntropy => "cross-entropy",
            Ward::Online => "online",
        }
    }

    /// Its cost, and how it takes steps.
    pub fn cost(self) -> &'static str {
        match self {
            Ward::CrossEntropy => "cross-entropy",
            Ward::Quadratic | Ward::Online => "quadratic",
        }
    }
}

impl Place {
    /// Where two functions can make the same mistake, the first of these makes it.
    const ALL: [Place; 15] = [
        Place::Backprop,
        Place::Update,
        Place::Epoch,
        Place::MiniBatches,
        Place::Shuffle,
        Place::OneHot,
        Place::BackpropBatch,
        Place::Accuracy,
        Place::QuadraticCost,
        Place::CrossEntropyDelta,
        Place::CrossEntropy,
        Place::Decay,
        Place::Penalty,
        Place::OnlineStep,
        Place::Training,
    ];

    /// The exercise whose function stands there.
    pub fn exercise(self) -> &'static str {
        match self {
            Place::Training => "train_network",
            Place::OneHot => "one_hot",
            Place::Shuffle => "shuffle_together",
            Place::MiniBatches => "mini_batches",
            Place::Backprop => "backprop",
            Place::BackpropBatch => "backprop_batch",
            Place::Update => "update_mini_batch",
            Place::Epoch => "epoch",
            Place::OnlineStep => "online_step",
            Place::Accuracy => "accuracy",
            Place::QuadraticCost => "quadratic_cost",
            Place::CrossEntropy => "cross_entropy",
            Place::CrossEntropyDelta => "cross_entropy_delta",
            Place::Penalty => "l2_penalty",
            Place::Decay => "l2_update",
        }
    }

    fn ward(self) -> Ward {
        match self {
            Place::CrossEntropy
            | Place::CrossEntropyDelta
            | Place::Penalty
            | Place::Decay => Ward::CrossEntropy,
            Place::OnlineStep => Ward::Online,
            _ => Ward::Quadratic,
        }
    }

    /// Whether the function is called as the judge calls it, so that what is written out can be
    /// made too. The others are given more than the exercise gives, and only know switches.
    fn written_too(self) -> bool {
        use Place::*;
        let called = [
            OneHot,
            OnlineStep,
            Accuracy,
            QuadraticCost,
            CrossEntropy,
            CrossEntropyDelta,
            Penalty,
            Decay,
        ];
        called.contains(&self)
    }
}

/// What a training program does otherwise: these mistakes of exercise 9.3 are made by another
/// function than those that are listed here, or stand beside them by another name.
const NOT_HERE: [&str; 6] = [
    "train-labels-apart",
    "train-never-updated",
    "train-hidden-frozen",
    "train-most-unused",
    "train-other-activation",
    "train-images-ignored",
];

/// One mistake, made in one function of a training program.
#[derive(Clone, Debug)]
pub struct Patient {
    pub mistake: &'static Mistake,
    pub place: Place,
    pub ward: Ward,
    pub made: Made,
}

/// Every mistake of the atlas that a training run can make, each once.
pub fn patients() -> &'static [Patient] {
    static PATIENTS: LazyLock<Vec<Patient>> = LazyLock::new(|| {
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for place in Place::ALL {
            let exercise =
                grader::find(place.exercise()).expect("it is in the catalogue");
            for imitated in exercise.imitations() {
                let slug = &imitated.mistake.slug[..];
                let written = matches!(imitated.made, Made::Written(..));
                if NOT_HERE.contains(&slug) || written && !place.written_too() {
                    continue;
                }
                if seen.insert(slug) {
                    let (mistake, made) = (imitated.mistake, imitated.made);
                    all.push(Patient { mistake, place, ward: place.ward(), made });
                }
            }
        }
        all
    });
    &PATIENTS
}

/// The patient with this mistake, if a training run can make it.
pub fn patient(slug: &str) -> Option<&'static Patient> {
    patients().iter().find(|patient| patient.mistake.slug == slug)
}
