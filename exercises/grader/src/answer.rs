//! What a function returned, as labelled parts, and when two answers are the same.

use ndarray::{Array1, Array2, ArrayD, arr0};

/// A tensor, or a text that is compared word for word (lists of indices, errors, booleans).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Numbers(ArrayD<f64>),
    Text(String),
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Numbers(arr0(number).into_dyn())
    }
}

impl From<Array1<f64>> for Value {
    fn from(vector: Array1<f64>) -> Self {
        Value::Numbers(vector.into_dyn())
    }
}

impl From<Array2<f64>> for Value {
    fn from(matrix: Array2<f64>) -> Self {
        Value::Numbers(matrix.into_dyn())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

/// One labelled part of an answer, such as ∇w².
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub label: String,
    pub value: Value,
    /// What is shown instead of the value. It is not compared: any words for an error will do.
    pub shown: Option<String>,
}

impl Part {
    pub fn shown_as(self, text: String) -> Part {
        Part { shown: Some(text), ..self }
    }
}

/// Everything that one call returned. Inputs are shown in the same form.
pub type Answer = Vec<Part>;

pub fn part(label: impl Into<String>, value: impl Into<Value>) -> Part {
    Part { label: label.into(), value: value.into(), shown: None }
}

/// One part per layer: the first of `values` belongs to layer `first`, so
/// `layers("∇w", 2, …)` is ∇w², ∇w³ ….
pub fn layers<V: Into<Value> + Clone>(name: &str, first: usize, values: &[V]) -> Answer {
    values
        .iter()
        .enumerate()
        .map(|(k, value)| {
            part(format!("{name}{}", superscript(first + k)), value.clone())
        })
        .collect()
}

pub fn superscript(layer: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    layer.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

/// How far a tensor may be from the true one.
///
/// ‖got − want‖ ≤ relative · max(‖want‖, floor), on the whole tensor.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    pub relative: f64,
    pub floor: f64,
}

impl Tolerance {
    /// For gradients and everything else of ordinary size.
    ///
    /// Inputs are tenths up to 2, so rounding leaves about 1e-15 and dual numbers no more.
    /// Central differences with h = ∛ε disagree with the dual numbers by about ε/h · C ≈ 1e-10 · C;
    /// the certificate measures less than 1e-8. A hundred times that is allowed, so that a
    /// numerical gradient is an answer too; the mistakes of the atlas are far larger.
    pub const ORDINARY: Tolerance = Tolerance { relative: 1e-6, floor: 1e-2 };

    /// Whether `got` is `want`; the shapes are equal already. NaN is never close.
    pub fn close(self, got: &ArrayD<f64>, want: &ArrayD<f64>) -> bool {
        norm(&(got - want)) <= self.relative * norm(want).max(self.floor)
    }
}

/// The Euclidean norm, scaled by the largest entry so that no square leaves the range of f64.
pub fn norm(tensor: &ArrayD<f64>) -> f64 {
    let largest = tensor.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    if largest == 0.0 || !largest.is_finite() {
        return tensor.sum().abs();
    }
    largest * tensor.iter().map(|x| (x / largest).powi(2)).sum::<f64>().sqrt()
}

/// What is the matter with a returned answer, in the order in which it is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Parts are missing or too many.
    Parts,
    Shape,
    /// NaN or infinity where the true value is finite.
    NotFinite,
    Numbers,
}

/// The first difference between two answers.
pub fn difference(
    got: &Answer,
    want: &Answer,
    tolerance: Tolerance,
) -> Option<Difference> {
    if !got.iter().map(|p| &p.label).eq(want.iter().map(|p| &p.label)) {
        return Some(Difference::Parts);
    }
    let differences = got
        .iter()
        .zip(want)
        .filter_map(|(got, want)| value_difference(&got.value, &want.value, tolerance));
    differences.min_by_key(|&difference| difference as usize)
}

pub fn value_difference(
    got: &Value,
    want: &Value,
    tolerance: Tolerance,
) -> Option<Difference> {
    match (got, want) {
        (Value::Numbers(got), Value::Numbers(want)) if got.shape() != want.shape() => {
            Some(Difference::Shape)
        }
        (Value::Numbers(got), Value::Numbers(want)) if tolerance.close(got, want) => None,
        (Value::Numbers(got), Value::Numbers(_))
            if got.iter().any(|x| !x.is_finite()) =>
        {
            Some(Difference::NotFinite)
        }
        (got, want) if got == want => None,
        _ => Some(Difference::Numbers),
    }
}

/// Whether two functions returned the same thing, be it right or wrong: NaN equals NaN here.
pub fn same(a: &Answer, b: &Answer, tolerance: Tolerance) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| {
            a.label == b.label
                && match (&a.value, &b.value) {
                    (Value::Numbers(a), Value::Numbers(b)) => {
                        a.shape() == b.shape() && same_numbers(a, b, tolerance)
                    }
                    (a, b) => a == b,
                }
        })
}

/// Where something is not finite, there is no norm, and the entries are compared one by one.
/// Nothing is close to infinity but infinity itself.
fn same_numbers(a: &ArrayD<f64>, b: &ArrayD<f64>, tolerance: Tolerance) -> bool {
    if a.iter().chain(b).all(|x| x.is_finite()) {
        return tolerance.close(a, b);
    }
    a.iter().zip(b).all(|(a, b)| {
        let scale = a.abs().min(f64::MAX);
        a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= 1e-9 * scale
    })
}
