//! A training that was interrupted: its last whole epoch in a file, and the way back to it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use backprop::cost::Cost;
use backprop::data::Splits;
use backprop::files;
use backprop::model_file::Contents;
use backprop::network::Network;
use backprop::training::{Epoch, Run};
use ndarray::NdFloat;
use serde::{Deserialize, Serialize};

use super::outputs;
use super::settings::Settings;

/// What the file holds. Its first word is what the file is known by.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfinished {
    #[serde(rename = "interrupted")]
    pub settings: Settings,
    /// Where the digits come from, if not drawn.
    pub data: Option<PathBuf>,
    checksum: u32,
    record: Vec<Epoch>,
    network: Contents,
    best: Option<Contents>,
}

impl Unfinished {
    /// # Errors
    /// If the file is not there, or is no such training.
    pub fn load(file: &Path) -> Result<Self> {
        let load = || -> Result<Self> {
            let unfinished: Unfinished =
                serde_json::from_reader(std::io::BufReader::new(files::open(file)?))
                    .context("no interrupted training")?;
            let epochs = unfinished.record.len();
            ensure!(epochs > 0, "no interrupted training: it has no epoch");
            Ok(unfinished)
        };
        load().with_context(|| file.display().to_string())
    }

    /// The training, to go on with.
    ///
    /// # Errors
    /// If it was on other digits, or its network is none of these sizes.
    pub fn run<F: NdFloat>(&self, checksum: u32, sizes: &[usize]) -> Result<Run<F>> {
        ensure!(checksum == self.checksum, "it was trained on other digits than these");
        let network = |contents: &Contents| -> Result<Network<F>> {
            let network = contents.network().map_err(anyhow::Error::msg)?;
            ensure!(
                network.sizes() == sizes,
                "its network is not of the sizes {sizes:?}"
            );
            Ok(network)
        };
        let best = self.best.as_ref().map(network).transpose()?;
        ensure!(
            best.is_some() == self.settings.early_stop.is_some(),
            "the best network is kept for early stopping, and only for that"
        );
        Ok(Run { network: network(&self.network)?, record: self.record.clone(), best })
    }
}

/// The last whole epoch of a training under way, kept for whoever interrupts it.
pub struct Kept<F> {
    run: Arc<Mutex<Option<Run<F>>>>,
}

impl<F: NdFloat> Kept<F> {
    pub fn new() -> Self {
        Kept { run: Arc::default() }
    }

    pub fn update(&self, run: &Run<F>) {
        let mut kept = self.run.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *kept {
            None => *kept = Some(run.clone()),
            Some(kept) => {
                kept.network.clone_from(&run.network);
                kept.record.extend_from_slice(&run.record[kept.record.len()..]);
                if run.best_epoch() == run.record.len() {
                    kept.best.clone_from(&run.best);
                }
            }
        }
    }

    /// What writes the last epoch into `folder`, or where that cannot be, elsewhere.
    pub fn rescue(
        &self,
        settings: Settings,
        data: Option<PathBuf>,
        checksum: u32,
        folder: PathBuf,
    ) -> super::interrupt::Rescue {
        let run = self.run.clone();
        Box::new(move || {
            let Some(run) = run.lock().unwrap_or_else(PoisonError::into_inner).take()
            else {
                return Ok("no epoch was complete, so there is nothing to keep".into());
            };
            let cost = Cost::from(settings.cost);
            let contents = |network: &Network<F>| {
                Contents::of(network, cost).map_err(anyhow::Error::msg)
            };
            let (epochs, wanted) = (run.record.len(), settings.epochs);
            let unfinished = Unfinished {
                network: contents(&run.network)?,
                best: run.best.as_ref().map(contents).transpose()?,
                record: run.record,
                settings,
                data,
                checksum,
            };
            let save = |file: PathBuf| -> Result<PathBuf> {
                outputs::write(&file, |to| Ok(serde_json::to_writer(to, &unfinished)?))?;
                Ok(file)
            };
            let elsewhere = format!("backprop-{}.json", std::process::id());
            let file = save(folder.join("interrupted.json"))
                .or_else(|_| save(std::env::temp_dir().join(elsewhere)))?;
            Ok(format!(
                "kept epoch {epochs} of {wanted}; go on with: train --resume {}",
                file.display()
            ))
        })
    }
}

/// Of the digits that a training learns from and is watched by.
pub fn checksum(splits: &Splits) -> u32 {
    let mut sum = flate2::Crc::new();
    for part in [&splits.training, &splits.evaluation] {
        sum.update(part.labels());
        sum.update(part.inputs().as_slice().expect("the layout is standard"));
    }
    sum.sum()
}
