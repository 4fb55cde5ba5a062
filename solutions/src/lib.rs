//! The reference answers.
