//! Chapter l2, written in another way.
