//! Our side of `compare.py`: a process that it starts once and asks for one thing after another.
//!
//! Each line of standard input is a request in JSON and gets one line of answer. What is too
//! large for a line goes through files of little-endian numbers: inputs and labels as bytes, the
//! order as u64, weights and biases as f64, layer by layer, each matrix row by row.

use std::fs;
use std::io::{self, BufRead, Write};
use std::iter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use backprop::cost::Cost;
use backprop::data::{DataSet, Splits};
use backprop::forms::{self, Form};
use backprop::network::{Initialiser, Network};
use backprop::sgd::{HyperParameters, shuffled};
use ndarray::NdFloat;
use num_traits::AsPrimitive;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;
use serde_json::{Value, json};

/// Draws the order of the samples and the initial weights.
const SEED: u64 = 1;

#[derive(Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
enum Request {
    /// Write the digits and the order in which to learn them.
    Data { mnist: Option<PathBuf>, directory: PathBuf },
    /// Write the initial parameters of a network.
    Initial { sizes: Vec<usize>, file: PathBuf },
    /// Train, answer the seconds of each epoch and write the parameters after the last.
    Train(Run),
}

#[derive(Deserialize)]
struct Run {
    /// The name of a [`Form`].
    form: String,
    precision: Precision,
    sizes: Vec<usize>,
    m: usize,
    eta: f64,
    lambda: f64,
    /// How many samples of the order make an epoch.
    samples: usize,
    epochs: usize,
    file: PathBuf,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Precision {
    F32,
    F64,
}

fn main() -> Result<()> {
    let mut digits = None;
    for line in io::stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?)? {
            Request::Data { mnist, directory } => {
                let splits = match mnist {
                    Some(mnist) => Splits::read(&mnist)?,
                    None => Splits::embedded(),
                };
                let order = shuffled(splits.training.len(), &mut rng());
                let answer = write_data(&splits, &order, &directory)?;
                digits = Some((splits.training, order));
                answer
            }
            Request::Initial { sizes, file } => {
                write_parameters(&initial::<f64>(&sizes), &file)?;
                json!({})
            }
            Request::Train(run) => {
                let (data, order) = digits.as_ref().context("no data yet")?;
                let seconds = match run.precision {
                    Precision::F32 => train::<f32>(&run, data, order)?,
                    Precision::F64 => train::<f64>(&run, data, order)?,
                };
                json!({ "seconds": seconds })
            }
        };
        println!("{answer}");
        io::stdout().flush()?;
    }
    Ok(())
}

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(SEED)
}

fn initial<F: NdFloat>(sizes: &[usize]) -> Network<F> {
    Network::new(sizes, Initialiser::Scaled, &mut rng())
}

/// In the clock: everything that an epoch does, its workspace and layout included.
fn train<F: forms::Precision>(
    run: &Run,
    data: &DataSet<u8>,
    order: &[usize],
) -> Result<Vec<f64>>
where
    u8: AsPrimitive<F>,
{
    let form = Form::ALL.into_iter().find(|form| form.name() == run.form);
    let mut epoch = form.and_then(Form::epoch::<F>).context("no such form")?;
    let hyper = HyperParameters {
        cost: Cost::CrossEntropy,
        epochs: run.epochs,
        mini_batch_size: run.m,
        eta: run.eta,
        lambda: run.lambda,
        early_stop: None,
    };
    let order = &order[..run.samples];
    let mut network = initial::<F>(&run.sizes);
    let seconds = (0..run.epochs)
        .map(|_| {
            let start = Instant::now();
            let go_on = &mut |_| ControlFlow::Continue(());
            let flow = epoch(&mut network, data, order, &hyper, go_on);
            assert!(flow.is_continue());
            start.elapsed().as_secs_f64()
        })
        .collect();
    write_parameters(&network, &run.file)?;
    Ok(seconds)
}

fn write_data(splits: &Splits, order: &[usize], directory: &Path) -> Result<Value> {
    for (name, data) in [("training", &splits.training), ("test", &splits.test)] {
        let pixels: Vec<u8> = data.inputs().iter().copied().collect();
        fs::write(directory.join(format!("{name}_inputs.u8")), pixels)?;
        fs::write(directory.join(format!("{name}_labels.u8")), data.labels())?;
    }
    let order: Vec<u8> = order.iter().flat_map(|&i| (i as u64).to_le_bytes()).collect();
    fs::write(directory.join("order.u64"), order)?;
    Ok(json!({ "inputs": splits.training.input_size() }))
}

fn write_parameters<F: NdFloat>(network: &Network<F>, file: &Path) -> Result<()> {
    let numbers = network
        .layers
        .iter()
        .flat_map(|layer| iter::chain(&layer.weights, &layer.biases))
        .flat_map(|number| number.to_f64().expect("F is a float").to_le_bytes());
    Ok(fs::write(file, numbers.collect::<Vec<u8>>())?)
}
