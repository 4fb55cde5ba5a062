pub mod data;
pub mod network;
