//! Exercise 6.8: gather, judged with numbers that know how often they were copied.

use ndarray::{Array2, ArrayView2, Axis, s};
use proptest::collection::vec;
use proptest::prelude::*;
use worker::gather::{Copied, LEFT_BEHIND, observed};
use worker::value::{FromValue, Unfit, Value};

use crate::answer::{Answer, part};
use crate::function::{Function, Special};
use crate::process::End;
use crate::sample::filled;

/// The data, the samples to gather, and the capacity of the buffer.
type Samples = (Array2<f64>, Vec<usize>, usize);

fn inputs() -> impl Strategy<Value = Samples> {
    let indices = (1..=6_usize)
        .prop_flat_map(|samples| (Just(samples), vec(0..samples, 1..=4_usize)));
    filled(
        (1..=3_usize, indices, 0..=3_usize),
        |(n, (samples, indices), more), numbers| {
            (numbers.matrix(*n, *samples), indices.clone(), indices.len() + more)
        },
    )
}

/// What `gather` returns, what is in the buffer afterwards, and how often each number of both was
/// copied.
fn parts(observed: [Value; 4]) -> Result<Answer, Unfit> {
    let [samples, copies, buffer, buffer_copies] = observed.map(Array2::<f64>::from_value);
    Ok(vec![
        part("samples", samples?),
        part("copies", copies?),
        part("buffer", buffer?),
        part("its copies", buffer_copies?),
    ])
}

fn copy(
    data: ArrayView2<Copied>,
    indices: &[usize],
    buffer: &mut Array2<Copied>,
    column: impl Fn(usize, usize) -> (usize, usize),
) {
    for (c, &k) in indices.iter().enumerate() {
        let (c, k) = column(c, k);
        buffer.column_mut(c).assign(&data.column(k));
    }
}

pub fn gather() -> Function<Samples> {
    Function {
        name: "gather",
        inputs: || inputs().boxed(),
        show: |(data, indices, capacity)| {
            vec![
                part("data", data.clone()),
                part("indices", format!("{indices:?}")),
                part("buffer", Array2::from_elem((data.nrows(), *capacity), LEFT_BEHIND)),
            ]
        },
        ask: |worker, (data, indices, columns)| {
            let observed: [Value; 4] = worker.call("gather", args![data, indices, *columns])?;
            parts(observed).map_err(|Unfit| End::Unfit)
        },
        truth: |(data, indices, columns), _| {
            let m = indices.len();
            let shape = (data.nrows(), m);
            let samples = Array2::from_shape_fn(shape, |(j, c)| data[[j, indices[c]]]);
            let buffer = Array2::from_shape_fn((data.nrows(), *columns), |(j, c)| {
                if c < m { samples[[j, c]] } else { LEFT_BEHIND }
            });
            let copied = Array2::from_shape_fn(buffer.dim(), |(_, c)| f64::from(c < m));
            vec![
                part("samples", samples),
                part("copies", Array2::ones(shape)),
                part("buffer", buffer),
                part("its copies", copied),
            ]
        },
        model: |(data, indices, columns), wrong| {
            let observed = observed(data.view(), indices, *columns, |data, indices, buffer| {
                let m = indices.len();
                let column = |c: usize, k: usize| {
                    let k = if wrong.has("gathers-the-first-samples") { c } else { k };
                    (if wrong.has("gathered-into-one-column") { 0 } else { c }, k)
                };
                if wrong.has("gathered-twice") {
                    let selected = data.select(Axis(1), indices);
                    copy(selected.view(), &(0..m).collect::<Vec<_>>(), buffer, column);
                } else {
                    copy(data, indices, buffer, column);
                }
                let m = if wrong.has("stale-columns") { buffer.ncols() } else { m };
                buffer.slice(s![.., ..m])
            });
            parts(observed).expect("matrices of numbers")
        },
        mistakes: vec!["stale-columns", "gathered-twice", "gathers-the-first-samples", "gathered-into-one-column"],
        special: Special::none(),
    }
}
