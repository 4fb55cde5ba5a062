//! Chapter 6, continued: the same step, laid out for the processor's vector instructions.
//!
//! A general matrix product is built for large matrices; ours are small and their shapes are
//! known. Three decisions make the step of [`mini_batch`](crate::mini_batch) faster, and change
//! none of its equations:
//!
//! 1. *Layout.* Matrices are cut into panels of 16 rows, so that what one instruction multiplies
//!    lies side by side in memory.
//! 2. *Registers.* Each kernel keeps a small block of its result in registers while it runs
//!    through everything that is added to it.
//! 3. *Fusion.* Pixels stay bytes until they are needed, and ∂C/∂w is never stored: it is
//!    subtracted from the weights as soon as it is known.
//!
//! Read `panels`, then `vectors`, then the kernels `forward`, `backward` and `update`, then
//! `gather` and `sigmoid`, and `step`, which puts all of it together. [`epoch`] is the whole
//! interface; [`epoch_on`] lets tests and measurements choose the
//! [instruction set](instruction_sets).

mod backward;
mod forward;
mod gather;
mod panels;
mod sigmoid;
mod step;
mod update;
mod vectors;

pub use step::{epoch, epoch_on};
pub use vectors::instruction_sets;
