//! Numbers that know how often they were copied, for the exercise that asks for one copy.

use ndarray::{Array2, ArrayView2};

use crate::value::Value;

/// A number, and how many copies lie between it and the data.
#[derive(Debug)]
pub struct Copied {
    number: f64,
    times: usize,
}

impl Clone for Copied {
    fn clone(&self) -> Copied {
        Copied { number: self.number, times: self.times + 1 }
    }
}

/// What an earlier mini-batch has left in the buffer.
pub const LEFT_BEHIND: f64 = 99.0;

/// What `gather` returns and what the buffer holds afterwards: the numbers of both, and how often
/// each was copied.
pub fn observed(
    data: ArrayView2<f64>,
    indices: &[usize],
    columns: usize,
    gather: impl for<'a> Fn(
        ArrayView2<Copied>,
        &[usize],
        &'a mut Array2<Copied>,
    ) -> ArrayView2<'a, Copied>,
) -> [Value; 4] {
    let data = data.map(|&number| Copied { number, times: 0 });
    let left = || Copied { number: LEFT_BEHIND, times: 0 };
    let mut buffer = Array2::from_shape_simple_fn((data.nrows(), columns), left);
    let both = |view: ArrayView2<Copied>| {
        [view.map(|x| x.number).into(), view.map(|x| x.times as f64).into()]
    };
    let [numbers, times] = both(gather(data.view(), indices, &mut buffer));
    let [kept, kept_times] = both(buffer.view());
    [numbers, times, kept, kept_times]
}
