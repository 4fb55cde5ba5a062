//! BP2 for one panel of neurons.

use bytemuck::{cast_slice, cast_slice_mut};
use pulp::{Simd, WithSimd};

use super::panels::{LANES, Lanes};
use crate::network::sigmoid_prime_at;

/// BP2: δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l), with σ′ from the activation.
pub struct Backward<'a> {
    /// w^(l+1), all panels, each of `columns` columns.
    pub weights: &'a [Lanes],
    pub columns: usize,
    /// Of these the panel's neurons own the 16 from here.
    pub first: usize,
    /// δ^(l+1), all panels, each of `room` samples.
    pub next_delta: &'a [Lanes],
    pub room: usize,
    /// a^l, this panel.
    pub activation: &'a [Lanes],
    /// δ^l, this panel, up to the last sample in use.
    pub delta: &'a mut [Lanes],
}

impl Backward<'_> {
    #[inline(always)]
    fn run<S: Simd, const V: usize, const ROWS: usize, const COLUMNS: usize>(
        self,
        simd: S,
    ) {
        let weights: &[[S::f32s; V]] = cast_slice(self.weights);
        let next_delta: &[[S::f32s; V]] = cast_slice(self.next_delta);
        let blocks = self.delta.as_chunks_mut::<ROWS>().0.iter_mut();
        for (block, delta) in blocks.enumerate() {
            for k in (0..LANES).step_by(COLUMNS) {
                let mut sums = [[[simd.splat_f32s(0.0); V]; COLUMNS]; ROWS];
                let panels = weights.chunks_exact(self.columns);
                for (weights, next) in panels.zip(next_delta.chunks_exact(self.room)) {
                    let weights: &[[S::f32s; V]; COLUMNS] =
                        weights[self.first + k..].first_chunk().expect("a whole panel");
                    let next = &next.as_chunks::<ROWS>().0[block];
                    for (sums, next) in sums.iter_mut().zip(next) {
                        for (sum, weights) in sums.iter_mut().zip(weights) {
                            for ((sum, w), d) in sum.iter_mut().zip(weights).zip(next) {
                                *sum = simd.mul_add_e_f32s(*w, *d, *sum);
                            }
                        }
                    }
                }
                for (delta, sums) in delta.iter_mut().zip(sums) {
                    for (delta, sum) in delta.0[k..].iter_mut().zip(sums) {
                        *delta = sum_of(simd, sum);
                    }
                }
            }
        }
        let activation = cast_slice::<_, f32>(self.activation);
        for (delta, a) in cast_slice_mut::<_, f32>(self.delta).iter_mut().zip(activation)
        {
            *delta *= sigmoid_prime_at(*a);
        }
    }
}

impl WithSimd for Backward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.run::<S, 1, 5, 4>(simd),
            8 => self.run::<S, 2, 2, 2>(simd),
            4 => self.run::<S, 4, 2, 2>(simd),
            _ => self.run::<S, 16, 1, 1>(simd),
        }
    }
}

/// The sum of all lanes, halves upon halves, so that no vector width changes its rounding.
#[inline(always)]
fn sum_of<S: Simd, const V: usize>(simd: S, mut vectors: [S::f32s; V]) -> f32 {
    let mut half = V / 2;
    while half > 0 {
        for i in 0..half {
            vectors[i] = simd.add_f32s(vectors[i], vectors[i + half]);
        }
        half /= 2;
    }
    simd.reduce_sum_f32s(vectors[0])
}
