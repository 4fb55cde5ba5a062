//! The reference answers.

use solutions as exercises;

mod answers {
    include!("../../exercises/tests/answers.rs");
}

pub use answers::answers;
