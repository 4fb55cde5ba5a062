//! The judge of the exercises.
