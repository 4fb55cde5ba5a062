//! What to learn from, what to watch learning by, and what to judge by at last.

use std::path::Path;

use ndarray::Array2;

use super::{DataError, DataSet, digits, idx};

/// One in so many training images is held out.
const HELD_OUT: usize = 6;

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
    /// If a file is missing or is not what its header says, the two image sizes differ, or there
    /// are too few images to hold a sixth of them out.
    pub fn read(directory: &Path) -> Result<Self, DataError> {
        let fail = |problem| Err(DataError::new(directory, problem));
        let training = idx::read_digits(directory, "train")?;
        let test = idx::read_digits(directory, "t10k")?;
        if test.input_size() != training.input_size() {
            return fail(format!(
                "training images have {} pixels, test images {}",
                training.input_size(),
                test.input_size()
            ));
        }
        if training.len() < HELD_OUT {
            return fail(format!(
                "expected at least {HELD_OUT} training images, one of which is held out, found {}",
                training.len()
            ));
        }
        let classes = training.classes().max(test.classes());
        Ok(Self::hold_out(training.among(classes), test.among(classes)))
    }

    /// The test part of [`Splits::read`], for which the training files are not needed.
    ///
    /// # Errors
    /// If a test file is missing or is not what its header says.
    pub fn read_test(directory: &Path) -> Result<DataSet<u8>, DataError> {
        idx::read_digits(directory, "t10k")
    }

    /// The digits this crate draws itself: 10,000, 2,000 and 2,000 of 28 × 28 pixels, the same on
    /// every machine.
    pub fn embedded() -> Self {
        let [training, test] = Self::embedded_files();
        Self::hold_out(training, test)
    }

    /// The same digits as the two parts that they have as files: 12,000 and 2,000.
    pub fn embedded_files() -> [DataSet<u8>; 2] {
        [drawn(12_000, 1), Self::embedded_test()]
    }

    /// The test part of [`Splits::embedded`].
    pub fn embedded_test() -> DataSet<u8> {
        drawn(2_000, 2)
    }

    fn hold_out(training: DataSet<u8>, test: DataSet<u8>) -> Self {
        let kept = training.len() - training.len() / HELD_OUT;
        let (training, evaluation) = training.split_at(kept);
        Splits { training, evaluation, test }
    }
}

fn drawn(count: usize, seed: u64) -> DataSet<u8> {
    let (pixels, labels) = digits::draw(count, seed);
    let pixels = Array2::from_shape_vec((count, digits::SIDE * digits::SIDE), pixels);
    DataSet::of_digits(pixels.expect("one row per digit"), labels)
}
