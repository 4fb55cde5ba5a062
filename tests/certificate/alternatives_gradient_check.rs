//! Chapter gradient_check, written in another way.
