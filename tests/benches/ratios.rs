//! `cargo bench --bench ratios`: what the matrix form gains over the per-sample form.
//!
//! The forms take turns, so that whatever else the machine does falls on all of them alike, and
//! the median of their times is compared.

mod forms;

use std::time::Instant;

use backprop::data::{DataSet, Splits};
use forms::{Form, MINI_BATCH_SIZES};
use ndarray::NdFloat;
use num_traits::AsPrimitive;

const ROUNDS: usize = 7;

fn main() {
    let data = Splits::embedded().training;
    println!("Microseconds per sample, [784, 30, 10], and times as fast as per sample\n");
    let names = Form::ALL.map(|form| format!("{:>24}", form.name()));
    println!("        m{}", names.concat());
    table::<f32>("f32", &data);
    table::<f64>("f64", &data);
}

fn table<F: NdFloat>(precision: &str, data: &DataSet<u8>)
where
    u8: AsPrimitive<F>,
{
    for m in MINI_BATCH_SIZES {
        let mut seconds = Form::ALL.map(|_| Vec::new());
        for _ in 0..ROUNDS {
            for (form, seconds) in Form::ALL.iter().zip(&mut seconds) {
                let start = Instant::now();
                form.epoch::<F>(data, m);
                seconds.push(start.elapsed().as_secs_f64());
            }
        }
        let [per_sample, plain, workspace] = seconds.map(|mut seconds| {
            seconds.sort_by(f64::total_cmp);
            1e6 * seconds[ROUNDS / 2] / data.len() as f64
        });
        let gain = |time| format!("{time:.2} ({:.1} ×)", per_sample / time);
        println!(
            "{precision} {m:>5}{per_sample:>24.2}{:>24}{:>24}",
            gain(plain),
            gain(workspace)
        );
    }
}
