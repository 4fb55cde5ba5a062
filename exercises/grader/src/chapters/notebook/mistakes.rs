//! The bugs of the notebook, and repairs of them that do not hold.

pub mod data;
pub mod monitoring;
pub mod network;
