//! Every way to a gradient leads to the same one.

mod common;

use backprop::cost::Cost;
use backprop::dual::dual_gradient;
use backprop::gradient_check::{
    best_step, error_curve, numerical_gradient, relative_error, relative_errors,
};
use backprop::mini_batch::{self, Workspace};
use backprop::network::{Layer, Network, sigmoid, sigmoid_prime, sigmoid_prime_at};
use backprop::per_sample::{Gradient, LayerGradient, backprop, zero_gradient};
use backprop::sgd::mean_gradient;
use common::{Problem, config, distance_and_norm, problem};
use ndarray::{Axis, array, s};
use proptest::prelude::*;

/// Rounding only: the sums have at most 6 · 5 terms and pass through 5 layers, so some hundred
/// roundings of ε = 2.2 · 10⁻¹⁶ add up to less than 10⁻¹³ of the largest term. The largest term
/// exceeds the norm of the mean where samples cancel, which one more decade allows for.
const ROUNDING: f64 = 1e-12;

/// A central difference at h = (3ε)^⅓ is off by h²|f‴|/6 ≈ 10⁻¹¹ |f‴|, and by ε|f|/h ≈ 3 · 10⁻¹¹ |f|
/// for each of the hundred roundings in f. Costs are below 30 here, and five layers of weights
/// of size 1 keep f‴ below 100.
const DIFFERENCE: f64 = 1e-7;

