//! Chapter cost, written in another way.
