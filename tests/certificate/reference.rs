//! A worker with the reference answers.

use solutions as exercises;
use worker::worker as functions;

include!("../../exercises/tests/functions.rs");
