//! How far two right ways to one gradient may be apart, derived for the network at hand.

use backprop::cost::Cost;
use backprop::network::{Network, sigmoid, sigmoid_prime};
use backprop::per_sample::{Gradient, LayerGradient, backward_pass, bp1, forward_pass};
use ndarray::{Array1, ArrayView1, ArrayView2};

/// Backpropagation and dual numbers make rounding errors only. A gradient entry is a sum of at
/// most some thousand products, so √1000 · ε ≈ 10⁻¹⁴ of them is expected and 10⁻¹² a mistake.
pub const EXACT: f64 = 1e-12;

/// In single precision each rounding is 2²⁹ times as large.
pub const SINGLE: f64 = EXACT * (1 << 29) as f64;

/// Where an error of this share of the gradient is allowed, mistakes could hide: the smallest that
/// is known changes it by a half.
pub const USELESS: f64 = 0.1;

/// The norm of a layer's gradient, weights and biases together.
pub fn norm(layer: &LayerGradient<f64>) -> f64 {
    let entries = layer.nabla_w.iter().chain(&layer.nabla_b);
    // The largest entry apart, so that small ones do not vanish when they are squared.
    let largest = entries.clone().fold(f64::MIN_POSITIVE, |max, x| max.max(x.abs()));
    largest * entries.map(|x| (x / largest).powi(2)).sum::<f64>().sqrt()
}

/// For each layer, what rounding can change: a gradient is a sum over all paths to the cost, and
/// its roundings are a share of the sum of their absolute values, also where they cancel.
pub fn of_rounding(
    network: &Network<f64>,
    cost: Cost,
    (x, y): (ArrayView2<f64>, ArrayView2<f64>),
    exact: &Gradient<f64>,
) -> Vec<f64> {
    let m = x.ncols() as f64;
    let mut paths = vec![0.0; exact.len()];
    for (x, y) in x.columns().into_iter().zip(y.columns()) {
        let (zs, activations) = forward_pass(network, x);
        let last =
            backward_pass(network, cost, &zs, y).pop().expect("a network has a layer");
        let mut delta = last.mapv(f64::abs);
        for l in (0..paths.len()).rev() {
            let inputs = activations[l].dot(&activations[l]) + 1.0;
            paths[l] += (delta.dot(&delta) * inputs).sqrt() / m;
            if l > 0 {
                let weights = network.layers[l].weights.mapv(f64::abs);
                delta = weights.t().dot(&delta) * zs[l - 1].mapv(sigmoid_prime);
            }
        }
    }
    // As long as they cancel to no less than a hundredth, the hundredfold allowance will do.
    let limit = |(layer, paths): (&LayerGradient<f64>, f64)| {
        EXACT * (norm(layer) + paths / 100.0)
    };
    exact.iter().zip(paths).map(limit).collect()
}

/// For each layer, how far central differences of step `h` may be off.
///
/// Each entry has the noise of two costs, each off by their own rounding, over 2h; four times the
/// standard deviation of the layer's norm is allowed. To this comes h²/6 times the third
/// derivative, which is bounded.
pub fn of_differences(
    network: &Network<f64>,
    cost: Cost,
    (x, y): (ArrayView2<f64>, ArrayView2<f64>),
    h: f64,
) -> Vec<f64> {
    let variances = x.columns().into_iter().zip(y.columns());
    let variance: f64 =
        variances.map(|(x, y)| rounding_of_cost(network, cost, x, y)).sum();
    let noise = variance.sqrt() / x.ncols() as f64 / (2.0_f64.sqrt() * h);
    let limit = |l: usize| {
        let (n_out, n_in) = network.layers[l].weights.dim();
        let entries = n_out as f64 * (n_in as f64 + 1.0);
        let thirds = (0..n_out).map(|j| third_derivative(network, cost, l, j).powi(2));
        let third = (thirds.sum::<f64>() * (n_in as f64 + 1.0)).sqrt();
        4.0 * entries.sqrt() * noise + h * h / 6.0 * third
    };
    (0..network.layers.len()).map(limit).collect()
}

/// The variance of the rounding error of a sample's cost. A sum of n terms has n roundings, up or
/// down as good as at random, of at most half an ε of the sum of absolute values; what comes in
/// passes on by the slope of what is computed from it.
fn rounding_of_cost(
    network: &Network<f64>,
    cost: Cost,
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> f64 {
    let unit = f64::EPSILON / 2.0;
    let square = |v: f64| v * v;
    let mut a = x.to_owned();
    let (mut z, mut of_z) = (a.clone(), Array1::zeros(a.len()));
    let mut of_a = of_z.clone();
    for layer in &network.layers {
        let sizes = layer.weights.mapv(f64::abs).dot(&a) + layer.biases.mapv(f64::abs);
        let roundings = a.len() as f64 + 1.0;
        of_z = sizes.mapv(|s| roundings * square(unit * s));
        of_z += &layer.weights.mapv(square).dot(&of_a);
        z = layer.weighted_input(a.view());
        a = z.mapv(sigmoid);
        // An exponential, a sum and a quotient.
        of_a = &of_z * &z.mapv(|z| square(sigmoid_prime(z)))
            + a.mapv(|a| square(4.0 * unit * a));
    }
    let passed_on = (bp1(cost, z.view(), y).mapv(square) * of_z).sum();
    let own = z.mapv(|z| square(4.0 * unit * (1.0 + z.abs()))).sum() * z.len() as f64;
    passed_on + own
}

/// A bound on the third derivative of the cost with respect to a parameter of neuron j of
/// `layers[l]`, by the chain rule for second and third derivatives, in absolute values. Inputs are
/// at most 1.
fn third_derivative(network: &Network<f64>, cost: Cost, l: usize, j: usize) -> f64 {
    // The largest values of |σ′|, |σ″| and |σ‴|, and of the derivatives of a cost
    // with respect to z.
    const SIGMA: [f64; 3] = [0.25, 0.0963, 0.125];
    let of_cost = match cost {
        Cost::CrossEntropy => [1.0, SIGMA[0], SIGMA[1]],
        Cost::Quadratic => [0.25, 0.159, 0.198],
    };
    let chain = |f: [f64; 3], z: [f64; 3]| {
        [
            f[0] * z[0],
            f[0] * z[1] + f[1] * z[0] * z[0],
            f[0] * z[2] + 3.0 * f[1] * z[0] * z[1] + f[2] * z[0].powi(3),
        ]
    };
    let mut zs = vec![[0.0; 3]; network.layers[l].biases.len()];
    zs[j] = [1.0, 0.0, 0.0];
    for layer in &network.layers[l + 1..] {
        let activations: Vec<[f64; 3]> = zs.iter().map(|&z| chain(SIGMA, z)).collect();
        let sum = |row: ArrayView1<f64>| {
            let terms = row.into_iter().zip(&activations);
            terms.fold([0.0; 3], |sum, (w, a)| {
                std::array::from_fn(|order| sum[order] + w.abs() * a[order])
            })
        };
        zs = layer.weights.rows().into_iter().map(sum).collect();
    }
    zs.into_iter().map(|z| chain(of_cost, z)[2]).sum()
}
