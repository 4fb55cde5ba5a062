//! What the calls of `dot` tell of an answer to 6.7.
//!
//! The equations have a product per layer forward, one for each ∇w, and one for each step back
//! between layers, however many samples there are. A loop over the samples takes more for more
//! samples. Whether what an answer returns is made of its products shows when `dot` returns zeros
//! instead: then every ∇w is 0, every error before the output is 0, and z is the bias alone.

use ndarray::{Array2, Axis, s};
use worker::value::FromValue;

use crate::answer::{Answer, Part, Tolerance, difference, layers, part};
use crate::chapters::per_sample::Gradients;
use crate::chapters::sgd::batch::Batch;
use crate::function::asked;
use crate::process::{End, Worker};
use crate::witness::Real;

/// The label of the last part of an answer.
const PRODUCTS: &str = "the products";
const THOSE_OF_THE_EQUATIONS: &str = "those of the equations";

/// Which of them are not taken with `dot`.
#[derive(Clone, Copy, Default)]
pub struct Without {
    pub forward: bool,
    pub bp2: bool,
    pub bp4: bool,
}

impl Without {
    /// How many products of the equations are missing.
    pub fn missing(self, layers: usize) -> usize {
        let count = |without, count| if without { count } else { 0 };
        count(self.forward, layers)
            + count(self.bp2, layers - 1)
            + count(self.bp4, layers)
    }
}

/// How many products the equations have.
pub fn fewest(layers: usize) -> usize {
    3 * layers - 1
}

pub fn right() -> Part {
    part(PRODUCTS, THOSE_OF_THE_EQUATIONS.to_owned())
}

/// A loop over m samples took so many.
pub fn growing(i: &Batch, all: usize, one: usize) -> Part {
    let (m, fewest) = (i.size(), fewest(i.weights.len()));
    let text = format!(
        "{all} calls of `dot` for {m} samples\n{one} for one\nthe equations have {fewest} for any \
         number"
    );
    part(PRODUCTS, text)
}

/// So many were taken, and some of what the equations have were not.
fn missing(layers: usize, all: usize, without: Without) -> Part {
    let places = [
        (without.forward, "those of the forward pass"),
        (without.bp2, "those of BP2"),
        (without.bp4, "those of BP4"),
    ];
    let places: Vec<_> =
        places.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
    let fewest = fewest(layers);
    let mut text = format!("{all} calls of `dot`\nthe equations have {fewest}");
    if !places.is_empty() {
        text += &format!("\nnot taken with `dot`:\n{}", places.join("\n"));
    }
    part(PRODUCTS, text)
}

/// The reader's gradients, and the number of calls of `dot`, which returns zeros if asked to.
fn counted(
    worker: &mut Worker,
    i: &Batch,
    zeros: bool,
) -> Result<(Gradients, usize), End> {
    let mut count = 0;
    let arguments = args![&i.weights, &i.biases, &i.x, &i.y, ()];
    let gradients: Gradients =
        worker.call_with("backprop_batch", arguments, |question| {
            count += 1;
            let [a, b] = asked(question)?;
            let product =
                Array2::<f64>::from_value(a)?.dot(&Array2::<f64>::from_value(b)?);
            Ok(if zeros { product * 0.0 } else { product }.into())
        })?;
    Ok((gradients, count))
}

/// The reader's gradients, and what is to be said of the products once the gradients are right.
pub fn observed(
    worker: &mut Worker,
    i: &Batch,
    truth: &Gradients,
) -> Result<(Gradients, Part), End> {
    let (gradients, all) = counted(worker, i, false)?;
    let wrong = difference(&parts(&gradients), &parts(truth), Tolerance::ORDINARY);
    if wrong.is_some() {
        return Ok((gradients, right()));
    }
    if i.size() > 1 {
        let one = Batch {
            x: i.x.slice(s![.., ..1]).to_owned(),
            y: i.y.slice(s![.., ..1]).to_owned(),
            ..i.clone()
        };
        // If it panics, a case with one sample shows that.
        if let Ok((_, of_one)) = counted(worker, &one, false)
            && all > of_one
        {
            return Ok((gradients, growing(i, all, of_one)));
        }
    }
    let of_zeros = counted(worker, i, true).ok().map(|(of_zeros, _)| of_zeros);
    Ok((gradients, constant(i, all, of_zeros.as_ref(), truth)))
}

/// What is to be said if the number of calls does not depend on m.
pub fn constant(
    i: &Batch,
    all: usize,
    of_zeros: Option<&Gradients>,
    truth: &Gradients,
) -> Part {
    let layers = i.weights.len();
    let without =
        of_zeros.map_or(Without::default(), |of_zeros| unused(i, of_zeros, truth));
    if without.missing(layers) > 0 || all < fewest(layers) {
        missing(layers, all, without)
    } else {
        right()
    }
}

/// What was found although every product was 0.
fn unused(i: &Batch, (nabla_b, nabla_w): &Gradients, truth: &Gradients) -> Without {
    let last = i.weights.len() - 1;
    let of_output =
        |(nabla_b, _): &Gradients| nabla_b.get(last).cloned().unwrap_or_default();
    let is_true = |of: &Gradients| {
        let (got, want) = (of_output(of).into_dyn(), of_output(truth).into_dyn());
        got.shape() == want.shape() && Tolerance::ORDINARY.close(&got, &want)
    };
    let nonzero = |x: &f64| *x != 0.0 && x.is_finite();
    let of_zeros = (nabla_b.clone(), nabla_w.clone());
    Without {
        // Where w a is 0, a product of 0 says nothing.
        forward: is_true(&of_zeros) && !is_true(&with_zeros(i, Without::default())),
        bp2: nabla_b.iter().take(last).flatten().any(nonzero),
        bp4: nabla_w.iter().flatten().any(nonzero),
    }
}

/// What the equations give if the products taken with `dot` are 0.
pub fn with_zeros(i: &Batch, without: Without) -> Gradients {
    let dot =
        |kept: bool, product: Array2<f64>| if kept { product } else { product * 0.0 };
    let (mut zs, mut activations) = (Vec::<Array2<f64>>::new(), vec![i.x.clone()]);
    for (w, b) in i.weights.iter().zip(&i.biases) {
        let z = dot(without.forward, w.dot(&activations[zs.len()]));
        zs.push(z + b.view().insert_axis(Axis(1)));
        activations.push(zs[zs.len() - 1].mapv(Real::sigmoid));
    }
    let slope = |z: &Array2<f64>| z.mapv(|z| z.sigmoid() * (-z).sigmoid());
    let (m, last) = (i.size() as f64, zs.len() - 1);
    let mut delta = (&activations[last + 1] - &i.y) * slope(&zs[last]);
    let (mut nabla_b, mut nabla_w) = (Vec::new(), Vec::new());
    for l in (0..=last).rev() {
        if l < last {
            delta = dot(without.bp2, i.weights[l + 1].t().dot(&delta)) * slope(&zs[l]);
        }
        nabla_b.insert(0, delta.sum_axis(Axis(1)) / m);
        nabla_w.insert(0, dot(without.bp4, delta.dot(&activations[l].t())) / m);
    }
    (nabla_b, nabla_w)
}

/// Gradients as parts.
pub fn parts((nabla_b, nabla_w): &Gradients) -> Answer {
    [layers("∇b", 2, nabla_b), layers("∇w", 2, nabla_w)].concat()
}
