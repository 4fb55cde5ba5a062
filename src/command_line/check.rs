//! `backprop check`: is the gradient right? Asked of a real network on real digits.

use anyhow::{Result, ensure};
use backprop::cost::Cost;
use backprop::data::MiniBatch;
use backprop::dual::dual_gradient;
use backprop::gradient_check::{best_step, numerical_gradient, relative_errors};
use backprop::mini_batch::{self, Workspace};
use backprop::network::{Initialiser, Network};
use backprop::per_sample::zero_gradient;
use backprop::sgd::mean_gradient;
use clap::Args;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::{
    CostArgument, DataArguments, at_least_one, checked_sizes, grouped, interrupt,
};

#[derive(Args)]
pub struct CheckArguments {
    #[command(flatten)]
    data: DataArguments,
    /// Neurons of each hidden layer
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "30", value_parser = at_least_one)]
    hidden: Vec<usize>,
    /// The cost whose gradient is checked
    #[arg(long, value_enum, default_value_t = CostArgument::CrossEntropy)]
    cost: CostArgument,
    /// Take the gradient over the first N test digits
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = at_least_one)]
    digits: usize,
    /// Seed of the weights
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Backpropagation and dual numbers make rounding errors only. A gradient entry is a sum of at
/// most some thousand products, so √1000 · ε ≈ 10⁻¹⁴ is expected and 10⁻¹² is a mistake.
const EXACT: f64 = 1e-12;

/// A central difference is off by about ε^⅔ ≈ 4 · 10⁻¹¹ times the cost, which exceeds the entries
/// of the gradient by up to three orders of magnitude; and each of the hundreds of roundings in
/// the cost counts. A mistake is larger than 10⁻⁶.
const DIFFERENCE: f64 = 1e-6;

pub fn run(arguments: &CheckArguments) -> Result<()> {
    let data = arguments.data.load()?.test.first(arguments.digits);
    let sizes = checked_sizes(data.input_size(), &arguments.hidden, data.classes())?;
    let cost = Cost::from(arguments.cost);
    let mut rng = ChaCha8Rng::seed_from_u64(arguments.seed);
    let network = Network::<f64>::new(&sizes, Initialiser::Scaled, &mut rng);
    let mut mini_batch = MiniBatch::new(&data, data.len());
    let indices: Vec<usize> = (0..data.len()).collect();
    let (x, y) = mini_batch.gather(&data, &indices);

    let parameters: usize =
        network.layers.iter().map(|l| l.weights.len() + l.biases.len()).sum();
    println!(
        "Gradient of {sizes:?}, {} parameters, on {} {}, seed {}\n",
        grouped(parameters),
        data.len(),
        arguments.data.description(),
        arguments.seed
    );
    println!("relative error against dual numbers");
    println!(
        "{:34}{}",
        "",
        (1..sizes.len()).map(|l| format!("   layer {:<2}", l + 1)).collect::<String>()
    );

    let exact = dual_gradient(&network, cost, x, y);
    interrupt::check()?;
    let mut in_place = zero_gradient(&network);
    Workspace::new(&network, data.len()).backprop(&network, cost, x, y, &mut in_place);
    let claims = [
        ("backprop, sample by sample", mean_gradient(&network, cost, x, y), EXACT),
        (
            "backprop, mini-batch as a matrix",
            mini_batch::backprop(&network, cost, x, y),
            EXACT,
        ),
        ("the same in a workspace", in_place, EXACT),
        (
            "central differences",
            numerical_gradient(&network, cost, x, y, best_step()),
            DIFFERENCE,
        ),
    ];
    let mut wrong = Vec::new();
    for (name, gradient, tolerance) in &claims {
        let errors = relative_errors(gradient, &exact);
        let columns: String =
            errors.iter().map(|error| format!("   {error:8.1e}")).collect();
        println!("{name:34}{columns}   at most {tolerance:.0e}");
        if !errors.iter().all(|error| error <= tolerance) {
            wrong.push(*name);
        }
    }
    ensure!(wrong.is_empty(), "the gradient disagrees: {}", wrong.join(", "));
    println!("\nAll agree.");
    Ok(())
}
