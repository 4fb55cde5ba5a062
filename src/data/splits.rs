//! What to learn from, what to watch learning by, and what to judge by at last.

use std::path::Path;

use ndarray::Array2;

use super::{DataError, DataSet, digits, idx};

/// The three parts that training needs.
#[derive(Clone, Debug)]
pub struct Splits {
    /// What the network learns from.
    pub training: DataSet<u8>,
    /// What training is watched, stopped and tuned by.
    pub evaluation: DataSet<u8>,
    /// What the finished network is judged by, once.
    pub test: DataSet<u8>,
}

impl Splits {
    /// The usual four MNIST files in `directory`, gzipped or plain.
    ///
    /// The last sixth of the training files becomes evaluation data: 50,000 and 10,000 of
    /// MNIST's 60,000.
    ///
    /// # Errors
    /// If a file is missing or is not what its header says, or the two image sizes differ.
    pub fn read(directory: &Path) -> Result<Self, DataError> {
        let training = idx::read_digits(directory, "train")?;
        let test = idx::read_digits(directory, "t10k")?;
        if test.input_size() != training.input_size() {
            return Err(DataError::new(
                directory,
                format!(
                    "training images have {} pixels, test images {}",
                    training.input_size(),
                    test.input_size()
                ),
            ));
        }
        Ok(Self::hold_out(training, test))
    }

    /// The digits this crate draws itself: 10,000, 2,000 and 2,000 of 28 × 28 pixels, the same on
    /// every machine.
    pub fn embedded() -> Self {
        let [training, test] = Self::embedded_files();
        Self::hold_out(training, test)
    }

    /// The same digits as the two parts that they have as files: 12,000 and 2,000.
    pub fn embedded_files() -> [DataSet<u8>; 2] {
        [(12_000, 1), (2_000, 2)].map(|(count, seed)| {
            let (pixels, labels) = digits::draw(count, seed);
            let pixels =
                Array2::from_shape_vec((count, digits::SIDE * digits::SIDE), pixels);
            DataSet::of_digits(pixels.expect("one row per digit"), labels)
        })
    }

    fn hold_out(training: DataSet<u8>, test: DataSet<u8>) -> Self {
        let kept = training.len() - training.len() / 6;
        let (training, evaluation) = training.split_at(kept);
        Splits { training, evaluation, test }
    }
}
