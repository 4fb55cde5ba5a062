//! Chapter 11: gradients on a tape, and what they are good for.

mod program;
mod rates;
mod record;
mod sweep;

use crate::exercise::Exercise;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(record::record_neuron()),
        Box::new(sweep::sweep()),
        Box::new(rates::local_rates()),
    ]
}
