//! `backprop check`: is the gradient right? Asked of a real network on real digits.

use std::ops::ControlFlow;

use anyhow::{Result, ensure};
use backprop::cost::Cost;
use backprop::data::{DataSet, MiniBatch};
use backprop::dual::dual_gradient;
use backprop::gradient_check::{best_step, numerical_gradient, relative_errors};
use backprop::lanes;
use backprop::mini_batch::{self, Workspace};
use backprop::network::{Initialiser, Layer, Network};
use backprop::per_sample::{Gradient, LayerGradient, zero_gradient};
use backprop::sgd::{HyperParameters, mean_gradient};
use clap::Args;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::memory::Need;
use super::numbers::{at_least_one, grouped, shown};
use super::say::say;
use super::settings::{CostArgument, name_of};
use super::tolerance::{EXACT, SINGLE, USELESS, norm, of_differences, of_rounding};
use super::{DataArguments, sizes_of};

#[derive(Args)]
pub struct CheckArguments {
    #[command(flatten)]
    data: DataArguments,
    /// Neurons of each hidden layer
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "30", allow_negative_numbers = true, value_parser = at_least_one)]
    hidden: Vec<usize>,
    /// The cost whose gradient is checked
    #[arg(long, value_enum, default_value_t = CostArgument::CrossEntropy)]
    cost: CostArgument,
    /// Take the gradient over the first N test digits
    #[arg(long, value_name = "N", default_value_t = 3, allow_negative_numbers = true, value_parser = at_least_one)]
    digits: usize,
    /// Seed of the weights
    #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
    seed: u64,
}

/// A way to the gradient, what it found, and how far it may be off in each layer.
struct Claim {
    name: &'static str,
    gradient: Gradient<f64>,
    limits: Vec<f64>,
}

pub fn run(arguments: &CheckArguments) -> Result<()> {
    let test = arguments.data.load_test()?;
    let there = grouped(test.len());
    ensure!(arguments.digits <= test.len(), "--digits: there are {there} test digits");
    let data = test.first(arguments.digits);
    let sizes = sizes_of(&data, &arguments.hidden);
    // Six gradients, dual numbers, and what the forms take.
    Need::of(&sizes).parameters(16.0, 8).samples(data.len(), 4.0, 12.0, 8).check()?;
    let cost = Cost::from(arguments.cost);
    let mut rng = ChaCha8Rng::seed_from_u64(arguments.seed);
    let network = Network::<f64>::new(&sizes, Initialiser::Scaled, &mut rng);

    let parameters: usize =
        network.layers.iter().map(|l| l.weights.len() + l.biases.len()).sum();
    say!(
        "Gradient of {}, {} parameters, on {} {}, {}, seed {}\n",
        shown(&sizes),
        grouped(parameters),
        data.len(),
        arguments.data.description(),
        name_of(cost),
        arguments.seed
    );
    say!("relative error against dual numbers, and what is allowed");
    let heads =
        (1..sizes.len()).map(|l| format!("   {:<16}", format!("layer {}", l + 1)));
    say!("{:34}{}", "", heads.collect::<String>().trim_end());
    compare(&network, cost, &data)
}

