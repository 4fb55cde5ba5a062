//! `backprop evaluate`: how well a saved network reads the test digits, and what it confuses.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use backprop::model_file;
use backprop::network::Network;
use backprop::score::{reads, score};
use clap::Args;

use super::DataArguments;
use super::memory::Need;
use super::numbers::shown;
use super::record::accuracy;
use super::say::say;

#[derive(Args)]
pub struct EvaluateArguments {
    /// The network, as `train` saved it
    #[arg(long, value_name = "FILE")]
    model: PathBuf,
    #[command(flatten)]
    data: DataArguments,
}

/// With more classes than this, a table of all pairs is wider than it is of use.
const WIDEST_TABLE: usize = 16;

pub fn run(arguments: &EvaluateArguments) -> Result<()> {
    let (network, cost): (Network<f64>, _) = model_file::load(&arguments.model)?;
    let test = arguments.data.load_test()?;
    let model = arguments.model.display();
    let sizes = network.sizes();
    let (inputs, outputs) = (sizes[0], sizes[sizes.len() - 1]);
    ensure!(
        inputs == test.input_size(),
        "{model}: the network takes {inputs} pixels, the images have {}",
        test.input_size()
    );
    ensure!(
        outputs >= test.classes(),
        "{model}: expected an output for each of the {} classes of the labels, found {outputs}",
        test.classes()
    );
    Need::of(&sizes).scoring(size_of::<f64>()).check()?;
    let test = test.among(outputs);

    let result = score(&network, cost, &test);
    ensure!(
        result.cost.is_finite(),
        "{model}: the mean cost is {}; the weights are too large",
        result.cost
    );
    say!("{} on the test part of {}", shown(&sizes), arguments.data.description());
    say!("Test accuracy {}, mean cost {:.4}\n", accuracy(&result), result.cost);

    let mut confusion = vec![vec![0_usize; outputs]; outputs];
    for (&label, read) in test.labels().iter().zip(reads(&network, &test)) {
        confusion[usize::from(label)][read] += 1;
    }
    if outputs <= WIDEST_TABLE {
        table(&confusion)
    } else {
        list(&confusion)
    }
    Ok(())
}

/// How often each class was read as each.
fn table(confusion: &[Vec<usize>]) {
    let heads = (0..confusion.len()).map(|class| format!("{class:>6}"));
    say!("     read as");
    say!("     {}   correct", heads.collect::<String>());
    for (label, row) in confusion.iter().enumerate() {
        let cell = |&n: &usize| if n == 0 { "     ·".into() } else { format!("{n:>6}") };
        say!(
            " {label:>2}  {}  {:>6.2} %",
            row.iter().map(cell).collect::<String>(),
            share(label, row)
        );
    }
}

/// For each class, how it was read and what it was most often taken for.
fn list(confusion: &[Vec<usize>]) {
    say!("class   correct   most often misread as");
    for (label, row) in
        confusion.iter().enumerate().filter(|(_, row)| row.iter().any(|&n| n > 0))
    {
        let others = row.iter().enumerate().filter(|&(read, _)| read != label);
        let most = others.max_by_key(|&(read, &n)| (n, std::cmp::Reverse(read)));
        let misread = match most {
            Some((read, &n)) if n > 0 => format!("{read} ({n} times)"),
            _ => "·".into(),
        };
        say!("{label:>5}  {:>6.2} %   {misread}", share(label, row));
    }
}

/// The correct ones in a row, in per cent.
fn share(label: usize, row: &[usize]) -> f64 {
    100.0 * row[label] as f64 / row.iter().sum::<usize>().max(1) as f64
}
