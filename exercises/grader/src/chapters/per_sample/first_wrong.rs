//! Which of the four equations goes wrong first?

use ndarray::{Array1, ArrayD};

use crate::answer::{Answer, Tolerance, Value, superscript};

const BP1: &str =
    "The first to go wrong is BP1: the error δ^L of the output is not right.";
const FORWARD_OR_BP1: &str = "The first to go wrong is BP1, unless the forward pass is wrong \
                              already: the error δ^L of the output is not right.";
const BP2: &str = "Going back from the output, the first to go wrong is BP2: δ^L is right, and an \
                   error before it is not.";
const BP3: &str = "The first to go wrong is BP3: the errors are right, as ∇w shows, and ∇b is not \
                   made of them.";
const BP4: &str = "The first to go wrong is BP4: the errors are right, as ∇b shows, and ∇w is not \
                   made of them.";

/// The first equation that goes wrong on the way back from the output, if the numbers decide
/// which it is. Behind it, everything returned is right. With `forward`, the forward pass is the
/// reader's too.
pub fn first_wrong(
    got: &Answer,
    want: &Answer,
    activations: &[Array1<f64>],
    forward: bool,
) -> Option<&'static str> {
    let numbers = |answer: &Answer, label: &str| {
        let part = answer.iter().find(|part| part.label == label)?;
        let Value::Numbers(tensor) = &part.value else { return None };
        Some(Array1::from_iter(tensor.iter().copied()).into_dyn())
    };
    let close = |a: &ArrayD<f64>, b: &ArrayD<f64>| {
        a.len() == b.len() && Tolerance::ORDINARY.close(a, b)
    };
    let last = activations.len();
    for l in (2..=last).rev() {
        let both = |name: &str| {
            let label = format!("{name}{}", superscript(l));
            Some((numbers(got, &label)?, numbers(want, &label)?))
        };
        let ((b, true_b), (w, true_w)) = (both("∇b")?, both("∇w")?);
        // What BP4 makes of an error.
        let of_error = |delta: &ArrayD<f64>| {
            let terms =
                delta.iter().flat_map(|d| activations[l - 2].iter().map(move |a| d * a));
            terms.collect::<Array1<f64>>().into_dyn()
        };
        match (close(&b, &true_b), close(&w, &true_w)) {
            (true, true) => {}
            (true, false) => return Some(BP4),
            // ∇b and ∇w are made of the same wrong error.
            (false, false) if close(&w, &of_error(&b)) => {
                return Some(match (l == last, forward) {
                    (true, true) => FORWARD_OR_BP1,
                    (true, false) => BP1,
                    (false, _) => BP2,
                });
            }
            // A right ∇w is made of the right error, unless the activations are zero.
            (false, true) if !close(&w, &of_error(&b)) => return Some(BP3),
            _ => return None,
        }
    }
    None
}
