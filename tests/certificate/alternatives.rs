//! A worker with correct answers written in another way than the reference: loops instead of
//! products, another order of summation, another formula.

use worker::worker as functions;

#[path = "alternatives_arrays.rs"]
mod arrays;
#[path = "alternatives_cost.rs"]
mod cost;
#[path = "alternatives_cross_entropy.rs"]
mod cross_entropy;
#[path = "alternatives_data.rs"]
mod data;
#[path = "alternatives_further.rs"]
mod further;
#[path = "alternatives_gradient_check.rs"]
mod gradient_check;
#[path = "alternatives_l2.rs"]
mod l2;
#[path = "alternatives_mini_batch.rs"]
mod mini_batch;
#[path = "alternatives_network.rs"]
mod network;
#[path = "alternatives_notebook.rs"]
mod notebook;
#[path = "alternatives_per_sample.rs"]
mod per_sample;
#[path = "alternatives_sgd.rs"]
mod sgd;

/// As `exercises/src/lib.rs` has them.
mod exercises {
    pub(crate) use super::{
        arrays, cost, cross_entropy, data, further, gradient_check, l2, mini_batch,
        network, notebook, per_sample, sgd,
    };
}

include!("../../exercises/tests/functions.rs");
