//! Exercise 6.8: gather, judged with numbers that count how often they are cloned.

use std::cell::Cell;

use ndarray::{Array2, ArrayView2, Axis, s};
use proptest::collection::vec;
use proptest::prelude::*;

use super::mistakes::*;
use crate::answer::{Answer, Tolerance, part};
use crate::exercise::Info;
use crate::function::Function;
use crate::sample::filled;

thread_local! {
    static CLONES: Cell<usize> = const { Cell::new(0) };
}

/// A number that counts its clones.
#[derive(Debug)]
pub struct Counted(f64);

impl Clone for Counted {
    fn clone(&self) -> Self {
        CLONES.set(CLONES.get() + 1);
        Counted(self.0)
    }
}

/// What an earlier mini-batch has left in the buffer.
const LEFT_BEHIND: f64 = 99.0;

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

/// What `gather` returns, and how many numbers it copies.
fn observed(
    (data, indices, capacity): &Samples,
    gather: impl for<'a> Fn(
        ArrayView2<Counted>,
        &[usize],
        &'a mut Array2<Counted>,
    ) -> ArrayView2<'a, Counted>,
) -> Answer {
    let data = data.map(|&x| Counted(x));
    let mut buffer =
        Array2::from_shape_simple_fn((data.nrows(), *capacity), || Counted(LEFT_BEHIND));
    CLONES.set(0);
    let gathered = gather(data.view(), indices, &mut buffer).map(|x| x.0);
    vec![part("samples", gathered), part("copies", CLONES.get() as f64)]
}

pub fn gather() -> Function<Samples> {
    Function {
        info: Info {
            id: "6.8",
            name: "gather",
            title: "gather the samples of a mini-batch, each copied once",
            stars: 2,
            hints: [
                "`data.select(Axis(1), indices)` makes a new matrix, and copying that into the \
                 buffer makes a second copy. Which two columns have to meet for one copy? And \
                 what stands behind column m of the buffer?",
                "column c of the buffer = column indices[c] of the data, c = 0 … m − 1; result: \
                 columns 0 … m − 1",
                "A loop over `indices.iter().enumerate()` that assigns `data.column(k)` to \
                 `buffer.column_mut(c)`, then `buffer.slice(s![.., ..m])`.",
            ],
        },
        inputs: || inputs().boxed(),
        show: |(data, indices, capacity)| {
            vec![
                part("data", data.clone()),
                part("indices", format!("{indices:?}")),
                part("buffer", Array2::from_elem((data.nrows(), *capacity), LEFT_BEHIND)),
            ]
        },
        reader: |answers, i| observed(i, answers.mini_batch.gather),
        truth: |(data, indices, _), _| {
            let shape = (data.nrows(), indices.len());
            let samples = Array2::from_shape_fn(shape, |(j, c)| data[[j, indices[c]]]);
            let copies = samples.len() as f64;
            vec![part("samples", samples), part("copies", copies)]
        },
        model: |i, wrong| {
            observed(i, |data, indices, buffer| {
                let m = indices.len();
                let selected;
                let (data, indices) = if wrong.has(&COPIED_TWICE) {
                    selected = data.select(Axis(1), indices);
                    (selected.view(), &(0..m).collect::<Vec<_>>()[..])
                } else {
                    (data, indices)
                };
                for (c, &k) in indices.iter().enumerate() {
                    let k = if wrong.has(&FIRST_SAMPLES) { c } else { k };
                    let c = if wrong.has(&ONE_COLUMN) { 0 } else { c };
                    buffer.column_mut(c).assign(&data.column(k));
                }
                let m = if wrong.has(&WHOLE_BUFFER) { buffer.ncols() } else { m };
                buffer.slice(s![.., ..m])
            })
        },
        mistakes: vec![&WHOLE_BUFFER, &COPIED_TWICE, &FIRST_SAMPLES, &ONE_COLUMN],
        stub: None,
        tolerance: Tolerance::ORDINARY,
        first_wrong: None,
    }
}
