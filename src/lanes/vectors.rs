//! Vector instructions, whichever the processor has.
//!
//! `pulp` compiles the kernels once for every instruction set that it knows, and the running
//! program takes the best that its processor has. In a kernel, `S` is the instruction set,
//! `S::f32s` its vector, and `V` how many of those make up [`LANES`](super::panels::LANES)
//! numbers. Its other constants are the size of the block of results that stays in registers:
//! there are 32 of them with AVX-512 and NEON, 16 with AVX2.

use pulp::{Arch, Simd};

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

/// sum → sum + x · lanes.
#[inline(always)]
pub fn add_product<S: Simd, const V: usize>(
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
