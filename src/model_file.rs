//! Chapter 9: a trained network on disk, as JSON that anyone can read.
//!
//! ```json
//! { "sizes": [2, 3, 1], "cost": "cross-entropy",
//!   "weights": [[[0.5, …], …], …], "biases": [[0.1, …], …] }
//! ```
//!
//! Every number is written as the shortest decimal that reads back as the same f64, and every
//! f32 is an f64, so a network returns from its file bit for bit.

use std::fmt::Display;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use ndarray::{Array1, Array2, NdFloat};
use serde::{Deserialize, Serialize};

use crate::cost::Cost;
use crate::data::formats;
use crate::files;
use crate::network::{Layer, Network};

/// What the file holds: plain lists, to be believed only after a look.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    sizes: Vec<usize>,
    cost: Cost,
    weights: Vec<Vec<Vec<f64>>>,
    biases: Vec<Vec<f64>>,
}

/// A model file that could not be written, read or believed.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", file.display())]
pub struct ModelError {
    file: PathBuf,
    problem: String,
}

/// Writes `network` and the cost it was trained with to `file`, whole or not at all.
///
/// # Errors
/// If a parameter is infinite or not a number, which JSON cannot hold, or the file cannot be
/// written.
pub fn save<F: NdFloat>(
    network: &Network<F>,
    cost: Cost,
    file: &Path,
) -> Result<(), ModelError> {
    let fail = |problem: &dyn Display| ModelError {
        file: file.to_owned(),
        problem: format!("not written: {problem}"),
    };
    let contents = Contents::of(network, cost).map_err(|problem| fail(&problem))?;
    files::write(file, |to| Ok(serde_json::to_writer(to, &contents)?))
        .map_err(|error| fail(&error))
}

/// Reads the network in `file` and the cost it was trained with.
///
/// # Errors
/// If the file cannot be read, is not such JSON, has a list of the wrong length or a number that
/// is not finite.
pub fn load<F: NdFloat>(file: &Path) -> Result<(Network<F>, Cost), ModelError> {
    let fail = |problem: &dyn Display| ModelError {
        file: file.to_owned(),
        problem: problem.to_string(),
    };
    let mut opened = BufReader::new(files::open(file).map_err(|error| fail(&error))?);
    let first = opened.fill_buf().map_err(|error| fail(&error))?;
    let other = formats::name(first).filter(|_| !first.starts_with(b"{\"sizes\":"));
    let contents: Contents = serde_json::from_reader(opened).map_err(|error| {
        let found =
            other.map_or_else(|| error.to_string(), |name| format!("found {name}"));
        fail(&format!("no network as it is saved here: {found}"))
    })?;
    let network = contents.network().map_err(|problem| fail(&problem))?;
    Ok((network, contents.cost))
}

impl Contents {
    /// `network`, trained with `cost`, as lists.
    ///
    /// # Errors
    /// If a parameter is infinite or not a number.
    pub fn of<F: NdFloat>(network: &Network<F>, cost: Cost) -> Result<Self, String> {
        let number = |x: &F| x.to_f64().expect("F is a float");
        let row = |row: &[F]| row.iter().map(number).collect::<Vec<_>>();
        let weights = |layer: &Layer<F>| {
            layer.weights.rows().into_iter().map(|r| row(&r.to_vec())).collect()
        };
        let biases = |layer: &Layer<F>| row(&layer.biases.to_vec());
        let contents = Contents {
            sizes: network.sizes(),
            cost,
            weights: network.layers.iter().map(weights).collect(),
            biases: network.layers.iter().map(biases).collect(),
        };
        contents.check()?;
        Ok(contents)
    }

    /// The network that the lists are.
    ///
    /// # Errors
    /// If a list has the wrong length, or a number is not finite, as it stands or as `F`.
    pub fn network<F: NdFloat>(&self) -> Result<Network<F>, String> {
        self.check()?;
        let number = |&x: &f64| F::from(x).expect("F is a float");
        let parameters = self.weights.iter().flatten().chain(&self.biases).flatten();
        if !parameters.map(number).all(F::is_finite) {
            return Err("a weight or bias is too large for single precision".into());
        }
        let layers =
            self.weights.iter().zip(&self.biases).map(|(weights, biases)| Layer {
                weights: Array2::from_shape_fn(
                    (weights.len(), weights[0].len()),
                    |(j, k)| number(&weights[j][k]),
                ),
                biases: biases.iter().map(number).collect::<Array1<F>>(),
            });
        Ok(Network { layers: layers.collect() })
    }

    /// Every list as long as `sizes` says, and every number finite.
    fn check(&self) -> Result<(), String> {
        let Contents { sizes, weights, biases, .. } = self;
        if sizes.len() < 2 || sizes.contains(&0) {
            return Err(format!(
                "sizes: expected at least two, none of them 0, found {sizes:?}"
            ));
        }
        let expect = |field: String, expected: usize, found: usize| match expected
            == found
        {
            true => Ok(()),
            false => Err(format!("{field}: expected {expected} entries, found {found}")),
        };
        expect("weights".into(), sizes.len() - 1, weights.len())?;
        expect("biases".into(), sizes.len() - 1, biases.len())?;
        for (l, (weights, biases)) in weights.iter().zip(biases).enumerate() {
            expect(format!("biases[{l}]"), sizes[l + 1], biases.len())?;
            expect(format!("weights[{l}]"), sizes[l + 1], weights.len())?;
            for (j, row) in weights.iter().enumerate() {
                expect(format!("weights[{l}][{j}]"), sizes[l], row.len())?;
            }
            if !weights.iter().flatten().chain(biases).all(|x| x.is_finite()) {
                return Err(format!(
                    "layer {l}: a weight or bias is not a finite number"
                ));
            }
        }
        Ok(())
    }
}
