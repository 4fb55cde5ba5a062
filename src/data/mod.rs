//! Chapter 9: labelled samples, and where they come from.

pub mod digits;
pub(crate) mod formats;
mod gzip;
pub mod idx;
mod names;
mod splits;
mod strokes;

use ndarray::{Array2, ArrayView2, Axis, NdFloat, s};
use num_traits::AsPrimitive;

pub use idx::DataError;
pub use splits::Splits;

/// How many classes of digits there are.
pub const CLASSES: usize = 10;
/// What a stored 1 of a byte of grey is worth, so that pixels lie in [0, 1].
const PIXEL: f64 = 1.0 / 255.0;

/// Labelled samples: one input per row, one label per input.
///
/// Inputs stay as small as they came (a byte per pixel) and become floating-point numbers when
/// a mini-batch is gathered, which moves a quarter of the bytes that f32 pixels would.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSet<P> {
    inputs: Array2<P>,
    labels: Vec<u8>,
    classes: usize,
    /// What a stored 1 is worth: 1/255 for bytes, so that pixels lie in [0, 1].
    scale: f64,
}

impl DataSet<u8> {
    /// Images of digits, one per row, and the digits they show.
    ///
    /// # Panics
    /// As [`DataSet::new`].
    pub fn of_digits(pixels: Array2<u8>, labels: Vec<u8>) -> Self {
        DataSet::new(pixels, labels, CLASSES, PIXEL)
    }
}

impl<P: Copy + 'static> DataSet<P> {
    /// `inputs` of shape (n, n_in) with n `labels` below `classes`; each stored number stands
    /// for `scale` times itself.
    ///
    /// # Panics
    /// If inputs and labels differ in number or a label is not below `classes`.
    pub fn new(inputs: Array2<P>, labels: Vec<u8>, classes: usize, scale: f64) -> Self {
        assert_eq!(inputs.nrows(), labels.len(), "every input needs a label");
        assert!(
            labels.iter().all(|&label| usize::from(label) < classes),
            "a label is no class"
        );
        let inputs = inputs.as_standard_layout().into_owned();
        DataSet { inputs, labels, classes, scale }
    }

    /// The same samples among more classes.
    ///
    /// # Panics
    /// If there are fewer than now.
    pub fn among(self, classes: usize) -> Self {
        assert!(classes >= self.classes, "a label may be no class");
        DataSet { classes, ..self }
    }

    /// n, the number of samples.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// n_in, the number of entries of an input.
    pub fn input_size(&self) -> usize {
        self.inputs.ncols()
    }

    /// n_out, the number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// All inputs as they are stored, shape (n, n_in).
    pub fn inputs(&self) -> &Array2<P> {
        &self.inputs
    }

    /// One input as it is stored, n_in entries.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    pub fn input(&self, index: usize) -> &[P] {
        let n_in = self.input_size();
        let all = self.inputs.as_slice().expect("the layout is standard");
        &all[index * n_in..][..n_in]
    }

    /// What a stored 1 is worth.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// The first `n` samples, or all if there are fewer.
    pub fn first(&self, n: usize) -> Self {
        let n = n.min(self.len());
        let inputs = self.inputs.slice(s![..n, ..]).to_owned();
        DataSet { inputs, labels: self.labels[..n].to_vec(), ..*self }
    }

    /// The samples before and from index `at`.
    ///
    /// # Panics
    /// If `at` is larger than the number of samples.
    pub fn split_at(self, at: usize) -> (Self, Self) {
        let (first, second) = self.inputs.view().split_at(Axis(0), at);
        let (first, second) = (first.to_owned(), second.to_owned());
        let mut labels = self.labels;
        let rest = labels.split_off(at);
        (
            DataSet { inputs: first, labels, ..self },
            DataSet { inputs: second, labels: rest, ..self },
        )
    }
}

/// Room for the columns of one mini-batch, filled again for each.
#[derive(Clone, Debug)]
pub struct MiniBatch<F> {
    /// One input per row; seen through its transpose, one per column.
    x: Array2<F>,
    /// The one-hot targets, likewise.
    y: Array2<F>,
}

impl<F: NdFloat> MiniBatch<F> {
    /// Room for up to `capacity` samples of `data`.
    pub fn new<P: Copy + 'static>(data: &DataSet<P>, capacity: usize) -> Self {
        MiniBatch {
            x: Array2::zeros((capacity, data.input_size())),
            y: Array2::zeros((capacity, data.classes())),
        }
    }

    /// Copies the samples at `indices` here and returns them as columns: inputs (n_in, m) and
    /// one-hot targets (n_out, m), 1 in the row of the label and 0 elsewhere.
    ///
    /// # Panics
    /// If there are more indices than the capacity, or an index is out of bounds.
    pub fn gather<P>(
        &mut self,
        data: &DataSet<P>,
        indices: &[usize],
    ) -> (ArrayView2<'_, F>, ArrayView2<'_, F>)
    where
        P: AsPrimitive<F>,
    {
        let m = indices.len();
        let scale = F::from(data.scale).expect("F is a float");
        for (row, &index) in indices.iter().enumerate() {
            self.x
                .row_mut(row)
                .zip_mut_with(&data.inputs.row(index), |x, p| *x = scale * p.as_());
            self.y.row_mut(row).fill(F::zero());
            self.y[[row, usize::from(data.labels[index])]] = F::one();
        }
        let rows = s![..m, ..];
        (self.x.slice(rows).reversed_axes(), self.y.slice(rows).reversed_axes())
    }
}
