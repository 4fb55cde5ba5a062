//! What the wrong answers have in common, where no mistake is recognised: which part is wrong, in
//! which layer, for which sample, by which factor.

use std::collections::BTreeSet;

use ndarray::{ArrayD, Axis};

use crate::answer::{Answer, Part, Tolerance, Value};
use crate::identify::Outcome;
use crate::tensor_text::number;

/// A sentence on all the cases tried, and the question that follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    pub sentence: String,
    pub question: &'static str,
}

/// Two tensors of one label, of which one was returned and the other is right.
struct Pair<'a> {
    kind: String,
    layer: Layer,
    got: &'a ArrayD<f64>,
    want: &'a ArrayD<f64>,
    close: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    /// There is only one.
    None,
    First,
    Between,
    Last,
}

pub fn of(
    returned: &[Outcome],
    truth: &[Answer],
    tolerance: Tolerance,
) -> Option<Pattern> {
    let cases: Option<Vec<Vec<Pair>>> = returned
        .iter()
        .zip(truth)
        .filter_map(|(got, want)| Some(pairs(got.as_ref().ok()?, want, tolerance)))
        .collect();
    let cases = cases?;
    if cases.iter().flatten().all(|pair| pair.close) {
        return None;
    }
    factor(&cases, tolerance)
        .or_else(|| factor_of_each_case(&cases, tolerance))
        .or_else(|| parts(&cases))
        .or_else(|| entries(&cases))
}

/// The tensors of one case, if there are as many as there should be, in the right shapes.
fn pairs<'a>(
    got: &'a Answer,
    want: &'a Answer,
    tolerance: Tolerance,
) -> Option<Vec<Pair<'a>>> {
    if got.len() != want.len() {
        return None;
    }
    let pair = |(got, want): (&'a Part, &'a Part)| {
        let (Value::Numbers(a), Value::Numbers(b)) = (&got.value, &want.value) else {
            return None;
        };
        let (kind, layer) = split(&want.label);
        let layer = match layer {
            None => Layer::None,
            Some(2) => Layer::First,
            Some(_) => Layer::Between,
        };
        (a.shape() == b.shape()).then(|| Pair {
            kind,
            layer,
            got: a,
            want: b,
            close: tolerance.close(a, b),
        })
    };
    let mut pairs: Vec<Pair> = got.iter().zip(want).map(pair).collect::<Option<_>>()?;
    // Of each kind the last is that of the last layer.
    for k in 0..pairs.len() {
        let ends = pairs.get(k + 1).is_none_or(|next| next.kind != pairs[k].kind);
        if pairs[k].layer != Layer::None && ends {
            pairs[k].layer = Layer::Last;
        }
    }
    Some(pairs)
}

/// "∇w³" is ∇w in layer 3.
fn split(label: &str) -> (String, Option<usize>) {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let kind = label.trim_end_matches(DIGITS);
    let digits = label[kind.len()..].chars();
    let layer = digits.fold(None, |n, digit| {
        let digit = DIGITS.iter().position(|&d| d == digit)?;
        Some(10 * n.unwrap_or(0) + digit)
    });
    (kind.to_owned(), layer)
}

/// The c for which `got` is c times `want`.
fn ratio(got: &ArrayD<f64>, want: &ArrayD<f64>) -> Option<f64> {
    let largest =
        want.iter().enumerate().max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()))?;
    let (k, &size) = largest;
    (size.abs() > 0.01).then(|| got.iter().nth(k).map(|got| got / size)).flatten()
}

/// Everything in every case is the same multiple.
fn factor(cases: &[Vec<Pair>], tolerance: Tolerance) -> Option<Pattern> {
    let all = || cases.iter().flatten();
    let common = all().find_map(|pair| ratio(pair.got, pair.want))?;
    let fits = all().all(|pair| tolerance.close(pair.got, &(pair.want * common)));
    (fits && common.is_finite() && common != 0.0).then(|| Pattern {
        sentence: format!(
            "In every case tried, you return {} times what is expected.",
            number(common, 4)
        ),
        question: "The form is right and a constant is not: where is a sign, a 2, or a division \
                   missing or too many?",
    })
}

/// In each case everything is multiplied by one number, which is another one from case to case.
fn factor_of_each_case(cases: &[Vec<Pair>], tolerance: Tolerance) -> Option<Pattern> {
    let mut factors = Vec::new();
    for case in cases {
        let Some(common) = case.iter().find_map(|pair| ratio(pair.got, pair.want)) else {
            continue;
        };
        if !common.is_finite() || common == 0.0 {
            return None;
        }
        if !case.iter().all(|pair| tolerance.close(pair.got, &(pair.want * common))) {
            return None;
        }
        // A single number is always a multiple: it says nothing.
        if case.iter().map(|pair| pair.want.len()).sum::<usize>() > 1 {
            factors.push(common);
        }
    }
    let mut different: Vec<String> = Vec::new();
    for factor in factors {
        let factor = number(factor, 4);
        if !different.contains(&factor) {
            different.push(factor);
        }
    }
    if different.len() < 2 {
        return None;
    }
    different.truncate(4);
    Some(Pattern {
        sentence: format!(
            "In each case, all numbers are one multiple of what is expected, but not the same in \
             all cases: {}, …",
            different.join(", ")
        ),
        question: "Which number of the inputs is that factor, or one over it? Is it a size (m, n, \
                   a number of neurons) or one of η and λ?",
    })
}

