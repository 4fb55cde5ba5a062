//! The forward pass for one panel of neurons.

use bytemuck::{cast_slice, cast_slice_mut};
use pulp::{Simd, WithSimd};

use super::panels::{LANES, Lanes};
use super::sigmoid::sigmoid;
use super::vectors::add_product;

/// Room for samples is a multiple of this, and so of the rows of every block.
pub const BLOCK: usize = 10;

/// A panel is worked through in pieces of so many panels of inputs, whose weights the nearest
/// cache can hold while all samples pass.
const DEPTH: usize = 16;

/// The forward pass: a^l = σ(w^l a^(l−1) + b^l).
///
/// Samples are taken in blocks, and what is behind the last sample of the last block is computed
/// along with it and never read.
pub struct Forward<'a> {
    pub weights: &'a [Lanes],
    pub bias: &'a Lanes,
    /// a^(l−1), all panels, each of `room` samples.
    pub input: &'a [Lanes],
    pub room: usize,
    /// a^l, this panel, up to the last sample in use.
    pub output: &'a mut [Lanes],
    /// How many of the rows are neurons; the others stay zero.
    pub neurons: usize,
}

impl Forward<'_> {
    #[inline(always)]
    fn run<S: Simd, const V: usize, const ROWS: usize>(self, simd: S) {
        let weights: &[[S::f32s; V]] = cast_slice(self.weights);
        let [bias]: [[S::f32s; V]; 1] = bytemuck::cast(*self.bias);
        let output: &mut [[S::f32s; V]] = cast_slice_mut(self.output);
        output.fill(bias);
        let depths = self.input.chunks(DEPTH * self.room);
        for (input, weights) in depths.zip(weights.chunks(DEPTH * LANES)) {
            for (block, output) in output.as_chunks_mut::<ROWS>().0.iter_mut().enumerate()
            {
                // A copy, which stays in registers until it is whole.
                let mut z = *output;
                let panels = input.chunks_exact(self.room);
                for (input, weights) in panels.zip(weights.as_chunks::<LANES>().0) {
                    let samples = &input.as_chunks::<ROWS>().0[block];
                    for (k, weights) in weights.iter().enumerate() {
                        for (z, sample) in z.iter_mut().zip(samples) {
                            add_product(simd, z, sample.0[k], weights);
                        }
                    }
                }
                *output = z;
            }
        }
        for a in cast_slice_mut::<_, f32>(output) {
            *a = sigmoid(*a);
        }
        if self.neurons < LANES {
            for sample in cast_slice_mut::<_, Lanes>(output) {
                sample.0[self.neurons..].fill(0.0);
            }
        }
    }
}

impl WithSimd for Forward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.run::<S, 1, 10>(simd),
            8 => self.run::<S, 2, 5>(simd),
            4 => self.run::<S, 4, 5>(simd),
            _ => self.run::<S, 16, 1>(simd),
        }
    }
}
