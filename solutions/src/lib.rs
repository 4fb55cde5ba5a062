//! The exercises, chapter by chapter: one function each, 1 to 15 lines.
//!
//! Shapes are as in the book: weights (n_out, n_in), biases (n_out), and a mini-batch is a matrix
//! whose columns are the samples.

pub mod given;

pub mod arrays;
pub mod cost;
pub mod cross_entropy;
pub mod data;
pub mod further;
pub mod gradient_check;
pub mod l2;
pub mod mini_batch;
pub mod network;
pub mod notebook;
pub mod per_sample;
pub mod sgd;
