//! BP3, BP4 and the step for one panel of neurons.

use bytemuck::{cast_slice, cast_slice_mut};
use pulp::{Simd, WithSimd};

use super::panels::{LANES, Lanes};
use super::vectors::add_product;

/// BP3, BP4 and the step, in one: w → decay · w − rate · Δ^l (A^(l−1))ᵀ, b → b − rate · Δ^l 1.
pub struct Update<'a> {
    pub weights: &'a mut [Lanes],
    pub bias: &'a mut Lanes,
    /// δ^l, this panel, the samples in use and no more.
    pub delta: &'a [Lanes],
    /// a^(l−1), all panels, each of `room` samples.
    pub input: &'a [Lanes],
    pub room: usize,
    pub decay: f32,
    /// η/m.
    pub rate: f32,
}

impl Update<'_> {
    #[inline(always)]
    fn run<S: Simd, const V: usize, const COLUMNS: usize>(self, simd: S) {
        let decay = simd.splat_f32s(self.decay);
        let rate = simd.splat_f32s(-self.rate);
        let zero = [simd.splat_f32s(0.0); V];

        let delta: &[[S::f32s; V]] = cast_slice(self.delta);
        let weights: &mut [[S::f32s; V]] = cast_slice_mut(self.weights);
        let panels = self.input.chunks_exact(self.room);
        for (input, weights) in panels.zip(weights.as_chunks_mut::<LANES>().0) {
            let blocks = weights.as_chunks_mut::<COLUMNS>().0.iter_mut();
            for (block, weights) in blocks.enumerate() {
                let mut nabla = [zero; COLUMNS];
                for (sample, delta) in input.iter().zip(delta) {
                    let inputs = &sample.0.as_chunks::<COLUMNS>().0[block];
                    for (nabla, a) in nabla.iter_mut().zip(inputs) {
                        add_product(simd, nabla, *a, delta);
                    }
                }
                for (weights, nabla) in weights.iter_mut().zip(&nabla) {
                    for (w, nabla) in weights.iter_mut().zip(nabla) {
                        let decayed = simd.mul_f32s(decay, *w);
                        *w = simd.mul_add_e_f32s(rate, *nabla, decayed);
                    }
                }
            }
        }

        let [bias]: &mut [[S::f32s; V]; 1] = bytemuck::cast_mut(self.bias);
        for delta in delta {
            for (b, d) in bias.iter_mut().zip(delta) {
                *b = simd.mul_add_e_f32s(rate, *d, *b);
            }
        }
    }
}

impl WithSimd for Update<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.run::<S, 1, 16>(simd),
            8 => self.run::<S, 2, 4>(simd),
            4 => self.run::<S, 4, 4>(simd),
            _ => self.run::<S, 16, 1>(simd),
        }
    }
}
