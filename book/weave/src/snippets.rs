//! The Rust in the pages that is not woven: compiled and run as documentation tests.

macro_rules! pages {
    ($($page:ident)*) => {$(
        #[doc = include_str!(concat!("../../src/", stringify!($page), ".md"))]
        mod $page {}
    )*};
}

pages! {
    introduction
    arrays
    network
    cost
    per_sample
    gradient_check
    sgd
    mini_batch
    cross_entropy
    l2
    data
    notebook
    further
    appendix_notation
    appendix_mistakes
    lanes
    appendix_teachers
}
