//! The gradients that a checker has to judge: right ones, and wrong ones of every kind.

use ndarray::{Array1, ArrayView1};

use crate::answer::norm;
use crate::atlas::Wrong;
use crate::chapters::per_sample::model;
use crate::chapters::sgd::batch::{MeanCost, mean_gradient};
use crate::sample::{Activation, Sample};
use crate::witness::{Cost, Witness};

/// A gradient that somebody claims.
pub struct Claim {
    /// What it is: "the sign is flipped".
    pub kind: &'static str,
    pub right: bool,
    pub gradient: Array1<f64>,
    /// What the cost of the network is multiplied by.
    pub scale: f64,
}

/// Less than this share of the norm is no mistake.
const NOTICEABLE: f64 = 0.01;

const TINY: f64 = 1e-12;
const HUGE: f64 = 1e12;

pub fn cost(sample: &Sample, v: ArrayView1<f64>, scale: f64) -> f64 {
    scale * MeanCost(std::slice::from_ref(sample)).at(&v.to_vec())
}

pub fn gradient(sample: &Sample) -> Array1<f64> {
    let parameters = sample.parameters();
    mean_gradient(std::slice::from_ref(sample), &parameters, Witness::Duals)
}

fn length(gradient: &Array1<f64>) -> f64 {
    norm(&gradient.clone().into_dyn())
}

/// Whether central differences can tell the gradient of this network from noise: they are right
/// to about 1e-10 of the cost.
pub fn checkable(sample: &Sample) -> bool {
    let cost = cost(sample, Array1::from(sample.parameters()).view(), 1.0);
    length(&gradient(sample)) > NOTICEABLE * cost
}

/// The gradient with each matrix that is square transposed.
fn transposed(sample: &Sample, gradient: &Array1<f64>) -> Array1<f64> {
    let (nabla_b, mut nabla_w) = sample.split(&gradient.to_vec());
    for w in nabla_w.iter_mut().filter(|w| w.is_square()) {
        *w = w.t().to_owned();
    }
    flat(sample, nabla_b, nabla_w)
}

fn without_sigma_prime(sample: &Sample) -> Array1<f64> {
    let (zs, activations) = sample.forward(Activation::Sigmoid);
    let (nabla_b, nabla_w) = model::backward(
        &sample.weights,
        &zs,
        &activations,
        &sample.y,
        Activation::Sigmoid,
        Wrong(&["bp1-without-sigma-prime"]),
    );
    flat(sample, nabla_b, nabla_w)
}

fn without_biases(sample: &Sample, gradient: &Array1<f64>) -> Array1<f64> {
    let (nabla_b, nabla_w) = sample.split(&gradient.to_vec());
    flat(sample, nabla_b.into_iter().map(|b| b * 0.0).collect(), nabla_w)
}

fn flat(
    sample: &Sample,
    biases: Vec<Array1<f64>>,
    weights: Vec<ndarray::Array2<f64>>,
) -> Array1<f64> {
    Sample { weights, biases, ..sample.clone() }.parameters().into()
}

/// The gradient with entry `k` off by half of the norm.
fn off(gradient: &Array1<f64>, k: usize) -> Array1<f64> {
    let mut wrong = gradient.clone();
    wrong[k] += 0.5 * length(gradient);
    wrong
}

fn largest_and_smallest_swapped(gradient: &Array1<f64>) -> Array1<f64> {
    let by_value = |j: &usize, k: &usize| gradient[*j].total_cmp(&gradient[*k]);
    let indices = 0..gradient.len();
    let largest = indices.clone().max_by(by_value).expect("a network has parameters");
    let smallest = indices.min_by(by_value).expect("a network has parameters");
    let mut wrong = gradient.clone();
    wrong.swap(largest, smallest);
    wrong
}

/// Every kind of claim about the gradient of a network. A kind that makes no noticeable difference
/// for this network is left out.
pub fn claims(sample: &Sample) -> Vec<Claim> {
    let right = gradient(sample);
    let (n, zero) = (right.len(), &right * 0.0);
    let nan = {
        let mut wrong = right.clone();
        wrong[n / 2] = f64::NAN;
        wrong
    };
    let claims = [
        ("right", true, right.clone(), 1.0),
        ("right, C · 1e-12", true, &right * TINY, TINY),
        ("right, C · 1e12", true, &right * HUGE, HUGE),
        ("right, C constant", true, zero.clone(), 0.0),
        ("not 0, C constant", false, right.clone(), 0.0),
        ("all entries 0", false, zero.clone(), 1.0),
        ("sign flipped", false, -&right, 1.0),
        ("sign flipped, C · 1e-12", false, &right * -TINY, TINY),
        ("twice as large", false, &right * 2.0, 1.0),
        ("2 % too large", false, &right * 1.02, 1.0),
        ("2 % too large, C · 1e-12", false, &right * (1.02 * TINY), TINY),
        ("first entry off", false, off(&right, 0), 1.0),
        ("middle entry off", false, off(&right, n / 2), 1.0),
        ("last entry off", false, off(&right, n - 1), 1.0),
        ("two entries swapped", false, largest_and_smallest_swapped(&right), 1.0),
        ("matrices transposed", false, transposed(sample, &right), 1.0),
        ("σ′ missing in BP1", false, without_sigma_prime(sample), 1.0),
        ("biases all 0", false, without_biases(sample, &right), 1.0),
        ("NaN in an entry", false, nan, 1.0),
    ];
    let noticeable = |claim: &Claim| {
        let error = length(&(&claim.gradient - &(&right * claim.scale)));
        let noticed = error > NOTICEABLE * length(&right) * claim.scale;
        claim.right || noticed || error.is_nan()
    };
    claims
        .into_iter()
        .map(|(kind, right, gradient, scale)| Claim { kind, right, gradient, scale })
        .filter(noticeable)
        .collect()
}
