//! What a training leaves: the network, the record, the learning curves, the misread digits.

use std::path::PathBuf;

use anyhow::{Result, anyhow, ensure};
use backprop::cost::Cost;
use backprop::data::DataSet;
use backprop::model_file::Contents;
use backprop::score::score;
use backprop::training::Run;
use ndarray::NdFloat;
use num_traits::AsPrimitive;

use super::record::{self, Record};
use super::say::say;
use super::settings::Settings;
use super::{learning_curves, outputs, sheet};

/// Where the results go.
pub struct Places {
    pub folder: PathBuf,
    model: PathBuf,
    curves: PathBuf,
    misread: PathBuf,
    record: PathBuf,
}

impl Places {
    pub fn new(folder: PathBuf, model: Option<PathBuf>) -> Self {
        Places {
            model: model.unwrap_or_else(|| folder.join("model.json")),
            curves: folder.join("learning-curves.svg"),
            misread: folder.join("misread.svg"),
            record: folder.join("record.json"),
            folder,
        }
    }

    /// Makes the folder, and sure that all can be written.
    pub fn prepare(&self) -> Result<()> {
        let Places { folder, model, curves, misread, record } = self;
        let folder =
            Some(folder.as_path()).filter(|folder| !folder.as_os_str().is_empty());
        outputs::prepare(folder, &[model, curves, misread, record])
    }

    /// Writes all, first what cannot be had again without training, and says where it is.
    pub fn write<F: NdFloat>(
        &self,
        settings: &Settings,
        run: &Run<F>,
        test: &DataSet<u8>,
    ) -> Result<Record>
    where
        u8: AsPrimitive<F>,
    {
        let cost = Cost::from(settings.cost);
        let contents =
            Contents::of(&run.network, cost).map_err(|problem| anyhow!(problem))?;
        outputs::write(&self.model, |to| Ok(serde_json::to_writer(to, &contents)?))?;
        drop(contents);

        let result = score(&run.network, cost, test);
        ensure!(
            result.cost.is_finite(),
            "the cost on the test digits is {}",
            result.cost
        );
        let measured = Record::new(settings, &run.network.sizes(), &run.record, &result);
        outputs::write(&self.record, |to| Ok(serde_json::to_writer(to, &measured)?))?;
        learning_curves::of_run(&measured.epochs, &self.curves)?;
        let misread = sheet::misread(&run.network, test);
        sheet::draw(&misread, &self.misread)?;

        let best = run.best_epoch();
        let kept = if settings.early_stop.is_some() { best } else { run.record.len() };
        record::conclusion(&run.record, best, kept, &result);
        say!("learning curves  {}", self.curves.display());
        say!("misread digits   {}{}", self.misread.display(), sheet::left_out(&misread));
        say!("record           {}", self.record.display());
        say!("trained network  {}", self.model.display());
        Ok(measured)
    }
}
