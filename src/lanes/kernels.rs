//! The loops that all the time goes into, each for one panel of neurons.
//!
//! `pulp` compiles them once for every instruction set that it knows, and the running program
//! takes the best that its processor has. `S` is the instruction set, `S::f32s` its vector, `V`
//! how many of those make up [`LANES`] numbers. The other constants are the sizes of the block
//! of results that stays in registers: there are 32 of them with AVX-512, 16 with AVX2.

use bytemuck::{cast_slice, cast_slice_mut};
use pulp::{Arch, Simd, WithSimd};

use super::panels::{LANES, Lanes};
use super::sigmoid::sigmoid;

/// Room for samples is a multiple of this, and so of the rows of every block.
pub const BLOCK: usize = 10;

/// A panel is worked through in pieces of so many panels of inputs, whose weights the nearest
/// cache can hold while all samples pass.
const DEPTH: usize = 16;

/// The instruction sets of this processor that there is a version for, the plainest first.
pub fn instruction_sets() -> Vec<(&'static str, Arch)> {
    let mut sets = vec![("scalar", Arch::Scalar)];
    #[cfg(target_arch = "x86_64")]
    {
        use pulp::x86::{V3, V4};
        sets.extend(V3::try_new().map(|v3| ("AVX2", Arch::V3(v3))));
        sets.extend(V4::try_new().map(|v4| ("AVX-512", Arch::V4(v4))));
    }
    #[cfg(target_arch = "aarch64")]
    sets.extend(pulp::aarch64::Neon::try_new().map(|neon| ("NEON", Arch::Neon(neon))));
    sets
}

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

/// BP2: δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l), with σ′(z) = a (1 − a).
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
            *delta *= a * (1.0 - a);
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

/// sum → sum + x · lanes.
#[inline(always)]
fn add_product<S: Simd, const V: usize>(
    simd: S,
    sum: &mut [S::f32s; V],
    x: f32,
    lanes: &[S::f32s; V],
) {
    let x = simd.splat_f32s(x);
    for (sum, lanes) in sum.iter_mut().zip(lanes) {
        *sum = simd.mul_add_e_f32s(x, *lanes, *sum);
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
