//! Chapter sgd, written in another way.