fn compare(network: &Network<f64>, cost: Cost, data: &DataSet<u8>) -> Result<()> {
    let mut mini_batch = MiniBatch::new(data, data.len());
    let indices: Vec<usize> = (0..data.len()).collect();
    let (x, y) = mini_batch.gather(data, &indices);
    let exact = dual_gradient(network, cost, x, y);
    let norms: Vec<f64> = exact.iter().map(norm).collect();

    let mut in_place = zero_gradient(network);
    Workspace::new(network, data.len()).backprop(network, cost, x, y, &mut in_place);
    let (in_lanes, unseen) = of_lanes(network, cost, data);
    let rounding = of_rounding(network, cost, (x, y), &exact);
    let single: Vec<f64> = rounding
        .iter()
        .zip(unseen)
        .map(|(r, unseen)| r * SINGLE / EXACT + unseen)
        .collect();
    let h = best_step();
    let claims = [
        Claim {
            name: "backprop, sample by sample",
            gradient: mean_gradient(network, cost, x, y),
            limits: rounding.clone(),
        },
        Claim {
            name: "backprop, mini-batch as a matrix",
            gradient: mini_batch::backprop(network, cost, x, y),
            limits: rounding.clone(),
        },
        Claim { name: "the same in a workspace", gradient: in_place, limits: rounding },
        Claim { name: "the same in lanes, in f32", gradient: in_lanes, limits: single },
        Claim {
            name: "central differences",
            gradient: numerical_gradient(network, cost, x, y, h),
            limits: of_differences(network, cost, (x, y), h),
        },
    ];

    let (mut wrong, mut unknown) = (Vec::new(), Vec::new());
    for Claim { name, gradient, limits } in claims {
        let errors = relative_errors(&gradient, &exact);
        let mut row = String::new();
        let (mut seen, mut right) = (true, true);
        for ((error, limit), norm) in errors.into_iter().zip(limits).zip(&norms) {
            let allowed = limit / norm;
            // Below the normal numbers, a number has fewer digits than an error is counted in.
            if allowed > USELESS || *norm < f64::MIN_POSITIVE / f64::EPSILON {
                seen = false;
                row += "   too small       ";
            } else {
                right &= error <= allowed;
                row += &format!("   {:<16}", format!("{error:.1e} ({allowed:.0e})"));
            }
        }
        say!("{name:34}{}", row.trim_end());
        wrong.extend((!right).then_some(name));
        unknown.extend((!seen).then_some(name));
    }
    ensure!(wrong.is_empty(), "the gradient disagrees: {}", wrong.join(", "));
    if unknown.is_empty() {
        say!("\nAll agree.");
    } else {
        say!(
            "\nAll agree, but for what is too small to be checked by: {}.",
            unknown.join(", ")
        );
    }
    Ok(())
}

/// The form in lanes never writes its gradient down. One step from here shows it: (w − w′)/η. The
/// second result is what of each layer cannot be seen beside the rounding of w.
fn of_lanes(
    network: &Network<f64>,
    cost: Cost,
    data: &DataSet<u8>,
) -> (Gradient<f64>, Vec<f64>) {
    // The larger, the less of the gradient is lost in the weights; exact, since a power of two.
    let eta = (1_u64 << 40) as f64;
    let mini_batch_size = data.len();
    let hyper = HyperParameters {
        cost,
        epochs: 1,
        mini_batch_size,
        eta,
        lambda: 0.0,
        early_stop: None,
    };
    let single = |layer: &Layer<f64>| Layer {
        weights: layer.weights.mapv(|w| w as f32),
        biases: layer.biases.mapv(|b| b as f32),
    };
    let before = Network { layers: network.layers.iter().map(single).collect() };
    let mut after = before.clone();
    let order: Vec<usize> = (0..data.len()).collect();
    let go_on = &mut |_| ControlFlow::Continue(());
    let flow = lanes::epoch(&mut after, data, &order, &hyper, go_on);
    assert!(flow.is_continue());

    let step = |(before, after): (&Layer<f32>, &Layer<f32>)| LayerGradient {
        nabla_w: (before.weights.mapv(f64::from) - after.weights.mapv(f64::from)) / eta,
        nabla_b: (before.biases.mapv(f64::from) - after.biases.mapv(f64::from)) / eta,
    };
    let unseen = |layer: &Layer<f32>| {
        let parameters = layer.weights.iter().chain(&layer.biases);
        let squares: f64 = parameters.map(|&w| f64::from(w).powi(2)).sum();
        squares.sqrt() * f64::from(f32::EPSILON) / eta
    };
    let gradient = before.layers.iter().zip(&after.layers).map(step).collect();
    (gradient, before.layers.iter().map(unseen).collect())
}
