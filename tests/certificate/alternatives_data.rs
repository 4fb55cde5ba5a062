//! Chapter data, written in another way.
