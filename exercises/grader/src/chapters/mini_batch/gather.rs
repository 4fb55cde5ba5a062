//! Exercise 6.8: gather, judged with numbers that know how often they were copied.

use ndarray::{Array2, ArrayView2, Axis, s};
use proptest::collection::vec;
use proptest::prelude::*;
use worker::gather::{Copied, LEFT_BEHIND, observed};
use worker::value::{FromValue, Unfit, Value};

use crate::answer::{Answer, part};
use crate::atlas::Wrong;
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
    let [samples, copies, buffer, buffer_copies] =
        observed.map(Array2::<f64>::from_value);
    Ok(vec![
        part("samples", samples?),
        part("copies", copies?),
        part("buffer", buffer?),
        part("its copies", buffer_copies?),
    ])
}

const MISTAKES: [&str; 15] = [
    "stale-columns",
    "gathered-twice",
    "gathers-the-first-samples",
    "gathered-into-one-column",
    "gather-scatters",
    "gathered-in-reverse",
    "gathered-at-the-end",
    "gathers-the-next-sample",
    "gathers-sorted",
    "gathers-each-once",
    "one-column-too-few",
    "one-column-too-many",
    "buffer-replaced",
    "gathered-beside-the-buffer",
    "gathers-one-sample",
];

/// The columns of the buffer and of the data that meet.
fn columns(
    indices: &[usize],
    samples: usize,
    capacity: usize,
    wrong: Wrong,
) -> Vec<(usize, usize)> {
    let m = indices.len();
    let mut indices = indices.to_vec();
    if wrong.has("gathers-sorted") || wrong.has("gathers-each-once") {
        indices.sort();
    }
    if wrong.has("gathers-each-once") {
        indices.dedup();
    }
    if wrong.has("gathers-one-sample") {
        indices = vec![indices[0]; m];
    }
    let meet = |(c, k): (usize, usize)| match () {
        () if wrong.has("gathers-the-first-samples") => (c, c),
        () if wrong.has("gathered-into-one-column") => (0, k),
        () if wrong.has("gather-scatters") => (k, c),
        () if wrong.has("gathered-in-reverse") => (m - 1 - c, k),
        () if wrong.has("gathered-at-the-end") => (capacity - m + c, k),
        () if wrong.has("gathers-the-next-sample") => (c, (k + 1) % samples),
        () => (c, k),
    };
    indices.into_iter().enumerate().map(meet).collect()
}

fn gathered<'a>(
    data: ArrayView2<Copied>,
    indices: &[usize],
    buffer: &'a mut Array2<Copied>,
    wrong: Wrong,
) -> ArrayView2<'a, Copied> {
    let m = indices.len();
    if wrong.has("buffer-replaced") {
        *buffer = data.select(Axis(1), indices);
        return buffer.view();
    }
    if wrong.has("gathered-beside-the-buffer") {
        let beside = Box::leak(Box::new(data.select(Axis(1), indices)));
        return beside.view();
    }
    let pairs = columns(indices, data.ncols(), buffer.ncols(), wrong);
    let written = pairs.len();
    for (c, k) in pairs {
        if wrong.has("gathered-twice") {
            buffer.column_mut(c).assign(&data.column(k).to_owned());
        } else {
            buffer.column_mut(c).assign(&data.column(k));
        }
    }
    let capacity = buffer.ncols();
    if wrong.has("stale-columns") {
        buffer.view()
    } else if wrong.has("one-column-too-few") {
        buffer.slice(s![.., ..m - 1])
    } else if wrong.has("one-column-too-many") {
        buffer.slice(s![.., ..m + 1])
    } else if wrong.has("gathered-at-the-end") {
        buffer.slice(s![.., capacity - m..])
    } else {
        buffer.slice(s![.., ..written.min(m)])
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
            let observed: [Value; 4] =
                worker.call("gather", args![data, indices, *columns])?;
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
            let observed =
                observed(data.view(), indices, *columns, |data, indices, buffer| {
                    gathered(data, indices, buffer, wrong)
                });
            parts(observed).expect("matrices of numbers")
        },
        mistakes: MISTAKES.to_vec(),
        special: Special::none(),
    }
}
