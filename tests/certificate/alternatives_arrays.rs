//! Chapter 0, written in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// From a, a part of the way to b.
pub fn point_between(a: ArrayView1<f64>, b: ArrayView1<f64>, t: f64) -> Array1<f64> {
    let mut way = b.to_owned();
    way -= &a;
    way *= t;
    way + a
}

/// Row by row, entry by entry.
pub fn centre_rows(x: ArrayView2<f64>) -> Array2<f64> {
    let mut centred = x.to_owned();
    for mut row in centred.rows_mut() {
        let mean = row.sum() / row.len() as f64;
        for entry in &mut row {
            *entry -= mean;
        }
    }
    centred
}
