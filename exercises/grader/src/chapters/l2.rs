//! Chapter 8: the L2 penalty, weight decay, L1, and the total cost.

mod l1_update;
pub mod l2_update;
pub mod penalty;
mod total_cost;

use proptest::prelude::*;

use crate::exercise::Exercise;
use crate::sample::positive;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(penalty::l2_penalty()),
        Box::new(l2_update::l2_update()),
        Box::new(l1_update::l1_update()),
        Box::new(total_cost::total_cost()),
    ]
}

/// λ: sometimes 0, where the penalty is nothing.
pub fn price() -> impl Strategy<Value = f64> {
    prop_oneof![6 => positive(), 1 => Just(0.0)]
}
