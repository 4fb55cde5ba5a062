//! Matrices in an order that suits vector instructions.

use bytemuck::{Pod, Zeroable};
use ndarray::{ArrayView2, ArrayViewMut2};
use rayon::prelude::*;

/// How many numbers stand side by side. 16 of 4 bytes are a cache line, and the widest vector
/// that processors compute with.
pub const LANES: usize = 16;

/// Neighbouring numbers of a column, at the start of a cache line.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C, align(64))]
pub struct Lanes(pub [f32; LANES]);

/// A matrix cut into panels of 16 rows; inside a panel, one column lies behind the other.
///
/// ```text
///              column 0      column 1      column 2
/// panel 0   [ rows 0–15  ][ rows 0–15  ][ rows 0–15  ] …
/// panel 1   [ rows 16–31 ][ rows 16–31 ][ rows 16–31 ] …
/// ```
///
/// Rows and columns that fill it up are zero, and stay zero where a sum runs over them.
#[derive(Clone, Debug)]
pub struct Panels {
    lanes: Vec<Lanes>,
    columns: usize,
}

impl Panels {
    pub fn zeros(rows: usize, columns: usize) -> Self {
        let zero = Lanes([0.0; LANES]);
        Panels { lanes: vec![zero; rows.div_ceil(LANES) * columns], columns }
    }

    /// `matrix`, filled up with zeros to the given number of columns.
    pub fn of(matrix: ArrayView2<f32>, columns: usize) -> Self {
        let mut panels = Panels::zeros(matrix.nrows(), columns);
        for ((row, column), &value) in matrix.indexed_iter() {
            *panels.entry_mut(row, column) = value;
        }
        panels
    }

    /// Fills `matrix` from here.
    pub fn write_to(&self, mut matrix: ArrayViewMut2<f32>) {
        for ((row, column), value) in matrix.indexed_iter_mut() {
            *value = self.lanes[self.index(row, column)].0[row % LANES];
        }
    }

    pub fn entry_mut(&mut self, row: usize, column: usize) -> &mut f32 {
        let index = self.index(row, column);
        &mut self.lanes[index].0[row % LANES]
    }

    fn index(&self, row: usize, column: usize) -> usize {
        row / LANES * self.columns + column
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    /// All panels, one behind the other.
    pub fn lanes(&self) -> &[Lanes] {
        &self.lanes
    }

    pub fn lanes_mut(&mut self) -> &mut [Lanes] {
        &mut self.lanes
    }

    /// The panels, for several threads.
    pub fn par(&self) -> impl IndexedParallelIterator<Item = &[Lanes]> {
        self.lanes.par_chunks_exact(self.columns)
    }

    pub fn par_mut(&mut self) -> impl IndexedParallelIterator<Item = &mut [Lanes]> {
        self.lanes.par_chunks_exact_mut(self.columns)
    }

    /// How many of these panels of weights keep a thread busy, with `m` samples, for so much
    /// longer than it takes to wake it that sharing them out pays.
    pub fn panels_of_work(&self, m: usize) -> usize {
        const PRODUCTS: usize = 1 << 23;
        PRODUCTS.div_ceil(LANES * self.columns * m)
    }
}
