//! The error of central differences against their step: a V.

use backprop::cost::Cost;
use backprop::dual::dual_gradient;
use backprop::gradient_check::{best_step, error_curve, relative_errors};
use backprop::network::{Initialiser, Network};
use backprop::sgd::mean_gradient;
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::values::{PLOTS, Tolerance, Value};

const SIZES: [usize; 3] = [4, 6, 3];
const COST: Cost = Cost::CrossEntropy;

/// A random network, and three random samples as columns.
fn problem() -> (Network<f64>, Array2<f64>, Array2<f64>) {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let network = Network::new(&SIZES, Initialiser::Scaled, &mut rng);
    let mut uniform = |n| Array2::from_shape_simple_fn((n, 3), || rng.random());
    (network, uniform(SIZES[0]), uniform(SIZES[2]))
}

pub fn draw() -> Figure {
    let (network, x, y) = problem();
    let exact = dual_gradient(&network, COST, x.view(), y.view());
    let curve =
        |steps: &[f64]| error_curve(&network, COST, x.view(), y.view(), &exact, steps);
    let steps: Vec<f64> = (4..=48).map(|k| 10_f64.powf(-f64::from(k) / 4.0)).collect();
    let errors = curve(&steps);
    let derived = curve(&[best_step()])[0];

    let title = "The relative error of central differences against the step h, from 10⁻¹² to \
                 10⁻¹, both on logarithmic axes: a V. Its right arm follows a straight dashed \
                 line that rises as h², its left arm scatters about one that falls as 1/h. The \
                 derived step, near 10⁻⁵, is marked; the bottom of the V lies at a step a few \
                 times as large.";
    let mut drawing = Drawing::new(420.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        420.0,
        Axis::logarithmic("step h", 1e-12, 0.1),
        Axis::logarithmic("relative error", 1e-11, 0.1),
    );
    let (measured, guide) = (Ink::Series(1), Ink::Series(2));

    // Each guide goes through what was measured where only one of the two errors counts.
    let truncation = errors[4].1 / errors[4].0.powi(2);
    let far_left = &errors[28..];
    let logs = far_left.iter().map(|(h, error)| (h * error).ln());
    let rounding = (logs.sum::<f64>() / far_left.len() as f64).exp();
    let square = |h: f64| (h, truncation * h * h);
    let inverse = |h: f64| (h, rounding / h);
    panel.dashed_line(&[square(1.5e-5), square(0.1)], guide);
    panel.dashed_line(&[inverse(1e-12), inverse(1e-3)], guide);
    panel.label(square(1e-3), "∝ h²", guide, Anchor::AboveLeft);
    panel.label((2e-9, inverse(4e-10).1), "∝ 1/h", guide, Anchor::Right);

    panel.dashed_line(&[(derived.0, 1e-11), (derived.0, 1e-4)], Ink::Text);
    panel.label((derived.0, 1e-4), "derived step", Ink::Text, Anchor::Above);
    panel.dots(&errors, measured, 3.0);
    Figure { svg: drawing.finish(), values: values(&errors, derived) }
}

fn values(errors: &[(f64, f64)], derived: (f64, f64)) -> Vec<Value> {
    let (network, x, y) = problem();
    let exact = dual_gradient(&network, COST, x.view(), y.view());
    let backprop = mean_gradient(&network, COST, x.view(), y.view());
    let worst = relative_errors(&backprop, &exact).into_iter().fold(0.0, f64::max);
    let best = errors.iter().min_by(|a, b| a.1.total_cmp(&b.1)).expect("there are steps");
    let at = |k: usize| errors[k].1;
    // These are rounding errors, except at the large steps.
    let number =
        |key, number, tolerance| Value::scientific(key, PLOTS, number, tolerance);
    vec![
        number("gradient_check_derived_step", derived.0, Tolerance::Exact),
        number("gradient_check_best_step", best.0, Tolerance::Factor(5.0)),
        number("gradient_check_best_error", best.1, Tolerance::Factor(5.0)),
        number("gradient_check_derived_error", derived.1, Tolerance::Factor(5.0)),
        number("gradient_check_error_step_2", at(4), Tolerance::Factor(1.1)),
        number("gradient_check_error_step_10", at(36), Tolerance::Factor(5.0)),
        number("gradient_check_backprop_error", worst, Tolerance::Factor(5.0)),
    ]
}
