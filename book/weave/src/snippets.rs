//! The Rust in the pages that is not woven: compiled and run as documentation tests.

macro_rules! pages {
    ($($page:ident)*) => {$(
        #[doc = include_str!(concat!("../../src/", stringify!($page), ".md"))]
        mod $page {}
    )*};
}

pages! {
    appendix_notation
}
