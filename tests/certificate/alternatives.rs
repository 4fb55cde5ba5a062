//! Correct answers written in another way than the reference: loops instead of products, another
//! order of summation, another formula.

use super::alternatives as exercises;

mod answers {
    include!("../../exercises/tests/answers.rs");
}

pub use answers::answers;

#[path = "alternatives_cost.rs"]
pub mod cost;
#[path = "alternatives_cross_entropy.rs"]
pub mod cross_entropy;
#[path = "alternatives_data.rs"]
pub mod data;
#[path = "alternatives_gradient_check.rs"]
pub mod gradient_check;
#[path = "alternatives_l2.rs"]
pub mod l2;
#[path = "alternatives_mini_batch.rs"]
pub mod mini_batch;
#[path = "alternatives_network.rs"]
pub mod network;
#[path = "alternatives_notebook.rs"]
pub mod notebook;
#[path = "alternatives_per_sample.rs"]
pub mod per_sample;
#[path = "alternatives_sgd.rs"]
pub mod sgd;
