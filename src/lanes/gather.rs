//! From stored samples to the input of a mini-batch.

use pulp::{Simd, WithSimd};

use super::panels::{LANES, Panels};
use crate::data::DataSet;

/// Copies the samples at `indices` into panels and makes floating-point numbers of them.
pub struct Gather<'a> {
    pub data: &'a DataSet<u8>,
    pub indices: &'a [usize],
    /// Room for the samples as they are stored, a byte a number.
    ///
    /// They come from all over the memory. To copy is the least that one can do with them, and
    /// so the processor can wait for many of them at a time.
    pub fetched: &'a mut Vec<u8>,
    pub to: &'a mut Panels,
}

impl WithSimd for Gather<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.fetched.clear();
        for &index in self.indices {
            self.fetched.extend_from_slice(self.data.input(index));
        }

        let scale = self.data.scale() as f32;
        let room = self.to.columns();
        let samples = self.fetched.chunks_exact(self.data.input_size());
        for (sample, inputs) in samples.enumerate() {
            let (whole, rest) = inputs.as_chunks::<LANES>();
            let mut panels = self.to.lanes_mut().chunks_exact_mut(room);
            for (inputs, panel) in whole.iter().zip(&mut panels) {
                panel[sample].0 = inputs.map(|input| scale * f32::from(input));
            }
            // The inputs that do not fill a panel; the rest of it stays zero.
            for (panel, input) in panels.flat_map(|panel| &mut panel[sample].0).zip(rest)
            {
                *panel = scale * f32::from(*input);
            }
        }
    }
}