/// Some parts are right in all cases, the others are not.
fn parts(cases: &[Vec<Pair>]) -> Option<Pattern> {
    let collect = |close: bool| -> BTreeSet<(String, Layer)> {
        let pairs = cases.iter().flatten().filter(|pair| pair.close == close);
        pairs.map(|pair| (pair.kind.clone(), pair.layer)).collect()
    };
    let (wrong, seen) = (collect(false), &collect(true) | &collect(false));
    let right: BTreeSet<_> = seen.difference(&wrong).cloned().collect();
    if right.is_empty() {
        return None;
    }
    let kinds = |of: &BTreeSet<(String, Layer)>| -> BTreeSet<String> {
        of.iter().map(|(kind, _)| kind.clone()).collect()
    };
    let layers = |of: &BTreeSet<(String, Layer)>| -> BTreeSet<Layer> {
        of.iter().map(|(_, layer)| *layer).collect()
    };
    let list = |kinds: &BTreeSet<String>| {
        kinds.iter().cloned().collect::<Vec<_>>().join(" and ")
    };
    let (wrong_kinds, right_kinds) = (kinds(&wrong), kinds(&right));
    if wrong_kinds.is_disjoint(&right_kinds) {
        return Some(Pattern {
            sentence: format!(
                "In every case tried, {} {} right: only {} can be wrong.",
                list(&right_kinds),
                if right_kinds.len() == 1 { "is" } else { "are" },
                list(&wrong_kinds)
            ),
            question: "What do these two share, and which line makes only the one that is wrong?",
        });
    }
    let (wrong_layers, right_layers) = (layers(&wrong), layers(&right));
    let (sentence, question) = if wrong_layers == BTreeSet::from([Layer::Last]) {
        (
            "In every case tried, the layers before the last are right: only the last is wrong.",
            "What does your code do for the last layer alone, or not do for it?",
        )
    } else if right_layers == BTreeSet::from([Layer::Last])
        && !wrong_layers.contains(&Layer::Last)
    {
        (
            "In every case tried, the last layer is right, and the layers before it are not.",
            "What happens between one layer and the one before it, and not at the output?",
        )
    } else if wrong_layers == BTreeSet::from([Layer::First]) {
        (
            "In every case tried, only the first layer is wrong.",
            "Where does your loop begin or end, and what is particular about the layer that the \
             input feeds?",
        )
    } else {
        return None;
    };
    Some(Pattern { sentence: sentence.to_owned(), question })
}

/// Which entries of the tensors are wrong.
fn entries(cases: &[Vec<Pair>]) -> Option<Pattern> {
    let wrong: Vec<_> = cases.iter().flatten().filter(|pair| !pair.close).collect();
    let several: Vec<_> = wrong.iter().filter(|pair| pair.want.len() > 1).collect();
    if several.len() < 2 {
        return None;
    }
    let equal =
        |tensor: &ArrayD<f64>| tensor.iter().all(|x| Some(x) == tensor.iter().next());
    if several.iter().all(|pair| equal(pair.got))
        && !several.iter().all(|pair| equal(pair.want))
    {
        return Some(Pattern {
            sentence:
                "In every case tried, all entries of what you return are the same number."
                    .into(),
            question: "Which sum or product runs over an index that should stay?",
        });
    }
    let matrices: Vec<_> = several.iter().filter(|pair| pair.want.ndim() == 2).collect();
    if matrices.len() < several.len()
        || matrices.iter().all(|pair| pair.want.shape()[1] < 2)
    {
        return None;
    }
    let off = |pair: &Pair, column: usize| {
        let axis = Axis(1);
        let (got, want) =
            (pair.got.index_axis(axis, column), pair.want.index_axis(axis, column));
        got.iter()
            .zip(want)
            .any(|(got, want)| (got - want).abs() > 1e-9 * want.abs().max(1e-3))
    };
    let only_first = matrices.iter().all(|pair| {
        (0..pair.want.shape()[1]).all(|column| off(pair, column) == (column == 0))
    });
    let all_but_first = matrices.iter().all(|pair| {
        let columns = pair.want.shape()[1];
        !off(pair, 0) && (columns < 2 || (1..columns).any(|column| off(pair, column)))
    });
    match (only_first, all_but_first) {
        (true, _) => Some(Pattern {
            sentence: "In every case tried, only the first column is wrong.".into(),
            question: "Where does a loop or a range begin?",
        }),
        (_, true) => Some(Pattern {
            sentence:
                "In every case tried, the first column is right, and it is the only one \
                       that can be."
                    .into(),
            question: "Does every sample use its own column, or do all use that of the first?",
        }),
        _ => None,
    }
}
