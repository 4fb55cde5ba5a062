//! `cargo bench --bench ratios`: what each form gains over the per-sample form.
//!
//! The forms take turns, so that whatever else the machine does falls on all of them alike, and
//! the medians of their times are compared.

use backprop::data::{DataSet, Splits};
use backprop::forms::{Form, Precision};
use backprop::roofline::seconds_per_sample;
use num_traits::AsPrimitive;

const ROUNDS: usize = 7;

fn main() {
    let data = Splits::embedded().training;
    println!("Microseconds per sample, [784, 30, 10], and times as fast as per sample\n");
    let names = Form::ALL.map(|form| format!("{:>18}", form.name()));
    println!("         m{}", names.concat());
    table::<f32>("f32", &data);
    table::<f64>("f64", &data);
}

fn table<F: Precision>(precision: &str, data: &DataSet<u8>)
where
    u8: AsPrimitive<F>,
{
    for m in [1, 10, 100, 1000] {
        let times =
            seconds_per_sample(&mut Form::epochs::<F>(), &[784, 30, 10], m, data, ROUNDS);
        let cells = times.iter().map(|time| {
            let cell = format!("{:.2} ({:.1} ×)", 1e6 * time, times[0] / time);
            format!("{cell:>18}")
        });
        println!("{precision} {m:>6}{}", cells.collect::<String>());
    }
}
