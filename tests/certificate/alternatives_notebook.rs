//! Chapter notebook, written in another way.
