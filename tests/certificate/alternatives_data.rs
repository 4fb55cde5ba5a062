//! Chapter 9, written in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// By arithmetic: byte for byte, in numbers that no header can overflow.
pub fn idx_header(first: &[u8], length: u64) -> Result<Vec<usize>, String> {
    let dimensions = match first.get(..4) {
        Some([0, 0, 8, 1]) => 1,
        Some([0, 0, 8, 3]) => 3,
        _ => return Err("no IDX file of bytes".to_owned()),
    };
    let mut sizes = vec![];
    let mut promised = 1_u128;
    for k in 1..=dimensions {
        let mut size = 0_usize;
        for at in 4 * k..4 * k + 4 {
            let byte = first.get(at).ok_or_else(|| format!("byte {at} is missing"))?;
            size = (size << 8) | usize::from(*byte);
        }
        if size < 1 {
            return Err(format!("size {k} is 0"));
        }
        promised *= size as u128;
        sizes.push(size);
    }
    promised += 4 * (dimensions as u128 + 1);
    if promised < length.into() {
        Err("bytes are left over".to_owned())
    } else if promised > length.into() {
        Err("bytes are missing".to_owned())
    } else {
        Ok(sizes)
    }
}

/// From the last entry to the first, so that the last one taken is the first of the largest.
pub fn arg_max(a: ArrayView1<f64>) -> usize {
    let by_value =
        |j: &usize, k: &usize| a[*j].partial_cmp(&a[*k]).expect("there is no NaN");
    (0..a.len()).rev().max_by(by_value).expect("there is an entry")
}

/// One digit after the other, by loops, with the quadratic cost; without a shuffle, since the
/// digits come in no order.
pub fn train_network(
    images: ArrayView2<u8>,
    labels: &[u8],
    random: &mut dyn FnMut() -> f64,
) -> (Vec<Array2<f64>>, Vec<Array1<f64>>) {
    let (hidden, eta) = (24, 0.5);
    let mut w2 = Array2::from_shape_simple_fn((hidden, 784), || 0.1 * (random() - 0.5));
    let mut w3 = Array2::from_shape_simple_fn((10, hidden), || random() - 0.5);
    let (mut b2, mut b3) = (Array1::zeros(hidden), Array1::zeros(10));
    let sigmoid = |z: f64| 0.5 + 0.5 * (0.5 * z).tanh();
    for _ in 0..8 {
        for (image, &label) in images.rows().into_iter().zip(labels) {
            let x = image.mapv(|pixel| f64::from(pixel) / 255.0);
            let a2 =
                Array1::from_shape_fn(hidden, |j| sigmoid(w2.row(j).dot(&x) + b2[j]));
            let mut below: Array1<f64> = Array1::zeros(hidden);
            for j in 0..10 {
                let a = sigmoid(w3.row(j).dot(&a2) + b3[j]);
                let target = if j == usize::from(label) { 1.0 } else { 0.0 };
                let delta = (a - target) * a * (1.0 - a);
                below.scaled_add(delta, &w3.row(j));
                w3.row_mut(j).scaled_add(-eta * delta, &a2);
                b3[j] -= eta * delta;
            }
            for j in 0..hidden {
                let delta = below[j] * a2[j] * (1.0 - a2[j]);
                w2.row_mut(j).scaled_add(-eta * delta, &x);
                b2[j] -= eta * delta;
            }
        }
    }
    (vec![w2, w3], vec![b2, b3])
}

/// By the distance from the middle, sample by sample.
pub fn saturated(activations: ArrayView2<f64>) -> Array1<f64> {
    let mut shares = Array1::zeros(activations.nrows());
    for sample in activations.columns() {
        shares += &sample.mapv(|a| if (a - 0.5).abs() > 0.45 { 1.0 } else { 0.0 });
    }
    shares / activations.ncols() as f64
}

/// In a loop over the steps, with an early return.
pub fn overfit(step: &dyn Fn(f64) -> f64, eta: f64, limit: f64, most: usize) -> Vec<f64> {
    let mut costs = vec![];
    for _ in 0..most {
        costs.push(step(eta));
        if costs[costs.len() - 1] <= limit {
            return costs;
        }
    }
    costs
}
