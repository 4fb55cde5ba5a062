//! Chapter mini_batch, written in another way.