/// Numbers of both signs and of every size that f64 has, each decade as often as another, and the
/// decades around 1 as often as all others together.
fn any_size() -> impl Strategy<Value = f64> {
    let exponent = prop_oneof![-3..3, -307..308];
    (1.0..10.0_f64, exponent, any::<bool>()).prop_map(|(digits, exponent, negative)| {
        let size = digits * 10_f64.powi(exponent);
        if negative { -size } else { size }
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn per_sample_is_the_derivative_by_dual_numbers(Problem { network, cost, x, y } in problem()) {
        let gradient = backprop(&network, cost, x.column(0), y.column(0));
        let one = s![.., ..1];
        let exact = dual_gradient(&network, cost, x.slice(one), y.slice(one));
        let (distance, norm) = distance_and_norm(&gradient, &exact);
        prop_assert!(distance <= ROUNDING * norm, "{distance:e} of {norm:e}");
    }

    #[test]
    fn per_sample_is_the_derivative_by_differences(Problem { network, cost, x, y } in problem()) {
        let gradient = backprop(&network, cost, x.column(0), y.column(0));
        let one = s![.., ..1];
        let numerical =
            numerical_gradient(&network, cost, x.slice(one), y.slice(one), best_step());
        let (distance, norm) = distance_and_norm(&gradient, &numerical);
        prop_assert!(distance <= DIFFERENCE, "{distance:e} of {norm:e}");
    }

    #[test]
    fn mini_batch_is_the_mean_of_its_samples(Problem { network, cost, x, y } in problem()) {
        let plain = mini_batch::backprop(&network, cost, x.view(), y.view());
        let mean = mean_gradient(&network, cost, x.view(), y.view());
        let (distance, norm) = distance_and_norm(&plain, &mean);
        prop_assert!(distance <= ROUNDING * norm, "{distance:e} of {norm:e}");
    }

    #[test]
    fn mini_batch_is_the_derivative_of_the_mean_cost(Problem { network, cost, x, y } in problem()) {
        let plain = mini_batch::backprop(&network, cost, x.view(), y.view());
        let exact = dual_gradient(&network, cost, x.view(), y.view());
        let (distance, norm) = distance_and_norm(&plain, &exact);
        prop_assert!(distance <= ROUNDING * norm, "{distance:e} of {norm:e}");
    }

    /// Also for fewer samples than there is room for, after the room has been used before.
    #[test]
    fn workspace_gives_the_plain_numbers(
        Problem { network, cost, x, y } in problem(),
        spare in 0..3_usize,
    ) {
        let mut workspace = Workspace::new(&network, x.ncols() + spare);
        let mut gradient = zero_gradient(&network);
        for m in (1..=x.ncols()).rev() {
            let (x, y) = (x.slice(s![.., ..m]), y.slice(s![.., ..m]));
            workspace.backprop(&network, cost, x, y, &mut gradient);
            let plain = mini_batch::backprop(&network, cost, x, y);
            let (distance, norm) = distance_and_norm(&gradient, &plain);
            prop_assert!(distance <= ROUNDING * norm, "{distance:e} of {norm:e}");
        }
    }

    /// f32 has ε = 6 · 10⁻⁸ to a rounding, and a hundred roundings whose effect a layer's weights
    /// can enlarge a few times make 10⁻⁴ of the terms that are summed.
    #[test]
    fn single_precision_is_within_its_rounding(Problem { network, cost, x, y } in problem()) {
        let single = Network {
            layers: network.layers.iter().map(|layer| Layer {
                weights: layer.weights.mapv(|w| w as f32),
                biases: layer.biases.mapv(|b| b as f32),
            }).collect(),
        };
        let (x32, y32) = (x.mapv(|v| v as f32), y.mapv(|v| v as f32));
        let gradient = mini_batch::backprop(&single, cost, x32.view(), y32.view());
        let widened: Gradient<f64> = gradient.iter().map(|layer| LayerGradient {
            nabla_w: layer.nabla_w.mapv(f64::from),
            nabla_b: layer.nabla_b.mapv(f64::from),
        }).collect();
        let plain = mini_batch::backprop(&network, cost, x.view(), y.view());
        let (distance, norm) = distance_and_norm(&widened, &plain);
        prop_assert!(distance <= 1e-4 * (1.0 + norm), "{distance:e} of {norm:e}");
    }

    #[test]
    fn feedforward_agrees_for_one_and_for_many(Problem { network, x, .. } in problem()) {
        let many = network.feedforward_batch(x.view());
        for (x, output) in x.columns().into_iter().zip(many.axis_iter(Axis(1))) {
            let one = network.feedforward(x);
            let distance = (&one - &output).mapv(f64::abs).sum();
            prop_assert!(distance <= ROUNDING, "{one} and {output}");
        }
    }

    /// σ by another formula, ½ (1 + tanh(z/2)), and σ′ by a central difference of it. With h = 10⁻⁵
    /// that is off by h²|σ‴|/6 ≤ 2 · 10⁻¹² and ε/h ≤ 3 · 10⁻¹¹.
    #[test]
    fn sigmoid_and_its_derivative_belong_together(z in any_size()) {
        let by_tanh = |z: f64| (1.0 + (z / 2.0).tanh()) / 2.0;
        prop_assert!((sigmoid(z) - by_tanh(z)).abs() <= 4.0 * f64::EPSILON);
        let h = 1e-5;
        let slope = (by_tanh(z + h) - by_tanh(z - h)) / (2.0 * h);
        prop_assert!((sigmoid_prime(z) - slope).abs() <= 5e-11, "{} {slope}", sigmoid_prime(z));
        let at = sigmoid_prime_at(sigmoid(z));
        prop_assert!((sigmoid_prime(z) - at).abs() <= 2.0 * f64::EPSILON, "{at}");
    }

    /// Where it saturates, σ′ is e^−|z| to all its digits, down to the smallest numbers: e^−|z| is
    /// below ε there, and what it is divided by is 1.
    #[test]
    fn the_slope_of_a_saturated_neuron_keeps_its_digits(z in 40.0..700.0_f64) {
        for z in [z, -z] {
            let error = (sigmoid_prime(z) / (-z.abs()).exp() - 1.0).abs();
            prop_assert!(error <= 4.0 * f64::EPSILON, "{error:e}");
        }
    }

    /// −[y ln a + (1 − y) ln(1 − a)], taken as it stands where neither logarithm loses digits.
    #[test]
    fn cross_entropy_is_its_definition(z in -5.0..5.0_f64, y in 0.0..1.0_f64) {
        let a = 1.0 / (1.0 + f64::exp(-z));
        let definition = -(y * a.ln() + (1.0 - y) * (1.0 - a).ln());
        let value = backprop::cross_entropy::cross_entropy(z, y);
        prop_assert!((value - definition).abs() <= 1e-13 * definition, "{value} {definition}");
    }

    #[test]
    fn cross_entropy_is_finite(z in any_size(), y in 0.0..=1.0_f64) {
        let value = backprop::cross_entropy::cross_entropy(z, y);
        prop_assert!(value.is_finite() && value >= 0.0, "{value}");
    }
}

/// At any scale of the numbers: neither do their squares vanish nor do they become infinite.
#[test]
fn a_relative_error_is_relative() {
    let layer =
        |x: f64| LayerGradient { nabla_w: array![[x, 0.0]], nabla_b: array![0.0] };
    for scale in [1.0, 1e-170, 1e-300, 4e-323, 1e160, 1e308] {
        let error = relative_error(&layer(scale), &layer(scale / 2.0));
        assert!((error - 0.5).abs() <= 1e-15, "{scale:e}: {error}");
    }
    assert_eq!(relative_error(&layer(1e308), &layer(-1e308)), 2.0);
    assert_eq!(relative_error(&layer(0.0), &layer(0.0)), 0.0);
    for broken in [f64::NAN, f64::INFINITY] {
        assert!(relative_error(&layer(broken), &layer(1.0)).is_nan());
        assert!(relative_error(&layer(1.0), &layer(broken)).is_nan());
    }
}

#[test]
fn a_wrong_gradient_is_seen() {
    let mut rng = <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(1);
    let network =
        Network::<f64>::new(&[3, 4, 2], backprop::network::Initialiser::Large, &mut rng);
    let x = ndarray::array![[0.1], [0.5], [0.9]];
    let y = ndarray::array![[0.0], [1.0]];
    let exact = dual_gradient(&network, Cost::Quadratic, x.view(), y.view());
    let mut wrong = exact.clone();
    wrong[0].nabla_w[[2, 1]] += 1e-6;
    let errors = relative_errors(&wrong, &exact);
    assert!(errors[0] > 1e-8 && errors[1] == 0.0, "{errors:?}");
}

/// The error against the step is a V whose lowest point is near the derived step.
#[test]
fn the_derived_step_is_near_the_best() {
    let mut rng = <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(1);
    let network =
        Network::<f64>::new(&[5, 4, 3], backprop::network::Initialiser::Large, &mut rng);
    let x = ndarray::Array2::from_elem((5, 1), 0.5);
    let y = ndarray::Array2::from_elem((3, 1), 0.25);
    let exact = dual_gradient(&network, Cost::CrossEntropy, x.view(), y.view());
    let steps: Vec<f64> = (-12..=-1).map(|power| 10_f64.powi(power)).collect();
    let curve =
        error_curve(&network, Cost::CrossEntropy, x.view(), y.view(), &exact, &steps);
    let at = |h: f64| curve.iter().find(|point| point.0 == h).expect("a measured step").1;
    let (best, _) = curve.iter().min_by(|a, b| a.1.total_cmp(&b.1)).expect("a curve");
    assert!((0.05..20.0).contains(&(best / best_step())), "best step {best:e}");
    assert!(at(1e-1) > 1e3 * at(1e-5) && at(1e-12) > 1e3 * at(1e-5), "{curve:?}");
}
