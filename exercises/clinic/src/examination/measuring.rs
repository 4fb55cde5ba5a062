//! Is the measuring right? Outputs, costs and penalties that are known.

use ndarray::{Array1, Array2};

use super::about;
use crate::digits::NEW;
use crate::place::Ward;
use crate::program::Program;
use crate::run::measured;

/// Ten samples, one of each class.
fn targets(program: &Program) -> Vec<Array1<f64>> {
    (0..10).map(|label| program.target(label)).collect()
}

fn accuracy(program: &Program, outputs: &[Array1<f64>]) -> f64 {
    let outputs = Array2::from_shape_fn((10, outputs.len()), |(j, k)| outputs[k][j]);
    let labels = (0..outputs.ncols()).map(|k| k % 10).collect();
    program.accuracy(outputs, labels)
}

pub fn targets_as_outputs(program: &Program, _: u64) -> String {
    let targets = targets(program);
    let costs = targets.iter().map(|y| program.cost(y.clone(), y.clone()));
    let cost = about(costs.sum::<f64>() / 10.0);
    format!("accuracy {}, cost {cost}", about(accuracy(program, &targets)))
}

/// Of twenty samples, one in four is right: it has 0.6 at its label, 0.3 behind it, and 0.1
/// elsewhere. The others have 0.9 behind their label.
fn outputs() -> Vec<Array1<f64>> {
    (0..20)
        .map(|k| {
            let mut a = Array1::from_elem(10, 0.1);
            a[k % 10] = 0.6;
            a[(k + 1) % 10] = if k % 4 == 1 { 0.3 } else { 0.9 };
            a
        })
        .collect()
}

pub fn known_error(program: &Program, _: u64) -> String {
    let outputs = outputs();
    let mut y = Array1::zeros(10);
    y[3] = 1.0;
    let cost = program.cost(outputs[3].clone(), y.clone());
    let blurred = program.cost(outputs[13].clone(), 0.2 + 0.6 * &y);
    format!(
        "accuracy {:.3}, cost {:.3}, and {:.3} with targets between 0 and 1",
        accuracy(program, &outputs),
        cost,
        blurred
    )
    .replace('-', "−")
}

/// The penalty for n = 1 and for the program's n, with λ and with 3 λ.
pub fn penalty(program: &Program, _: u64) -> String {
    if program.ward != Ward::CrossEntropy {
        return "the program has none".into();
    }
    let mut network = program.initial(1);
    for (l, w) in network.weights.iter_mut().enumerate() {
        w.fill(0.0);
        w[[0, 0]] = 3.0 + l as f64;
        w[[1, 1]] = -2.0;
    }
    network.biases.iter_mut().for_each(|b| b.fill(0.5));
    let of = |lambda, n| Program { lambda, ..program.clone() }.penalty(&network, n);
    let parts = [(1.0, 1), (2.0, 1), (1.0, 10)].map(|(lambda, n)| about(of(lambda, n)));
    format!("{} (λ 1, n 1), {} (λ 2, n 1), {} (λ 1, n 10)", parts[0], parts[1], parts[2])
}

/// The right program's first cost, from the same seed, is what is expected.
pub fn first_cost(program: &Program, seed: u64) -> String {
    let right = Program::right(program.ward);
    let cost = |program: &Program| measured(program, &program.initial(seed), &NEW).cost;
    format!("{} times what is expected", about(cost(program) / cost(&right)))
}
