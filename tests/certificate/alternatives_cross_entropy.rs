//! Chapter cross_entropy, written in another way.
