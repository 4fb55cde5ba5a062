//! Which of the four equations goes wrong first?

use ndarray::{Array1, ArrayD};

use crate::answer::{Answer, Tolerance, Value, superscript};

/// The first equation that goes wrong on the way back from the output, where the numbers decide
/// which it is. Behind it, everything returned is right.
pub fn first_wrong(
    got: &Answer,
    want: &Answer,
    activations: &[Array1<f64>],
    before_bp1: &str,
) -> Option<String> {
    let numbers = |answer: &Answer, label: &str| {
        let part = answer.iter().find(|part| part.label == label)?;
        let Value::Numbers(tensor) = &part.value else { return None };
        Some(Array1::from_iter(tensor.iter().copied()).into_dyn())
    };
    let close = |a: &ArrayD<f64>, b: &ArrayD<f64>| Tolerance::ORDINARY.close(a, b);
    let last = activations.len();
    for l in (2..=last).rev() {
        let layer = superscript(l);
        let both = |name: &str| {
            let label = format!("{name}{layer}");
            Some((numbers(got, &label)?, numbers(want, &label)?))
        };
        let ((b, true_b), (w, true_w)) = (both("∇b")?, both("∇w")?);
        let of_delta = |delta: &ArrayD<f64>| {
            let terms =
                delta.iter().flat_map(|d| activations[l - 2].iter().map(move |a| d * a));
            terms.collect::<Array1<f64>>().into_dyn()
        };
        let error = if l == last {
            format!("BP1, the error of the output{before_bp1}")
        } else {
            format!(
                "BP2 in layer {l}: δ{} is right, and δ{layer} does not follow from it",
                superscript(l + 1)
            )
        };
        let what = match (close(&b, &true_b), close(&w, &true_w)) {
            (true, true) => continue,
            (true, false) => {
                format!("BP4: δ{layer} is right, and ∇w{layer} is not made of it")
            }
            // ∇w has kept the wrong δ, or its true value shows that δ was right.
            (false, false) if close(&w, &of_delta(&b)) => error,
            (false, true) if !close(&of_delta(&b), &w) => {
                format!("BP3: ∇w{layer} is right, and ∇b{layer} is not its δ{layer}")
            }
            _ => return None,
        };
        return Some(format!(
            "Going back from the output, the first to go wrong is {what}."
        ));
    }
    None
}
